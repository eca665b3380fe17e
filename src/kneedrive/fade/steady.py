"""The even part of a run as means: what is worth comparing with another day's.

Stretches before the run changes (all where it does not), on level ground and near the usual speed.
Names and units are those of the metrics of a film.
"""

import numpy as np

from kneedrive.fade.fade import Fade

LEVEL = 0.02  # rise over way
NEAR_SPEED = 0.10  # of the median
SHORTEST_S = 120.0
KNOWN_SHARE = 0.5  # of the steps must have a contact time


def steady(fade: Fade) -> dict[str, float]:
    """Means over the even part; empty where that is shorter than two minutes.

    Returns
    -------
    `speed_mps`, `cadence_spm`, `step_length_m`, `steady_s`, and `contact_time_ms` and
    `flight_time_ms` where recorded
    """
    cut = fade.stretches
    if fade.point is not None:
        cut = cut[cut["end_m"] <= fade.point.begin * fade.length_m]
    grade = cut["grade"].to_numpy(dtype=float)
    cut = cut[~(np.abs(grade) > LEVEL)]  # an unknown grade is taken for level
    usual = cut["speed_mps"].median()
    cut = cut[(cut["speed_mps"] / usual - 1).abs() <= NEAR_SPEED]
    time_s, way_m, steps = (float(cut[c].sum()) for c in ("running_s", "way_m", "steps"))
    if time_s < SHORTEST_S:
        return {}
    means = {
        "speed_mps": way_m / time_s,
        "cadence_spm": 60 * steps / time_s,
        "step_length_m": way_m / steps,
        "steady_s": time_s,
    }
    timed = cut[cut["contact_ms"].notna()]
    if timed["steps"].sum() >= KNOWN_SHARE * steps:
        for name, column in (("contact_time_ms", "contact_ms"), ("flight_time_ms", "flight_ms")):
            means[name] = float(np.average(timed[column], weights=timed["steps"]))
    return {name: round(value, 4) for name, value in means.items()}
