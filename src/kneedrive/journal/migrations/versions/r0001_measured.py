"""Athletes, clips, analyses, holds, sets, runs, notes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _owned_by(table: str, column: str) -> sa.Column[str]:
    owner = sa.ForeignKey(f"{table}.key", ondelete="CASCADE")
    return sa.Column(column, sa.String(32), owner, nullable=False)


def _origin() -> list[sa.Column[object]]:
    return [
        sa.Column("program_version", sa.String(40), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    ]


def _key() -> sa.Column[str]:
    return sa.Column("key", sa.String(32), primary_key=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "athletes",
        _key(),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "clips",
        _key(),
        _owned_by("athletes", "athlete"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("filmed_on", sa.Date, nullable=False),
        sa.Column("camera", sa.Text, nullable=False),
    )
    op.create_index("clips_of_athlete", "clips", ["athlete", "filmed_on"])
    op.create_table("analyses", _key(), _owned_by("clips", "clip"), *_origin())
    op.create_index("analyses_of_clip", "analyses", ["clip", "made_at"])
    op.create_table(
        "measures",
        sa.Column(
            "analysis",
            sa.String(32),
            sa.ForeignKey("analyses.key", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("value", sa.Float),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("left", sa.Float),
        sa.Column("right", sa.Float),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_table(
        "holds",
        _key(),
        _owned_by("athletes", "athlete"),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("side", sa.String(5), nullable=False),
        sa.Column("held_s", sa.Float, nullable=False),
        sa.Column("load_kg", sa.Float, nullable=False),
        sa.Column("moment_nm_kg", sa.Float),
        *_origin(),
    )
    op.create_index("holds_of_athlete", "holds", ["athlete", "held_on"])
    op.create_table(
        "sets",
        _key(),
        _owned_by("athletes", "athlete"),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.Column("move", sa.String(10), nullable=False),
        sa.Column("side", sa.String(5), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("amount", sa.Float, nullable=False),
        sa.Column("load", sa.String(40), nullable=False),
        sa.Column("rir", sa.Integer),
        *_origin(),
    )
    op.create_index("sets_of_athlete", "sets", ["athlete", "done_on"])
    op.create_table(
        "runs",
        _key(),
        _owned_by("athletes", "athlete"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("run_on", sa.Date, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("summary", sa.JSON, nullable=False),
        *_origin(),
    )
    op.create_index("runs_of_athlete", "runs", ["athlete", "run_on"])
    op.create_table(
        "notes",
        _key(),
        _owned_by("athletes", "athlete"),
        sa.Column("noted_on", sa.Date, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("level", sa.Integer),
        sa.Column("move", sa.String(10)),
        sa.Column("side", sa.String(5)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_index("notes_of_athlete", "notes", ["athlete", "noted_on"])
