"""What a user may say of a runner, checked, with plain words for what can't be right."""

import math
import re
from pathlib import Path

from kneedrive.analysis import Runner
from kneedrive.errors import InputError
from kneedrive.pose.networks import Model
from kneedrive.pull.segments import Sex

HEIGHT_M = (1.0, 2.4)
MASS_KG = (20.0, 250.0)
SPEED_MPS = (1.2, 12.5)


def make_runner(
    height_m: float | None,
    mass_kg: float | None,
    sex: str | None,
    speed_mps: float | None,
    pace: str | None,
) -> Runner:
    """Runner from the options of the command line.

    Raises
    ------
    InputError : a value no runner has, an unknown sex, or speed and pace at once
    """
    _within("--height", height_m, HEIGHT_M, "m")
    _within("--mass", mass_kg, MASS_KG, "kg")
    if pace is not None:
        if speed_mps is not None:
            raise InputError("--speed and --pace say the same thing", "give one of them")
        speed_mps = speed_of_pace(pace)
    _within("--speed or --pace", speed_mps, SPEED_MPS, "m/s")
    return Runner(height_m, mass_kg, _sex(sex), speed_mps)


def speed_of_pace(pace: str) -> float:
    """Speed (m/s) of a pace such as 4:45/km, 4:45 or 7:38/mi."""
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)(?:/(km|mi|mile))?", pace.strip())
    if not match:
        raise InputError(f"--pace {pace} is not a pace", "write it like 4:45/km")
    minutes, seconds, unit = match.groups()
    metres = 1000.0 if unit in (None, "km") else 1609.344
    total_s = 60 * int(minutes) + int(seconds)
    if total_s == 0:
        raise InputError(f"--pace {pace} is no pace", "write it like 4:45/km")
    return metres / total_s


def pose_model_of(text: str) -> Model | Path:
    """Name of a built-in pose model, or the path of a network."""
    known: dict[str, Model] = {"auto": "auto", "full": "full", "heavy": "heavy"}
    if text in known:
        return known[text]
    path = Path(text)
    if not path.is_file():
        raise InputError(
            f"--pose-model {text} is neither auto, full, heavy nor a file", "check the name"
        )
    return path


def _sex(text: str | None) -> Sex | None:
    if text is None:
        return None
    known: dict[str, Sex] = {"male": "male", "female": "female"}
    if text not in known:
        raise InputError(f"--sex {text} is not known", "say male or female")
    return known[text]


def _within(option: str, value: float | None, limits: tuple[float, float], unit: str) -> None:
    if value is None or (math.isfinite(value) and limits[0] <= value <= limits[1]):
        return
    raise InputError(
        f"{option} {value:g} {unit} is outside {limits[0]:g} to {limits[1]:g} {unit}",
        "check the unit",
    )
