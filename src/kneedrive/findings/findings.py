"""What the numbers say, in plain words, each with its grade and source.

Describes and compares; never diagnoses, and never says what no film can show (the force of one
muscle, a cause, or that a higher knee makes anybody faster).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kneedrive.findings import norms
from kneedrive.findings.finding import Finding
from kneedrive.findings.place import NEARLY_ALL_SD, Place, place
from kneedrive.findings.sides import differences
from kneedrive.findings.words import amount, amount_with_interval, number
from kneedrive.red_flags import STOP_RULE, printed_flags, red_flags
from kneedrive.stride.measure import Measure
from kneedrive.stride.register import BY_NAME

if TYPE_CHECKING:
    from kneedrive.analysis import Analysis

OWN = "measured in this clip"
MOORE = "Moore et al. 2019 (10 trained runners), doi 10.3389/fspor.2019.00053"
TRAINING = (
    "Thorborg et al. 2016 (33 people, elastic band), doi 10.1007/s00167-015-3583-y; "
    "Deane et al. 2005 (48 untrained adults)"
)


def read_findings(analysis: Analysis) -> tuple[Finding, ...]:
    """Everything there is to say about this clip, most important first."""
    found = [finding for make in _IN_ORDER if (finding := make(analysis)) is not None]
    return tuple(found)


def placed(analysis: Analysis, metric: str) -> Place | None:
    """Where a metric lies among runners at the same speed, None where that can't be said."""
    found = place(metric, analysis.metrics, analysis.runner.height_m)
    return found if isinstance(found, Place) else None


def measured(analysis: Analysis, metric: str) -> Measure | None:
    """A metric that has a value, else None."""
    measure = analysis.metrics.get(metric)
    return measure if measure is not None and measure.value is not None else None


def _said(analysis: Analysis, metric: str) -> str:
    """A metric's value with unit and interval."""
    return amount_with_interval(metric, analysis.metrics[metric])


def _source(*places: Place | None) -> str:
    """The source of a comparison, or of the clip alone."""
    return norms.SOURCE if any(places) else OWN


def _rhythm(analysis: Analysis) -> Finding | None:
    if measured(analysis, "cadence_spm") is None:
        return None
    text = f"The cadence is {_said(analysis, 'cadence_spm')}"
    names = ["cadence_spm"]
    if measured(analysis, "step_length_m"):
        text += f", each step {_said(analysis, 'step_length_m')} long"
        names.append("step_length_m")
    text += "."
    where = placed(analysis, "cadence_spm")
    if where:
        text += f" That cadence is {where.words()}."
    return Finding("Rhythm", text, "measured here", _source(where), tuple(names))


def _ground(analysis: Analysis) -> Finding | None:
    if (
        measured(analysis, "contact_time_ms") is None
        or measured(analysis, "flight_time_ms") is None
    ):
        return None
    text = (
        f"Each foot stays on the ground for {_said(analysis, 'contact_time_ms')}; between steps "
        f"the runner is in the air for {_said(analysis, 'flight_time_ms')}."
    )
    contact, flight = placed(analysis, "contact_time_ms"), placed(analysis, "flight_time_ms")
    if contact and flight:
        text += f" Contact is {contact.words()}. Flight is {flight.words()}."
    names = ("contact_time_ms", "flight_time_ms", "duty_factor_pct")
    return Finding("Contact and flight", text, "measured here", _source(contact, flight), names)


def _knee_drive(analysis: Analysis) -> Finding | None:
    if measured(analysis, "peak_thigh_angle_deg") is None:
        return None
    text = (
        f"In the swing the thigh rises to {_said(analysis, 'peak_thigh_angle_deg')} in front of "
        "the vertical"
    )
    names = ["peak_thigh_angle_deg"]
    if measured(analysis, "peak_thigh_velocity_dps"):
        text += f" and turns forward at up to {_said(analysis, 'peak_thigh_velocity_dps')}"
        names.append("peak_thigh_velocity_dps")
    where = placed(analysis, "peak_thigh_angle_deg")
    text += f". The knee drive is {where.words()}." if where else "."
    return Finding("Knee drive", text, "measured here", _source(where), tuple(names))


def _landing(analysis: Analysis) -> Finding | None:
    name = "shank_angle_at_contact_deg"
    if measured(analysis, name) is None:
        return None
    where = placed(analysis, name)
    text = f"As the foot lands, the shank stands at {_said(analysis, name)} from the vertical."
    if where is None or where.z <= NEARLY_ALL_SD:
        if where:
            text += f" That angle is {where.words()}."
        return Finding("Landing", text, "measured here", _source(where), (name,))
    line = where.band.mean + NEARLY_ALL_SD * where.band.sd
    text += f" Nearly all runners at this speed stay below {amount(name, line)}"
    text += "; the interval reaches below that line." if where.low_z < NEARLY_ALL_SD else "."
    text += " No limit is known beyond which this does harm or slows a runner down."
    title = "Foot further ahead than most at this speed"
    return Finding(title, text, "measured here", norms.SOURCE, (name,))


