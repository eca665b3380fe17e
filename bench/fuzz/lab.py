"""Landmark tables, C3D and TRC of a studio runner, short, for `kneedrive analyze`."""

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import ezc3d
import numpy as np
from numpy.typing import NDArray

from bench.fuzz.c3d_damage import C3D
from bench.fuzz.damage import ANY
from bench.fuzz.material import Material
from bench.fuzz.table_damage import other_encoding, table_damages
from bench.sample import studio_keypoints
from kneedrive.film.studio import Camera, Extras, Shot, make_shot, pose_at, typical_runner
from kneedrive.film.studio.body import POINTS
from kneedrive.pose import write_keypoints

Floats = NDArray[np.float64]

CASES = 2000
SECONDS, RATE_HZ, FORCE_HZ = 4.0, 50.0, 500.0
MODULES = (
    "kneedrive.cli.analyze",
    "kneedrive.analysis",
    "kneedrive.report",
    "kneedrive.motion.lab",
)
WORDS = ("analyze", "{file}", "--out", "{out}", "--height", "1.78", "--no-film")
JOINTS = {"shoulder": "Shoulder", "hip": "Hip", "knee": "Knee", "ankle": "Ankle", "heel": "Heel",
          "toe": "BigToe"}  # fmt: skip
PLATE_MM = [[300, 900, 0], [-300, 900, 0], [-300, -900, 0], [300, -900, 0]]


def tables() -> list[bytes]:
    """A runner on a belt with everything seen, and one without confidence, a leg hidden a while."""
    whole, _ = studio_keypoints(typical_runner(3.4, seed=7), Camera(capture_fps=50.0), SECONDS)
    hidden = replace(whole, xy_px=whole.xy_px.copy())
    hidden.xy_px[60:90, [whole.landmarks.index(f"left_{j}") for j in ("knee", "toe")]] = np.nan
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.keypoints.csv"
        out = []
        for keypoints in (whole, hidden):
            write_keypoints(keypoints, path)
            out.append(path.read_bytes())
    return out


def c3d_files() -> list[bytes]:
    """A runner on a belt with ground force, and one without, in metres and askew."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.c3d"
        out = []
        for force, unit, turned in ((True, "mm", 0.0), (False, "m", 0.5)):
            _write_c3d(path, force, unit, turned)
            out.append(path.read_bytes())
    return out


def trc_files() -> list[bytes]:
    """The same in millimetres and in metres."""
    return [_trc("mm", 1000.0), _trc("m", 1.0)]


@cache
def _shot() -> Shot:
    return make_shot(typical_runner(3.4, seed=7), Camera(), Extras(), SECONDS)


def _joints() -> dict[str, Floats]:
    """Label -> (T, 3) of joint centres, m, x forward, y up, z right."""
    pose = pose_at(_shot(), np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ)
    return {
        f"{side[0].upper()}{label}": pose[:, POINTS.index(f"{side}_{joint}")]
        for side in ("left", "right")
        for joint, label in JOINTS.items()
    }


def _force_n() -> Floats:
    """(F,) upward force of the ground."""
    gait = _shot().gait
    at = np.arange(round(SECONDS * FORCE_HZ)) / FORCE_HZ % gait.period_s
    return np.interp(at, gait.time_s, gait.force_n)


def _write_c3d(path: Path, force: bool, unit: str, turned: float) -> None:
    """Z up, the belt turned by an angle (rad); force on one plate of type 2."""
    c, s = np.cos(turned), np.sin(turned)
    axes = np.array([[c, s, 0.0], [0.0, 0.0, 1.0], [s, -c, 0.0]])
    joints = _joints()
    xyz = np.stack(list(joints.values()), axis=1) @ axes * (1000.0 if unit == "mm" else 1.0)
    points = np.ones((4, xyz.shape[1], len(xyz)))
    points[:3] = xyz.transpose(2, 1, 0)
    file = ezc3d.c3d()
    about = file["parameters"]["POINT"]
    about["UNITS"]["value"], about["RATE"]["value"] = [unit], [RATE_HZ]
    about["LABELS"]["value"] = list(joints)
    file["data"]["points"] = points
    if force:
        up = _force_n()
        analog, plate = file["parameters"]["ANALOG"], file["parameters"]["FORCE_PLATFORM"]
        analog["RATE"]["value"] = [FORCE_HZ]
        analog["LABELS"]["value"] = ["Fx", "Fy", "Fz", "Mx", "My", "Mz"]
        analog["UNITS"]["value"] = ["N"] * 3 + ["Nmm"] * 3
        file["data"]["analogs"] = np.stack([0 * up, 0 * up, up, 0 * up, 0 * up, 0 * up])[None]
        plate["USED"]["value"], plate["TYPE"]["value"] = np.array([1]), np.array([2])
        plate["CHANNEL"]["value"] = np.arange(1, 7)[:, None]
        plate["CORNERS"]["value"] = np.array(PLATE_MM, dtype=float).T[..., None]
        plate["ORIGIN"]["value"] = np.zeros((3, 1))
    file.write(str(path))


def _trc(unit: str, scale: float) -> bytes:
    joints = _joints()
    flat = scale * np.concatenate(list(joints.values()), axis=1)
    rate, frames = f"{RATE_HZ:g}", len(flat)
    lines = [
        "PathFileType\t4\t(X/Y/Z)\tmade.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\t"
        "OrigNumFrames",
        f"{rate}\t{rate}\t{frames}\t{len(joints)}\t{unit}\t{rate}\t1\t{frames}",
        "Frame#\tTime\t" + "\t\t\t".join(joints) + "\t\t",
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(joints) + 1)),
        "",
    ]
    for i, row in enumerate(flat):
        lines.append("\t".join([str(i + 1), f"{i / RATE_HZ:.5f}", *(f"{v:.5f}" for v in row)]))
    return "\n".join(lines).encode()


MATERIALS = (
    Material("landmark tables", ".keypoints.csv", WORDS, MODULES, tables,
             (*ANY, *2 * table_damages(",", 1, 0), other_encoding), CASES),
    Material("C3D", ".c3d", WORDS, MODULES, c3d_files, (*ANY, *C3D), CASES),
    Material("TRC", ".trc", WORDS, MODULES, trc_files,
             (*ANY, *2 * table_damages("\t", 6, 1), other_encoding), CASES),
)  # fmt: skip
