"""Stills: the runner cut out of the clip at given moments, with the stick figure to draw over."""

import base64
from dataclasses import dataclass

import cv2
import numpy as np

from kneedrive.analysis import Analysis
from kneedrive.motion.motion import SIDES, Floats, Motion
from kneedrive.report.moments import WHO, Moment
from kneedrive.report.pen import Picture
from kneedrive.report.pose_at import PoseAt
from kneedrive.report.rows import Rows

ASPECT = 0.75  # width of a still over its height
MARGIN = 0.12  # room around the runner, as a share of the runner's height
HEIGHT_PX = 420
JPEG_QUALITY = 72
LEG = ("hip", "knee", "ankle", "heel", "toe")
ARM = ("shoulder", "elbow", "wrist")


@dataclass(frozen=True)
class Crop:
    """Part of the clip's picture, px: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Box:
    """Where a person stands in the whole picture, per cent; chosen: this is the runner."""

    left: float
    top: float
    width: float
    height: float
    chosen: bool


@dataclass(frozen=True)
class Still:
    """The runner at one moment.

    Parameters
    ----------
    moment : which leg, what, when
    jpeg : data URI of the picture, None where there is no clip
    lines : polylines of the stick figure in crop coordinates (0 to 1), by name:
        "left", "right" leg and "body"
    head : centre of the head in crop coordinates, None where unseen
    boxes : everyone in the picture, for the still that shows who was measured
    thigh_deg : thigh angle of the moment's leg
    """

    moment: Moment
    jpeg: str | None
    lines: dict[str, list[list[tuple[float, float]]]]
    head: tuple[float, float] | None
    boxes: tuple[Box, ...]
    thigh_deg: float


def crop_at(motion: Motion, time_s: float) -> Crop | None:
    """A crop around the runner, of one size for the whole clip; None where the runner is unseen."""
    y = motion.xy_px[..., 1]
    seen = np.isfinite(y).sum(axis=1) >= 4
    if not seen.any():
        return None
    tall = float(np.median(np.nanmax(y[seen], axis=1) - np.nanmin(y[seen], axis=1)))
    xy = motion.xy_px[int(np.argmin(np.abs(motion.time_s - time_s)))]
    xy = xy[np.isfinite(xy).all(axis=1)]
    if len(xy) == 0 or tall <= 0:
        return None
    height = tall * (1 + 2 * MARGIN)
    width = max(height * ASPECT, 0.0)
    centre = (xy.min(axis=0) + xy.max(axis=0)) / 2
    return Crop(float(centre[0] - width / 2), float(centre[1] - height / 2), width, height)


class Album:
    """Picks the pictures of wanted moments out of a clip as it is read."""

    def __init__(self, analysis: Analysis, wanted: tuple[Moment, ...]) -> None:
        self._analysis = analysis
        self._rows = Rows(analysis)
        self._row_of = {moment: self._rows.taken_at(moment.time_s) for moment in wanted}
        self._jpegs: dict[Moment, str] = {}

    @property
    def span_s(self) -> tuple[float, float]:
        """First and last presentation time (s) of the wanted pictures."""
        rows = self._row_of.values()
        return self._rows.playback_s(min(rows)), self._rows.playback_s(max(rows))

    def look(self, row: int, image: Picture) -> None:
        """Keep this picture if a moment wants it; row: its row in the keypoints."""
        for moment, wanted in self._row_of.items():
            crop = self._crop(moment) if wanted == row and moment not in self._jpegs else None
            if crop is not None:
                self._jpegs[moment] = encode(cut(image, crop))

    def still(self, moment: Moment) -> Still | None:
        """The still of a wanted moment: its picture, and the stick figure; None where unseen."""
        crop, pose = self._crop(moment), PoseAt(self._analysis.motion)
        if crop is None or not pose.move_to(self._time_s(moment)):
            return None
        near = self._analysis.motion.near_side
        arm = [pose.point(f"{near}_{joint}") for joint in ARM]
        lines = {"body": polylines([_trunk(pose), arm], crop)}
        for side in SIDES:
            leg = [pose.point(f"{side}_{joint}") for joint in LEG]
            lines[side] = polylines([leg], crop)
        head = polylines([[pose.point(f"{near}_ear"), pose.point("nose")]], crop)
        return Still(
            moment=moment,
            jpeg=self._jpegs.get(moment),
            lines=lines,
            head=head[0][0] if head else None,
            boxes=self._boxes(moment) if moment.name == WHO else (),
            thigh_deg=pose.thigh_deg(moment.side),
        )

    def _time_s(self, moment: Moment) -> float:
        return self._rows.captured_s(self._row_of[moment])

    def _crop(self, moment: Moment) -> Crop | None:
        clip = self._analysis.clip
        if moment.name == WHO and clip is not None:
            return Crop(0, 0, clip.width_px, clip.height_px)
        return crop_at(self._analysis.motion, self._time_s(moment))

    def _boxes(self, moment: Moment) -> tuple[Box, ...]:
        """A box around everyone seen at a moment, per cent of the whole picture."""
        clip = self._analysis.clip
        if clip is None:
            return ()
        size = np.array([clip.width_px, clip.height_px] * 2, dtype=float)
        boxes = []
        for person in self._analysis.keypoints.people:
            left, top, right, bottom = np.clip(
                100 * person.box_px[self._row_of[moment]] / size, 0, 100
            ).round(1)
            if np.isfinite(left):
                width, height = float(right - left), float(bottom - top)
                boxes.append(Box(float(left), float(top), width, height, person.chosen))
        return tuple(boxes)


def _trunk(pose: PoseAt) -> list[Floats]:
    hips = (pose.point("left_hip") + pose.point("right_hip")) / 2
    neck = (pose.point("left_shoulder") + pose.point("right_shoulder")) / 2
    return [hips, neck]


def polylines(chains: list[list[Floats]], crop: Crop) -> list[list[tuple[float, float]]]:
    """Chains of points (px) as unbroken lines in crop coordinates; missing points end a line."""
    lines: list[list[tuple[float, float]]] = []
    for chain in chains:
        line: list[tuple[float, float]] = []
        for point in chain:
            if np.isfinite(point).all():
                x, y = (point - (crop.left, crop.top)) / (crop.width, crop.height)
                line.append((round(float(x), 4), round(float(y), 4)))
            else:
                lines.append(line)
                line = []
        lines.append(line)
    return [line for line in lines if len(line) > 1]


def cut(image: Picture, crop: Crop) -> Picture:
    """The crop of a picture, scaled down to HEIGHT_PX; grey outside the picture."""
    left, top = round(crop.left), round(crop.top)
    right, bottom = round(crop.left + crop.width), round(crop.top + crop.height)
    rows, columns = image.shape[:2]
    inside = image[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    beyond = (max(-top, 0), max(bottom - rows, 0), max(-left, 0), max(right - columns, 0))
    whole = cv2.copyMakeBorder(inside, *beyond, cv2.BORDER_CONSTANT, value=(60, 60, 60))
    scale = min(1.0, HEIGHT_PX / whole.shape[0])
    size = round(whole.shape[1] * scale), round(whole.shape[0] * scale)
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def encode(image: Picture) -> str:
    """An RGB picture as the data URI of a JPEG."""
    ok, data = cv2.imencode(
        ".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    )
    if not ok:
        raise RuntimeError("the still could not be encoded as JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode("ascii")
