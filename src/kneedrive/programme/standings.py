"""Where every move and side stand on any day: the log gone through once, day by day.

What a session asked for (how many sets, easy or not) depends on where everything stood that
morning, so that all moves are followed together.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from kneedrive.programme.days import kind_of, week_of
from kneedrive.programme.dose import Standings, prescribe
from kneedrive.programme.ladder import first_rung, ladder
from kneedrive.programme.log import Log, Trouble
from kneedrive.programme.progression import Asked, Standing, after_session, on_the_morning
from kneedrive.programme.sides import first_holds
from kneedrive.programme.tables import MOVES, SIDES_OF, Load, Move, Side, dose, rule
from kneedrive.programme.wishes import Wishes

EVERY: tuple[tuple[Move, Side], ...] = tuple((m, s) for m in MOVES for s in SIDES_OF[m])


def standings(wishes: Wishes, log: Log, day: date) -> Standings:
    """Where every move and side stands on the morning of a day."""
    return on_mornings(wishes, log, [day])[day]


def load_asked(wishes: Wishes, log: Log, day: date, move: Move, side: Side) -> str:
    """The name of the load that a move and side was prescribed on a day."""
    easy = kind_of(day, wishes) != "strength"
    rung = 0 if easy else standings(wishes, log, day)[move, side].rung
    return ladder(move, wishes)[rung].name


def on_mornings(wishes: Wishes, log: Log, days: Iterable[date]) -> dict[date, Standings]:
    """Where every move and side stands on the morning of each of these days."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    ladders = {move: ladder(move, wishes) for move in MOVES}
    holds = first_holds(wishes)
    now: Standings = {
        (move, side): Standing(first_rung(move, ladders[move], holds.get(side)), dose(move).low)
        for move, side in EVERY
    }
    known = log.between(wishes.start - timedelta(days=rule("log.days")), wanted[-1])
    troubles = {
        key: sorted((t for t in known.troubles if t.concerns(*key)), key=lambda t: t.order)
        for key in EVERY
    }
    found = {}
    for day in sorted({d.day for d in known.done} | set(wanted)):
        morning = _morning(now, ladders, troubles, day)
        if day in wanted:
            found[day] = morning
        sessions = [d for d in known.done if d.day == day and d.amounts]
        if not sessions:
            continue
        asked = _asked(wishes, morning, day)
        for session in sessions:
            key = session.move, session.side
            hurts = any(t.day == day and t.takes_load_off for t in troubles[key])
            before, rungs = morning[key], ladders[session.move]
            now[key] = after_session(before, session, rungs, asked[key], hurts)
    return found


def _morning(
    now: Standings,
    ladders: dict[Move, tuple[Load, ...]],
    troubles: dict[tuple[Move, Side], list[Trouble]],
    day: date,
) -> Standings:
    """Standings with all that hurt since the last session of each."""
    made = {}
    for (move, side), standing in now.items():
        since = standing.last or date.min
        new = [t for t in troubles[move, side] if since <= t.day < day]
        made[move, side] = on_the_morning(standing, dose(move), ladders[move], new, day)
    return made


def _asked(wishes: Wishes, morning: Standings, day: date) -> dict[tuple[Move, Side], Asked]:
    """What a session on that day asked for; of a move that had no place, the fewest sets."""
    kind = kind_of(day, wishes)
    easy = kind != "strength"
    items = prescribe(wishes, morning, "easy" if easy else "strength", week_of(day, wishes))
    sets = {(item.move, item.side): item.sets for item in items}
    return {key: Asked(sets.get(key, rule("sets.low")), easy) for key in EVERY}
