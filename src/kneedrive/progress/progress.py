"""One athlete's progress: what changed, how surely, and what was done for it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.engine import Connection

from kneedrive.errors import InputError
from kneedrive.journal.athletes import Athlete
from kneedrive.journal.due import with_due
from kneedrive.journal.programmes import find_programme
from kneedrive.journal.read import read_clips, read_holds, read_log, read_runs
from kneedrive.programme.programme import make_programme
from kneedrive.progress.adherence import Adherence, adherence
from kneedrive.progress.observations import (
    BASELINE_DAYS,
    CADENCE,
    FOLLOW_DAYS,
    SPEED,
    gather,
)
from kneedrive.progress.strength import StrengthChange, strength_changes
from kneedrive.progress.verdict import Change, judge
from kneedrive.progress.watched import WATCHED


@dataclass(frozen=True)
class Progress:
    """Everything that is to be said.

    Parameters
    ----------
    athlete : the name
    start : the day from which on training counts
    today : the day of the reading
    changes : of the stride, in the order of `WATCHED`
    strength : of the knee holds
    done : done against prescribed, None without a programme
    clips, runs : how many were looked at
    """

    athlete: str
    start: date
    today: date
    changes: tuple[Change, ...]
    strength: tuple[StrengthChange, ...]
    done: Adherence | None
    clips: int
    runs: int


def find_progress(db: Connection, who: Athlete, today: date, since: date | None = None) -> Progress:
    """Compare what came after the start of the last programme begun with what was before.

    since : a day to compare around instead of the programme's first

    Raises
    ------
    InputError : there is neither a programme nor a day
    """
    kept = find_programme(db, who.key, begun_by=today) or find_programme(db, who.key)
    if since is None and kept is None:
        raise InputError(
            "the journal holds no programme to compare around",
            "make one with: kneedrive plan, or give a day with --since",
        )
    start = since or (kept.wishes.start if kept else today)
    first, last = start - timedelta(days=BASELINE_DAYS), start + timedelta(days=FOLLOW_DAYS)
    last = min(last, today)
    names = [SPEED, CADENCE, *(w.name for w in WATCHED)]
    clips = read_clips(db, who.key, names, first, last)
    runs = read_runs(db, who.key, first, last)
    changes = tuple(judge(w, gather(clips + runs, w, start), start) for w in WATCHED)
    done = None
    if kept is not None and kept.wishes.start == start:
        log = read_log(db, who.key)
        programme = make_programme(kept.key, kept.wishes, log, today)
        done = adherence(with_due(db, programme), log, today)
    return Progress(
        who.name,
        start,
        today,
        changes,
        strength_changes(read_holds(db, who.key), start),
        done,
        len(clips),
        len(runs),
    )
