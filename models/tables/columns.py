"""Columns that many tables have, and how constraints and indexes are called. No table is here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    """A point in time, with its zone."""
    return Field(
        default=None if nullable else ...,
        sa_type=DateTime(timezone=True),
        nullable=nullable,
        index=index,
    )


def texts() -> Any:
    """A list of texts; empty unless given."""
    return Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))


def belongs_to(target: str) -> Any:
    """A row that goes when the row it describes goes."""
    return Field(sa_column=Column(BigInteger, ForeignKey(target, ondelete="CASCADE"), nullable=False, index=True))


def mapping() -> Any:
    """A JSON object; empty unless given."""
    return Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
