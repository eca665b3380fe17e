"""What is no move: somebody stands about, shifts their weight, scratches their head, sits down."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.moves.performance import Performance, somebody
from kneedrive.film.studio.moves.poses import Posing, standing_pose
from kneedrive.film.studio.moves.timeline import Timeline, tremor

Array = NDArray[np.float64]


def idle_performance(seed: int, seconds: float = 12.0) -> Performance:
    """Standing about with small steps of one leg; in the second half a squat down and up."""
    rng, body = np.random.default_rng([seed, 59]), somebody(seed)
    squat, step, arm = Timeline(), Timeline(), Timeline()
    now = 1.0
    while now < seconds / 2 - 1.5:
        step.move(now, now + 0.4, float(rng.uniform(8.0, 25.0)))
        step.go(now + 0.9, 0.0)
        now += float(rng.uniform(1.2, 2.2))
    arm.move(seconds / 4, seconds / 4 + 0.6, 1.0)
    arm.move(seconds / 4 + 1.5, seconds / 4 + 2.1, 0.0)
    squat.move(seconds / 2, seconds / 2 + 1.2, 1.0)
    squat.move(seconds / 2 + 2.0, seconds / 2 + 3.2, 0.0)

    def pose(t: Array) -> Array:
        deep, lifted = squat.at(t), step.at(t)
        thigh, knee = 2 + 95 * deep, 4 + 118 * deep
        still = np.zeros_like(t)
        return standing_pose(
            body,
            Posing(
                thigh=(thigh + lifted, thigh),
                knee=(knee + 2 * lifted, knee),
                dorsi=(25 * deep, 25 * deep),
                lean=2 + 35 * deep + tremor(t, (0.2, 0.6), seed),
                standing=np.ones(len(t)),
                foot_x_m=still,
                foot_up_m=still,
                grip=(0.6 * arm.at(t), still),
            ),
        )

    return Performance("idle", body, seed, seconds, pose, {"sets": 0, "reps": []})
