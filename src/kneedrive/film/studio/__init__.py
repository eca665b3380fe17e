"""The film studio: a synthetic runner with known truth, filmed by a virtual camera.

    film_runner(typical_runner(3.5), Camera(), Extras(), seconds=8, path=Path("run"))

writes run.mp4 and run.truth.json. In reading order: `runner` (the numbers of a person), `body`,
`steps` (when feet land); the motion: `curves`, `stance`, `leg`, `footfall`, `mass_path`, `upper`,
`joins`, `plan`, `gait`; the picture: `camera`, `paint`, `outlines`, `draw`, `backdrop`, `walker`,
`shot`; then `truth` and `film`. Drawing takes a pose, not a runner: other motions can be filmed the
same way.
"""

from typing import TYPE_CHECKING

from kneedrive.later import load_later

if TYPE_CHECKING:
    from kneedrive.film.studio.body import POINTS, Angles, Body, make_body, place
    from kneedrive.film.studio.camera import Camera, View, look
    from kneedrive.film.studio.draw import Look, draw_person, make_look
    from kneedrive.film.studio.film import film_runner, write_true_keypoints
    from kneedrive.film.studio.gait import Gait, make_gait
    from kneedrive.film.studio.runner import Runner, typical_runner
    from kneedrive.film.studio.shot import Extras, Shot, draw_frame, make_shot, pose_at, view_at
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
    "Shot",
    "Truth",
    "View",
    "draw_frame",
    "draw_person",
    "film_runner",
    "look",
    "make_body",
    "make_gait",
    "make_look",
    "make_shot",
    "make_truth",
    "place",
    "pose_at",
    "typical_runner",
    "view_at",
    "write_true_keypoints",
    "write_truth",
]

__getattr__ = load_later(
    __name__,
    {
        "kneedrive.film.studio.body": ("POINTS", "Angles", "Body", "make_body", "place"),
        "kneedrive.film.studio.camera": ("Camera", "View", "look"),
        "kneedrive.film.studio.draw": ("Look", "draw_person", "make_look"),
        "kneedrive.film.studio.film": ("film_runner", "write_true_keypoints"),
        "kneedrive.film.studio.gait": ("Gait", "make_gait"),
        "kneedrive.film.studio.runner": ("Runner", "typical_runner"),
        "kneedrive.film.studio.shot": (
            "Extras",
            "Shot",
            "draw_frame",
            "make_shot",
            "pose_at",
            "view_at",
        ),
        "kneedrive.film.studio.truth": ("Truth", "make_truth", "write_truth"),
    },
)
