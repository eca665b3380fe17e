"""An estimated maximum: from repetitions and effort, or from a hold to failure.

Repetitions: Epley 1985, load times (1 + repetitions to failure / 30); repetitions to failure are
those done plus those in reserve. It was made for whole-body lifts; LeSuer et al. 1997 found such
formulas off by up to a tenth in squat and deadlift. A hold: the endurance curve, turned round.
"""

from dataclasses import dataclass

from kneedrive.strength.capacity.endurance import fraction_held
from kneedrive.strength.capacity.moment import Moment

MOST_REPS = 15  # beyond, the formula is not trusted
FORMULA_ERROR = 0.15
PREDICTION_ERROR = 0.25  # of the fraction: an endurance time is 29 to 47 % off either way


@dataclass(frozen=True)
class Maximum:
    """An estimate of the largest hip-flexor moment, Nm/kg, always labelled as one.

    value_nm_kg None where there is none, with the reason in `why_not`
    """

    value_nm_kg: float | None
    low_nm_kg: float | None
    high_nm_kg: float | None
    how: str
    why_not: str = ""


def maximum_from_repetitions(moment: Moment, reps: int, in_reserve: int | None) -> Maximum:
    """From the moment at the horizontal, repetitions of a set, and how many more there were."""
    how = "estimated from repetitions and effort"
    if in_reserve is None:
        return _none(how, "nobody said how many more repetitions there were (--reserve)")
    to_failure = reps + in_reserve
    if reps < 1:
        return _none(how, "no repetition counted")
    if moment.at_least:
        return _none(how, "the load is not known")
    if to_failure > MOST_REPS:
        return _none(
            how, f"{to_failure} repetitions to failure are too many for an estimate: take more load"
        )
    factor = 1.0 + to_failure / 30.0
    return Maximum(
        moment.value_nm_kg * factor,
        moment.low_nm_kg * factor * (1 - FORMULA_ERROR),
        moment.high_nm_kg * factor * (1 + FORMULA_ERROR),
        how,
    )


def maximum_from_hold(moment: Moment, seconds: float, to_failure: bool) -> Maximum:
    """From a moment that was held until the thigh sank."""
    how = "estimated from a hold to failure, by curves of other joints"
    if moment.at_least:
        return _none(how, "the load is not known")
    if not to_failure:
        return _none(how, "the hold did not end because the thigh sank")
    short, long = (fraction_held(seconds, joint) for joint in ("knee", "trunk"))
    if max(short, long) >= 1.0:
        return _none(how, "a hold this short is no matter of endurance")
    values = [moment.value_nm_kg / f for f in (short, long)]
    return Maximum(
        sum(values) / 2,
        moment.low_nm_kg / max(short, long) * (1 - PREDICTION_ERROR),
        moment.high_nm_kg / min(short, long) * (1 + PREDICTION_ERROR),
        how,
    )


def _none(how: str, why_not: str) -> Maximum:
    return Maximum(None, None, None, how, why_not)
