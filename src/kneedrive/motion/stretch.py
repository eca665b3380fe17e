"""The parts of a clip in which a runner can be measured: legs seen, one facing, one speed."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion.period import people_run
from kneedrive.motion.playback import Section, find_sections
from kneedrive.pose.keypoints import NEEDED, Keypoints

Floats = NDArray[np.float64]

GAP_S = 0.3  # legs unseen for longer than this end a stretch
FACING_S = 0.5  # a turn takes at least this long
FRONT_VIEW = 0.55  # shoulder width over trunk length, and foot length, that only a front view has
SHORTEST_S = 1.2  # of a part of the clip that is looked at by itself
MOST_LOOKED_AT = 3  # stretches, the longest ones
FEWEST_STEPS = 6.0  # of a part that plays at one speed


@dataclass(frozen=True)
class Stretches:
    """Where the runner can be measured, as slices of frames.

    seen : every stretch with legs in view and one way of facing, in order of time
    parts : what deserves a closer look, longest first; each plays at one speed
    changes_s : playback times at which the clip changes the speed at which it plays
    """

    seen: tuple[slice, ...]
    parts: tuple[slice, ...]
    changes_s: tuple[float, ...]


def find_stretches(keypoints: Keypoints, clock: Clock, metres_known: bool) -> Stretches:
    """The stretches of a clip.

    metres_known : height or speed is given, so that gravity can tell how slow a part plays

    Raises
    ------
    InputError : no frame shows both legs, the runner is seen from the front, or the clip changes
        its speed so often that no part is long enough
    """
    time_s = clock.captured_s(keypoints.time_s)
    seen = seen_stretches(time_s, keypoints)
    by_length = sorted(seen, key=lambda part: part.start - part.stop)
    long = [s for s in by_length if time_s[s.stop - 1] - time_s[s.start] >= SHORTEST_S]
    sections = {s.start: find_sections(cut(keypoints, s)) for s in long[:MOST_LOOKED_AT]}
    ends = [(a.end_s, b.start_s) for found in sections.values() for a, b in pairwise(found)]
    changes_s = tuple(sorted(a for a, _ in ends))
    if not changes_s:
        return Stretches(seen, tuple(long[:MOST_LOOKED_AT] or by_length[:1]), ())
    told = not clock.assumed or not metres_known
    usable = [
        _inner(keypoints.time_s, section, found)
        for found in sections.values()
        for section in found
        if len(found) == 1 or _usable(section, clock.slow_motion_factor, told)
    ]
    if not usable:
        raise InputError(
            f"the clip changes the speed at which it plays {at_times(changes_s)}, and no part is "
            "long enough to be measured" + (" at the rate that is known" if told else ""),
            "export it at one speed, or choose one part with --start, --end and --capture-fps",
        )
    return Stretches(seen, tuple(usable), changes_s)


def at_times(times_s: tuple[float, ...]) -> str:
    """'at 3.0 s', 'at 3.0 and 19.0 s'."""
    words = [f"{t:.1f}" for t in times_s]
    return "at " + " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) + " s"


def _usable(section: Section, factor: float, told: bool) -> bool:
    """Whether a section is long enough and, where its clock can't be inferred, fits the known."""
    long_enough = section.steps >= FEWEST_STEPS
    return long_enough and (not told or people_run(60 * section.step_hz * factor))


def _inner(playback_s: Floats, section: Section, found: tuple[Section, ...]) -> slice:
    """Frames of a section, a fast step away from where the speed changes."""
    step_s = 1 / max((s.step_hz for s in found), default=np.inf) if len(found) > 1 else 0.0
    start_s = section.start_s + step_s * (section != found[0])
    end_s = section.end_s - step_s * (section != found[-1])
    return slice(*np.searchsorted(playback_s, [start_s - 1e-9, end_s + 1e-9]).tolist())


