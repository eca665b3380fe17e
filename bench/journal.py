"""Part `journal`: kills, a full disk, and how quick a journal of many years and people is."""

import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from bench.journal_commands import NAME, REPEATS, coming_and_going_s, commands_s
from bench.kills import look, run_kills
from bench.made_journal import VERSION, clip_entry
from bench.store import ROOT, Document, Say, machine
from kneedrive.journal import (
    Hold,
    Journal,
    Origin,
    Run,
    Set,
    add_athlete,
    find_athlete,
    keep_analysis,
    keep_hold,
    keep_run,
    keep_sets,
    open_journal,
)
from kneedrive.journal.programmes import keep_programme
from kneedrive.programme import Wishes

KILLS = 200
FULL_DISKS = 20
TWO_WRITERS = 10
GROUPS = (1, 20)  # smaller journals, for what takes longer in a larger file
REPEATS_LARGE = 3
ATHLETES, RUNS, CLIPS, YEARS = 200, 2000, 500, 10
LAST = date(2026, 6, 30)
PROGRAMME = LAST - timedelta(days=100)
KEYS = {
    "athletes": ("key",),
    "clips": ("key", "athlete"),
    "analyses": ("key", "clip"),
    "measures": ("analysis",),
    "holds": ("key", "athlete"),
    "sets": ("key", "athlete"),
    "runs": ("key", "athlete"),
    "programmes": ("key", "athlete"),
}


def run(scratch: Path, say: Say) -> Document:
    """Measure everything in a folder of its own."""
    said = machine()
    folder = scratch / "journal"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    kills = run_kills(folder / "kills", KILLS, say)
    say(f"journal: {kills}")
    full = full_disks(folder / "full", FULL_DISKS)
    say(f"journal: {full}")
    both = two_writers(folder / "two", TWO_WRITERS)
    say(f"journal: {both}")
    file = folder / "size" / "journal.sqlite"
    fill(file, ATHLETES, say)
    size_mib = round(file.stat().st_size / 2**20)
    going = {str(n): going_s(folder / str(n), n, say) for n in GROUPS}
    opening = opening_s(file)
    commands = commands_s(file, folder / "size", PROGRAMME, say)
    going[str(ATHLETES)] = coming_and_going_s(file, folder / "size", NAME, REPEATS_LARGE, say)
    return {
        "machine": said,
        "kills": kills,
        "full_disks": full,
        "two_writers": both,
        "athletes": ATHLETES,
        "runs": RUNS,
        "clips": CLIPS,
        "years": YEARS,
        "size_mib": size_mib,
        "opening_s": opening,
        "commands_s": commands,
        "going_s": going,
    }


def going_s(folder: Path, athletes: int, say: Say) -> Document:
    """Deleting and importing one athlete of a smaller group."""
    folder.mkdir()
    file = folder / "journal.sqlite"
    fill(file, athletes, say)
    return coming_and_going_s(file, folder, f"athlete {athletes - 1}", REPEATS, say)


