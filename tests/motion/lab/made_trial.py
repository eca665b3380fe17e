"""A made runner of rigid segments, with markers of a known set, written as C3D or TRC."""

from collections.abc import Mapping
from pathlib import Path

import ezc3d
import numpy as np

RATE_HZ = 100.0
SIGN = {"left": -1.0, "right": 1.0}
# Runner's axes: x forward, y up, z right. Standing still, metres; z for the right side.
STANDING = {
    "asis": (0.05, 1.00, 0.12),
    "psis": (-0.10, 1.00, 0.05),
    "thigh_1": (0.06, 0.80, 0.16),
    "thigh_2": (-0.05, 0.72, 0.17),
    "thigh_3": (0.04, 0.65, 0.15),
    "knee_lateral": (-0.02, 0.50, 0.15),
    "knee_medial": (-0.02, 0.50, 0.04),
    "shank_1": (0.03, 0.40, 0.14),
    "shank_2": (-0.06, 0.30, 0.15),
    "shank_3": (0.02, 0.22, 0.13),
    "ankle_lateral": (-0.05, 0.09, 0.13),
    "ankle_medial": (-0.05, 0.09, 0.05),
    "heel": (-0.11, 0.04, 0.09),
    "mt1": (0.11, 0.05, 0.05),
    "mt2": (0.13, 0.06, 0.08),
    "mt5": (0.08, 0.03, 0.14),
    "shoulder": (0.0, 1.45, 0.18),
}
SEGMENT = {
    "pelvis": ("asis", "psis", "shoulder", "hip"),
    "thigh": ("thigh_1", "thigh_2", "thigh_3", "knee_lateral", "knee_medial", "knee"),
    "shank": ("shank_1", "shank_2", "shank_3", "ankle_lateral", "ankle_medial", "ankle"),
    "foot": ("heel", "mt1", "mt2", "mt5", "toe"),
}
PLUG_IN_GAIT = {
    "asis": "ASI",
    "psis": "PSI",
    "thigh_1": "THI",
    "thigh_2": "THAP",
    "thigh_3": "THAD",
    "knee_lateral": "KNE",
    "knee_medial": "KNM",
    "shank_1": "TIB",
    "shank_2": "TIAP",
    "shank_3": "TIAD",
    "ankle_lateral": "ANK",
    "ankle_medial": "MED",
    "heel": "HEE",
    "mt1": "FMH",
    "mt2": "TOE",
    "mt5": "VMH",
    "shoulder": "SHO",
}
# The laboratory: z up, the runner goes along -y. Rows are the runner's axes in the laboratory's.
LAB_AXES = np.array([[0.0, -1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]])


def standing(side: str) -> dict[str, np.ndarray]:
    """Markers and true joint centres of one side of the standing runner."""
    at = {k: np.array(v) * [1, 1, SIGN[side]] for k, v in STANDING.items()}
    at["knee"] = (at["knee_lateral"] + at["knee_medial"]) / 2
    at["ankle"] = (at["ankle_lateral"] + at["ankle_medial"]) / 2
    at["toe"] = at["mt2"] + 0.05 * np.array([0.24, 0, -0.01 * SIGN[side]]) / np.hypot(0.24, 0.01)
    # Harrington 2007 for a pelvis 0.24 m wide and 0.15 m deep.
    leg = np.linalg.norm(at["asis"] - at["ankle"])
    at["hip"] = np.array(
        [
            0.05 - 0.24 * 0.15 - 0.0099,
            1.00 - 0.16 * 0.24 - 0.04 * leg - 0.0071,
            SIGN[side] * (0.28 * 0.15 + 0.16 * 0.24 + 0.0079),
        ]
    )
    return at


