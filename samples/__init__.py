"""Fictional sample outlets and articles, and the builder of the sample web archive."""
