"""Film: clips in and out, as pictures with true times."""

from kneedrive.film.clip import Clip, check_length, probe
from kneedrive.film.clock import Clock
from kneedrive.film.read import Frame, ReadReport, frames

__all__ = ["Clip", "Clock", "Frame", "ReadReport", "check_length", "frames", "probe"]
