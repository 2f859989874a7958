"""Words as they are written, which glossary the passages were indexed with, several models side by side.

Revision 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of words; every article is indexed again, so that it is filled."""
    op.create_table(
        "word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("passage_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_word"),
    )
    op.create_index("ix_word_length", "word", [sa.text("length(word)")])
    op.add_column("corpus_statistics", sa.Column("glossary", sa.String(), nullable=False, server_default=""))
    op.alter_column("corpus_statistics", "glossary", server_default=None)
    op.execute("UPDATE article SET embed_version = 0")
    op.drop_constraint("uq_embedding_model_name", "embedding_model")


def downgrade() -> None:
    """Take all of it back."""
    op.create_unique_constraint("uq_embedding_model_name", "embedding_model", ["name"])
    op.drop_column("corpus_statistics", "glossary")
    op.drop_table("word")
