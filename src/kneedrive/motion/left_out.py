"""What of a clip was not measured, and why: a plain sentence with times of the film."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.clock import Clock
from kneedrive.motion.stretch import Stretches, at_times, forward_sign
from kneedrive.pose.keypoints import Keypoints

Floats = NDArray[np.float64]

LEAST_TOLD_S = 0.5  # captured time; shorter bits are not worth a word
OTHER_SPEED = "plays at another speed"


def left_out(
    keypoints: Keypoints, clock: Clock, stretches: Stretches, measured: slice
) -> tuple[str, ...]:
    """Warnings: that the clip changes its speed, and which times were left out for which reason.

    measured : frames of the keypoints that went into the stride
    """
    playback_s = keypoints.time_s
    first_s, last_s = playback_s[measured.start], playback_s[measured.stop - 1]
    parts = [
        f"{playback_s[a]:.1f} to {playback_s[b - 1]:.1f} s ({why})"
        for a, b, why in _bits(keypoints, clock, stretches, measured)
        if (playback_s[b - 1] - playback_s[a]) / _slower(clock, why) >= LEAST_TOLD_S
    ]
    changes = (
        (f"the clip changes the speed at which it plays {at_times(stretches.changes_s)}",)
        if stretches.changes_s
        else ()
    )
    if not parts:
        return changes
    return (
        *changes,
        f"measured from {first_s:.1f} to {last_s:.1f} s of the film, without {', '.join(parts)}",
    )


def _slower(clock: Clock, why: str) -> float:
    """How many times slower than life a bit plays; what plays at another speed may be real time."""
    return 1.0 if why == OTHER_SPEED else clock.slow_motion_factor


def _bits(
    keypoints: Keypoints, clock: Clock, stretches: Stretches, measured: slice
) -> list[tuple[int, int, str]]:
    """[first, last) frames of everything before and after what was measured, and why not."""
    why = _reasons(keypoints, clock, stretches, measured)
    bits: list[tuple[int, int, str]] = []
    for i in (*range(measured.start), *range(measured.stop, len(why))):
        if bits and bits[-1][1] == i and bits[-1][2] == why[i]:
            bits[-1] = (bits[-1][0], i + 1, why[i])
        else:
            bits.append((i, i + 1, why[i]))
    return bits


def _reasons(
    keypoints: Keypoints, clock: Clock, stretches: Stretches, measured: slice
) -> list[str]:
    """A reason for each frame, as if none had been measured."""
    why = ["legs not seen whole"] * len(keypoints.time_s)
    sign = forward_sign(clock.captured_s(keypoints.time_s), keypoints)
    for stretch in stretches.seen:
        own = stretch.start <= measured.start < stretch.stop
        turned = sign[stretch.start] != sign[measured.start]
        for i in range(stretch.start, stretch.stop):
            if not own:
                why[i] = "the runner faces the other way" if turned else "fewer strides in a row"
            elif _changes_between(keypoints.time_s, stretches, i, measured):
                why[i] = OTHER_SPEED
            else:
                why[i] = "the stride does not go on evenly"
    return why


def _changes_between(playback_s: Floats, stretches: Stretches, frame: int, measured: slice) -> bool:
    """Whether the clip changes its speed between this frame and what was measured."""
    nearest = min(max(frame, measured.start), measured.stop - 1)
    ends = sorted((playback_s[frame], playback_s[nearest]))
    return any(ends[0] < at < ends[1] for at in stretches.changes_s)
