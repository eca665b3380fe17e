"""Following people through a clip: where each one's region is at every few frames.

The landmark network wants a region as steady as the body. Taking it from the frame before, as
mediapipe does, makes each frame wait for the last one. Here the regions are settled at *key frames*
only, and laid evenly between two of them; every frame in between can then be read on its own, in
any order, on any core. A key frame depends on the key frame before it and on nothing else, so there
are no joins.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kneedrive.pose.blazepose import BlazePose, Body
from kneedrive.pose.detector import Detection, Detector, Tile
from kneedrive.pose.roi import Roi, between, side_px
from kneedrive.pose.search import moving_tiles, small_grey, tile_levels

MOST_PEOPLE = 6
MIN_PRESENCE = 0.5
_SETTLED = 0.06  # of the region's side: moved less than this, it is final
_PASSES = 3
_REACH = 0.35  # of the side: a region that settles further from where it was expected is not it
_SAME = 0.25  # of the side: two regions nearer than this are one person
_LOST_AFTER = 10  # key frames without a sight
_NEW_SCORE = 0.65
_NEW_CONFIDENCE = 0.5
_TILES_AT_A_TIME = 2
_LOOK_AGAIN = 3  # key frames between full searches while nobody is in sight


@dataclass(frozen=True)
class Followed:
    """One person at a key frame.

    Parameters
    ----------
    number : a person keeps it; from 0 in the order of being found
    roi : the region, where expected if not seen
    step : how the region changed over the last key interval
    missed : key frames since the last sight, 0 = seen
    sights : key frames at which the person was seen
    body : as the finder saw it, in a region hardly off `roi`; None if missed
    """

    number: int
    roi: Roi
    step: Roi
    missed: int = 0
    sights: int = 1
    body: Body | None = None


@dataclass(frozen=True)
class Scene:
    """What is known at a key frame; the next one needs nothing else of the past."""

    people: tuple[Followed, ...] = ()
    found: int = 0
    keys: int = 0
    small: NDArray[np.uint8] | None = None


class Follower:
    """Finds people and follows them from key frame to key frame."""

    def __init__(self, detector: Detector, finder: BlazePose, pool: Executor) -> None:
        self._detector, self._finder, self._pool = detector, finder, pool

    def follow(self, scene: Scene, image_rgb: NDArray[np.uint8]) -> Scene:
        """The scene at the next key frame, whose picture is given."""
        height, width = image_rgb.shape[:2]
        people = [self._track(person, image_rgb) for person in scene.people]
        people = [p for p in _one_each(people, scene.people) if p.missed <= _LOST_AFTER]
        small = small_grey(image_rgb)
        found = scene.found
        for body in self._newcomers(scene, people, small, image_rgb):
            roi = body.next_roi
            lost = _nearest_lost(people, roi)
            if lost is not None:
                again = replace(lost, roi=roi, missed=0, body=body)
                people = [again if p is lost else p for p in people]
            elif len(people) < MOST_PEOPLE:
                people.append(Followed(found, roi, np.zeros(4), body=body))
                found += 1
        # Who has just gone is kept once more, for the frames before they went.
        kept = (p for p in people if p.missed <= 1 or _in_picture(p.roi, width, height))
        return Scene(tuple(kept), found, scene.keys + 1, small)

    def _track(self, person: Followed, image_rgb: NDArray[np.uint8]) -> Followed:
        """The person at this key frame: where expected, else near there, else missed."""
        expected = person.roi + person.step
        body = None
        if person.sights > 1:  # else it is not known yet where to expect a runner
            body = self._settle_near(expected, image_rgb)
        if body is None:
            body = self._search_near(expected, image_rgb)
        if body is None and person.sights == 1:  # somebody who stands is still there
            body = self._settle_near(expected, image_rgb)
        if body is None:
            return replace(person, roi=expected, missed=person.missed + 1, body=None)
        roi, step = body.next_roi, person.step
        if person.missed == 0:  # only the centre runs on; size and turn swing to and fro
            step = np.concatenate([roi[:2] - person.roi[:2], np.zeros(2)])
        return Followed(person.number, roi, step, 0, person.sights + 1, body)

    def _settle_near(self, expected: Roi, image_rgb: NDArray[np.uint8]) -> Body | None:
        """The person where expected."""
        body = self._settle(expected, image_rgb)
        return body if body is not None and _away(body.next_roi, expected) <= _REACH else None

    def _search_near(self, expected: Roi, image_rgb: NDArray[np.uint8]) -> Body | None:
        """The person nearest to where one was expected, seen by the detector."""
        side = 1.6 * side_px(expected)
        left, top = (expected[:2] - side / 2.0).tolist()
        seen = [d.roi for d in self._detector.find(image_rgb, Tile(left, top, side))]
        for roi in sorted(seen, key=lambda roi: _away(roi, expected)):
            body = self._settle(roi, image_rgb)
            if body is not None:
                near = _away(body.next_roi, expected) < 1.0
                if near and _alike(body.next_roi, expected):
                    return body
        return None

    def _newcomers(
        self,
        scene: Scene,
        people: list[Followed],
        small: NDArray[np.uint8],
        image_rgb: NDArray[np.uint8],
    ) -> Iterator[Body]:
        """People who are not followed yet."""
        height, width = image_rgb.shape[:2]
        seen = [p.roi for p in people if p.missed == 0]
        levels = tile_levels(width, height)
        if seen and scene.small is not None:
            moving = moving_tiles(scene.small, small, seen, [*levels[0], *levels[1]], width)
            first = scene.keys * _TILES_AT_A_TIME % max(len(moving), 1)
            levels = [(moving + moving)[first : first + min(_TILES_AT_A_TIME, len(moving))]]
        elif scene.keys % _LOOK_AGAIN:
            return
        for tiles in levels:
            looks = self._pool.map(lambda t: self._detector.find(image_rgb, t), tiles)
            candidates = [(d, t) for t, found in zip(tiles, looks, strict=True) for d in found]
            for detection, tile in sorted(candidates, key=lambda c: -c[0].score):
                if not _fits(detection, tile) or any(_close(detection.roi, r) for r in seen):
                    continue
                body = self._settle(detection.roi, image_rgb, _NEW_CONFIDENCE)
                if body is not None and not any(_close(body.next_roi, other) for other in seen):
                    seen.append(body.next_roi)
                    yield body
            if seen:
                return

    def _settle(
        self, roi: Roi, image_rgb: NDArray[np.uint8], min_confidence: float = 0.0
    ) -> Body | None:
        """The body, once its region is the one that its landmarks ask for; None where nobody is.

        A region that still wanders after a few looks is no body either.
        """
        height, width = image_rgb.shape[:2]
        for _ in range(_PASSES):
            body = self._finder.read(self._finder.prepare(image_rgb, roi), roi)
            moved = _away(body.next_roi, roi)
            if (
                body.presence < MIN_PRESENCE
                or np.mean(body.confidence) < min_confidence
                or not _in_picture(body.next_roi, width, height)
            ):
                return None
            grown = side_px(body.next_roi) / side_px(roi)
            roi = body.next_roi
            if moved < _SETTLED and abs(grown - 1.0) < 2.0 * _SETTLED:
                return body
        return None


def regions_between(before: Scene, now: Scene, share: float) -> dict[int, Roi]:
    """Each person's region in a frame a `share` (0 to 1] of the way between two key frames.

    A person who was seen at neither is left out; one who has just come, or gone, is looked for
    where they would have been.
    """
    earlier = {person.number: person for person in before.people}
    regions = {}
    for person in now.people:
        start = earlier.get(person.number, person)
        if person.missed == 0 or start.missed == 0:
            from_roi = person.roi if start.missed else start.roi
            regions[person.number] = between(from_roi, person.roi, share)
    return regions


def _away(roi: Roi, other: Roi) -> float:
    """Distance of two centres, in sides of the larger region."""
    distance = float(np.hypot(*(roi[:2] - other[:2])))
    return distance / max(side_px(roi), side_px(other), 1e-6)


def _close(roi: Roi, other: Roi) -> bool:
    """Whether two regions show one person."""
    return _away(roi, other) < _SAME


def _alike(roi: Roi, other: Roi) -> bool:
    """Whether two regions have about the same size and are the same way up."""
    same_size = 1 / 1.5 < side_px(roi) / max(side_px(other), 1e-6) < 1.5
    return same_size and float(roi[2:] @ other[2:]) > 0.0


def _fits(detection: Detection, tile: Tile) -> bool:
    """Whether a detection is sure, the right way up, and small enough for its tile."""
    upright = detection.roi[3] < 0.0
    small = side_px(detection.roi) < 1.2 * tile.side_px
    return detection.score >= _NEW_SCORE and bool(upright and small)


def _in_picture(roi: Roi, width_px: int, height_px: int) -> bool:
    """Whether a region has a sensible size and its centre lies in the picture, or nearly."""
    slack = 0.25 * side_px(roi)
    return (
        24.0 < side_px(roi) < 4.0 * max(width_px, height_px)
        and -slack < roi[0] < width_px + slack
        and -slack < roi[1] < height_px + slack
    )


def _one_each(people: list[Followed], before: tuple[Followed, ...]) -> list[Followed]:
    """No two persons on one body: it stays with the one who was found first, the other is missed.

    One who passes behind another is expected to walk on, and is seen again on the other side.
    """
    kept: list[Followed] = []
    for person, earlier in zip(people, before, strict=True):
        taken = person.missed == 0 and any(
            k.missed == 0 and _away(person.roi, k.roi) < _SAME / 2 and _alike(person.roi, k.roi)
            for k in kept
        )
        if taken:
            expected = earlier.roi + earlier.step
            person = replace(earlier, roi=expected, missed=earlier.missed + 1, body=None)
        kept.append(person)
    return kept


def _nearest_lost(people: list[Followed], roi: Roi) -> Followed | None:
    """The missed person whom a newcomer probably is: one who went on, or one who stopped."""

    def away(person: Followed) -> float:
        last_seen = person.roi - person.missed * person.step
        return min(_away(roi, person.roi), _away(roi, last_seen))

    lost = [p for p in people if p.missed and _alike(roi, p.roi) and away(p) < 1.0]
    return min(lost, key=away, default=None)
