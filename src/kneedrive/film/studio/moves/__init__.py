"""Moves in the studio: the knee hold, the march, the weighted raise and the L-sit prep.

    film_move(hold_performance(seed=1, side="left", hold_s=8, end="hand"), Path("hold"))

writes hold.mp4 and hold.truth.json. In reading order: `timeline` (a value over time), `poses` (a
standing and a sitting body), `performance`; then what is done: `hold`, `repeated` (march and
raise), `lsit`, `idle`; then `props` and `film`.
"""

from kneedrive.film.studio.moves.film import ROOM, film_move, move_pictures
from kneedrive.film.studio.moves.hold import hold_performance
from kneedrive.film.studio.moves.idle import idle_performance
from kneedrive.film.studio.moves.lsit import lsit_performance
from kneedrive.film.studio.moves.performance import Performance
from kneedrive.film.studio.moves.repeated import (
    alternating,
    faulty,
    lifts_performance,
    one_leg,
)

__all__ = [
    "ROOM",
    "Performance",
    "alternating",
    "faulty",
    "film_move",
    "hold_performance",
    "idle_performance",
    "lifts_performance",
    "lsit_performance",
    "move_pictures",
    "one_leg",
]
