"""What the file says and what it does not, each with its grade and source."""

import numpy as np

from kneedrive.fade.fade import Fade
from kneedrive.fade.kinds import CONTACT_LEAST
from kneedrive.fade.slopes import GRADE, SLOW, SPEED
from kneedrive.fade.split import as_pct
from kneedrive.fade.words import signed_pct
from kneedrive.findings import Finding, number
from kneedrive.watch.run import Run

OWN = "this run, against its own opening"
CHAN_ROPER = "Chan-Roper et al. 2012 (179 marathoners), JSSM 11:77"
META = "meta-analysis of 16 overground studies, 2024, doi 10.1080/14763141.2024.2353390"
BURNS = "Burns et al. 2019 (20 runners over 100 km), doi 10.1152/japplphysiol.00374.2018"
HANLEY = "Hanley & Mohan 2014 (15 runners), doi 10.1519/JSC.0b013e3182a38796"
STRYD = "a foot pod beside 1000 Hz video, 49 runners, doi 10.1371/journal.pone.0222872"


def tell(fade: Fade, run: Run) -> tuple[Finding, ...]:
    """Everything there is to say about a run, most important first."""
    found = [_step(fade), _contact(fade, run), _learned(fade), _knee(), _others()]
    return tuple(found)


def _step(fade: Fade) -> Finding:
    s = fade.split
    text = (
        f"Speed {_pct(s.speed)}: cadence {_pct(s.cadence)} and step length {_pct(s.step_length)} "
        "(multiplied, these give the speed exactly). "
        f"A runner with your slopes at this speed and grade would show {_pct(fade.expected_step)} "
        f"of step; the rest is {_pct(s.step_length - fade.expected_step)}."
    )
    return Finding("Step and cadence", text, "measured here", OWN, ("step_length_m",))


def _contact(fade: Fade, run: Run) -> Finding:
    title, names = "Contact and flight", ("contact_time_ms", "flight_time_ms")
    if run.contact_source is None:
        text = (
            "The file holds no contact time, so nothing can be said of contact or flight. A chest "
            "strap or foot pod with running dynamics records it."
        )
        return Finding(title, text, "measured here", OWN, names)
    s = fade.split
    if not np.isfinite(s.flight_share):
        text = "Contact time is missing or impossible in too much of the run to divide the step."
        return Finding(title, text, "measured here", OWN, names)
    text = (
        f"Of the step's change, {_pct(s.contact_distance)} is distance covered on the ground and "
        f"{_pct(s.flight_distance)} in the air. Flight is step time minus contact: an "
        "error of the sensor in one shows in the other, so only the change is worth reading. "
        f"Contact time comes from {run.contact_source}."
    )
    contact = next((d for d in fade.drifts if d.quantity == "contact_ms"), None)
    if contact is not None:
        loud = "" if contact.change >= CONTACT_LEAST else ", less than the 5 % that would count"
        text += f" At equal speed contact time changed by {_pct(contact.change)}{loud}."
    return Finding(title, text, "measured here", f"{OWN}; {STRYD}", names)


def _learned(fade: Fade) -> Finding:
    step = fade.levels["step_length_m"]
    tenth = np.log(1.1)
    # At equal speed a step is as much shorter as cadence is higher.
    cadence = -float(step.slopes[SPEED] + step.slopes[SLOW])
    both = step.covariance[np.ix_([SPEED, SLOW], [SPEED, SLOW])]
    error = 196 * float(np.sqrt(both.sum())) * tenth
    grade, grade_error = -float(step.slopes[GRADE]), float(np.sqrt(step.covariance[GRADE, GRADE]))
    text = (
        f"In this run, 10 % more speed came with {number(as_pct(cadence * tenth), 1)} ± "
        f"{number(error, 1)} % more cadence, and 1 % of climb with {number(grade, 1)} ± "
        f"{number(1.96 * grade_error, 1)} % more. That is learned from the run, with other "
        "runners' slopes as a start, and taken out of the rest."
    )
    return Finding("What speed does to your steps", text, "measured here", f"{OWN}; {BURNS}",
                   ("cadence_spm",))  # fmt: skip


def _knee() -> Finding:
    text = (
        "A watch does not see the knee. In 179 marathoners the hip bent more, not less, late in "
        "the race. Two films, one fresh and one tired, show a change of knee drive with kneedrive "
        "compare, but only one of about 6° or more."
    )
    return Finding("The knee", text, "literature", CHAN_ROPER, ("peak_thigh_angle_deg",))


def _others() -> Finding:
    text = (
        "Studies disagree on what contact does in tired runners: it grew by 13 % in 179 "
        "marathoners, who had slowed down as well, and in the pool of 16 studies over ground; over "
        "10 km on a treadmill at a forced pace it became shorter. Steps get shorter mostly because "
        "runners slow down: in 100 km races cadence changed with speed alone."
    )
    sources = f"{CHAN_ROPER}; {META}; {HANLEY}; {BURNS}"
    return Finding("Other runners", text, "literature", sources, ())


def _pct(log_change: float) -> str:
    return signed_pct(as_pct(log_change))
