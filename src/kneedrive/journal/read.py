"""What comes out of the journal: one athlete's clips and runs, holds, sets and notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t
from kneedrive.journal.entries import ANSWERED, BY_HAND
from kneedrive.programme.log import Done, Log, Trouble

Z95 = 1.96
LOAD_DECIMALS = 2  # 8 lb are one load, whichever way they were turned into kilograms


@dataclass(frozen=True)
class Value:
    """One measured number; value None where it was withheld, with the reason."""

    value: float | None
    error: float
    reason: str | None = None


@dataclass(frozen=True)
class Measured:
    """One clip's newest analysis, or one run.

    Parameters
    ----------
    camera : how it was measured; two of one camera compare without doubt
    from_watch : a run, whose own errors are unknown
    values : by metric name
    version : of the program that measured it
    scale : what the scale came from, in words
    """

    day: date
    camera: str
    from_watch: bool
    values: Mapping[str, Value]
    version: str = ""
    scale: str = ""

    def value(self, name: str) -> float | None:
        """A number, None where there is none."""
        found = self.values.get(name)
        return found.value if found else None

    def error(self, name: str) -> float:
        """Standard error of a number, 0 where none is known."""
        found = self.values.get(name)
        return found.error if found else 0.0

    def reason(self, name: str) -> str | None:
        """Why a number was withheld, None where it was not."""
        found = self.values.get(name)
        return found.reason if found else None


@dataclass(frozen=True)
class Held:
    """One knee hold as kept; at_least where it ended before the leg failed."""

    day: date
    side: str
    held_s: float
    load_kg: float
    moment_nm_kg: float | None
    at_least: bool = False


def read_clips(
    db: Connection, athlete: str, names: Iterable[str], first: date, last: date
) -> list[Measured]:
    """The newest analysis of each clip filmed from first to last day, in order."""
    c, a, m = t.clips.c, t.analyses.c, t.measures.c
    chosen = (
        select(a.key, a.clip, a.made_at, a.program_version, a.settings, c.filmed_on, c.camera)
        .select_from(t.clips.join(t.analyses))
        .where(c.athlete == athlete, c.filmed_on >= first, c.filmed_on <= last)
        .order_by(c.filmed_on, c.key, a.made_at, a.key)
    )
    newest = {row.clip: row for row in db.execute(chosen)}
    of_athlete = (
        select(m.analysis, m.name, m.value, m.low, m.high, m.reason)
        .select_from(t.clips.join(t.analyses).join(t.measures))
        .where(
            c.athlete == athlete,
            c.filmed_on >= first,
            c.filmed_on <= last,
            m.name.in_(tuple(names)),
        )
    )
    values: dict[str, dict[str, Value]] = {}
    for row in db.execute(of_athlete):
        wide = row.high - row.low if row.high is not None and row.low is not None else 0.0
        values.setdefault(row.analysis, {})[row.name] = Value(
            row.value, wide / (2 * Z95), row.reason
        )
    return [
        Measured(
            row.filmed_on,
            row.camera,
            False,
            values.get(row.key, {}),
            row.program_version,
            _scale_of(row.settings),
        )
        for row in newest.values()
    ]


def _scale_of(settings: Mapping[str, Any]) -> str:
    """What gave an analysis its scale."""
    if settings.get("speed_mps"):
        return "--speed"
    height_m = settings.get("height_m")
    return f"--height {height_m:g}" if height_m else ""


def read_runs(db: Connection, athlete: str, first: date, last: date) -> list[Measured]:
    """The newest reading of each run from first to last day, in order."""
    r = t.runs.c
    query = (
        select(r.digest, r.run_on, r.device, r.summary)
        .where(r.athlete == athlete, r.run_on >= first, r.run_on <= last)
        .order_by(r.run_on, r.digest, r.made_at, r.key)
    )
    newest = {row.digest: row for row in db.execute(query)}
    return [
        Measured(
            row.run_on,
            f"watch {row.device}",
            True,
            {
                name: Value(float(value), 0.0)
                for name, value in row.summary.items()
                if isinstance(value, (int, float)) and not isinstance(value, bool)
            },
        )
        for row in newest.values()
    ]


def read_holds(db: Connection, athlete: str) -> list[Held]:
    """Every hold, in order; of a film the newest reading of each side."""
    h = t.holds.c
    query = (
        select(h.key, h.source, h.held_on, h.side, h.held_s, h.load_kg, h.moment_nm_kg, h.at_least)
        .where(h.athlete == athlete)
        .order_by(h.made_at, h.key)
    )
    newest = {
        (row.key if row.source == BY_HAND else row.source, row.side): row
        for row in db.execute(query)
    }
    return [
        Held(
            row.held_on,
            row.side,
            row.held_s,
            round(row.load_kg, LOAD_DECIMALS),
            row.moment_nm_kg,
            row.at_least,
        )
        for row in sorted(newest.values(), key=lambda row: row.held_on)
    ]


def read_log(db: Connection, athlete: str) -> Log:
    """Every session done and every trouble noted, as the programme takes them."""
    s = t.sets.c
    query = (
        select(s.done_on, s.move, s.side, s.load, s.amount, s.rir)
        .where(s.athlete == athlete)
        .order_by(s.done_on, s.move, s.side, s.number)
    )
    sessions: dict[tuple[date, str, str], list[tuple[str, float, int | None]]] = {}
    for row in db.execute(query):
        sessions.setdefault((row.done_on, row.move, row.side), []).append(
            (row.load, row.amount, row.rir)
        )
    n = t.notes.c
    notes = select(n.noted_on, n.kind, n.level, n.move, n.side, n.made_at).where(
        n.athlete == athlete, n.kind != ANSWERED
    )
    return Log(
        tuple(_done(key, sets) for key, sets in sessions.items()),
        tuple(Trouble(*row) for row in db.execute(notes.order_by(n.noted_on, n.key))),
    )


def _done(key: tuple[date, str, str], sets: list[tuple[str, float, int | None]]) -> Done:
    """One session of a move and side; its reserve is the least of its sets.

    Sets with several loads go by all their names, which together are no load of any ladder.
    """
    day, move, side = key
    reserves = [rir for _, _, rir in sets if rir is not None]
    return Done(
        day,
        move,  # type: ignore[arg-type]
        side,  # type: ignore[arg-type]
        tuple(amount for _, amount, _ in sets),
        " + ".join(dict.fromkeys(load for load, _, _ in sets)),
        min(reserves) if reserves else None,
    )
