"""BM25 weights stay beside the other columns of a passage, as long as there is room for them; a search reads thousands
of them. The text goes elsewhere first: a search reads a few dozen.

Revision 0007, after 0006. Passages written before keep their places until they are indexed again.
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the weights of new passages out as the last column, instead of at once."""
    op.execute("ALTER TABLE passage ALTER COLUMN weights SET STORAGE MAIN")


def downgrade() -> None:
    """As the type has it by itself."""
    op.execute("ALTER TABLE passage ALTER COLUMN weights SET STORAGE EXTERNAL")
