"""What is asked for again only if it changed, and what a second channel found that the first missed.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of visits and the columns of a night's cross-check."""
    _create_visited()
    op.add_column("source_night", sa.Column("unchanged", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("source_night", "unchanged", server_default=None)
    op.add_column("source_night", sa.Column("checked_by", sa.String(), nullable=True))
    op.add_column("source_night", sa.Column("only_first", sa.Integer(), nullable=True))
    op.add_column("source_night", sa.Column("only_second", sa.Integer(), nullable=True))
    op.add_column("source_night", sa.Column("missed_estimate", sa.Float(), nullable=True))


def downgrade() -> None:
    """Take both back."""
    for column in ("missed_estimate", "only_second", "only_first", "checked_by", "unchanged"):
        op.drop_column("source_night", column)
    op.drop_table("visited")


def _create_visited() -> None:
    op.create_table(
        "visited",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("warc_file", sa.String(), nullable=False),
        sa.Column("warc_offset", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_visited"),
    )
    op.create_index("ix_visited_source_id", "visited", ["source_id"])
