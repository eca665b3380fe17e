"""Two sets of inputs for the commands that write: quick to read, and different from each other."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from bench.fuzz.watch import fit_files
from bench.made_journal import VERSION, clip_entry
from bench.sample import studio_keypoints
from kneedrive.analysis import Filming, Runner, analyze
from kneedrive.film.studio import typical_runner
from kneedrive.film.studio.body import POINTS
from kneedrive.film.studio.camera import look
from kneedrive.film.studio.moves import (
    ROOM,
    Performance,
    alternating,
    hold_performance,
    lifts_performance,
)
from kneedrive.film.studio.moves.film import pose_in_room
from kneedrive.journal import add_athlete, keep_analysis, open_journal
from kneedrive.journal.programmes import keep_programme
from kneedrive.pose.keypoints import LANDMARKS, Keypoints, write_keypoints
from kneedrive.programme import Wishes
from kneedrive.report import write_report

START = date(2026, 2, 1)
CLIPS = 12
SECONDS = 6.0


def make_inputs(place: Path, number: int) -> None:
    """Write set 0 or 1: tables, a watch file, two analysed clips, a journal with a programme."""
    place.mkdir(parents=True)
    for name, more in (("first", 0.0), ("second", 0.4)):
        runner = typical_runner(3.2 + 0.2 * number + more, height_m=1.78, seed=number)
        table = place / f"{name}.keypoints.csv"
        write_keypoints(studio_keypoints(runner, seconds=SECONDS)[0], table)
        write_report(analyze(table, Runner(height_m=1.78), Filming()), place / name)
    hold = hold_performance(3 + number, "left", 3.0 + number, "thigh")
    march = lifts_performance("march", 2 + number, [alternating(2 + number, 1)])
    write_keypoints(_seen(hold), place / "hold.keypoints.csv")
    write_keypoints(_seen(march), place / "march.keypoints.csv")
    runs = place / "runs"
    runs.mkdir()
    for i, content in enumerate(fit_files()[: 1 + number]):
        (runs / f"run{i}.fit").write_bytes(content)
    (place / "run.fit").write_bytes(fit_files()[-number])
    _fill(place / "journal.sqlite", number)


def _fill(file: Path, number: int) -> None:
    with open_journal(str(file)) as journal, journal.writing() as db:
        who = add_athlete(db, f"runner {number}")
        for i in range(CLIPS):
            speed = {"speed_mps": 3.2 + 0.01 * i + 0.2 * number, "cadence_spm": 170.0 + i}
            day = START + timedelta(days=7 * (i - CLIPS // 2))
            keep_analysis(db, who.key, clip_entry(f"clip {i}", day, speed))
        weeks = 8 + number
        keep_programme(db, who.key, Wishes(START, weeks=weeks, asked_on=START), VERSION)


def _seen(performance: Performance, fps: float = 30.0) -> Keypoints:
    """Landmarks of a performance where they truly are in the picture."""
    view = look(ROOM)
    time_s = np.arange(0.0, performance.seconds, 1.0 / fps)
    pose = pose_in_room(performance, ROOM, 0.0, time_s)
    at = [POINTS.index(name) for name in LANDMARKS]
    xy_px = np.stack([view.project(points)[0][at] for points in pose])
    sure = np.full(xy_px.shape[:2], 0.95)
    return Keypoints(time_s, LANDMARKS, xy_px, sure, ROOM.width_px, ROOM.height_px, model="perfect")
