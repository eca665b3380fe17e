"""What ezc3d says of a C3D file, told to the process that asked: `python c3d_child.py FILE BYTES`.

About one damaged file in a hundred makes ezc3d write where it must not and die of a signal, or ask
for all the memory there is; here that ends this process and no other. Comes out on standard output
as one npz of plain arrays; `about` is JSON. BYTES bounds the memory, where the system can do that.

Runs as a file by itself, so that nothing but numpy and ezc3d is loaded.
"""

import json
import os
import sys
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import ezc3d
import numpy as np
from numpy.typing import NDArray

FAULTS = (OSError, RuntimeError, ValueError, IndexError, KeyError, TypeError, MemoryError)
LABELS = ("LABELS", *(f"LABELS{i}" for i in range(2, 10)))
# Groups of POINT whose entries are results of a model, stored as if they were markers.
NO_MARKERS = ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS", "MODELED_MARKERS")

Arrays = dict[str, NDArray[Any]]


def read(name: str) -> Arrays:
    """The file as arrays; with `error` alone where ezc3d refuses it."""
    force_error = ""
    try:
        file = ezc3d.c3d(name, extract_forceplat_data=True)
    except FAULTS as error:
        force_error = _reason(error)
        try:
            file = ezc3d.c3d(name)
        except FAULTS as again:
            return {"error": np.array(_reason(again))}
    try:
        return _arrays(file, force_error)
    except FAULTS as error:
        return {"error": np.array(_reason(error))}


def _arrays(file: Any, force_error: str) -> Arrays:
    parameters, data = file["parameters"], file["data"]
    point, analog = parameters["POINT"], parameters.get("ANALOG", {})
    plates = data.get("platform", [])
    about = {
        "unit": str(_first(point, "UNITS", "mm")),
        "rate_hz": float(_first(point, "RATE", 0.0)),
        "labels": [str(v) for name in LABELS if name in point for v in point[name]["value"]],
        "modelled": [str(v) for g in NO_MARKERS if g in point for v in point[g]["value"]],
        "analog_rate_hz": float(_first(analog, "RATE", 0.0)),
        "force_error": force_error,
        "plate_units": [[str(p["unit_position"]), str(p["unit_moment"])] for p in plates],
    }
    out = {
        "about": np.array(json.dumps(about)),
        "points": np.asarray(data["points"][:3], dtype=np.float64),
        "residuals": np.asarray(data["meta_points"]["residuals"][0], dtype=np.float64),
    }
    for i, plate in enumerate(plates):
        for key in ("force", "center_of_pressure", "Tz", "corners"):
            out[f"{key}_{i}"] = np.asarray(plate[key], dtype=np.float64)
    return out


def _first(group: Mapping[str, Any], name: str, default: Any) -> Any:
    """First value of a parameter, the default where it is absent or empty."""
    if name not in group:
        return default
    value = np.atleast_1d(group[name]["value"])
    return value.flat[0] if value.size else default


def _reason(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(". ")


def _bound_memory(most_bytes: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


def main(name: str, most_bytes: str) -> None:
    """Read one file and write what it holds."""
    answer = os.dup(1)
    os.dup2(2, 1)  # ezc3d has things to say on standard output
    _bound_memory(int(most_bytes))
    packed = BytesIO()
    np.savez(packed, allow_pickle=False, **read(name))
    with os.fdopen(answer, "wb") as out:
        out.write(packed.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
