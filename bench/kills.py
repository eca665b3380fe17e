"""Kill a writer in the middle of its writes, again and again, and look for what is lost."""

import random
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

from bench.store import ROOT, Document, Say
from kneedrive.stride.register import METRICS

LONGEST_S = 0.25  # of writing before the kill; a write takes a few ms


def run_kills(folder: Path, kills: int, say: Say) -> Document:
    """Kill so many writers of one journal; the counts of what went wrong, all zero if nothing."""
    file = folder / "journal.sqlite"
    rng = random.Random(1)
    acknowledged: set[str] = set()
    counts = {"kills": kills, "acknowledged": 0, "lost": 0, "half": 0, "damaged": 0}
    for number in range(kills):
        acknowledged |= killed_writer(file, f"w{number}", rng.uniform(0, LONGEST_S))
        lost, half, damaged = look(file, acknowledged)
        counts["lost"] += lost
        counts["half"] += half
        counts["damaged"] += damaged
        if (number + 1) % 50 == 0:
            say(f"journal: {number + 1} of {kills} kills, {len(acknowledged)} entries kept")
    return counts | {"acknowledged": len(acknowledged)}


def killed_writer(file: Path, name: str, after_s: float) -> set[str]:
    """Keys that a writer said it had kept before it was killed, so long after its first."""
    command = [sys.executable, "-m", "bench.writer", str(file), name]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    threading.Timer(after_s, lambda: writer.send_signal(signal.SIGKILL)).start()
    lines = [first, *writer.stdout]
    writer.wait()
    # The last line may be cut off by the kill: a key is whole or it was never said.
    return {line.strip() for line in lines if line.endswith("\n")}


def look(file: Path, acknowledged: set[str]) -> tuple[int, int, int]:
    """Entries lost, analyses without all their measures, and complaints of the database."""
    db = sqlite3.connect(file)
    try:
        kept = {row[0] for row in db.execute("SELECT key FROM analyses")}
        whole = "SELECT analysis FROM measures GROUP BY analysis HAVING count(*) = ?"
        full = {row[0] for row in db.execute(whole, (len(METRICS),))}
        sound = db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        orphans = db.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        db.close()
    return len(acknowledged - kept), len(kept - full), int(not sound) + int(orphans is not None)
