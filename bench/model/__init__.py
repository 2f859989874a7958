"""Training of the bundled Indonesian embedding model."""
