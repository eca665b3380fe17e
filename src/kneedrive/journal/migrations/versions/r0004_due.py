"""Sessions as they were prescribed when they were due."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "due",
        sa.Column("uid", sa.String(80), primary_key=True),
        sa.Column(
            "programme",
            sa.String(32),
            sa.ForeignKey("programmes.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date, primary_key=True),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.Column("session", sa.JSON, nullable=False),
    )
    op.create_index("due_of_programme", "due", ["programme", "due_on"])