def full_disks(folder: Path, times: int) -> Document:
    """Let a writer's files not grow beyond a limit, a different one each time."""
    folder.mkdir()
    file = folder / "journal.sqlite"
    kept: set[str] = set()
    counts = {"disks": times, "said_so": 0, "lost": 0, "half": 0, "damaged": 0}
    for number in range(times):
        start = file.stat().st_size if file.exists() else 0
        limit = start + 250_000 + 7_001 * number

        def small(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(
            [sys.executable, "-m", "bench.writer", str(file), f"f{number}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            preexec_fn=small,
        )
        kept |= set(done.stdout.split())
        said = done.stderr.strip().splitlines()
        counts["said_so"] += done.returncode == 2 and len(said) == 1 and "no room" in said[0]
        lost, half, damaged = look(file, kept)
        counts["lost"] += lost
        counts["half"] += half
        counts["damaged"] += damaged
    return counts | {"acknowledged": len(kept)}


def two_writers(folder: Path, times: int) -> Document:
    """Two processes write to one journal at once, so many times, both to the end."""
    folder.mkdir()
    file = folder / "journal.sqlite"
    kept: set[str] = set()
    counts = {"times": times, "refused": 0}
    for number in range(times):
        writers = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.writer", str(file), f"{number}{name}", "50"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("a", "b")
        ]
        for writer in writers:
            kept |= set(writer.communicate()[0].split())
            counts["refused"] += writer.returncode != 0
    lost, half, damaged = look(file, kept)
    return counts | {"acknowledged": len(kept), "lost": lost, "half": half, "damaged": damaged}


def fill(file: Path, athletes: int, say: Say) -> None:
    """A journal of so many athletes with all the years; one is made, the others are its copies."""
    with open_journal(str(file)) as journal:
        fill_one(journal, "athlete 0", 0)
    db = sqlite3.connect(file)
    for table in KEYS:
        db.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")
    for number in range(1, athletes):
        for table, keys in KEYS.items():
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            shown = ", ".join(_copied(column, column in keys, number) for column in columns)
            if table == "athletes":
                shown = shown.replace('"name"', f"'athlete {number}'")
            db.execute(f"INSERT INTO {table} SELECT {shown} FROM first_{table}")
        db.commit()
        if (number + 1) % 20 == 0:
            say(f"journal: {number + 1} of {athletes} athletes filled in")
    db.close()


def _copied(column: str, is_key: bool, number: int) -> str:
    """A column of a copy: keys and names get the athlete's number, the rest stays."""
    if is_key:
        return f"substr({column}, 1, 27) || '{number:04x}'"  # one shorter than a made key
    return f'"{column}"'


def fill_one(journal: Journal, name: str, seed: int) -> None:
    """Ten years of one runner, with a programme at the end."""
    rng = np.random.default_rng(seed)
    origin = Origin(VERSION)
    days = sorted(int(d) for d in rng.integers(0, 365 * YEARS, CLIPS + RUNS))
    with journal.writing() as db:
        who = add_athlete(db, name)
        for i, back in enumerate(days):
            day = LAST - timedelta(days=back)
            seen = {
                "speed_mps": float(rng.normal(3.3, 0.15)),
                "cadence_spm": float(rng.normal(172, 2)),
                "contact_time_ms": float(rng.normal(245, 7)),
                "flight_time_ms": float(rng.normal(105, 7)),
                "step_length_m": float(rng.normal(1.15, 0.03)),
                "peak_thigh_angle_deg": float(rng.normal(33, 2)),
            }
            if i % (1 + RUNS // CLIPS) == 0:
                keep_analysis(db, who.key, clip_entry(f"{seed}-{i}", day, seen, "phone"))
            else:
                entry = Run(f"{seed}-{i}", f"{i}.fit", day, "watch", seen, origin)
                keep_run(db, who.key, entry)
        for back in range(0, 365 * YEARS, 30):
            for side in ("left", "right"):
                held = Hold(LAST - timedelta(days=back), side, 20.0, 0.0, None, origin)
                keep_hold(db, who.key, held)
        for back in range(2, 365 * YEARS, 4):
            day = LAST - timedelta(days=back)
            keep_sets(
                db,
                who.key,
                [
                    Set(day, move, side, n, 10, "none", 2, origin)
                    for move, side in (("march", "left"), ("march", "right"))
                    for n in (1, 2, 3)
                ],
            )
        keep_programme(db, who.key, Wishes(PROGRAMME, weeks=12, asked_on=PROGRAMME), VERSION)


def opening_s(file: Path) -> float:
    """Seconds to open the journal and read its athletes' names; median of several."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        with open_journal(str(file)) as journal, journal.reading() as db:
            find_athlete(db, NAME)
        times.append(time.perf_counter() - start)
    return statistics.median(times)
