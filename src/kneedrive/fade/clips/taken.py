"""What `kneedrive analyze` left in a folder, read back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kneedrive.base.whole_folder import settle
from kneedrive.errors import InputError
from kneedrive.motion.motion import Floats, Side
from kneedrive.report.files import SCHEMA
from kneedrive.report.page import FILM_NAME
from kneedrive.stride.measure import Measure


@dataclass(frozen=True)
class Taken:
    """One analysis as it lies in its folder.

    Parameters
    ----------
    folder : where it lies
    document : metrics.json
    metrics : measures by name
    strides : strides.csv
    motion : motion.csv, a row per frame
    keypoints : keypoints.csv: landmarks in the clip's pixels
    film : annotated.mp4, None where there is none
    """

    folder: Path
    document: Mapping[str, Any]
    metrics: Mapping[str, Measure]
    strides: pd.DataFrame
    motion: pd.DataFrame
    keypoints: pd.DataFrame
    film: Path | None

    @property
    def name(self) -> str:
        """The folder's name, which is what the user called it."""
        return self.folder.resolve().name

    @property
    def source(self) -> str:
        """Name of the clip."""
        return str(self.document["source"]["file"])

    @property
    def near_side(self) -> Side:
        """The side of the body that the camera saw."""
        return "left" if self.document["runner"]["near_side"] == "left" else "right"

    @property
    def capture_fps(self) -> float:
        """Frames a second that the camera took."""
        return float(self.document["time_base"]["capture_fps"])

    @property
    def slow_motion(self) -> float:
        """Seconds of the clip for each captured second."""
        base = self.document["time_base"]
        return float(base["capture_fps"]) / float(base["playback_fps"])

    def film_s(self, captured_s: float | Floats) -> float | Floats:
        """Time in annotated.mp4, which starts with the first measured frame."""
        return captured_s * self.slow_motion - float(self.document["source"]["start_s"])

    def contacts(self, side: Side) -> Floats:
        """(N, 2) strike and toe-off of one foot, captured s."""
        events = [e for e in self.document["events"] if e["side"] == side]
        return np.array([[e["strike_s"], e["toe_off_s"]] for e in events]).reshape(-1, 2)


def read_taken(folder: Path) -> Taken:
    """Read the results of `kneedrive analyze`.

    Raises
    ------
    InputError : no such results, or damaged ones
    """
    again = "analyse the clip again with kneedrive analyze"
    settle(folder)
    path = folder / "metrics.json"
    if not path.is_file():
        raise InputError(f"{folder} holds no metrics.json",
                         "give two folders that kneedrive analyze wrote")  # fmt: skip
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("schema") != SCHEMA:
            raise InputError(f"{path} is of another version ({document.get('schema')})", again)
        metrics = {name: _measure(fields) for name, fields in document["metrics"].items()}
        strides, motion, keypoints = (
            pd.read_csv(folder / name) for name in ("strides.csv", "motion.csv", "keypoints.csv")
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{folder} holds damaged results ({error})", again) from None
    film = folder / FILM_NAME
    found = film if film.is_file() else None
    return Taken(folder, document, metrics, strides, motion, keypoints, found)


def _measure(fields: Mapping[str, Any]) -> Measure:
    known: dict[str, Any] = {name: fields.get(name) for name in Measure.__dataclass_fields__}
    known["n"] = int(fields.get("n") or 0)
    return Measure(**known)
