"""Alembic revisions of the schema in `models/tables`: env.py, and one file per change under versions/."""
