"""Which of the people in the picture is the runner: the one whose legs run, not the largest.

Measured is how high one foot is lifted above the other and how regularly that comes again. Both
are free of the slow-motion factor, of the direction, and of left and right being exchanged: a
runner lifts the heel by about half a leg's length at every step, a walker by a fifth, a bystander
not at all (Fukuchi et al. 2017, doi 10.7717/peerj.3298: heel 0.43 to 0.65 leg lengths).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import correlate

from kneedrive.errors import InputError
from kneedrive.pose.keypoints import LANDMARKS, SIDES
from kneedrive.pose.readings import Stretch

FEWEST_FRAMES = 8  # a sight shorter than this is not counted as a person
MIN_CONFIDENCE_SEEN = 0.3  # mean over the body
# Score from which legs run rather than walk or stand, and frames that it takes to tell. On real
# clips walkers have 0.04 to 0.10 and runners 0.24 to 0.32; studio runners have 0.3 to 0.5.
RUNS, FRAMES_TO_RUN = 0.16, 15


@dataclass(frozen=True)
class Sighting:
    """One person through the clip.

    Parameters
    ----------
    number : from 1, left to right at first sight, as shown to the user
    frame : (R,) frames in which the person was read
    xy_px : (R, L, 2)
    confidence : (R, L)
    score : how high and how regularly the feet are lifted, see `running_score`
    """

    number: int
    frame: NDArray[np.int32]
    xy_px: NDArray[np.float32]
    confidence: NDArray[np.float32]
    score: float

    @property
    def runs(self) -> bool:
        """Whether the legs run."""
        return self.score >= RUNS and len(self.frame) >= FRAMES_TO_RUN


def sightings(readings: Stretch) -> list[Sighting]:
    """Everyone who was seen for long enough, numbered from left to right at first sight."""
    found = []
    for person in np.unique(readings.person):
        mine = readings.person == person
        confidence = readings.confidence[mine]
        if mine.sum() < FEWEST_FRAMES or np.median(confidence.mean(axis=1)) < MIN_CONFIDENCE_SEEN:
            continue
        xy_px = readings.xy_px[mine]
        found.append((float(_hips(xy_px)[0, 0]), mine, running_score(xy_px)))
    found.sort(key=lambda f: f[0])
    return [
        Sighting(
            i + 1,
            readings.frame[mine],
            readings.xy_px[mine],
            readings.confidence[mine],
            score,
        )
        for i, (_, mine, score) in enumerate(found)
    ]


def running_score(xy_px: NDArray[np.floating]) -> float:
    """Lift of the feet (leg lengths) times its regularity (0 to 1).

    Parameters
    ----------
    xy_px : (R, L, 2) landmarks of one person, frame after frame
    """
    hip, knee, ankle = (
        np.stack([xy_px[:, LANDMARKS.index(f"{side}_{joint}")] for side in SIDES], axis=1)
        for joint in ("hip", "knee", "ankle")
    )
    leg_px = np.median(np.linalg.norm(hip - knee, axis=2) + np.linalg.norm(knee - ankle, axis=2))
    lift = np.abs(ankle[:, 0, 1] - ankle[:, 1, 1]) / max(float(leg_px), 1e-6)
    return float((np.quantile(lift, 0.9) - np.quantile(lift, 0.1)) * regularity(lift))


def regularity(values: NDArray[np.floating]) -> float:
    """Highest autocorrelation (0 to 1) of a curve with itself a full wave later."""
    if len(values) < FEWEST_FRAMES:
        return 0.0
    waves = values - values.mean()
    count = len(waves)
    lags = np.arange(count * 2 // 3)
    products = correlate(waves, waves, "full")[count - 1 :][: len(lags)]
    power = float(np.mean(waves**2))
    if power <= 0:
        return 0.0
    correlation = products / (count - lags) / power
    below = np.flatnonzero(correlation < 0)
    return float(np.clip(correlation[below[0] :].max(), 0.0, 1.0)) if len(below) else 0.0


def choose(
    people: list[Sighting], wanted: int | None, option: str = "--runner"
) -> tuple[Sighting, str]:
    """The runner, and why.

    Parameters
    ----------
    wanted : number of the person the user asks for, None for the one who runs
    option : with which the user asks

    Raises
    ------
    InputError : nobody is there, or nobody with that number
    """
    if not people:
        raise InputError(
            "no person was found in the film",
            "film from the side with the whole body in the picture, in good light",
        )
    if wanted is not None:
        if not 1 <= wanted <= len(people):
            raise InputError(
                f"{option} {wanted} was asked for, but {_count(len(people))} seen",
                f"give a number from 1 to {len(people)}, counted from left to right at first sight",
            )
        return people[wanted - 1], (
            f"{_count(len(people))} seen; number {wanted} from the left was chosen with {option}"
        )
    # Several may run: the one who runs most, seen for longest.
    best = max(people, key=lambda p: (p.runs, p.score * np.sqrt(len(p.frame))))
    if len(people) == 1:
        return best, "1 person was seen"
    why = "their legs run" if best.runs else "nobody's legs run; theirs move most"
    return best, (
        f"{_count(len(people))} seen; number {best.number} from the left is taken as the runner "
        f"({why}); --runner chooses another"
    )


def choose_mover(people: list[Sighting], wanted: int | None) -> tuple[Sighting, str]:
    """The person who does an exercise, and why: the one who is largest and in sight for longest.

    Nobody's legs run in a hold or a move, so size decides, as one films oneself from near by.

    Raises
    ------
    InputError : nobody is there, or nobody with that number
    """
    if len(people) < 2 or wanted is not None:
        return choose(people, wanted, option="--person")
    best = max(people, key=lambda p: _thigh_px(p.xy_px) * len(p.frame))
    return best, (
        f"{_count(len(people))} seen; number {best.number} from the left is taken as the one who "
        "exercises (largest and longest in sight); --person chooses another"
    )


def _thigh_px(xy_px: NDArray[np.floating]) -> float:
    """Usual length of a thigh, px: does not change with a bent leg."""
    hip, knee = (
        np.stack([xy_px[:, LANDMARKS.index(f"{side}_{joint}")] for side in SIDES])
        for joint in ("hip", "knee")
    )
    return float(np.median(np.linalg.norm(hip - knee, axis=2)))


def _count(people: int) -> str:
    return "1 person was" if people == 1 else f"{people} people were"


def _hips(xy_px: NDArray[np.floating]) -> NDArray[np.floating]:
    """(R, 2) middle of the hips."""
    both = [LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")]
    return np.asarray(xy_px[:, both].mean(axis=1))
