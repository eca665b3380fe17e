"""Made trainees: wishes and logs of every kind."""

from datetime import date, timedelta
from random import Random

from kneedrive.programme import Done, Log, Trouble, Wishes
from kneedrive.programme.ladder import ladder
from kneedrive.programme.standings import standings
from kneedrive.programme.tables import EQUIPMENT, MOVES, SIDES_OF, dose
from kneedrive.red_flags import red_flags

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
        weights_lb=tuple(rng.choices([4.4, 8, 8.8, 10, 13.2, 20, 35, 52.9], k=rng.randint(0, 3))),
        minutes=rng.choice([10, 12, 15, 20, 30, 60]),
        hold_left_s=rng.choice([0.0, 5.0, 8.0, 12.0, 30.0]) if hold else None,
        hold_right_s=rng.choice([3.0, 8.0, 11.0, 14.0, 45.0]) if hold else None,
        lower_drive=rng.choice([None, "left", "right"]),
        asked_on=start - timedelta(days=rng.choice([0, 0, 5, 30])),
    )


def make_log(rng: Random, wishes: Wishes, days: int) -> Log:
    """What somebody did and felt in so many days: mostly as asked, sometimes anything."""
    done: list[Done] = []
    troubles: list[Trouble] = []
    day = wishes.start
    strong, sore = rng.random(), rng.random()  # some get there, some never; some hurt all the time
    while (day - wishes.start).days < days:
        asked = standings(wishes, Log(tuple(done), tuple(troubles)), day)
        for move in MOVES:
            for side in SIDES_OF[move]:
                if rng.random() < 0.1:
                    continue
                now, rungs = asked[move, side], ladder(move, wishes)
                load = rungs[now.rung] if rng.random() < 0.9 else rng.choice(rungs)
                name = load.name if rng.random() < 0.97 else "none + cable-10-lb"
                top = dose(move).top
                least = now.amount if rng.random() < 0.6 + 0.4 * strong else rng.randint(0, top)
                most = top if rng.random() < strong else least
                amounts = tuple(
                    float(rng.randint(min(least, most), max(least, most)))
                    for _ in range(rng.choice([1, 2, 3, 3, 3, 4]))
                )
                if rng.random() < strong / 2:
                    amounts = (float(max(top, now.amount)),) * 4
                done.append(Done(day, move, side, amounts, name, rng.choice([None, 0, 2, 3])))
        if rng.random() < (0.5 if sore > 0.8 else 0.06):
            troubles.append(_trouble(rng, day))
        day += timedelta(days=rng.choice([2, 2, 3, 3, 4, 5, 12] + [40] * (rng.random() < 0.1)))
    return Log(tuple(done), tuple(troubles))


def _trouble(rng: Random, day: date) -> Trouble:
    """Anything that may be said of the body; a red flag and a clearance now and then."""
    kinds = ["pain", "pain", "pain", "cramp", "snapping", "back-pain", "cleared"]
    kind = rng.choice(list(red_flags())) if rng.random() < 0.03 else rng.choice(kinds)
    return Trouble(
        day,
        kind,
        rng.choice([None, 2, 4, 5, 7, 9]) if kind == "pain" else None,
        rng.choice([None, *MOVES]),
        rng.choice([None, None, "left", "right"]),
    )
