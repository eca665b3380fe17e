"""Learn anew all that the method learns from data: `python -m training FOLDER [FAMILY ...]`.

FOLDER holds any part of the public data set (see `data_set`). A family is the origin of landmarks:
keypoints, blazepose-heavy, blazepose-full; all of them where none is named. Writes, for each,
pose/bias.json (what scale and derivatives need of the network), stride/learned.npz and learned.json
(events and thigh angle), and stride/method_error.json (what is left, for the intervals).
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bench.store import ROOT, SOURCE, read_json, write_json
from kneedrive.errors import InputError
from kneedrive.pose.bias import NETWORKS, Family, bias_of
from kneedrive.pose.networks import Model
from kneedrive.stride.learned import ABOUT, DATA, FAMILIES, Corrections, pack
from kneedrive.stride.method_error import FILE
from kneedrive.stride.register import METRICS
from training.data_set import LabRun, load_data_set
from training.examples import (
    NETWORK_TAKES,
    TAKES,
    Example,
    filmed_examples,
    make_examples,
)
from training.footage import Footage
from training.human_footage import make_human_footage
from training.intervals import method_errors
from training.learn import COMPONENTS, PENALTY, error_table, learn
from training.lessons import learners, lessons
from training.network import error_curves
from training.pose_bias import pose_bias, with_derivatives

SCRATCH = ROOT / ".cache"
MODEL: Mapping[Family, Model] = {"blazepose-heavy": "auto", "blazepose-full": "full"}
FILMED_WEIGHT = 3  # a film is made once, a measured run stands under several takes


def main(folder: Path, families: Sequence[Family]) -> None:
    """Film, read, learn, write."""
    runs = load_data_set(folder)
    for family in families:
        say(f"{family}: {len(runs)} measured runs")
        films = _films(family, runs)
        taught = learners(runs) if films else runs
        bias = pose_bias(films) if films else {}
        if bias:
            _keep(bias, family, SOURCE / "pose" / "bias.json")
        examples = _examples(taught, films)
        say(f"{family}: learning from {len(examples)} legs")
        learned = learn(examples)
        _keep_learned(learned, family)
        _keep(_about(taught, films, examples), family, SOURCE / "stride" / ABOUT)
        if bias:
            complete = with_derivatives(bias, family, films, {family: learned})
            _keep(complete, family, SOURCE / "pose" / "bias.json")
        say(f"{family}: measuring what is left")
        # Nothing may be withheld for its error while that error is being measured.
        _keep({metric.name: [0.0, 0.0] for metric in METRICS}, family, SOURCE / "stride" / FILE)
        left = method_errors(family, taught, films, examples, learned)
        _keep(left, family, SOURCE / "stride" / FILE)


def _films(family: Family, runs: Sequence[LabRun]) -> list[Footage]:
    """Films of a body as a network saw them, none for keypoints.

    A film in which it finds nobody is left out.
    """
    if family not in NETWORKS:
        return []
    films = []
    for scene in lessons(runs, MODEL[family]):
        try:
            films.append(make_human_footage(scene, SCRATCH, say))
        except InputError as error:
            say(f"{scene.name} is left out: {error}")
    return films


def _examples(runs: Sequence[LabRun], films: Sequence[Footage]) -> list[Example]:
    """Measured runs, as the network sees them where there are films of it, and the films."""
    if not films:
        return make_examples(runs, TAKES, SCRATCH / "bodies")
    curves = [error_curves(film) for film in films]
    seen = make_examples(runs, NETWORK_TAKES, SCRATCH / "bodies", curves)
    return seen + FILMED_WEIGHT * filmed_examples(films)


def _about(
    runs: Sequence[LabRun], films: Sequence[Footage], examples: Sequence[Example]
) -> dict[str, object]:
    kind = "network" if films else "keypoints"
    return {
        "trials": [run.trial for run in runs],
        "source": "Fukuchi 2017, doi 10.7717/peerj.3298, data doi 10.6084/m9.figshare.4543435",
        "split": "each runner left out in turn, with all runs",
        "seed": "1000 x take + place of the run; films of a body have seeds of their own",
        "components": COMPONENTS[kind],
        "penalty": PENALTY[kind],
        "takes": [asdict(take) for take in (NETWORK_TAKES if films else TAKES)],
        "films_of_a_body": [film.scene.runner.seed for film in films],
        "errors": error_table(examples),
    }


def _keep(entry: object, family: Family, path: Path) -> None:
    """Put the entry of a family into a file of all families."""
    document = read_json(path) if path.is_file() else {}
    write_json(document | {family: entry}, path)
    bias_of.cache_clear()


def _keep_learned(learned: Corrections, family: Family) -> None:
    """Put the corrections of a family into the file of all families."""
    path = SOURCE / "stride" / DATA
    known = {}
    if path.is_file():
        with np.load(path) as data:
            known = {name: data[name] for name in data.files}
    np.savez_compressed(path, **(known | pack({family: learned})))


def say(text: str) -> None:
    """One line at once, also into a file."""
    print(text, flush=True)


if __name__ == "__main__":
    try:
        wanted = [family for family in FAMILIES if family in sys.argv[2:]]
        main(Path(sys.argv[1]), wanted or FAMILIES)
    except (InputError, IndexError) as error:
        sys.exit(f"training: {error}")
