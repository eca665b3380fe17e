"""Is this a run that can be measured? If not: refuse, or withhold with the reason."""

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.motion import SIDES, Motion
from kneedrive.motion.scale import height_px, leg_px
from kneedrive.stride.strides import Strides

WALKING = 0.5  # heels that stand for half of the stride or more: no flight
DOUBTFUL = 0.44  # above it the hips decide: a walker vaults over the leg, a runner sinks
ON_THE_SPOT_LEGS = 0.7  # way of a stride in leg lengths; a stroll has 1.4, a slow run 2
SMALLEST_PX = 130.0  # body height in the picture
FEWEST_STEPS = 4
FAMILIAR = 0.5  # share of the learned timing that applies; below it the reader is told
IDLE_SHARE = 0.25  # of the leg's length: ankles that swing less than this do not run


def refuse_what_is_no_run(motion: Motion, strides: Strides) -> None:
    """Raise InputError for a person who stands, runs on the spot, or walks."""
    fold, stance = motion.fold, motion.stance
    if fold is None or stance is None:
        if _swing_share(motion) < IDLE_SHARE:
            raise InputError(
                "nobody runs in this clip: the legs hardly move",
                "film a runner from the side, at least ten seconds of running",
            )
        return
    if abs(stance.ground_per_s) / fold.stride_hz / leg_px(fold) < ON_THE_SPOT_LEGS:
        raise InputError(
            "the person moves on the spot: the feet do not sweep back under the body",
            "film running on a treadmill or past the camera",
        )
    standing = stance.standing
    if standing >= WALKING or (standing > DOUBTFUL and _vaults(strides, motion)):
        raise InputError(
            f"this is walking, not running (each foot stands for {100 * standing:.0f} % of the "
            f"stride, {120 * fold.stride_hz:.0f} steps a minute)",
            "film a run; Kneedrive does not measure walking",
        )
    if stance.ground_per_s < 0:
        raise InputError(
            "the runner seems to run backwards",
            "film running forwards, from the side",
        )


def reason_to_withhold(motion: Motion, strides: Strides) -> str | None:
    """Why no number of this clip can be trusted, or None."""
    if motion.fold is None:
        return "no steady running stride was found: the clip is too short or the legs too unclear"
    tall = height_px(motion.fold)
    if tall < SMALLEST_PX:
        return (
            f"the runner is too small in the picture ({tall:.0f} px tall, {SMALLEST_PX:.0f} needed)"
        )
    if len(strides.steps) < FEWEST_STEPS:
        return f"fewer than {FEWEST_STEPS} whole steps were seen ({len(strides.steps)})"
    return None


def remedy(motion: Motion) -> str:
    """What to do about a clip of which no number can be trusted."""
    if motion.fold is not None and height_px(motion.fold) < SMALLEST_PX:
        return "come nearer or zoom in, until the runner fills half of the picture or more"
    return "film at least ten seconds of steady running, from exactly the side, legs in full view"


def doubts_of_timing(strides: Strides) -> tuple[str, ...]:
    """A warning where the stride is unlike those that timing was learned from."""
    trust = min((events.trust for events in strides.events.values()), default=1.0)
    if trust >= FAMILIAR:
        return ()
    return (
        "this stride is unlike the runs that the timing of the feet was learned from (it applies "
        f"to {100 * trust:.0f} %): contact and flight have wider intervals",
    )


def _swing_share(motion: Motion) -> float:
    """Range of the distance between the ankles, in leg lengths (px)."""
    at = {name: motion.xy_px[:, i] for i, name in enumerate(motion.landmarks)}
    gap = at["left_ankle"][:, 0] - at["right_ankle"][:, 0]
    leg = np.linalg.norm(at["left_hip"] - at["left_ankle"], axis=1)
    if not (np.isfinite(gap).any() and np.isfinite(leg).any()):
        return 0.0
    low, high = np.nanpercentile(gap, [5, 95])
    return float((high - low) / np.nanmedian(leg))


def _vaults(strides: Strides, motion: Motion) -> bool:
    """Whether the hips are higher than their mean when a leg stands upright under them."""
    fold, stance = motion.fold, motion.stance
    if fold is None or stance is None:
        return False
    phase = np.linspace(0, 1, 100, endpoint=False)
    mean = np.mean([fold.at(f"{side}_hip", phase)[:, 1].mean() for side in SIDES])
    at_mid = [
        fold.at(f"{hip}_hip", np.array([stance.mid[side]]))[0, 1] for side in SIDES for hip in SIDES
    ]
    return bool(np.mean(at_mid) > mean)
