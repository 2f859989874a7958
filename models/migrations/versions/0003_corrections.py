"""What analysts say instead of the machine, and what the machine says of the same articles.

Revision 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables, refuse to change a correction, and let tags name theirs."""
    _create_correction()
    _create_machine_tagging()
    op.execute(_KEEP_FUNCTION)
    op.execute(
        "CREATE TRIGGER correction_is_kept BEFORE UPDATE OR DELETE ON correction"
        " FOR EACH ROW EXECUTE FUNCTION keep_correction()"
    )
    for table in ("article_tag", "milestone"):
        op.add_column(table, sa.Column("correction_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(f"fk_{table}_correction_id_correction", table, "correction", ["correction_id"], ["id"])


def downgrade() -> None:
    """Take both back; what analysts said is lost."""
    for table in ("milestone", "article_tag"):
        op.drop_column(table, "correction_id")
    op.drop_table("machine_tagging")
    op.drop_table("correction")
    op.execute("DROP FUNCTION keep_correction()")


def _create_correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("article_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("machine_version", sa.Integer(), nullable=False),
        sa.Column("machine", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["undoes_id"], ["correction.id"], name="fk_correction_undoes_id_correction"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sa.UniqueConstraint("undoes_id", name="uq_correction_undoes_id"),
    )
    op.create_index("ix_correction_article_key", "correction", ["article_key"])


def _create_machine_tagging() -> None:
    op.create_table(
        "machine_tagging",
        sa.Column("article_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag_version", sa.Integer(), nullable=False),
        sa.Column("tagging", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("correction_ids", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_machine_tagging_article_id_article", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_machine_tagging"),
    )


_KEEP_FUNCTION = """
    CREATE FUNCTION keep_correction() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'corrections are never changed or deleted; undo number % instead', OLD.id;
    END $$
"""
