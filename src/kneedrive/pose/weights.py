"""The weights of the pose network: fetched once through the package clients, verified, kept.

BlazePose (Apache-2.0) comes inside two public packages. The npm package holds the landmark networks
`heavy` and `full` and the person detector; the Python wheel holds `full` and the detector. npm and
pip know their registries, mirrors and proxies, so this module names none. Every file is checked
against its SHA-256 before it is used.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kneedrive.base.cache import cache_folder
from kneedrive.base.whole import whole_file
from kneedrive.errors import InputError

NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"
WHEEL = "mediapipe==0.10.21"
# The wheel is only unpacked, so one platform's file serves every machine.
WHEEL_CHOICE = (
    "--no-deps",
    "--only-binary=:all:",
    "--python-version=3.12",
    "--platform=manylinux_2_28_x86_64",
)
CLIENT_LIMIT_S = 600

FULL, HEAVY, DETECTOR = (
    "pose_landmark_full.tflite",
    "pose_landmark_heavy.tflite",
    "pose_detection.tflite",
)
SHA256 = {
    FULL: ("e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",),
    HEAVY: ("59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",),
    DETECTOR: (  # npm's and the wheel's: the same network, written down differently
        "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    ),
}
IN_NPM = {
    FULL: "package/pose_landmark_full.tflite",
    HEAVY: "package/pose_landmark_heavy.tflite",
    DETECTOR: "package/pose_solution_packed_assets.data",
}
IN_WHEEL = {
    FULL: "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    DETECTOR: "mediapipe/modules/pose_detection/pose_detection.tflite",
}

Model = Literal["auto", "full", "heavy"]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Weights:
    """Files of the networks.

    Parameters
    ----------
    model : which landmark network this is, "full" or "heavy"
    landmarks : the landmark network that measures
    finder : the landmark network that follows people between the detector's finds (`full`)
    detector : the person detector
    """

    model: str
    landmarks: Path
    finder: Path
    detector: Path


def say_aside(words: str) -> None:
    """Say what happens on the standard error stream: standard output is for results."""
    print(words, file=sys.stderr)


class _FetchError(Exception):
    """A package client could not deliver; the message is a clause for the user."""


def cache_dir() -> Path:
    """Where the weights are kept."""
    return cache_folder("pose")


def fetch(model: Model = "auto", say: Say = say_aside) -> Weights:
    """The weights, from the cache where they are there, else through npm or pip.

    `auto` is `heavy` where its weights are there or npm brings them, else `full`.

    Parameters
    ----------
    model : "auto", "full" or "heavy"
    say : told in one line what happens, when anything is fetched

    Raises
    ------
    InputError : neither client can deliver; says which file to put where by hand
    """
    if model != "full" and _cached((HEAVY, FULL, DETECTOR)):
        return _weights("heavy")
    if model != "heavy" and _cached((FULL, DETECTOR)):
        return _weights("full")
    failures = []
    try:
        _from_npm(say)
        return _weights("full" if model == "full" else "heavy")
    except _FetchError as failure:
        failures.append(str(failure))
    if model != "heavy":
        try:
            _from_wheel(say)
            return _weights("full")
        except _FetchError as failure:
            failures.append(str(failure))
    files = (HEAVY, FULL, DETECTOR) if model == "heavy" else (FULL, DETECTOR)
    raise InputError(
        f"the pose network's weights could not be fetched: {'; '.join(failures)}",
        f"connect this machine once, or put {', '.join(files)} into {cache_dir()}"
        + (", or use --pose-model full" if model == "heavy" else ""),
    )


def _weights(model: str) -> Weights:
    folder = cache_dir()
    landmarks = folder / (HEAVY if model == "heavy" else FULL)
    return Weights(model, landmarks, folder / FULL, folder / DETECTOR)


def _cached(names: Sequence[str]) -> bool:
    """Whether all these files are in the cache, each with the right content."""
    folder = cache_dir()
    return all(
        (folder / name).is_file()
        and hashlib.sha256((folder / name).read_bytes()).hexdigest() in SHA256[name]
        for name in names
    )


def _from_npm(say: Say) -> None:
    """All three files through `npm pack`."""
    npm = shutil.which("npm")
    if npm is None:
        raise _FetchError("npm is not installed")
    say(f"Fetching the pose network (heavy and full, 25 MB) with: npm pack {NPM_PACKAGE}")
    with tempfile.TemporaryDirectory() as folder:
        _run(
            [npm, "pack", NPM_PACKAGE, "--loglevel=error", "--fetch-retries=1"], folder, "npm pack"
        )
        package = _only_file(Path(folder), "*.tgz", "npm pack")
        try:
            with tarfile.open(package) as archive:
                for name, member in IN_NPM.items():
                    content = archive.extractfile(member)
                    if content is None:
                        raise KeyError(member)
                    _keep(name, content.read(), "npm's package")
        except (tarfile.TarError, KeyError, OSError, EOFError) as error:
            raise _FetchError(f"npm's package can't be unpacked ({error})") from None
    say(f"The weights are verified and kept in {cache_dir()}")


def _from_wheel(say: Say) -> None:
    """`full` and the detector through `pip download`."""
    say(f"Fetching the pose network (full, 35 MB) with: pip download {WHEEL}")
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries=1"]
        _run([*pip, "download", *WHEEL_CHOICE, "--quiet", WHEEL], folder, "pip download")
        wheel = _only_file(Path(folder), "*.whl", "pip download")
        try:
            with zipfile.ZipFile(wheel) as archive:
                for name, member in IN_WHEEL.items():
                    _keep(name, archive.read(member), "the wheel")
        except (zipfile.BadZipFile, KeyError, OSError) as error:
            raise _FetchError(f"the wheel can't be unpacked ({error})") from None
    say(f"The weights are verified and kept in {cache_dir()}")


def _run(command: Sequence[str], folder: str, what: str) -> None:
    """Run a package client in a folder; its last words are the reason where it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=CLIENT_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _FetchError(f"{what} took longer than {CLIENT_LIMIT_S // 60} minutes") from None
    except OSError as error:
        raise _FetchError(f"{what} could not be started ({error})") from None
    if done.returncode != 0:
        words = [line.strip() for line in (done.stderr + done.stdout).splitlines()]
        reasons = [w for w in words if w.lower().startswith(("error", "npm err", "no module"))]
        reason = reasons[0].rstrip(".")[:160] if reasons else f"exit status {done.returncode}"
        raise _FetchError(f"{what} did not succeed ({reason})")


def _only_file(folder: Path, pattern: str, what: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise _FetchError(f"{what} brought no file")
    return found[0]


def _keep(name: str, content: bytes, source: str) -> None:
    """Put a verified file into the cache, whole or not at all."""
    if hashlib.sha256(content).hexdigest() not in SHA256[name]:
        raise _FetchError(f"{name} from {source} is not the expected file (wrong SHA-256)")
    folder = cache_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(folder / name) as part:
            part.write_bytes(content)
    except (OSError, InputError) as error:
        wrong = error.wrong if isinstance(error, InputError) else f"{folder}: {error.strerror}"
        raise InputError(
            f"the network can't be kept ({wrong})", "set KNEEDRIVE_CACHE to a folder that can"
        ) from None
