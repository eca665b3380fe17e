"""Contact, flight and swing from measured ground force, where a laboratory measured it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kneedrive.motion.motion import SIDES, Side
from kneedrive.stride.measure import Measure
from kneedrive.stride.strides import Contact, steps_of

METHOD_ERROR_S = 0.001  # of a mean contact: the plate's sampling and its threshold
FEWEST_CONTACTS = 4
SAME_CONTACT_S = 0.12  # strikes nearer to each other than this are the same
ALL_BUT = 0.8  # share of the clip's contacts that force must have seen to stand for all of them


@dataclass(frozen=True)
class EventError:
    """How much later an event is by kinematics than by force: mean and SD over n events, ms."""

    event: str
    mean_ms: float
    sd_ms: float
    n: int


def event_errors(force: Sequence[Contact], kinematic: Sequence[Contact]) -> tuple[EventError, ...]:
    """Strike, toe-off and contact by kinematics against the same contacts by force."""
    pairs = same_contacts(force, kinematic)
    if len(pairs) < FEWEST_CONTACTS:
        return ()
    strike = np.array([1000 * (b.strike_s - a.strike_s) for a, b in pairs])
    toe_off = np.array([1000 * (b.toe_off_s - a.toe_off_s) for a, b in pairs])
    return tuple(
        EventError(name, float(late.mean()), float(late.std(ddof=1)), len(late))
        for name, late in (
            ("strike", strike),
            ("toe-off", toe_off),
            ("contact time", toe_off - strike),
        )
    )


@dataclass(frozen=True)
class FootBeside:
    """One foot by force and by kinematics, means over the same n contacts, ms.

    late : kinematics minus force, + = found too late
    """

    side: Side
    n: int
    force_contact_ms: float
    kinematic_contact_ms: float
    strike_late_ms: float
    toe_off_late_ms: float


def side_by_side(force: Sequence[Contact], kinematic: Sequence[Contact]) -> tuple[FootBeside, ...]:
    """Each foot that has contacts both ways."""
    rows = []
    for side in SIDES:
        pairs = [(a, b) for a, b in same_contacts(force, kinematic) if a.side == side]
        if not pairs:
            continue
        times = np.array([(a.strike_s, a.toe_off_s, b.strike_s, b.toe_off_s) for a, b in pairs])
        strike, toe_off, strike_k, toe_off_k = 1000 * times.T
        rows.append(
            FootBeside(
                side,
                len(pairs),
                float((toe_off - strike).mean()),
                float((toe_off_k - strike_k).mean()),
                float((strike_k - strike).mean()),
                float((toe_off_k - toe_off).mean()),
            )
        )
    return tuple(rows)


def same_contacts(
    one: Sequence[Contact], other: Sequence[Contact]
) -> list[tuple[Contact, Contact]]:
    """Contacts of one foot that strike within 0.12 s of each other, in pairs."""
    return [
        (a, b)
        for a in one
        for b in other
        if a.side == b.side and abs(a.strike_s - b.strike_s) < SAME_CONTACT_S
    ]


def sees_all(force: Sequence[Contact], kinematic: Sequence[Contact]) -> bool:
    """Whether force saw nearly all contacts that kinematics found, of both feet.

    A plate in the floor sees one or two of a run; then kinematics measure, and force stands beside.
    """
    seen = [b.side for _, b in same_contacts(force, kinematic)]
    found = [contact.side for contact in kinematic]
    return all(seen.count(side) >= ALL_BUT * found.count(side) > 0 for side in SIDES)


def note_of_part(force: Sequence[Contact], kinematic: Sequence[Contact]) -> str:
    """What to say where force saw a part of the contacts only."""
    seen = len(same_contacts(force, kinematic))
    return (
        f"ground force was measured in {seen} of {len(kinematic)} contacts: the numbers come from "
        "the markers, and force stands beside them"
    )


def measure_force(contacts: Sequence[Contact]) -> dict[str, Measure]:
    """Metrics of timing from force above 50 N; none where there are fewer than four contacts."""
    steps = steps_of(tuple(contacts))
    if len(steps) < FEWEST_CONTACTS:
        return {}
    side = steps["side"].to_numpy(str)
    contact, step = (steps[column].to_numpy(float) for column in ("contact_s", "step_time_s"))
    return {
        "cadence_spm": _measure(60.0 / step, side, 0.0, mean=60.0 / step.mean()),
        "contact_time_ms": _measure(1000 * contact, side, 1000 * METHOD_ERROR_S),
        "flight_time_ms": _measure(1000 * (step - contact), side, 1000 * METHOD_ERROR_S),
        "duty_factor_pct": _measure(50 * contact / step, side, 0.2),
        "swing_time_ms": _measure(1000 * (2 * step - contact), side, 1000 * METHOD_ERROR_S),
    }


def _measure(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
    side: np.ndarray[tuple[int], np.dtype[np.str_]],
    method: float,
    mean: float | None = None,
) -> Measure:
    value = float(values.mean()) if mean is None else mean
    sd = float(values.std(ddof=1))
    half = 1.96 * float(np.hypot(sd / np.sqrt(len(values)), method))
    left, right = (float(values[side == s].mean()) for s in SIDES)
    return Measure(value, value - half, value + half, sd, len(values), left, right)
