"""The tables the project started with.

Written from models/tables.py by autogenerate; a function per table. Revision 0001, after none.
"""

from __future__ import annotations

import pgvector.sqlalchemy
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the extension and the tables, a table after those it refers to."""
    op.execute("create extension if not exists vector")
    _create_corpus_statistics()
    _create_embedding_model()
    _create_night()
    _create_story()
    _create_term()
    _create_article()
    _create_page()
    _create_source_night()
    _create_article_tag()
    _create_document()
    _create_milestone()
    _create_passage()


def downgrade() -> None:
    """Drop the tables with their indexes; the extension may be another's."""
    for table in (
        "passage",
        "milestone",
        "document",
        "article_tag",
        "source_night",
        "page",
        "article",
        "term",
        "story",
        "night",
        "embedding_model",
        "corpus_statistics",
    ):
        op.drop_table(table)


def _create_corpus_statistics() -> None:
    op.create_table(
        "corpus_statistics",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passage_count", sa.Integer(), nullable=False),
        sa.Column("stem_count", sa.BigInteger(), nullable=False),
        sa.Column("mean_length", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corpus_statistics"),
    )


def _create_embedding_model() -> None:
    op.create_table(
        "embedding_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("dimensions", sa.Integer(), nullable=False),
        sa.Column("vector_table", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_embedding_model"),
        sa.UniqueConstraint("name", name="uq_embedding_model_name"),
        sa.UniqueConstraint("vector_table", name="uq_embedding_model_vector_table"),
    )


def _create_night() -> None:
    op.create_table(
        "night",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_night"),
    )


def _create_story() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("article_count", sa.Integer(), nullable=False),
        sa.Column("outlet_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )


def _create_term() -> None:
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passage_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
    )


def _create_article() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("aliases", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("dateline", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("editor", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("rights", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_basis", sa.String(), nullable=False),
        sa.Column("is_date_inferred", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("story_id", sa.BigInteger(), nullable=True),
        sa.Column("is_relevant", sa.Boolean(), nullable=False),
        sa.Column("relevance", sa.String(), nullable=False),
        sa.Column("relevance_score", sa.Float(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("regencies", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("pillars", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("deduplicate_version", sa.Integer(), nullable=False),
        sa.Column("tag_version", sa.Integer(), nullable=False),
        sa.Column("embed_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_article_story_id_story"),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("key", name="uq_article_key"),
    )
    _index_article()


def _index_article() -> None:
    op.create_index("ix_article_pillars", "article", ["pillars"], postgresql_using="gin")
    op.create_index("ix_article_regencies", "article", ["regencies"], postgresql_using="gin")
    for column in (
        "content_hash",
        "embed_version",
        "is_relevant",
        "published_at",
        "source_id",
        "story_id",
        "tag_version",
    ):
        op.create_index(f"ix_article_{column}", "article", [column])


def _create_page() -> None:
    op.create_table(
        "page",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fragment", sa.String(), nullable=True),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warc_file", sa.String(), nullable=False),
        sa.Column("warc_offset", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("hints", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("night_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["night_id"], ["night.id"], name="fk_page_night_id_night"),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint(
            "url", "fragment", "digest", name="uq_page_url_fragment_digest", postgresql_nulls_not_distinct=True
        ),
    )
    for column in ("key", "source_id"):
        op.create_index(f"ix_page_{column}", "page", [column])


def _create_source_night() -> None:
    op.create_table(
        "source_night",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("night_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("discovered", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["night_id"], ["night.id"], name="fk_source_night_night_id_night"),
        sa.PrimaryKeyConstraint("id", name="pk_source_night"),
        sa.UniqueConstraint("night_id", "source_id", name="uq_source_night_night_id_source_id"),
    )
    for column in ("night_id", "source_id"):
        op.create_index(f"ix_source_night_{column}", "source_night", [column])


def _create_article_tag() -> None:
    op.create_table(
        "article_tag",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("spans", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_tag_article_id_article", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_article_tag"),
    )
    for column in ("article_id", "value"):
        op.create_index(f"ix_article_tag_{column}", "article_tag", [column])


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("page_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("dateline", sa.String(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_basis", sa.String(), nullable=False),
        sa.Column("is_date_inferred", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("editor", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("tags", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("links", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("origins", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("warnings", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("extract_version", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_document_page_id_page", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name="pk_document"),
    )
    for column in ("article_id", "key"):
        op.create_index(f"ix_document_{column}", "document", [column])


def _create_milestone() -> None:
    op.create_table(
        "milestone",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("regency", sa.String(), nullable=True),
        sa.Column("event_on", sa.Date(), nullable=True),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("span", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("programme", sa.String(), nullable=True),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_milestone_article_id_article", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_milestone"),
    )
    for column in ("article_id", "kind", "regency"):
        op.create_index(f"ix_milestone_{column}", "milestone", [column])


def _create_passage() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("terms", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("weights", pgvector.sqlalchemy.SPARSEVEC(dim=536870912), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_passage_article_id_article", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_passage"),
    )
    op.create_index("ix_passage_terms", "passage", ["terms"], postgresql_using="gin")
    op.create_index("ix_passage_article_id", "passage", ["article_id"])
