"""Where results and scratch lie, and which machine this is."""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kneedrive.base.whole import write_whole
from kneedrive.version import __version__

Document = dict[str, Any]
Say = Callable[[str], None]

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
SOURCE = ROOT / "src" / "kneedrive"
PARTS = (
    "gate",
    "keypoints",
    "mutants",
    "calibration",
    "studio",
    "real",
    "speed",
    "memory",
    "strength",
    "fade",
    "fade_found",
    "unchanged",
    "onenumber",
    "progress",
    "programme",
    "journal",
    "fuzz",
    "days",
    "disk",
)
LIBRARIES = ("numpy", "scipy", "openvino", "opencv-python-headless", "av")
SHARED = ROOT.parent / "shared"
COMMAND = str(Path(sys.executable).with_name("kneedrive"))


class SkippedError(Exception):
    """A part that can't be measured here; its text says why."""


def lab_folder() -> Path:
    """The folder of laboratory runs: KNEEDRIVE_LAB, else the one beside the project.

    Raises
    ------
    SkippedError : there is none
    """
    folder = Path(os.environ.get("KNEEDRIVE_LAB", SHARED / "lab" / "fukuchi2017"))
    if not folder.is_dir():
        raise SkippedError(f"{folder} is not here; name a folder of the data set in KNEEDRIVE_LAB")
    return folder


def clips_folder() -> Path:
    """The folder of real clips: KNEEDRIVE_CLIPS, else the one beside the project.

    Raises
    ------
    SkippedError : there is none
    """
    folder = Path(os.environ.get("KNEEDRIVE_CLIPS", SHARED / "film"))
    if not folder.is_dir():
        raise SkippedError(f"{folder} is not here; name a folder of the clips in KNEEDRIVE_CLIPS")
    return folder


def save_result(part: str, document: Document, folder: Path = RESULTS) -> Path:
    """Keep what a part measured as this version's result."""
    path = folder / __version__ / f"{part}.json"
    write_json({"part": part, "version": __version__} | document, path)
    return path


def newest_result(part: str, folder: Path = RESULTS) -> Document | None:
    """The result of a part from the newest version that has one."""
    for release in reversed(releases(folder)):
        path = folder / release / f"{part}.json"
        if path.is_file():
            return read_json(path)
    return None


def releases(folder: Path = RESULTS) -> list[str]:
    """Versions that have results, oldest first."""
    names = [p.name for p in folder.iterdir() if p.is_dir()] if folder.is_dir() else []
    return sorted(names, key=lambda name: [int(part) for part in name.split(".")])


def write_json(document: object, path: Path) -> None:
    """Write JSON, whole or not at all."""
    write_text(json.dumps(document, indent=1, allow_nan=False) + "\n", path)


def write_text(text: str, path: Path) -> None:
    """Write a text, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)


def read_json(path: Path) -> Document:
    """Read what `write_json` wrote."""
    document: Document = json.loads(path.read_text(encoding="utf-8"))
    return document


def digest(sources: Iterable[Path], *more: object) -> str:
    """Twelve letters that change with the code in these files and folders, and with `more`."""
    total = hashlib.sha256(repr(more).encode())
    for source in sources:
        files = sorted(source.rglob("*.py")) if source.is_dir() else [source]
        for file in files:
            total.update(file.name.encode() + file.read_bytes())
    return total.hexdigest()[:12]


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Environment variables that hold for a while, also for the processes started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def machine() -> Document:
    """What the figures were measured with; `load` is the work that was already going on."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "load": round(os.getloadavg()[0], 1),
    }


def _processor() -> str:
    """Model of the processor, as the system names it."""
    table = Path("/proc/cpuinfo")
    lines = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
