"""How long a file and a folder of years take, and how much memory."""

import os
import resource
import shutil
import time
from pathlib import Path

from bench.store import Document, Say
from kneedrive.fade.runs import measure_all, run_files
from kneedrive.watch import read_run

FILES = (250, 1000)
ROUNDS = 3
MIB = 1024


def read_seconds(path: Path) -> float:
    """Best of a few readings of one file, s."""
    times = []
    for _ in range(ROUNDS):
        start_s = time.perf_counter()
        read_run(path)
        times.append(time.perf_counter() - start_s)
    return round(min(times), 3)


def folder_speed(path: Path, scratch: Path, say: Say) -> Document:
    """Copies of one file that differ in their checksum, so that each is read."""
    rows = {}
    for count in FILES:
        folder = copies(path, scratch / f"copies-{count}", count)
        store = scratch / f"rows-{count}.jsonl"
        store.unlink(missing_ok=True)
        load, start_s, before = os.getloadavg()[0], time.perf_counter(), _busy_s()
        found = measure_all(run_files([folder]), store)
        wall_s = time.perf_counter() - start_s
        again_s = time.perf_counter()
        measure_all(run_files([folder]), store)
        rows[str(count)] = {
            "files": len(found),
            "wall_s": round(wall_s, 1),
            "processor_s": round(_busy_s() - before, 1),
            "again_s": round(time.perf_counter() - again_s, 1),
            "load": round(load, 1),
            "parent_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB),
            "child_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MIB),
        }
        say(f"fade: {count} files in {wall_s:.0f} s")
        shutil.rmtree(folder)
    return rows


def copies(path: Path, folder: Path, count: int) -> Path:
    """So many files of the same run, each with another checksum at its end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    data = path.read_bytes()
    for i in range(count):
        (folder / f"run-{i:04d}.fit").write_bytes(data[:-2] + i.to_bytes(2, "little"))
    return folder


def _busy_s() -> float:
    """Processor time of this process and of those that it started and that have ended, s."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
