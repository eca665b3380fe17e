"""Where a move and side stand after all that was done: load and repetitions, by progression.csv.

The table is gone through from the top for each session; the first row whose `when` holds says what
to `do`. Nothing else moves a load.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kneedrive.programme.ladder import step_pct
from kneedrive.programme.log import Done, Log, Trouble
from kneedrive.programme.tables import Dose, Load, Move, Side, dose, rows, rule


@dataclass(frozen=True)
class Standing:
    """Where one move and side stand.

    Parameters
    ----------
    rung : index of the load in the ladder
    amount : repetitions or seconds asked for in each set
    tops, shorts : sessions running at the top of the range, and with a set below it
    last : the last day this was done, None before the first
    why : the row of progression.csv that brought it here, empty at the start
    """

    rung: int
    amount: int
    tops: int = 0
    shorts: int = 0
    last: date | None = None
    why: str = ""


@dataclass(frozen=True)
class _Facts:
    """What a session says, as the table asks for it."""

    hurts: bool
    missed: bool
    reserve: bool
    at_top: bool
    reached: bool
    tops: int
    shorts: int


_WHEN: Mapping[str, Callable[[_Facts], bool]] = {
    "pain": lambda f: f.hurts,
    "missed": lambda f: f.missed,
    "top twice": lambda f: f.at_top and f.reserve and f.tops + 1 >= rule("step.sessions"),
    "top once": lambda f: f.at_top and f.reserve,
    "reached": lambda f: f.reached and f.reserve,
    "short twice": lambda f: f.shorts >= rule("back.short"),
    "otherwise": lambda f: True,
}


def stand(
    move: Move,
    side: Side,
    rungs: tuple[Load, ...],
    first: int,
    log: Log,
    today: date,
) -> Standing:
    """Where a move and side stand on a day, after the whole log before it.

    rungs : the ladder; first : where the side began
    """
    asked = dose(move)
    now = Standing(first, asked.low)
    troubles = sorted(
        (t for t in log.troubles if t.takes_load_off and t.concerns(move, side)),
        key=lambda t: t.day,
    )
    sessions = sorted(
        (d for d in log.done if d.move == move and d.side == side and d.amounts),
        key=lambda d: d.day,
    )
    for session in sessions:
        now = _after_rest(now, asked, troubles, session.day)
        now = _after_session(now, asked, rungs, session, troubles)
    return _after_rest(now, asked, troubles, today)


def _after_rest(now: Standing, asked: Dose, troubles: list[Trouble], day: date) -> Standing:
    """Standing on the morning of a day: what hurt since the last session, and a missed week."""
    since = now.last or date.min
    hurts = any(since < t.day < day for t in troubles)
    missed = now.last is not None and (day - now.last).days >= rule("back.missed")
    if not hurts and not missed:
        return now
    return _load_down(now, asked, "pain" if hurts else "missed")


def _after_session(
    now: Standing,
    asked: Dose,
    rungs: tuple[Load, ...],
    session: Done,
    troubles: list[Trouble],
) -> Standing:
    """Standing after a session, by the first row of the table that applies."""
    used = next((i for i, load in enumerate(rungs) if load.name == session.load), now.rung)
    now = replace(now, last=session.day)
    least = min(session.amounts)
    enough = len(session.amounts) >= rule("sets.low")
    hurts = any(t.day == session.day for t in troubles)
    reserve = session.rir is not None and session.rir >= rule("rir.goal")
    reached = enough and least >= now.amount
    # What was really lifted counts (rule load.done): less at once, more where it went well.
    if used < now.rung or (used > now.rung and reached and reserve and not hurts):
        now = replace(now, rung=used, amount=asked.low, tops=0, shorts=0)
    shorts = now.shorts + 1 if least < min(now.amount, asked.low) else 0
    facts = _Facts(
        hurts=hurts,
        missed=False,
        reserve=reserve,
        at_top=enough and least >= asked.top,
        reached=reached,
        tops=now.tops,
        shorts=shorts,
    )
    row = next(row for row in rows("progression") if _WHEN[row["when"]](facts))
    return _DO[row["do"]](replace(now, shorts=shorts), asked, rungs, row["when"])


def _load_down(now: Standing, asked: Dose, why: str) -> Standing:
    return replace(now, rung=max(now.rung - 1, 0), amount=asked.low, tops=0, shorts=0, why=why)


def _load_up(now: Standing, asked: Dose, rungs: tuple[Load, ...], why: str) -> Standing:
    if now.rung + 1 >= len(rungs):
        return replace(now, amount=asked.top, why="top of the ladder")
    large = step_pct(rungs, now.rung + 1) > rule("step.large")
    amount = asked.after_step if large else asked.low
    return replace(now, rung=now.rung + 1, amount=amount, tops=0, shorts=0, why=why)


def _stay(now: Standing, asked: Dose, rungs: tuple[Load, ...], why: str) -> Standing:
    if why == "top once":
        return replace(now, amount=asked.top, tops=now.tops + 1, why=why)
    return replace(now, tops=0, why=why)


def _one_more(now: Standing, asked: Dose, rungs: tuple[Load, ...], why: str) -> Standing:
    return replace(now, amount=min(now.amount + 1, asked.top), tops=0, why=why)


_DO: Mapping[str, Callable[[Standing, Dose, tuple[Load, ...], str], Standing]] = {
    "load down": lambda now, asked, rungs, why: _load_down(now, asked, why),
    "load up": _load_up,
    "stay": _stay,
    "one more": _one_more,
}
