"""Who says what in an article.

Revision 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. It is filled as articles are tagged: the tagging of the same release has a new TAG_VERSION."""
    op.create_table(
        "quote",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("institution", sa.String(), nullable=True),
        sa.Column("regency", sa.String(), nullable=True),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("holder_office", sa.String(), nullable=True),
        sa.Column("is_direct", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("span", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("named", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_quote_article_id_article", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_quote"),
    )
    op.create_index("ix_quote_article_id", "quote", ["article_id"])
    op.create_index("ix_quote_regency", "quote", ["regency"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("quote")
