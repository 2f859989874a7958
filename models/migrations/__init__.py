"""Alembic revisions of the schema in `models/tables.py`: env.py, and one file per change under versions/."""