def cut(keypoints: Keypoints, part: slice) -> Keypoints:
    """A part of the keypoints."""
    background = keypoints.background
    return replace(
        keypoints,
        time_s=keypoints.time_s[part],
        xy_px=keypoints.xy_px[part],
        confidence=keypoints.confidence[part],
        background=None if background is None else background[part],
    )


def legs_seen(keypoints: Keypoints) -> NDArray[np.bool_]:
    """(T,) frames in which hip, knee, ankle, heel and toe of both sides are known."""
    points = np.stack([keypoints.of(name) for name in NEEDED], axis=1)
    return np.asarray(np.isfinite(points).all(axis=(1, 2)))


def forward_sign(time_s: Floats, keypoints: Keypoints) -> Floats:
    """(T,) +1 where the runner faces right in the picture, -1 left, 0 where feet are unseen.

    The toe lies in front of the heel; the mean over half a second outvotes single frames.
    """
    feet = np.stack([_foot(keypoints, side)[:, 0] for side in ("left", "right")])
    count = np.isfinite(feet).sum(axis=0)
    reach = np.where(count > 0, np.nansum(feet, axis=0) / np.maximum(count, 1), np.nan)
    known = np.isfinite(reach)
    if known.sum() < 3:
        return np.zeros(len(time_s))
    even = np.interp(time_s, time_s[known], reach[known])
    width = max(1, round(FACING_S / float(np.median(np.diff(time_s)))))
    kernel = np.ones(width) / width
    return np.sign(np.convolve(np.pad(even, width, mode="edge"), kernel, "same")[width:-width])


def seen_stretches(time_s: Floats, keypoints: Keypoints) -> tuple[slice, ...]:
    """The runs of frames with legs in view and one way of facing, in order.

    Raises
    ------
    InputError : no frame shows both legs, or the runner is seen from the front
    """
    seen = legs_seen(keypoints)
    if not seen.any():
        raise InputError(
            "no frame shows both legs from hip to toe",
            "film from the side with the whole body in the picture, feet included",
        )
    refuse_front_view(keypoints)
    sign = forward_sign(time_s, keypoints)
    frames = np.flatnonzero(seen)
    ends = (np.diff(time_s[frames]) > GAP_S) | (np.diff(sign[frames]) != 0)
    return tuple(
        slice(int(g[0]), int(g[-1]) + 1) for g in np.split(frames, np.flatnonzero(ends) + 1)
    )


def refuse_front_view(keypoints: Keypoints) -> None:
    """Raise InputError where the runner comes towards the camera or runs away from it.

    Seen from the side, shoulders lie behind each other and feet show their length. Seen from the
    front it is the other way round.
    """
    shoulders = keypoints.of("left_shoulder") - keypoints.of("right_shoulder")
    hips = (keypoints.of("left_hip") + keypoints.of("right_hip")) / 2
    neck = (keypoints.of("left_shoulder") + keypoints.of("right_shoulder")) / 2
    trunk = np.linalg.norm(neck - hips, axis=1)
    if not np.isfinite(trunk).any():
        return
    width = float(np.nanmedian(np.abs(shoulders[:, 0]) / trunk))
    swing = float(
        np.nanmedian(
            np.abs(keypoints.of("left_ankle")[:, 0] - keypoints.of("right_ankle")[:, 0])
            / _leg_px(keypoints)
        )
    )
    if width > FRONT_VIEW and swing < FRONT_VIEW:
        raise InputError(
            "the runner is seen from the front or from behind, not from the side",
            "film at a right angle to the way the runner runs, at hip height",
        )


def _foot(keypoints: Keypoints, side: str) -> Floats:
    return keypoints.of(f"{side}_toe") - keypoints.of(f"{side}_heel")


def _leg_px(keypoints: Keypoints) -> float:
    """Median length of thigh plus shank, px."""
    total = [
        np.nanmedian(np.linalg.norm(keypoints.of(f"{s}_{a}") - keypoints.of(f"{s}_{b}"), axis=1))
        for s in ("left", "right")
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    return float(np.sum(total) / 2)
