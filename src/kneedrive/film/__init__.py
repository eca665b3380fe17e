"""Film: clips in and out, as pictures with true times."""

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
