"""An estimated maximum: from repetitions and effort, or from a hold to failure.

Repetitions: Epley 1985, load times (1 + repetitions to failure / 30); repetitions to failure are
those done plus those in reserve. It was made for whole-body lifts; LeSuer et al. 1997 found such
formulas off by up to a tenth in squat and deadlift. A hold: the endurance curve, turned round.

A bare or lightly loaded leg ends a set or a hold for other reasons than strength (range, balance,
boredom), so that an estimate from it would call everybody weak: there is none.
"""

from dataclasses import dataclass

from kneedrive.strength.capacity.endurance import part_held, parts_held, seconds_held
from kneedrive.strength.capacity.moment import Moment

MOST_REPS = 15  # beyond, the formula is not trusted
FORMULA_ERROR = 0.15
# About what young adults reach, 45 % of them women; it follows, roughly, from Thorborg et al. 2016
# (10.1007/s00167-015-3583-y). Below two fifths of it the load says nothing of the maximum.
USUAL_NM_KG, LIGHT = 2.0, 0.4


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
    """From the moment at the top, repetitions of a set, and how many more there were."""
    how = "estimated from repetitions and effort, as if held still at the top"
    if reps < 1:
        return no_maximum(how, "no repetition counted")
    if moment.at_least:
        return no_maximum(how, "the load is not known")
    if light := _light(moment):
        return no_maximum(how, f"{light}: take more load")
    if in_reserve is None:
        return no_maximum(how, "nobody said how many more repetitions there were (--reserve)")
    to_failure = reps + in_reserve
    if to_failure > MOST_REPS:
        return no_maximum(
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
    how = "estimated from a hold to failure, by the curve of the knee"
    shown = f"it is at least what was held, {moment.value_nm_kg:.2f} Nm/kg"
    if moment.at_least:
        return no_maximum(how, "the load is not known")
    if light := _light(moment):
        return no_maximum(how, f"{light}; {shown}")
    if not to_failure:
        return no_maximum(how, f"the hold did not end because the thigh sank; {shown}")
    if seconds <= seconds_held(1.0):
        return no_maximum(how, f"a hold this short is no matter of endurance; {shown}")
    largest, least = parts_held(seconds)
    return Maximum(
        moment.value_nm_kg / part_held(seconds),
        moment.low_nm_kg / largest,
        moment.high_nm_kg / least,
        how,
    )


def _light(moment: Moment) -> str:
    """Why this load says nothing of the maximum; empty where it does."""
    least = LIGHT * USUAL_NM_KG
    if moment.value_nm_kg >= least:
        return ""
    return (
        f"{moment.value_nm_kg:.2f} Nm/kg is too light to tell a maximum, which takes {least:.1f} "
        f"or more, two fifths of a usual one"
    )


def no_maximum(how: str, why_not: str) -> Maximum:
    """No estimate, and why."""
    return Maximum(None, None, None, how, why_not)
