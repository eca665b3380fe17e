"""Which part of a FIT file is the run: the running leg of a triathlon, or all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kneedrive.errors import InputError
from kneedrive.watch.fit_messages import LAP, SESSION, SPORT, Told
from kneedrive.watch.fit_walk import Message
from kneedrive.watch.recording import Summary
from kneedrive.watch.ride import RIDE_MPS

RUNNING = "running"
UNSAID = (None, "generic", "all", "training", "fitness_equipment", "multisport")
TO_UNIX_S = 631065600  # FIT counts from 1989-12-31


@dataclass(frozen=True)
class RunLeg:
    """The part of the file that is a run.

    begin_s, end_s : FIT seconds; all of the file where there is no session
    """

    begin_s: float
    end_s: float
    summary: Summary
    notes: tuple[str, ...] = ()

    def has(self, message: Message) -> bool:
        """Whether a message was written during this part."""
        return message.time_s is not None and self.begin_s <= message.time_s <= self.end_s


def run_leg(told: Mapping[int, Sequence[Told]], name: str) -> RunLeg:
    """The running session, the longest one where there are several.

    Raises
    ------
    InputError : the file holds sessions, but none of them is a run
    """
    sessions = told.get(SESSION, ())
    runs = [s for s in sessions if s.get("sport") == RUNNING]
    if not runs:
        runs = [s for s in sessions if s.get("sport") in UNSAID]
    if sessions and not runs:
        sports = ", ".join(dict.fromkeys(_word(s.get("sport")) for s in sessions))
        raise InputError(f"{name} is {sports}, not running", "give the file of a run")
    if not sessions:
        return _without_session(told, name)
    longest = max(runs, key=_rank)
    notes: tuple[str, ...] = ()
    if len(runs) > 1:
        notes = (f"the file holds {len(runs)} runs; this is the longest",)
    if len(sessions) == 1:
        return RunLeg(-np.inf, np.inf, _summary(longest), notes)
    begin_s = _number(longest.get("start_time"), -np.inf)
    elapsed_s = _number(longest.get("total_elapsed_time"), np.inf)
    end_s = max(begin_s + elapsed_s, _number(longest.get("timestamp"), -np.inf))
    other = [s.get("start_time") for s in sessions if s is not longest]
    later = [_number(t, np.inf) for t in other if _number(t, -np.inf) > begin_s]
    return RunLeg(begin_s, min([end_s, *later]), _summary(longest), notes)


def _rank(session: Told) -> tuple[bool, float]:
    """The longest run is wanted, no ride that calls itself one."""
    time_s = _number(session.get("total_timer_time"), 0.0)
    return _number(session.get("total_distance"), 0.0) <= RIDE_MPS * time_s, time_s


def _word(sport: object) -> str:
    return sport.replace("_", " ") if isinstance(sport, str) else "another sport"


def _without_session(told: Mapping[int, Sequence[Told]], name: str) -> RunLeg:
    """A file that was cut short: the kind of sport may still stand elsewhere."""
    said = (*told.get(SPORT, ()), *told.get(LAP, ()))
    sports = [m.get("sport") for m in said if m.get("sport") not in UNSAID]
    if sports and RUNNING not in sports:
        raise InputError(f"{name} is {_word(sports[0])}, not running", "give the file of a run")
    return RunLeg(-np.inf, np.inf, Summary(), ("the file has no summary of its own",))


def _summary(session: Told) -> Summary:
    """What the session says."""
    cadence = _number(session.get("avg_running_cadence", session.get("avg_cadence")))
    fraction = _number(session.get("avg_fractional_cadence"), 0.0)
    return Summary(
        distance_m=_number(session.get("total_distance")),
        time_s=_number(session.get("total_timer_time")),
        cadence=cadence + fraction,
        contact_ms=_number(session.get("avg_stance_time")),
    )


def _number(value: Any, without: float = np.nan) -> float:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else None
    return float(value) if isinstance(value, (int, float)) else without
