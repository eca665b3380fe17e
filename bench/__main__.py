"""Run parts of the benchmark, keep their results, write the docs."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import (
    calibration,
    days,
    disk,
    fade,
    fade_found,
    fuzz,
    gate,
    journal,
    keypoints,
    memory,
    mutation,
    onenumber,
    plans,
    progress,
    real,
    speed,
    strength,
    studio,
    unchanged,
)
from bench.docs import write_docs
from bench.store import PARTS, ROOT, Document, Say, SkippedError, save_result
from kneedrive.errors import InputError

RUN: dict[str, Callable[[Path, Say], Document]] = {
    "gate": gate.run,
    "keypoints": keypoints.run,
    "calibration": calibration.run,
    "studio": studio.run,
    "real": real.run,
    "speed": speed.run,
    "memory": memory.run,
    "fade": fade.run,
    "fade_found": fade_found.run,
    "unchanged": unchanged.run,
    "onenumber": onenumber.run,
    "progress": progress.run,
    "programme": plans.run,
    "journal": journal.run,
    "days": days.run,
    "strength": strength.run,
    "fuzz": fuzz.run,
    "mutants": mutation.run,
    "disk": disk.run,
}
DOCS = "docs"


def main(words: list[str]) -> int:
    """Run what is asked for, all parts where nothing is; 2 where a part by name can't be run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = ", ".join([*PARTS, DOCS])
    parser.add_argument("part", nargs="*", type=a_part, help=f"{names}; all without any")
    place = ROOT / ".cache" / "bench"
    parser.add_argument("--scratch", type=Path, default=place, help="films and what is half done")
    options = parser.parse_args(words)
    status = 0
    for part in [p for p in PARTS if p in options.part or not options.part]:
        start_s = time.monotonic()
        try:
            path = save_result(part, RUN[part](options.scratch.resolve(), say))
        except (SkippedError, InputError) as reason:
            say(f"{part}: not measured: {reason}")
            status = 2 if options.part else status
            continue
        say(f"{part}: {path} after {(time.monotonic() - start_s) / 60:.1f} minutes")
    for path in write_docs():
        say(f"docs: {path}")
    return status


def a_part(word: str) -> str:
    """The word, when it is a part."""
    if word not in (*PARTS, DOCS):
        raise argparse.ArgumentTypeError(f"{word} is none of {', '.join([*PARTS, DOCS])}")
    return word


def say(text: str) -> None:
    """One line at once, also into a file."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
