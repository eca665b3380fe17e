"""What the journal holds, as tables.

Every entry's key is made from what it says (`keys`), so that the same input twice is one entry, on
this machine or on another. Nothing derived stands alone: an analysis hangs on its clip, and holds,
sets and runs carry the version, the settings and the source that they came from. Days are the
runner's own; times are UTC. Units as in the names.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

KEY_LETTERS = 32
TABLES = MetaData()


def _key() -> Column[str]:
    return Column("key", String(KEY_LETTERS), primary_key=True)


def _athlete() -> Column[str]:
    parent = ForeignKey("athletes.key", ondelete="CASCADE")
    return Column("athlete", String(KEY_LETTERS), parent, nullable=False)


def _origin() -> list[Column[object]]:
    """Version, settings and source that an entry came from, and all that was known of it."""
    return [
        Column("program_version", String(40), nullable=False),
        Column("source", Text, nullable=False),
        Column("settings", JSON, nullable=False),
        Column("document", JSON, nullable=False),
        Column("made_at", DateTime, nullable=False),
    ]


athletes = Table(
    "athletes",
    TABLES,
    _key(),
    Column("name", String(200), nullable=False, unique=True),
    Column("made_at", DateTime, nullable=False),
)

clips = Table(
    "clips",
    TABLES,
    _key(),
    _athlete(),
    Column("digest", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("filmed_on", Date, nullable=False),
    Column("camera", Text, nullable=False),
    Index("clips_of_athlete", "athlete", "filmed_on"),
)

analyses = Table(
    "analyses",
    TABLES,
    _key(),
    Column("clip", String(KEY_LETTERS), ForeignKey("clips.key", ondelete="CASCADE"),
           nullable=False),
    *_origin(),
    Index("analyses_of_clip", "clip", "made_at"),
)  # fmt: skip

measures = Table(
    "measures",
    TABLES,
    Column("analysis", String(KEY_LETTERS), ForeignKey("analyses.key", ondelete="CASCADE"),
           primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("n", Integer, nullable=False),
    Column("left", Float),
    Column("right", Float),
    Column("status", String(20), nullable=False),
    Column("reason", Text),
)  # fmt: skip

holds = Table(
    "holds",
    TABLES,
    _key(),
    _athlete(),
    Column("held_on", Date, nullable=False),
    Column("side", String(5), nullable=False),
    Column("held_s", Float, nullable=False),
    Column("load_kg", Float, nullable=False),
    Column("moment_nm_kg", Float),
    Column("at_least", Boolean, nullable=False, server_default=false()),
    *_origin(),
    Index("holds_of_athlete", "athlete", "held_on"),
)

sets = Table(
    "sets",
    TABLES,
    _key(),
    _athlete(),
    Column("done_on", Date, nullable=False),
    Column("move", String(10), nullable=False),
    Column("side", String(5), nullable=False),
    Column("number", Integer, nullable=False),
    Column("amount", Float, nullable=False),  # repetitions, or seconds of the L-sit
    Column("load", String(40), nullable=False),
    Column("rir", Integer),
    *_origin(),
    Index("sets_of_athlete", "athlete", "done_on"),
)

runs = Table(
    "runs",
    TABLES,
    _key(),
    _athlete(),
    Column("digest", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("run_on", Date, nullable=False),
    Column("device", Text, nullable=False),
    Column("summary", JSON, nullable=False),
    *_origin(),
    Index("runs_of_athlete", "athlete", "run_on"),
)

notes = Table(
    "notes",
    TABLES,
    _key(),
    _athlete(),
    Column("noted_on", Date, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("level", Integer),
    Column("move", String(10)),
    Column("side", String(5)),
    Column("text", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Index("notes_of_athlete", "athlete", "noted_on"),
)

programmes = Table(
    "programmes",
    TABLES,
    _key(),
    _athlete(),
    Column("starts_on", Date, nullable=False),
    Column("wishes", JSON, nullable=False),
    Column("program_version", String(40), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Index("programmes_of_athlete", "athlete", "made_at"),
)

calendar = Table(
    "calendar",
    TABLES,
    Column("uid", String(80), primary_key=True),
    Column("programme", String(KEY_LETTERS), ForeignKey("programmes.key", ondelete="CASCADE"),
           nullable=False),
    Column("digest", String(64), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("event", JSON, nullable=False),
    Index("calendar_of_programme", "programme"),
)  # fmt: skip

due = Table(
    "due",
    TABLES,
    Column("uid", String(80), primary_key=True),
    Column("programme", String(KEY_LETTERS), ForeignKey("programmes.key", ondelete="CASCADE"),
           nullable=False),
    Column("due_on", Date, primary_key=True),
    Column("stopped", Boolean, nullable=False),
    Column("session", JSON, nullable=False),
    Index("due_of_programme", "programme", "due_on"),
)  # fmt: skip
