"""Did a number change? A clear change, none yet, or why that can't be said."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from kneedrive.progress.model import Fit, fit_change
from kneedrive.progress.more import how_many_more, what_changed
from kneedrive.progress.observations import Gathered, Observation, first_after
from kneedrive.progress.watched import Watched

Verdict = Literal["clear change", "no clear change yet", "can't be judged"]
FEWEST_DAYS = 2  # before and after: one day says nothing of the scatter between days
FAR_MPS = 0.7  # mean speeds further apart than this are bridged by the slope alone


@dataclass(frozen=True)
class Change:
    """One number's change, and what may be said of it.

    Parameters
    ----------
    watched : the number
    verdict : in three words
    words : the verdict with its reason, or what is lacking
    fit : the model's numbers, None where it can't be judged
    observations : what went in
    before, during, after : how many days
    """

    watched: Watched
    verdict: Verdict
    words: str
    fit: Fit | None
    observations: tuple[Observation, ...]
    before: int
    during: int
    after: int


def judge(watched: Watched, gathered: Gathered, start: date) -> Change:
    """Compare after with before."""
    used = gathered.used
    days = {p: len({o.day for o in used if o.phase == p}) for p in ("before", "during", "after")}

    def change(verdict: Verdict, words: str, fit: Fit | None = None) -> Change:
        return Change(
            watched, verdict, words, fit, used, days["before"], days["during"], days["after"]
        )

    reason = _lacking(gathered, days, start)
    if reason:
        return change("can't be judged", reason)
    fit = fit_change(used, watched)
    extra = what_changed(used) + _left_out(gathered)
    if abs(fit.change) > fit.detectable:
        return change("clear change", "larger than the smallest detectable change" + extra, fit)
    return change("no clear change yet", how_many_more(fit, watched, used) + extra, fit)


def _lacking(gathered: Gathered, days: dict[str, int], start: date) -> str | None:
    """Why nothing can be said, None where something can."""
    left_out = _left_out(gathered)
    if days["before"] < FEWEST_DAYS:
        return (
            f"{_days(days['before'])} before the programme, and {FEWEST_DAYS} are needed to know "
            f"the scatter between days{left_out}"
        )
    if days["after"] < FEWEST_DAYS:
        lacking = FEWEST_DAYS - days["after"]
        return (
            f"{_days(days['after'])} six weeks or more after the start: film on {lacking} "
            f"day{'s' if lacking > 1 else ''} from {first_after(start)} on{left_out}"
        )
    speeds = {
        p: float(np.mean([o.speed_mps for o in gathered.used if o.phase == p]))
        for p in ("before", "after")
    }
    if abs(speeds["after"] - speeds["before"]) > FAR_MPS:
        return (
            f"the speeds lie too far apart: {speeds['before']:.1f} m/s before, "
            f"{speeds['after']:.1f} after; film at the speed of before"
        )
    return None


def _left_out(gathered: Gathered) -> str:
    """What did not count, and why."""
    return "".join(f"; {n} left out: {why}" for why, n in gathered.left_out.items())


def _days(count: int) -> str:
    if count == 0:
        return "no day with a clip or run"
    return f"only {count} day with clips or runs"
