"""What analysts say of articles, apart from what the machine says: corrections, and the machine's own tags of
articles that were corrected (the tables of tags hold what is shown).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, ForeignKey
from sqlmodel import Field, SQLModel

from models.tables.columns import instant, mapping


class Correction(SQLModel, table=True):
    """One change an analyst made. Rows are only ever added; the database refuses to change or delete one.

    An article is named by its key, which outlives its row. `undoes_id`: this row takes back another.
    """

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    article_key: str = Field(index=True)
    kind: str
    """`relevance`, `scope`, `regency`, `pillar`, `milestone`, `story`."""
    action: str
    value: str
    details: dict[str, Any] = mapping()
    made_by: str
    made_at: datetime = instant()
    note: str
    machine_version: int
    """Version of the stage that said what was corrected: tag, or stories."""
    machine: dict[str, Any] = mapping()
    undoes_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, ForeignKey("correction.id"), nullable=True, unique=True)
    )


class MachineTagging(SQLModel, table=True):
    """What the machine says of an article whose shown tags are corrected. `correction_ids`: those laid over it."""

    __tablename__ = "machine_tagging"

    article_id: int = Field(
        sa_column=Column(
            BigInteger, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    tag_version: int
    tagging: dict[str, Any] = mapping()
    correction_ids: list[int] = Field(sa_column=Column(ARRAY(BigInteger), nullable=False))
