"""Film: clips in and out, as pictures with true times.

In reading order: `clip` (what a file says of itself; `capture`: the rate it was taken at), `clock`
(playback time and captured time), `read` (a stream of pictures; `upright`: turned and coloured
right; `repeats`: those shown twice), `steady` (how the camera moved; `sentinels`, `corners`) and
`write`. `studio` films a synthetic runner.
"""

from typing import TYPE_CHECKING

from kneedrive.later import load_later

if TYPE_CHECKING:
    from kneedrive.film.clip import Clip, check_length, probe
    from kneedrive.film.clock import Clock, choose_clock
    from kneedrive.film.read import Frame, ReadReport, frames
    from kneedrive.film.repeats import retime
    from kneedrive.film.steady import Background, camera_state
    from kneedrive.film.write import FilmWriter

__all__ = [
    "Background",
    "Clip",
    "Clock",
    "FilmWriter",
    "Frame",
    "ReadReport",
    "camera_state",
    "check_length",
    "choose_clock",
    "frames",
    "probe",
    "retime",
]

__getattr__ = load_later(
    __name__,
    {
        "kneedrive.film.clip": ("Clip", "check_length", "probe"),
        "kneedrive.film.clock": ("Clock", "choose_clock"),
        "kneedrive.film.read": ("Frame", "ReadReport", "frames"),
        "kneedrive.film.repeats": ("retime",),
        "kneedrive.film.steady": ("Background", "camera_state"),
        "kneedrive.film.write": ("FilmWriter",),
    },
)
