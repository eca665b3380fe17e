"""The pull's metrics of the register: impulse first; peaks are indicative."""

from dataclasses import replace

from kneedrive.motion.motion import Motion, Side
from kneedrive.pull.pull import Pull
from kneedrive.stride.measure import Measure, withheld
from kneedrive.stride.metrics import PULL, make_measure
from kneedrive.stride.strides import Strides

IMPULSE = "hip_flexor_impulse_nms_kg"
FIELDS = {
    IMPULSE: "impulse_nms_kg",
    "hip_flexor_peak_moment_nm_kg": "peak_moment_nm_kg",
    "hip_flexor_peak_power_w_kg": "peak_power_w_kg",
}
INDICATIVE = "a peak hangs on how the landmarks are smoothed: look at the impulse first"


def measure_pull(
    motion: Motion, pull: Pull, strides: Strides, reason: str | None
) -> dict[str, Measure]:
    """Impulse, peak moment and peak power with intervals, or withheld."""
    why = reason or pull.reason
    if why is not None:
        return {name: withheld(why, len(strides.steps)) for name in PULL}
    out: dict[str, Measure] = {}
    for name in PULL:
        sides: dict[Side, float] = {s: getattr(leg, FIELDS[name]) for s, leg in pull.legs.items()}
        measure = make_measure(name, sides, None, strides, motion)
        if "peak" in name and out[IMPULSE].value is None:
            measure = withheld(f"the pull's impulse is withheld: {out[IMPULSE].reason}", measure.n)
        if "peak" in name and measure.status == "ok":
            measure = replace(measure, status="indicative", reason=INDICATIVE)
        out[name] = measure
    return out
