"""Where a move and side stand after all that was done: load and repetitions, by progression.csv.

The table is gone through from the top for each session and for each trouble; the first row whose
`when` holds says what to `do`. Nothing else moves a load.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kneedrive.programme.ladder import may_step, step_pct, too_heavy
from kneedrive.programme.log import CLEARED, Done, Trouble
from kneedrive.programme.tables import Dose, Load, dose, rows, rule


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
    hurt, pains : whether it has hurt since the last session, and sessions running in which it did
    rests : it is not done until it is cleared
    """

    rung: int
    amount: int
    tops: int = 0
    shorts: int = 0
    last: date | None = None
    why: str = ""
    hurt: bool = False
    pains: int = 0
    rests: bool = False


@dataclass(frozen=True)
class Asked:
    """What a session asked for: the sets of this move and side, and whether it was an easy one."""

    sets: int
    easy: bool


@dataclass(frozen=True)
class _Facts:
    """What a session or a trouble says, as the table asks for it."""

    flagged: bool = False
    severe: bool = False
    again: bool = False
    cleared: bool = False
    hurts: bool = False
    missed: bool = False
    easy: bool = False
    other: bool = False
    reserve: bool = False
    at_top: bool = False
    reached: bool = False
    room: bool = False
    tops: int = 0
    shorts: int = 0


def _twice(facts: _Facts) -> bool:
    return facts.at_top and facts.reserve and facts.tops + 1 >= rule("step.sessions")


_WHEN: Mapping[str, Callable[[_Facts], bool]] = {
    "red flag": lambda f: f.flagged,
    "severe pain": lambda f: f.severe,
    "pain again": lambda f: f.again,
    "cleared": lambda f: f.cleared,
    "pain": lambda f: f.hurts,
    "missed": lambda f: f.missed,
    "easy": lambda f: f.easy,
    "other load": lambda f: f.other,
    "top twice": lambda f: _twice(f) and f.room,
    "top twice, no step": _twice,
    "top once": lambda f: f.at_top and f.reserve,
    "reached": lambda f: f.reached and f.reserve,
    "short twice": lambda f: f.shorts >= rule("back.short"),
    "otherwise": lambda f: True,
}


def on_the_morning(
    now: Standing, asked: Dose, rungs: tuple[Load, ...], troubles: Iterable[Trouble], day: date
) -> Standing:
    """Standing on the morning of a day: what hurt or was cleared since, and missed time.

    troubles : those of this move and side since its last session, that day's included, in order
    """
    for trouble in troubles:
        now = _after_trouble(now, asked, rungs, trouble)
    if now.last is None or now.rests or now.why == "cleared":
        return now
    # One load for every missed time; pain in it has taken one off already.
    loads = (day - now.last).days // rule("back.missed") - now.hurt
    for _ in range(loads):
        now = _by_table(now, asked, rungs, _Facts(missed=True))
    return now


def after_session(
    now: Standing,
    session: Done,
    rungs: tuple[Load, ...],
    was_asked: Asked,
    hurts: bool,
) -> Standing:
    """Standing after a session, apart from what hurt in it.

    hurts : something hurt that day, so that nothing rises
    """
    asked = dose(session.move)
    now = replace(now, last=session.day, hurt=False, pains=now.pains if now.hurt else 0)
    if now.rests:
        return now
    used = next((i for i, load in enumerate(rungs) if load.name == session.load), None)
    other = used is None or (used > now.rung and too_heavy(rungs[used]))
    least, enough = min(session.amounts), len(session.amounts) >= was_asked.sets
    reserve = session.rir is not None and session.rir >= rule("rir.goal")
    reached = enough and least >= now.amount
    plenty = session.rir is not None and session.rir >= rule("load.done")
    if used is not None and not other and not was_asked.easy:
        # What was really lifted counts: less at once, more where it went well.
        more = used > now.rung and reached and plenty and not hurts
        used = used if used < now.rung or more else now.rung
        if used != now.rung:
            now = replace(now, rung=used, amount=asked.low, tops=0, shorts=0)
    if hurts:
        return now
    short = least < min(now.amount, asked.low) and not was_asked.easy
    facts = _Facts(
        easy=was_asked.easy,
        other=other,
        reserve=reserve,
        at_top=enough and least >= max(asked.top, now.amount),
        reached=reached,
        room=may_step(session.move, rungs, now.rung + 1),
        tops=now.tops,
        shorts=now.shorts + 1 if short else 0,
    )
    return _by_table(replace(now, shorts=facts.shorts), asked, rungs, facts)


def _after_trouble(
    now: Standing, asked: Dose, rungs: tuple[Load, ...], trouble: Trouble
) -> Standing:
    """Standing after something hurt, or was cleared; each session's pain takes one load off."""
    if trouble.kind == CLEARED:
        if not now.rests:
            return now
        facts = _Facts(cleared=True)
    elif trouble.is_red_flag or trouble.is_severe:
        facts = _Facts(flagged=trouble.is_red_flag, severe=trouble.is_severe)
    elif trouble.takes_load_off and not now.hurt and not now.rests:
        now = replace(now, hurt=True, pains=now.pains + 1)
        facts = _Facts(again=now.pains >= rule("back.persists"), hurts=True)
    else:
        return now
    return _by_table(now, asked, rungs, facts)


def _by_table(now: Standing, asked: Dose, rungs: tuple[Load, ...], facts: _Facts) -> Standing:
    """What the first row of progression.csv that applies makes of a standing."""
    row = next(row for row in rows("progression") if _WHEN[row["when"]](facts))
    return _DO[row["do"]](replace(now, why=row["when"]), asked, rungs)


def _rest(now: Standing, asked: Dose, rungs: tuple[Load, ...]) -> Standing:
    return replace(now, rests=True, amount=asked.low, tops=0, shorts=0)


def _anew(now: Standing, asked: Dose, rungs: tuple[Load, ...]) -> Standing:
    return Standing(0, asked.low, last=now.last, why=now.why)


def _load_down(now: Standing, asked: Dose, rungs: tuple[Load, ...]) -> Standing:
    return replace(now, rung=max(now.rung - 1, 0), amount=asked.low, tops=0, shorts=0)


def _load_up(now: Standing, asked: Dose, rungs: tuple[Load, ...]) -> Standing:
    large = step_pct(rungs, now.rung + 1) > rule("step.large")
    amount = asked.after_step if large else asked.low
    return replace(now, rung=now.rung + 1, amount=amount, tops=0, shorts=0)


def _longer(now: Standing, asked: Dose, rungs: tuple[Load, ...]) -> Standing:
    amount = min(max(now.amount, asked.top) + 1, asked.most)
    return replace(now, amount=amount, tops=0, shorts=0)


def _stay(now: Standing, asked: Dose, rungs: tuple[Load, ...]) -> Standing:
    if now.why == "top once":
        return replace(now, amount=max(now.amount, asked.top), tops=now.tops + 1)
    if now.why == "easy":
        return now
    return replace(now, tops=0)


def _one_more(now: Standing, asked: Dose, rungs: tuple[Load, ...]) -> Standing:
    return replace(now, amount=min(now.amount + 1, asked.top), tops=0)


_DO: Mapping[str, Callable[[Standing, Dose, tuple[Load, ...]], Standing]] = {
    "rest": _rest,
    "start anew": _anew,
    "load down": _load_down,
    "load up": _load_up,
    "longer": _longer,
    "stay": _stay,
    "one more": _one_more,
}