def turn(degrees: np.ndarray, axis: int) -> np.ndarray:
    """(T, 3, 3) rotation about one of the runner's axes."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    out = np.zeros((len(degrees), 3, 3))
    i, j = (axis + 1) % 3, (axis + 2) % 3
    out[:, axis, axis] = 1
    out[:, i, i], out[:, i, j], out[:, j, i], out[:, j, j] = c, -s, s, c
    return out


def running(seconds: float = 2.0) -> dict[str, np.ndarray]:
    """Landmark -> (T, 3) of the running runner: markers and true joint centres of both sides."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    swing = 2 * np.pi * 1.4 * time_s
    pelvis = turn(6 * np.sin(swing), 1) @ turn(4 * np.sin(2 * swing) - 5, 2)
    middle = np.array([0.05, 1.0, 0.0])
    shift = np.stack([0.02 * np.sin(swing), 0.03 * np.cos(2 * swing), 0.0 * swing], axis=1)
    out = {}
    for side, sign in SIGN.items():
        at = standing(side)
        phase = swing + (np.pi if side == "left" else 0.0)
        thigh = turn(2 * sign * np.sin(phase), 0) @ turn(30 * np.sin(phase) + 5, 2)
        shank = turn(30 * np.sin(phase) + 5 - 50 * (1 - np.cos(phase - 0.8)), 2)
        foot = shank @ turn(20 * np.sin(phase + 1), 2)
        hip = middle + shift + np.einsum("tij,j->ti", pelvis, at["hip"] - middle)
        knee = hip + np.einsum("tij,j->ti", thigh, at["knee"] - at["hip"])
        ankle = knee + np.einsum("tij,j->ti", shank, at["ankle"] - at["knee"])
        base = {
            "pelvis": (pelvis, middle + shift, middle),
            "thigh": (thigh, hip, at["hip"]),
            "shank": (shank, knee, at["knee"]),
            "foot": (foot, ankle, at["ankle"]),
        }
        for segment, names in SEGMENT.items():
            rotation, origin, centre = base[segment]
            for name in names:
                moved = origin + np.einsum("tij,j->ti", rotation, at[name] - centre)
                out[f"{side}_{name}"] = moved
    return out


def still(frames: int = 20) -> dict[str, np.ndarray]:
    """The same runner standing."""
    return {
        f"{side}_{name}": np.tile(xyz, (frames, 1))
        for side in SIGN
        for name, xyz in standing(side).items()
    }


def markers(
    points: Mapping[str, np.ndarray], names: Mapping[str, str] = PLUG_IN_GAIT, prefix: str = ""
) -> dict[str, np.ndarray]:
    """Label -> (T, 3) of the markers of a set, in the runner's axes."""
    return {
        f"{prefix}{side[0].upper()}{label}": points[f"{side}_{name}"]
        for side in SIGN
        for name, label in names.items()
    }


def write_c3d(
    path: Path,
    labelled: Mapping[str, np.ndarray],
    unit: str = "mm",
    axes: np.ndarray = LAB_AXES,
    plates: "list[dict[str, np.ndarray]] | None" = None,
    force_rate: int = 10,
) -> Path:
    """Markers (runner's axes, m) as a C3D file in the laboratory's axes; NaN as (0, 0, 0)."""
    file = ezc3d.c3d()
    xyz = np.stack(list(labelled.values()), axis=1) @ axes / (0.001 if unit == "mm" else 1.0)
    points = np.ones((4, xyz.shape[1], len(xyz)))
    points[:3] = np.nan_to_num(xyz).transpose(2, 1, 0)
    file["parameters"]["POINT"]["UNITS"]["value"] = [unit]
    file["parameters"]["POINT"]["RATE"]["value"] = [RATE_HZ]
    file["parameters"]["POINT"]["LABELS"]["value"] = list(labelled)
    file["data"]["points"] = points
    if plates:
        channels = np.concatenate([plate["channels"] for plate in plates])
        file["parameters"]["ANALOG"]["RATE"]["value"] = [RATE_HZ * force_rate]
        file["parameters"]["ANALOG"]["LABELS"]["value"] = [f"A{i}" for i in range(len(channels))]
        file["parameters"]["ANALOG"]["UNITS"]["value"] = ["N"] * len(channels)
        file["data"]["analogs"] = channels[None]
        first = np.cumsum([0] + [len(plate["channels"]) for plate in plates])
        numbers = [
            np.arange(len(p["channels"])) + 1 + n for p, n in zip(plates, first, strict=False)
        ]
        force = file["parameters"]["FORCE_PLATFORM"]
        force["USED"]["value"] = np.array([len(plates)])
        force["TYPE"]["value"] = np.array([plate["type"] for plate in plates])
        force["CHANNEL"]["value"] = np.array(numbers).T
        force["CORNERS"]["value"] = np.stack([plate["corners"].T for plate in plates], axis=-1)
        force["ORIGIN"]["value"] = np.stack([plate["origin"] for plate in plates], axis=-1)
        cal = np.stack([plate.get("cal", np.eye(6)) for plate in plates], axis=-1)
        file.add_parameter("FORCE_PLATFORM", "CAL_MATRIX", cal)
    file.write(str(path))
    return path


