"""Reading a stretch of frames on every core: crops go out, landmarks come back in order."""

from collections import deque
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.film import Frame
from kneedrive.pose.blazepose import Body
from kneedrive.pose.follow import MIN_PRESENCE
from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.networks import PoseReader
from kneedrive.pose.readings import Stretch
from kneedrive.pose.roi import Roi, side_px

CENTRED = 0.25  # of the side: hips further from the region's middle belong to somebody else


class OpenStretch:
    """A stretch that is being read: crops go out to the cores, landmarks come back."""

    def __init__(self, pool: Executor, reader: PoseReader) -> None:
        self.blocks = 0
        self._pool, self._reader = pool, reader
        self._time_s: list[float] = []
        self._repeated: list[bool] = []
        self._background: list[NDArray[np.float64]] = []
        self._waiting: deque[_Reading] = deque()
        self._done: list[tuple[int, int, Body]] = []

    def add(
        self,
        frame: Frame,
        regions: dict[int, Roi],
        background: NDArray[np.float64],
        known: dict[int, Body] | None = None,
    ) -> None:
        """Have everyone in a new frame read, but for those whose body is known."""
        for person, roi in regions.items():
            answer: Future[Body] = Future()
            if known is not None and person in known:
                answer.set_result(known[person])
            else:
                picture = self._reader.prepare(frame.image, roi)
                answer = self._pool.submit(self._reader.read, picture, roi)
            self._waiting.append(_Reading(self.blocks, len(self._background), person, roi, answer))
        self._background.append(background)

    def end_block(self, block: list[Frame]) -> None:
        """Note the times of a block; wait for the block before, so that no work piles up."""
        self._time_s += [frame.time_s for frame in block]
        self._repeated += [frame.repeated for frame in block]
        self._collect(self.blocks)
        self.blocks += 1

    def close(self) -> Stretch:
        """Wait for the rest."""
        self._collect(self.blocks)
        count = len(LANDMARKS)
        return Stretch(
            np.array(self._time_s),
            np.array(self._repeated, dtype=np.bool_),
            np.array(self._background).reshape(-1, 2, 3),
            np.array([frame for frame, _, _ in self._done], dtype=np.int32),
            np.array([person for _, person, _ in self._done], dtype=np.int32),
            np.array([b.xy_px for _, _, b in self._done], np.float32).reshape(-1, count, 2),
            np.array([b.confidence for _, _, b in self._done], np.float32).reshape(-1, count),
        )

    def _collect(self, before_block: int) -> None:
        """Take in the readings of the blocks before this one."""
        while self._waiting and self._waiting[0].block < before_block:
            reading = self._waiting.popleft()
            body = reading.answer.result()
            if body.presence >= MIN_PRESENCE and _is_centred(body, reading.roi):
                self._done.append((reading.frame, reading.person, body))


@dataclass(frozen=True)
class _Reading:
    """One person in one frame, on the way."""

    block: int
    frame: int
    person: int
    roi: Roi
    answer: "Future[Body]"


def _is_centred(body: Body, roi: Roi) -> bool:
    """Whether the body is the one that the region was laid round."""
    hips = body.xy_px[[LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")]].mean(axis=0)
    return bool(np.hypot(*(hips - roi[:2])) < CENTRED * side_px(roi))
