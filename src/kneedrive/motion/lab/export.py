"""Files for other programs: TRC and MOT for OpenSim, CSV for a laboratory's own scripts.

All in the runner's axes (x forward, y up, z right), which are OpenSim's too. A missing marker is an
empty cell in TRC and CSV; MOT can't hold one, so its rows are left out.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kneedrive.base.whole import write_whole
from kneedrive.motion.lab.centres import Centres
from kneedrive.motion.lab.contacts import ForceContact
from kneedrive.motion.lab.lab import LabTrial
from kneedrive.motion.lab.trial import Floats, GroundForce, Trial
from kneedrive.motion.motion import Motion

COP_FROM_N = 20.0  # below, a centre of pressure is noise
OPENSIM_SIDE = {"right": "r", "left": "l"}
FORCE_PREFIX = {"right": "", "left": "1_"}  # OpenSim's names: the right foot has none


def export_trial(
    lab: LabTrial, motion: Motion, kinds: Sequence[str], folder: Path, name: str
) -> tuple[Path, ...]:
    """Write the files of these kinds into a folder: "trc", "mot", "csv"; their paths.

    TRC: markers and joint centres. MOT: joint angles and, where it was measured, ground force.
    CSV: joint centres.
    """
    written = []
    if "trc" in kinds:
        written.append(folder / f"{name}.trc")
        write_trc(written[-1], lab.trial, lab.centres)
    if "mot" in kinds:
        written.append(folder / f"{name}-angles.mot")
        write_angles_mot(written[-1], motion)
    if "mot" in kinds and lab.trial.force is not None:
        written.append(folder / f"{name}-force.mot")
        write_force_mot(written[-1], lab.trial, lab.contacts)
    if "csv" in kinds:
        written.append(folder / f"{name}-centres.csv")
        write_centres_csv(written[-1], lab.centres)
    return tuple(written)


def write_trc(path: Path, trial: Trial, centres: Centres | None = None) -> None:
    """Markers under their labels in the file, and joint centres ("left_hip" ...), in mm.

    Rows end in a tab, as OpenSim writes them: it keeps an empty last cell apart from none.
    """
    markers = {label: trial.xyz_m[:, i] for i, label in enumerate(trial.labels)}
    markers |= dict(centres.points) if centres else {}
    rate, frames = f"{trial.rate_hz:.6g}", len(trial.xyz_m)
    axes = "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(markers) + 1))
    head = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\t"
        "OrigNumFrames",
        f"{rate}\t{rate}\t{frames}\t{len(markers)}\tmm\t{rate}\t1\t{frames}",
        "Frame#\tTime\t" + "\t\t\t".join(markers) + "\t\t",
        f"\t\t{axes}",
        "",
    ]
    flat = 1000.0 * np.concatenate(list(markers.values()), axis=1)
    rows = [
        f"{i + 1}\t{time_s:.6f}\t" + "\t".join(_cells(row, 4)) + "\t"
        for i, (time_s, row) in enumerate(zip(trial.time_s, flat, strict=True))
    ]
    write_whole(path, _text([*head, *rows]))


def write_angles_mot(path: Path, motion: Motion) -> None:
    """Hip, knee and ankle angles, deg, under the names of OpenSim's Rajagopal model.

    The hip angle is the thigh's against the vertical: with an upright pelvis it gives the legs as
    they were. Knee + = bent (the older gait2392 has it the other way round). The ankle is 0 where
    heel and toe lie at a right angle to the shank, + = toes up.
    """
    columns: dict[str, Floats] = {"pelvis_tilt": np.zeros(len(motion.time_s))}
    for side, leg in motion.legs.items():
        end = OPENSIM_SIDE[side]
        columns[f"hip_flexion_{end}"] = leg.thigh_deg
        columns[f"knee_angle_{end}"] = leg.knee_flexion_deg
        columns[f"ankle_angle_{end}"] = leg.foot_deg - leg.shank_deg
    _write_mot(path, motion.time_s, columns, in_degrees=True)


def write_force_mot(path: Path, trial: Trial, contacts: Sequence[ForceContact]) -> None:
    """Ground force of each foot, its point and its free moment, N, m, N m, in OpenSim's names.

    A foot has the force of all plates while it is the one in contact, and none otherwise.
    """
    force = trial.force
    if force is None:
        raise ValueError(f"{trial.source} has no ground force")
    total, point, moment = _together(force)
    columns: dict[str, Floats] = {}
    torques: dict[str, Floats] = {}
    for side, prefix in FORCE_PREFIX.items():
        on = np.zeros(len(total), dtype=bool)
        for contact in contacts:
            if contact.side == side:
                on |= (force.time_s >= contact.strike_s) & (force.time_s < contact.toe_off_s)
        for i, axis in enumerate("xyz"):
            columns[f"{prefix}ground_force_v{axis}"] = np.where(on, total[:, i], 0.0)
        for i, axis in enumerate("xyz"):
            columns[f"{prefix}ground_force_p{axis}"] = np.where(on, point[:, i], 0.0)
        for i, axis in enumerate("xyz"):
            torques[f"{prefix}ground_torque_{axis}"] = np.where(on, moment[:, i], 0.0)
    _write_mot(path, force.time_s, columns | torques, in_degrees=False)


def write_centres_csv(path: Path, centres: Centres) -> None:
    """time_s, then <landmark>_x_m, _y_m, _z_m for each joint centre and foot point."""
    names = [f"{name}_{axis}_m" for name in centres.points for axis in "xyz"]
    flat = np.concatenate(list(centres.points.values()), axis=1)
    rows = [
        f"{time_s:.6f}," + ",".join(_cells(row, 6))
        for time_s, row in zip(centres.time_s, flat, strict=True)
    ]
    write_whole(path, _text([",".join(["time_s", *names]), *rows]))


def _together(force: GroundForce) -> tuple[Floats, Floats, Floats]:
    """Force (F, 3) of all plates, the point (F, 3) at which it acts, and the moment about it."""
    total = force.force_n.sum(axis=1)
    load = np.where(force.force_n[:, :, 1] > COP_FROM_N, force.force_n[:, :, 1], 0.0)[..., None]
    cop = np.where(np.isfinite(force.cop_m) & (load > 0), force.cop_m, 0.0)
    point = (load * cop).sum(axis=1) / np.maximum(load.sum(axis=1), COP_FROM_N)
    arm = np.where(load > 0, cop - point[:, None], 0.0)
    moment = np.nan_to_num(force.free_moment_nm) + np.cross(arm, force.force_n)
    return total, point, np.where(load > 0, moment, 0.0).sum(axis=1)


def _write_mot(path: Path, time_s: Floats, columns: Mapping[str, Floats], in_degrees: bool) -> None:
    table = np.column_stack([time_s, *columns.values()])
    table = table[np.isfinite(table).all(axis=1)]
    head = [
        path.stem,
        "version=1",
        f"nRows={len(table)}",
        f"nColumns={table.shape[1]}",
        f"inDegrees={'yes' if in_degrees else 'no'}",
        "endheader",
        "\t".join(["time", *columns]),
    ]
    write_whole(
        path, _text([*head, *("\t".join(f"{value:.6f}" for value in row) for row in table)])
    )


def _cells(row: Floats, decimals: int) -> list[str]:
    """Numbers as text, empty where missing."""
    if np.isfinite(row).all():
        return (f"%.{decimals}f " * len(row) % tuple(row)).split()  # ten times as fast
    return [f"{value:.{decimals}f}" if np.isfinite(value) else "" for value in row]


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
