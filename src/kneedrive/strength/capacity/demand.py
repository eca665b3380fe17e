"""Demand in the run beside what a test showed: hip-flexor moment and impulse.

From the metrics.json of an analysed run. The run's peak lasts a tenth of a second and its moment is
the net moment of a model, indicative at that; a hold is still. Neither says that strength limits
the run, and the words here don't say so either.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kneedrive.base.whole_folder import settle
from kneedrive.errors import InputError

SCHEMA = "kneedrive.metrics/1"
CAVEAT_ALONE = (
    "A net moment about the hip, not a force of the psoas, as if held still. To set a run beside "
    "it, give --run and the folder of its analysis."
)
CAVEAT = (
    "All are net moments about the hip, not forces of the psoas. The run's peak lasts about a "
    "tenth of a second, some 85 times a minute and leg, and its model is rough at the peak; a hold "
    "lasts seconds, and a lift is told as if held still. A capacity above the run's peak does not "
    "make a stride longer, and one below it is no diagnosis: no study has tied a knee hold to "
    "running."
)


@dataclass(frozen=True)
class Value:
    """A number with its 95 % interval; ends None where there is none."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Demand:
    """One run. Moment Nm/kg, impulse Nm.s/kg a step; speed m/s; None where withheld.

    impulse_a_minute : Nm.s/kg of one leg in a minute
    """

    name: str
    speed_mps: float | None
    peak_moment: Value | None
    impulse: Value | None
    impulse_a_minute: float | None


def read_demand(folder: Path) -> Demand:
    """The demand of an analysed run, from its folder or its metrics.json.

    Raises
    ------
    InputError : no such file, or not one of kneedrive's
    """
    path = folder / "metrics.json" if folder.is_dir() else folder
    settle(path.parent)
    remedy = "give the folder of kneedrive analyze"
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise InputError(f"{path} can't be read", remedy) from None
    except ValueError:
        raise InputError(f"{path} is not JSON", remedy) from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise InputError(f"{path} is not a table of metrics", remedy)
    metrics = document.get("metrics", {})
    cadence, impulse = _value(metrics, "cadence_spm"), _value(metrics, "hip_flexor_impulse_nms_kg")
    speed = _value(metrics, "speed_mps")
    return Demand(
        name=path.parent.name,
        speed_mps=speed.value if speed else None,
        peak_moment=_value(metrics, "hip_flexor_peak_moment_nm_kg"),
        impulse=impulse,
        impulse_a_minute=impulse.value * cadence.value / 2 if impulse and cadence else None,
    )


def _value(metrics: dict[str, Any], name: str) -> Value | None:
    found = metrics.get(name) or {}
    if found.get("value") is None:
        return None
    return Value(float(found["value"]), found.get("low"), found.get("high"))
