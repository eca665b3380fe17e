"""The film studio: a synthetic runner with known truth, filmed by a virtual camera.

    film_runner(typical_runner(3.5), Camera(), Extras(), seconds=8, path=Path("run"))

writes run.mp4 and run.truth.json. In reading order: `runner` (the numbers of a person), `body`,
`steps` (when feet land), `stance`, `leg`, `footfall`, `mass_path`, `joins` and `gait` (the motion),
`camera`, `paint`, `draw` and `backdrop` (the picture), `truth` and `film`.
"""

from kneedrive.film.studio.body import POINTS, Angles, Body, make_body, place
from kneedrive.film.studio.camera import Camera, View, look
from kneedrive.film.studio.draw import Look, draw_person, make_look
from kneedrive.film.studio.film import Extras, film_runner
from kneedrive.film.studio.gait import Gait, make_gait
from kneedrive.film.studio.runner import Runner, typical_runner
from kneedrive.film.studio.truth import Truth, make_truth, write_truth

__all__ = [
    "POINTS",
    "Angles",
    "Body",
    "Camera",
    "Extras",
    "Gait",
    "Look",
    "Runner",
    "Truth",
    "View",
    "draw_person",
    "film_runner",
    "look",
    "make_body",
    "make_gait",
    "make_look",
    "make_truth",
    "place",
    "typical_runner",
    "write_truth",
]