def _shuffle(analysis: Analysis) -> Finding | None:
    flight = placed(analysis, "flight_time_ms")
    lifts = ("foot_clearance_m", "peak_swing_knee_flexion_deg")
    low = [name for name in lifts if (p := placed(analysis, name)) and p.clearly_low]
    if flight is None or not flight.clearly_low or not low:
        return None
    what = BY_NAME[low[0]].title.lower()
    text = (
        f"Flight time and {what} are both lower than in most runners at this speed: the feet stay "
        "close to the ground. This describes the stride; it does not say why."
    )
    return Finding(
        "A low, shuffling stride", text, "measured here", norms.SOURCE, ("flight_time_ms", low[0])
    )


def _sides(analysis: Analysis) -> Finding | None:
    compared = differences(analysis.metrics)
    if not compared:
        return None
    beyond = [d for d in compared if d.beyond_error]
    text = "No difference between left and right exceeds its own measuring error."
    if beyond:
        parts = [
            f"{BY_NAME[d.metric].title.lower()} {number(d.left, BY_NAME[d.metric].decimals)} left, "
            f"{amount(d.metric, d.right)} right"
            for d in beyond
        ]
        text = "Beyond measuring error: " + "; ".join(parts) + "."
    far = "right" if analysis.motion.near_side == "left" else "left"
    text += f" The {far} leg is the far one and is seen less well."
    names = tuple(d.metric for d in beyond or compared)
    return Finding("Left and right", text, "measured here", OWN, names)


def _pull(analysis: Analysis) -> Finding | None:
    name = "hip_flexor_impulse_nms_kg"
    if measured(analysis, name) is None:
        return None
    where = placed(analysis, name)
    text = f"In each swing the hip flexors' net impulse is {_said(analysis, name)}"
    text += f", {where.words()}. " if where else ". "
    text += (
        "This is computed from the motion of the leg with a model of its segments. It is the net "
        "moment of all tissue about the hip; no film shows one muscle's share."
    )
    return Finding("Pull", text, "measured here", _source(where), (name,))


def _not_measured(analysis: Analysis) -> Finding | None:
    reasons: dict[str, list[str]] = {}
    for name, measure in analysis.metrics.items():
        if measure.status == "withheld" and name in BY_NAME:
            reasons.setdefault(measure.reason or "no reason given", []).append(name)
    if not reasons:
        return None
    parts = []
    for reason, names in reasons.items():
        titles = ", ".join(BY_NAME[n].title for n in names)
        if len(names) == len(analysis.metrics):
            titles = "Every number is withheld"
        parts.append(f"{titles}: {reason.removesuffix('.')}.")
    every = tuple(n for names in reasons.values() for n in names)
    return Finding("Not measured", " ".join(parts), "measured here", OWN, every)


def _meaning_of_knee_drive(analysis: Analysis) -> Finding | None:
    if measured(analysis, "peak_thigh_angle_deg") is None:
        return None
    text = (
        "Among 26 runners at one speed, how high the knee rose hardly told how long they flew "
        "(correlation 0.03 to 0.17) or how long their strides were (0.19 to 0.27). A higher knee "
        "is not by itself a better one; compare a runner with himself or herself at the same speed."
    )
    title = "What knee drive tells, and what not"
    return Finding(title, text, "literature", norms.SOURCE, ("peak_thigh_angle_deg",))


def _meaning_of_flight(analysis: Analysis) -> Finding | None:
    if measured(analysis, "flight_time_ms") is None:
        return None
    text = (
        "At one speed and cadence, more flight means less contact. Energy cost rose on both sides "
        "of each runner's own best contact time, and 9 of 10 already ran within 5 % of it."
    )
    names = ("flight_time_ms", "contact_time_ms")
    return Finding("More flight is not by itself better", text, "literature", MOORE, names)


def _red_flags(analysis: Analysis) -> Finding | None:
    if _coaching_idea(analysis) is None:
        return None
    pain = red_flags()["groin-hopping"]
    text = (
        f"With one of these, no test and no exercise of the hip. {' '.join(printed_flags())} "
        f"{pain.reason[0].upper()}{pain.reason[1:]}: {pain.do}. {STOP_RULE}"
    )
    return Finding("Before any test or exercise", text, "literature", pain.source, ())


def _coaching_idea(analysis: Analysis) -> Finding | None:
    if measured(analysis, "peak_thigh_angle_deg") is None:
        return None
    text = (
        "The idea this program follows is to pull the leg up with the hip flexors rather than to "
        "push harder or reach further. A film can't tell whether weak hip flexors hold a runner "
        "back. Loaded training raised hip-flexor strength by 12 to 17 % in 6 to 8 weeks; no study "
        "found has measured what that does to a distance runner's stride."
    )
    return Finding("Pull instead of push", text, "coaching opinion", TRAINING, ())


_IN_ORDER: tuple[Callable[[Analysis], Finding | None], ...] = (
    _rhythm,
    _ground,
    _knee_drive,
    _landing,
    _shuffle,
    _sides,
    _pull,
    _not_measured,
    _meaning_of_knee_drive,
    _meaning_of_flight,
    _red_flags,
    _coaching_idea,
)
