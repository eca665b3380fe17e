"""What no programme may ever do, looked for from outside: doses, days, loads that no log allows."""

from datetime import date, timedelta
from itertools import pairwise

from kneedrive.programme import Log, Programme, Trouble, Wishes
from kneedrive.programme.days import kind_of, week_of
from kneedrive.programme.dose import Standings, prescribe
from kneedrive.programme.ladder import ladder
from kneedrive.programme.standings import EVERY, on_mornings
from kneedrive.programme.tables import Load, Move, Side, dose
from kneedrive.red_flags import red_flags

DAY = timedelta(days=1)
HEAVIEST_LB, FIRST_LB, LARGEST_STEP = 20, 12, 1.5


def doses_outside(programme: Programme) -> list[str]:
    """Prescriptions that no rule allows."""
    wrong = []
    for session in programme.sessions:
        for item in session.items:
            usual = dose(item.move)
            loads = {load.name: load for load in ladder(item.move, programme.wishes)}
            if not 2 <= item.sets <= 4:
                wrong.append(f"{session.day}: {item.sets} sets")
            if not min(usual.low, usual.after_step) <= item.amount <= usual.most:
                wrong.append(f"{session.day}: {item.amount} {item.unit}")
            if item.load not in loads:
                wrong.append(f"{session.day}: {item.load} is not at home")
            elif loads[item.load].unit == "lb" and loads[item.load].strength > HEAVIEST_LB:
                wrong.append(f"{session.day}: {item.load} on a foot")
            if item.rir < (4 if session.kind == "easy" else 2):
                wrong.append(f"{session.day}: {item.rir} in reserve")
            if session.kind == "easy" and item.load not in ("none", "one-heel"):
                wrong.append(f"{session.day}: {item.load} in an easy session")
            if not item.why:
                wrong.append(f"{session.day}: no reason")
        if session.kind in ("strength", "easy") and not session.items:
            wrong.append(f"{session.day}: nothing to do")
        least = all(item.sets == 2 and item.move == session.items[0].move for item in session.items)
        if session.items and session.minutes > programme.wishes.minutes and not least:
            wrong.append(f"{session.day}: {session.minutes} min")
    return wrong


def days_forbidden(programme: Programme) -> list[str]:
    """Sessions on days on which there must be none."""
    wishes, wrong = programme.wishes, []
    tiring = [s for s in programme.sessions if s.kind != "film"]
    tired = {s.day + DAY for s in programme.sessions if s.kind in ("strength", "test", "retest")}
    for session in programme.sessions:
        tomorrow = session.day + DAY
        before_key = tomorrow.weekday() in wishes.key_days or tomorrow == wishes.race
        if session.hard and before_key:
            wrong.append(f"{session.day}: hard before a key day")
        if session.kind == "film" and session.day in tired:
            wrong.append(f"{session.day}: film with tired legs")
        if session.kind == "film" and session.day.weekday() not in wishes.running_days:
            wrong.append(f"{session.day}: film without a run")
        if wishes.race is not None:
            before = (wishes.race - session.day).days
            if -3 <= before <= 2:
                wrong.append(f"{session.day}: too near the race")
            if 0 < before <= 7 and session.hard:
                wrong.append(f"{session.day}: hard in the week before the race")
    wrong += [f"{b.day}: no day between" for a, b in pairwise(tiring) if (b.day - a.day).days < 2]
    for week in {s.week for s in tiring}:
        if sum(s.week == week for s in tiring) > wishes.days_per_week:
            wrong.append(f"week {week}: too many sessions")
    tests = [wishes.start] + [s.day for s in programme.sessions if s.kind == "retest"]
    wrong += [f"{b}: retest too soon" for a, b in pairwise(tests) if (b - a).days < 42]
    if len({s.uid for s in programme.sessions}) != len(programme.sessions):
        wrong.append("a uid twice")
    return wrong


