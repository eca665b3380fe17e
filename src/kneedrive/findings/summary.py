"""Three to five plain sentences that stand on top of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kneedrive.findings.findings import measured, placed
from kneedrive.findings.place import NEARLY_ALL_SD
from kneedrive.findings.sides import differences
from kneedrive.findings.words import amount, number, pace
from kneedrive.stride.register import BY_NAME

if TYPE_CHECKING:
    from kneedrive.analysis import Analysis

MAIN = (
    "speed_mps",
    "cadence_spm",
    "contact_time_ms",
    "flight_time_ms",
    "peak_thigh_angle_deg",
    "step_length_m",
)


def summary(analysis: Analysis) -> list[str]:
    """What a reader should know who reads nothing else."""
    if all(measured(analysis, name) is None for name in MAIN):
        return _nothing_measured(analysis)
    sentences = [_run(analysis), _ground(analysis), _knee(analysis), _notable(analysis)]
    return [s for s in (*sentences, _trust(analysis)) if s]


def _nothing_measured(analysis: Analysis) -> list[str]:
    reasons = {m.reason for m in analysis.metrics.values() if m.reason}
    why = next(iter(sorted(reasons)), "too little of the stride could be followed")
    return [
        "This clip gives no number that can be trusted.",
        f"The main reason: {why.removesuffix('.')}.",
        "What to do better next time stands at the end of this page.",
    ]


def _run(analysis: Analysis) -> str:
    speed, cadence = measured(analysis, "speed_mps"), measured(analysis, "cadence_spm")
    if speed and speed.value:
        text = f"The runner ran at about {number(speed.value, 1)} m/s ({pace(speed.value)})"
        if cadence and cadence.value is not None:
            text += f" with {cadence.value:.0f} steps a minute"
        step = measured(analysis, "step_length_m")
        return text + (
            f", each {amount('step_length_m', step.value)}." if step and step.value else "."
        )
    if cadence and cadence.value is not None:
        return (
            f"The runner took {cadence.value:.0f} steps a minute; without the runner's height or "
            "speed, speed and lengths stay unknown."
        )
    return ""


def _ground(analysis: Analysis) -> str:
    contact, flight = measured(analysis, "contact_time_ms"), measured(analysis, "flight_time_ms")
    if not (contact and flight and contact.value is not None and flight.value is not None):
        return ""
    text = (
        f"Each foot was on the ground for {amount('contact_time_ms', contact.value)} and the "
        f"runner in the air for {amount('flight_time_ms', flight.value)} between steps"
    )
    where = placed(analysis, "flight_time_ms")
    return text + (f"; that flight is {where.words()}." if where else ".")


def _knee(analysis: Analysis) -> str:
    peak = measured(analysis, "peak_thigh_angle_deg")
    if peak is None or peak.value is None:
        return ""
    text = (
        f"The thigh rose to {amount('peak_thigh_angle_deg', peak.value)} in front of the vertical"
    )
    where = placed(analysis, "peak_thigh_angle_deg")
    return text + (f", {where.words()}." if where else ".")


def _notable(analysis: Analysis) -> str:
    """The one thing that stands out most, or that the sides agree."""
    landing = placed(analysis, "shank_angle_at_contact_deg")
    if landing and landing.z > NEARLY_ALL_SD:
        return "The foot landed further ahead than in most runners at this speed."
    compared = differences(analysis.metrics)
    beyond = [d for d in compared if d.beyond_error]
    if beyond:
        names = " and ".join(BY_NAME[d.metric].title.lower() for d in beyond[:2])
        return f"Left and right differed beyond measuring error in {names}."
    if compared:
        return "No difference between left and right exceeded its measuring error."
    return ""


def _trust(analysis: Analysis) -> str:
    strides = len(analysis.strides.strides)
    missing = [n for n in MAIN if n in analysis.metrics and measured(analysis, n) is None]
    if missing:
        names = ", ".join(BY_NAME[n].title.lower() for n in missing)
        return f"Withheld, with reasons below: {names}."
    return f"These numbers rest on {strides} strides; each stands below with its interval."