def plate(kind: int, force_n: np.ndarray, sideways_m: float = 0.0, off_m: float = 0.0) -> dict:
    """A force plate under the runner that shows the force (F, 3) of the runner's axes, N.

    kind : 2 (six channels in N and Nmm), 3 (eight channels), 4 (six channels to be calibrated)
    sideways_m : the plate's middle, to the runner's right
    off_m : the force acts this far to the right of the plate's middle
    """
    middle = np.array([-1000 * sideways_m, 0.0, 0.0])
    corners = middle + np.array([[300, 600, 0], [-300, 600, 0], [-300, -600, 0], [300, -600, 0]])
    lab_force = force_n @ LAB_AXES  # the plate's own axes are the laboratory's
    fx, fy, fz = lab_force.T
    arm = np.array([-1000 * off_m, 0.0, 0.0])
    mx, my, mz = np.cross(arm, lab_force).T
    if kind == 3:
        width = 150.0  # from the middle to the sensors; the left pair carries what the arm asks for
        left, right = (fz + my / width) / 4, (fz - my / width) / 4
        channels = np.array([fx / 2, fx / 2, fy / 2, fy / 2, right, left, left, right])
        origin = np.array([width, 250.0, 0.0])
        return {"type": 3, "corners": corners, "origin": origin, "channels": channels}
    channels = np.array([fx, fy, fz, mx, my, mz])
    made = {"type": kind, "corners": corners, "origin": np.zeros(3), "channels": channels}
    if kind == 4:
        cal = np.diag([500.0, 500.0, 1000.0, 8e5, 2.5e5, 4e5])
        cal[0, 2] = 3.0  # crosstalk
        made |= {"cal": cal, "channels": np.linalg.solve(cal, channels)}
    return made


def write_trc(path: Path, labelled: Mapping[str, np.ndarray], unit: str = "m") -> Path:
    """Markers (runner's axes, m) as a TRC file in the same axes; NaN as empty cells."""
    scale = 1000.0 if unit == "mm" else 1.0
    xyz = scale * np.concatenate(list(labelled.values()), axis=1)
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\t"
        "OrigNumFrames",
        f"100\t100\t{len(xyz)}\t{len(labelled)}\t{unit}\t100\t1\t{len(xyz)}",
        "Frame#\tTime\t" + "\t\t\t".join(labelled) + "\t\t",
        "\t\t" + "\t".join(f"X{i + 1}\tY{i + 1}\tZ{i + 1}" for i in range(len(labelled))),
        "",
    ]
    for i, row in enumerate(xyz):
        cells = ["" if np.isnan(value) else f"{value:.7f}" for value in row]
        lines.append("\t".join([str(i + 1), f"{i / RATE_HZ:.3f}", *cells]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
