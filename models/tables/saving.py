"""What analysts keep for themselves: searches under a name."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.tables.columns import instant


class SavedSearch(SQLModel, table=True):
    """A query of the query language under a name. All its filters are in the query: one line a person can read."""

    __tablename__ = "saved_search"

    key: str = Field(primary_key=True)
    """The name in one case: "Parkir" and "PARKIR" are one search."""
    name: str
    query: str
    made_at: datetime = instant()
    changed_at: datetime = instant()
