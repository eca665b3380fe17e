"""Which row of the keypoints belongs to a picture of the clip."""

import numpy as np

from kneedrive.analysis import Analysis
from kneedrive.motion.motion import Floats


class Rows:
    """Rows of the keypoints by the presentation time of a picture, and their captured times.

    Rows of a clip with repeated pictures carry the time at which they were taken, up to half a
    frame from the time at which they are shown.
    """

    def __init__(self, analysis: Analysis) -> None:
        self._times: Floats = analysis.keypoints.time_s
        self._captured: Floats = analysis.clock.captured_s(self._times)
        self._half_frame_s = 0.5 / analysis.clock.playback_fps

    def shown_at(self, playback_s: float) -> int | None:
        """The row of the picture shown at a presentation time (s), None where there is none."""
        row = _nearest(self._times, playback_s)
        near = abs(float(self._times[row]) - playback_s) < self._half_frame_s
        return row if near else None

    def taken_at(self, captured_s: float) -> int:
        """The row taken nearest to a captured time (s)."""
        return _nearest(self._captured, captured_s)

    def captured_s(self, row: int) -> float:
        """Captured time (s) of a row."""
        return float(self._captured[row])

    def playback_s(self, row: int) -> float:
        """Presentation time (s) of a row."""
        return float(self._times[row])


def _nearest(times: Floats, time_s: float) -> int:
    after = int(np.clip(np.searchsorted(times, time_s), 1, len(times) - 1))
    return after - 1 if time_s - times[after - 1] <= times[after] - time_s else after
