"""Programmes, and what of them went into a calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "programmes",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column(
            "athlete",
            sa.String(32),
            sa.ForeignKey("athletes.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("wishes", sa.JSON, nullable=False),
        sa.Column("program_version", sa.String(40), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_index("programmes_of_athlete", "programmes", ["athlete", "made_at"])
    op.create_table(
        "calendar",
        sa.Column("uid", sa.String(80), primary_key=True),
        sa.Column(
            "programme",
            sa.String(32),
            sa.ForeignKey("programmes.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
        sa.Column("event", sa.JSON, nullable=False),
    )
    op.create_index("calendar_of_programme", "calendar", ["programme"])