def sessions_not_stopped(programme: Programme, log: Log, today: date) -> list[str]:
    """Sessions in the time of a red flag, retests too soon after it, moves done that rest."""
    wrong, first = [], None
    for trouble in sorted(log.troubles, key=_in_order):
        general = trouble.move is None and trouble.side is None
        if trouble.kind in red_flags() or (_severe(trouble) and general):
            first = first or trouble.day
        elif trouble.kind == "cleared" and general and first is not None:
            for session in programme.sessions:
                if first <= session.day < trouble.day:
                    wrong.append(f"{session.day}: in a stop")
                early = trouble.day <= session.day < trouble.day + 42 * DAY
                if session.kind == "retest" and early:
                    wrong.append(f"{session.day}: retest too soon after a stop")
            first = None
    if first is not None:
        wrong += [f"{s.day}: in a stop" for s in programme.sessions if s.day >= first]
        if programme.stop is None:
            wrong.append("not stopped")
    for move, side in EVERY:
        if not _rests(log, move, side, programme.wishes.start - 90 * DAY, today):
            continue
        for session in programme.sessions:
            asked = any((item.move, item.side) == (move, side) for item in session.items)
            if session.day > today and (asked or session.kind in ("test", "retest")):
                wrong.append(f"{session.day}: {move} {side} rests")
    return wrong


def steps_not_earned(wishes: Wishes, log: Log) -> list[str]:
    """Loads that rose without the log allowing it, or did not fall after pain or time away."""
    days = {d.day for d in log.done}
    mornings = on_mornings(wishes, log, days | {day + DAY for day in days})
    wrong = []
    for move, side in EVERY:
        rungs = ladder(move, wishes)
        names = [load.name for load in rungs]
        mine = sorted(
            (d for d in log.done if (d.move, d.side) == (move, side)), key=lambda d: d.day
        )
        for i, session in enumerate(mine):
            morning, after = (
                mornings[session.day][move, side],
                mornings[session.day + DAY][move, side],
            )
            counted = [d for d in mine[: i + 1] if kind_of(d.day, wishes) == "strength"]
            last_two = counted[-2:] if session in counted else []
            earned = len(last_two) == 2 and all(
                min(d.amounts) >= dose(move).top
                and len(d.amounts) >= _sets(wishes, mornings[d.day], move, side, d.day)
                and (d.rir or 0) >= 2
                and d.load in names
                for d in last_two
            )
            used = names.index(session.load) if session.load in names else -1
            lifted = used > morning.rung and after.rung <= used + earned
            if after.rung > morning.rung + earned and not lifted:
                wrong.append(f"{session.day} {move} {side}: a load not earned")
            if after.rung > max(morning.rung, used) and _too_far(rungs, after.rung):
                wrong.append(f"{session.day} {move} {side}: too large a step")
            if after.rung > morning.rung and _heavy(rungs[after.rung]):
                wrong.append(f"{session.day} {move} {side}: too heavy")
            hurt = any(
                t.day == session.day and t.takes_load_off and t.concerns(move, side)
                for t in log.troubles
            )
            stays = after.rung > max(morning.rung - 1, 0)
            if hurt and stays and not after.rests and after.why != "cleared":
                wrong.append(f"{session.day} {move} {side}: no load off after pain")
            if i + 1 < len(mine):
                later = mornings[mine[i + 1].day][move, side]
                away = (mine[i + 1].day - session.day).days // 10
                if not later.rests and later.rung > max(after.rung - max(away - 1, 0), 0):
                    wrong.append(f"{session.day} {move} {side}: too heavy after time away")
    return wrong


def _sets(wishes: Wishes, morning: Standings, move: Move, side: Side, day: date) -> int:
    """The sets that were asked for."""
    items = prescribe(wishes, morning, "strength", week_of(day, wishes))
    return next((i.sets for i in items if (i.move, i.side) == (move, side)), 2)


def _too_far(rungs: tuple[Load, ...], rung: int) -> bool:
    below, load = rungs[rung - 1].strength, rungs[rung]
    if load.unit != "lb":
        return False
    if below == 0:
        return load.equipment in ("kettlebell", "cable") and load.strength > FIRST_LB
    return load.strength > below * LARGEST_STEP + 1e-9


def _heavy(load: Load) -> bool:
    return load.unit == "lb" and load.strength > HEAVIEST_LB


def _severe(trouble: Trouble) -> bool:
    return trouble.kind == "pain" and (trouble.level or 0) >= 6


def _in_order(trouble: Trouble) -> tuple[date, bool]:
    return trouble.day, trouble.kind == "cleared"


def _rests(log: Log, move: Move, side: Side, first: date, today: date) -> bool:
    """Whether severe pain with a move has not been cleared by today."""
    rests = False
    for trouble in sorted(log.troubles, key=_in_order):
        if first <= trouble.day <= today and trouble.concerns(move, side):
            rests = (rests or _severe(trouble)) and trouble.kind != "cleared"
    return rests
