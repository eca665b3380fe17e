"""Part `programme`: thousands of made trainees, and what of their plans the rules forbid."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

from bench.forbidden import (
    days_forbidden,
    doses_outside,
    sessions_not_stopped,
    steps_not_earned,
)
from bench.store import Document, Say, machine
from bench.trainees import make_log, make_wishes
from kneedrive.programme import Log, make_programme
from kneedrive.programme.standings import standings

TRAINEES = 3000


def run(scratch: Path, say: Say) -> Document:
    """Make every trainee's programme and count."""
    said = machine()
    return {"machine": said, **run_plans(TRAINEES)}


def run_plans(trainees: int) -> Document:
    """Counts over so many trainees; every count of a violation should be zero."""
    counts: Counter[str] = Counter()
    for seed in range(trainees):
        rng = Random(seed)
        wishes = make_wishes(rng)
        done_for = rng.choice([0, 10, 30, 80])
        log = make_log(rng, wishes, done_for)
        today = wishes.start + timedelta(days=done_for)
        programme = make_programme("k", wishes, log, today)
        turned = Log(log.done[::-1], log.troubles[::-1])
        counts["sessions planned"] += len(programme.sessions)
        counts["sets logged"] += sum(len(d.amounts) for d in log.done)
        first = standings(wishes, Log(), wishes.start)
        last = standings(wishes, log, today + timedelta(days=1))
        counts["loads that rose"] += sum(last[k].rung > first[k].rung for k in first)
        counts["loads that fell"] += sum(last[k].rung < first[k].rung for k in first)
        counts["dose outside the rules"] += len(doses_outside(programme))
        counts["forbidden day"] += len(days_forbidden(programme))
        counts["moves that rest"] += sum(standing.rests for standing in last.values())
        counts["session in a stop or with a move that rests"] += len(
            sessions_not_stopped(programme, log, today)
        )
        counts["load not earned, or not taken off"] += len(steps_not_earned(wishes, log))
        counts["another plan from the same input"] += programme != make_programme(
            "k", wishes, turned, today
        )
    return {"trainees": trainees, "counts": dict(counts)}
