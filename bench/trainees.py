"""Made trainees: wishes and logs of every kind, and what no programme may ever do."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from kneedrive.programme import Done, Log, Programme, Trouble, Wishes
from kneedrive.programme.ladder import ladder
from kneedrive.programme.programme import standings
from kneedrive.programme.tables import EQUIPMENT, MOVES, SIDES_OF, dose

FIRST = date(2026, 1, 1)


def make_wishes(rng: Random) -> Wishes:
    """Anything a runner may say."""
    start = FIRST + timedelta(days=rng.randrange(400))
    race = start + timedelta(days=rng.randrange(110)) if rng.random() < 0.5 else None
    hold = rng.random() < 0.7
    return Wishes(
        start=start,
        weeks=rng.choice([None, *range(6, 13)]),
        race=race,
        running_days=tuple(sorted(rng.sample(range(7), rng.randint(0, 7)))),
        key_days=tuple(sorted(rng.sample(range(7), rng.randint(0, 4)))),
        days_per_week=rng.choice([2, 3]),
        equipment=tuple(sorted(rng.sample(EQUIPMENT, rng.randint(0, 4)))),
        weights_lb=tuple(rng.choices([4.4, 8, 8.8, 10, 13.2, 20, 35], k=rng.randint(0, 3))),
        minutes=rng.choice([10, 12, 15, 20, 30, 60]),
        hold_left_s=rng.choice([0.0, 5.0, 8.0, 12.0, 30.0]) if hold else None,
        hold_right_s=rng.choice([3.0, 8.0, 11.0, 14.0, 45.0]) if hold else None,
        lower_drive=rng.choice([None, "left", "right"]),
    )


def make_log(rng: Random, wishes: Wishes, days: int) -> Log:
    """What somebody did and felt in so many days: mostly as asked, sometimes anything."""
    done: list[Done] = []
    troubles: list[Trouble] = []
    day = wishes.start
    strong = rng.random()  # some get there, some never
    while (day - wishes.start).days < days:
        asked = standings(wishes, Log(tuple(done), tuple(troubles)), day)
        for move in MOVES:
            for side in SIDES_OF[move]:
                if rng.random() < 0.1:
                    continue
                now, rungs = asked[move, side], ladder(move, wishes)
                load = rungs[now.rung] if rng.random() < 0.9 else rng.choice(rungs)
                top = dose(move).top
                least = now.amount if rng.random() < 0.6 + 0.4 * strong else rng.randint(0, top)
                most = top if rng.random() < strong else least
                amounts = tuple(
                    float(rng.randint(min(least, most), max(least, most)))
                    for _ in range(rng.choice([1, 2, 3, 3, 3, 4]))
                )
                if rng.random() < strong / 2:
                    amounts = (float(top),) * 3
                done.append(Done(day, move, side, amounts, load.name, rng.choice([None, 0, 2, 3])))
        if rng.random() < 0.06:
            kind = rng.choice(["pain", "cramp", "snapping", "back-pain"])
            troubles.append(
                Trouble(day, kind, rng.choice([None, 2, 5]), rng.choice([None, *MOVES]))
            )
        day += timedelta(days=rng.choice([2, 2, 3, 3, 4, 5, 12]))
    return Log(tuple(done), tuple(troubles))


def doses_outside(programme: Programme) -> list[str]:
    """Prescriptions that no rule allows."""
    wrong = []
    for session in programme.sessions:
        for item in session.items:
            usual = dose(item.move)
            names = [load.name for load in ladder(item.move, programme.wishes)]
            if not 2 <= item.sets <= 4:
                wrong.append(f"{session.day}: {item.sets} sets")
            if not min(usual.low, usual.after_step) <= item.amount <= usual.top:
                wrong.append(f"{session.day}: {item.amount} {item.unit}")
            if item.load not in names:
                wrong.append(f"{session.day}: {item.load} is not at home")
            if item.rir < 2:
                wrong.append(f"{session.day}: {item.rir} in reserve")
            if not item.why:
                wrong.append(f"{session.day}: no reason")
        least = all(item.sets == 2 and item.move == "march" for item in session.items)
        if session.items and session.minutes > programme.wishes.minutes and not least:
            wrong.append(f"{session.day}: {session.minutes} min")
    return wrong


def days_forbidden(programme: Programme) -> list[str]:
    """Sessions on days on which there must be none."""
    wishes, wrong = programme.wishes, []
    tiring = [s for s in programme.sessions if s.kind != "film"]
    for session in tiring:
        tomorrow = session.day + timedelta(days=1)
        before_key = tomorrow.weekday() in wishes.key_days or tomorrow == wishes.race
        if session.hard and before_key:
            wrong.append(f"{session.day}: hard before a key day")
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


def steps_not_earned(wishes: Wishes, log: Log) -> list[str]:
    """Loads that rose without the log allowing it, or did not fall after pain."""
    wrong = []
    for move in MOVES:
        names = [load.name for load in ladder(move, wishes)]
        top = dose(move).top
        for side in SIDES_OF[move]:
            mine = sorted(
                (d for d in log.done if (d.move, d.side) == (move, side)), key=lambda d: d.day
            )
            for i, session in enumerate(mine):
                morning = standings(wishes, log, session.day)[move, side]
                after = standings(wishes, log, session.day + timedelta(days=1))[move, side]
                last_two = mine[max(i - 1, 0) : i + 1]
                earned = len(last_two) == 2 and all(
                    min(d.amounts) >= top and len(d.amounts) >= 2 and (d.rir or 0) >= 2
                    for d in last_two
                )
                used = names.index(session.load)
                lifted = used > morning.rung and after.rung <= used + earned
                allowed = morning.rung + earned
                if after.rung > allowed and not lifted:
                    wrong.append(f"{session.day} {move} {side}: a load not earned")
                hurt = any(
                    t.day == session.day and t.takes_load_off and t.concerns(move, side)
                    for t in log.troubles
                )
                if hurt and after.rung > max(morning.rung - 1, 0):
                    wrong.append(f"{session.day} {move} {side}: no load off after pain")
    return wrong
