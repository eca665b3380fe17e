"""Stills of both runners at the same instants, as data URIs for the page."""

from dataclasses import dataclass

from kneedrive.fade.clips.instants import Instant
from kneedrive.fade.clips.taken import Taken
from kneedrive.fade.clips.view import View, thigh_deg
from kneedrive.findings import number
from kneedrive.report.stills import encode


@dataclass(frozen=True)
class StillPair:
    """Both runners at one instant: pictures and thigh angles in words."""

    instant: Instant
    jpegs: tuple[str, str]
    thighs: tuple[str, str]


def still_pairs(first: Taken, second: Taken, wanted: tuple[Instant, ...]) -> tuple[StillPair, ...]:
    """A pair of pictures for each instant; each film is read once."""
    pictures = [_pictures(taken, wanted, i) for i, taken in enumerate((first, second))]
    return tuple(
        StillPair(
            instant=instant,
            jpegs=(pictures[0][instant], pictures[1][instant]),
            thighs=(_thigh(first, instant, 0), _thigh(second, instant, 1)),
        )
        for instant in wanted
    )


def _pictures(taken: Taken, wanted: tuple[Instant, ...], which: int) -> dict[Instant, str]:
    view = View(taken)
    in_time = sorted(wanted, key=lambda instant: instant.times_s[which])
    return {instant: encode(view.at(instant.times_s[which])) for instant in in_time}


def _thigh(taken: Taken, instant: Instant, which: int) -> str:
    return number(thigh_deg(taken, instant.side, instant.times_s[which]), 0) + "°"
