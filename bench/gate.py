"""Is it worse than released? A sample against a table, a release against the one before."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import chi2

from bench.scores import SCORED, Row, errors_of

MEAN_SDS = 3.0  # a mean of n errors lies within 3 SD / sqrt(n) of the bias in 99.7 % of samples
CHANCE = 0.999
# A new release may differ from the last by this much, for errors move a little whenever code does.
SLACK = 1.15
SLACK_OF_UNIT = {"ms": 0.5, "deg": 0.2, "%": 0.3, "points": 0.1, "m": 0.003}


def worse_than_released(
    rows: Sequence[Row], released: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """A sentence for each metric that is worse in a sample of clips than sampling explains.

    rows : of `scores.score`, all from one condition
    released : metrics of the summary that was released for this condition, over more clips
    """
    complaints = [f"{row['trial']} is refused: {row['refused']}" for row in rows if row["refused"]]
    for name, figure in released.items():
        errors = errors_of(rows, name)
        missing = sum(name in row["withheld"] for row in rows)
        if missing:
            complaints.append(f"{name} is withheld in {missing} of {len(rows)} clips")
        if not len(errors) or figure["sd"] is None:
            continue
        n, slack = len(errors), SLACK_OF_UNIT[SCORED[name].unit]
        most = abs(figure["bias"]) + MEAN_SDS * figure["sd"] / np.sqrt(n) + slack
        if abs(errors.mean()) > most:
            complaints.append(f"{name}: mean error {errors.mean():+.2f}, at most {most:.2f}")
        most = total(figure) * float(np.sqrt(chi2.ppf(CHANCE, n) / n)) + slack
        size = float(np.sqrt(np.mean(errors**2)))
        if size > most:
            complaints.append(f"{name}: root mean square error {size:.2f}, at most {most:.2f}")
    return complaints


def worse_than_before(
    now: Mapping[str, Mapping[str, Any]], before: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """A sentence for each metric of a release that is worse than in the release before it."""
    complaints = []
    for name in before:
        if name not in now or None in (now[name]["sd"], before[name]["sd"]):
            continue
        most = SLACK * total(before[name]) + SLACK_OF_UNIT[SCORED[name].unit]
        if total(now[name]) > most:
            rose = f"from {total(before[name]):.2f} to {total(now[name]):.2f}"
            complaints.append(f"{name}: root mean square error rose {rose}")
    return complaints


def total(figure: Mapping[str, Any]) -> float:
    """Root mean square error of a summary."""
    return float(np.hypot(figure["bias"], figure["sd"]))
