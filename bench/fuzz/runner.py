"""Runs the command on damaged inputs, each in a process of its own, and says how each ended.

The program is loaded once; every case is a fork of it that calls the command line's entry point, so
that a crash, a hang or a memory without bounds ends that case alone and is known by its number.
"""

import importlib
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.fuzz.material import Material, damaged
from bench.store import Document, Say
from kneedrive.pose.runtime import one_thread_a_picture

LONGEST_S, LONGEST_WAIT_S = 60, 600  # of processor time; of the clock, on a busy machine
BIGGEST_MIB = 1024  # resident
BIGGEST_SPACE = 8 << 30  # of addresses: far above what is resident, far below what harms
REFUSED = 2
GOOD = ("read", "refused")
BAD = ("tracebacks", "signals", "too long", "too big", "more than a line")
KEPT = 20  # inputs that failed, beside the results, to be looked at
SHOWN = 300  # letters of the last words of a case that failed


@dataclass(frozen=True)
class Ended:
    """How a case ended, with its last words, seconds of processor time and peak memory."""

    how: str
    words: str
    seconds: float
    mib: float


def run_material(material: Material, scratch: Path, say: Say) -> Document:
    """Run every case of a material; how many ended in which way.

    Raises
    ------
    RuntimeError : an undamaged input is not read: the rest would mean nothing
    """
    for module in ("kneedrive.__main__", *material.modules):
        importlib.import_module(module)
    folder = scratch / material.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    start_s = time.monotonic()
    with one_thread_a_picture():  # a fork would wait for OpenCV's other threads, which it lacks
        ended = _run_cases(material, folder, say)
    counts = Counter(one.how for one in ended)
    minutes = (time.monotonic() - start_s) / 60
    say(f"fuzz: {material.name}: {dict(counts)} after {minutes:.1f} minutes")
    return {
        "name": material.name,
        "cases": material.cases,
        **{how: counts[how] for how in (*GOOD, *BAD)},
        "slowest_s": round(max(one.seconds for one in ended), 1),
        "largest_mib": round(max(one.mib for one in ended)),
    }


def _run_cases(material: Material, folder: Path, say: Say) -> list[Ended]:
    """How every damaged input ended, a few at a time; the undamaged ones go first."""
    whole = material.whole()
    running: dict[int, tuple[int, Path]] = {}
    ended = list[Ended]()
    for number in range(-len(whole), material.cases):
        data = whole[number] if number < 0 else damaged(material, whole, number)
        case = folder / f"case{number}"
        running[_start(material, data, case)] = number, case
        if len(running) >= _jobs() or number < 0:
            ended += _wait(material, running, say)
        if number > 0 and number % 500 == 0:
            say(f"fuzz: {material.name}: {number} of {material.cases}")
    while running:
        ended += _wait(material, running, say)
    return ended


def _jobs() -> int:
    return os.cpu_count() or 1


def _start(material: Material, data: bytes, case: Path) -> int:
    """Begin a case in a fork; its process."""
    case.mkdir()
    file = case / f"input{material.suffix}"
    file.write_bytes(data)
    process = os.fork()
    if process == 0:
        _become(material.command(file, case / "out"), case)
    return process


def _become(words: list[str], case: Path) -> None:
    """Be the command line with these words; never returns."""
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S + 5))
        resource.setrlimit(resource.RLIMIT_AS, (BIGGEST_SPACE, BIGGEST_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.alarm(LONGEST_WAIT_S)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(case / name, os.O_WRONLY | os.O_CREAT), number)
        sys.stdout, sys.stderr = (open(n, "w", closefd=False) for n in (1, 2))  # noqa: SIM115
        sys.argv = ["kneedrive", *words]
        entry = importlib.import_module("kneedrive.__main__").main
        entry()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _wait(material: Material, running: dict[int, tuple[int, Path]], say: Say) -> list[Ended]:
    """Wait for a case to end; nothing but its failure is kept of it. Undamaged ones aren't told."""
    process, status, used = os.wait4(-1, 0)
    number, case = running.pop(process)
    error = case / "stderr"
    text = error.read_text(errors="replace") if error.exists() else ""
    one = _judged(os.waitstatus_to_exitcode(status), text, used)
    if number < 0 and one.how != "read":
        raise RuntimeError(f"the whole {material.name} input is not read: {one.how}: {one.words}")
    if one.how in BAD:
        say(f"fuzz: {material.name} {number}: {one.how}: {one.words}")
        failures = case.parent / "failed"
        failures.mkdir(exist_ok=True)
        if len(list(failures.iterdir())) < KEPT:
            shutil.copy(case / f"input{material.suffix}", failures / f"{number}{material.suffix}")
    shutil.rmtree(case)
    return [one] if number >= 0 else []


def _judged(code: int, text: str, used: resource.struct_rusage) -> Ended:
    seconds, mib = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    lines = [line for line in text.splitlines() if line.strip()]
    if -code in (signal.SIGXCPU, signal.SIGALRM) or seconds > LONGEST_S:
        how = "too long"
    elif code < 0:
        how = "signals"
    elif "Traceback (most recent call last)" in text:
        how = "tracebacks"
    elif mib > BIGGEST_MIB:
        how = "too big"
    elif code == 0:
        how = "more than a line" if "Warning" in text else "read"
    else:
        how = "refused" if code == REFUSED and len(lines) == 1 else "more than a line"
    words = f"signal {-code}" if code < 0 else f"status {code}: {' | '.join(lines[-4:])[-SHOWN:]}"
    return Ended(how, words, seconds, mib)
