"""Feedback while moving: timed pictures come in, events come out, with no look-ahead.

    for event in watch("march", pictures):
        print(event.text)

`pictures` is any iterator of (time_s, RGB picture): a camera's, or a film's. Pictures that come
before the last one has been read are the caller's to drop. The result that is kept is that of the
whole film (`hold_test`, `coaching`); this one is for the moment.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.live import LivePose
from kneedrive.strength.counter import Counter
from kneedrive.strength.events import Event
from kneedrive.strength.hold_clock import HoldClock
from kneedrive.strength.live_track import LiveTrack
from kneedrive.strength.posture import Posture
from kneedrive.strength.sitting import SittingClock

Exercise = Literal["hold", "march", "raise", "lsit"]
Picture = NDArray[np.uint8]
Floats = NDArray[np.float64]
BELL = "\a"
LOUD = ("go", "repetition", "time")


class Machine(Protocol):
    """What watches postures: the clock of the hold, the counter, the clock of the L-sit."""

    def update(self, posture: Posture) -> list[Event]:
        """What the next posture gives to say."""

    def finish(self) -> list[Event]:
        """What is left to say at the end."""


def machine_of(exercise: Exercise) -> Machine:
    """The machine that watches an exercise."""
    if exercise == "hold":
        return HoldClock()
    return SittingClock() if exercise == "lsit" else Counter(exercise)


def watch(
    exercise: Exercise, pictures: Iterable[tuple[float, Picture]], pose: LivePose | None = None
) -> Iterator[Event]:
    """Events of an exercise, each as soon as its picture has been read.

    Raises
    ------
    InputError : no pose network can be had
    """
    watcher, pose = Watcher(exercise), pose or LivePose()
    for time_s, picture in pictures:
        seen = pose.see(picture)
        size_px = (picture.shape[1], picture.shape[0])
        if seen is None:
            yield from watcher.nobody(time_s, size_px)
        else:
            yield from watcher.update(time_s, *seen, size_px)
    yield from watcher.finish()


class Watcher:
    """Told landmarks as they come, by whoever reads the pictures."""

    def __init__(self, exercise: Exercise) -> None:
        self.machine = machine_of(exercise)
        self._track: LiveTrack | None = None

    def update(
        self,
        time_s: float,
        xy_px: Floats,
        confidence: Floats,
        size_px: tuple[int, int] | None = None,
    ) -> list[Event]:
        """What (L, 2) landmarks, px, and their (L,) confidence give to say."""
        if self._track is None:
            self._track = LiveTrack(size_px)
        return self.machine.update(self._track.update(time_s, xy_px, confidence))

    def nobody(self, time_s: float, size_px: tuple[int, int] | None = None) -> list[Event]:
        """What a picture without anybody gives to say."""
        missing = np.full((len(LANDMARKS), 2), np.nan)
        return self.update(time_s, missing, np.zeros(len(LANDMARKS)), size_px)

    def finish(self) -> list[Event]:
        """What is left to say at the end."""
        return self.machine.finish()


def sound(event: Event) -> str:
    """The terminal's bell for what must be heard without looking; empty for the rest."""
    return BELL if event.kind in LOUD else ""
