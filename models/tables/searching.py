"""What is searched: passages, the statistics of their words, the models of their vectors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pgvector.sqlalchemy import SPARSEVEC
from sqlalchemy import ARRAY, BigInteger, Column, Float, Index, Integer, column, func
from sqlmodel import Field, SQLModel

from models.tables.columns import belongs_to, instant

TERM_SPACE = 2**29
"""Stems are hashed into this many dimensions; pgvector's sparsevec holds up to 10^9."""


class Passage(SQLModel, table=True):
    """A stretch of an article as it is searched: BM25 weights here, its vector in the model's own table."""

    __table_args__ = (Index("ix_passage_terms", "terms", postgresql_using="gin"),)

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    article_id: int = belongs_to("article.id")
    position: int
    text: str
    length: int
    """Number of stems, repeated ones counted."""
    terms: list[int] = Field(sa_column=Column(ARRAY(Integer), nullable=False))
    weights: Any = Field(sa_column=Column(SPARSEVEC(TERM_SPACE), nullable=False))


class Term(SQLModel, table=True):
    """In how many passages a stem occurs."""

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    passage_count: int


class Word(SQLModel, table=True):
    """In how many passages a word occurs as it is written; what misspelt queries are compared with."""

    __table_args__ = (Index("ix_word_length", func.length(column("word"))),)

    word: str = Field(primary_key=True)
    passage_count: int


class CorpusStatistics(SQLModel, table=True):
    """One row: the numbers BM25 needs of the whole corpus, and the mean length the stored weights were made with."""

    __tablename__ = "corpus_statistics"

    id: int = Field(default=1, primary_key=True)
    passage_count: int = 0
    stem_count: int = Field(default=0, sa_type=BigInteger)
    mean_length: float = Field(default=0.0, sa_column=Column(Float, nullable=False))
    glossary: str = ""
    """Fingerprint of the glossary whose concepts are indexed."""


class EmbeddingModel(SQLModel, table=True):
    """A model whose vectors are kept; exactly one is active."""

    __tablename__ = "embedding_model"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    fingerprint: str
    """Hash of the weights: the same name with other weights is another model."""
    dimensions: int
    vector_table: str = Field(unique=True)
    is_active: bool = False
    created_at: datetime = instant()
