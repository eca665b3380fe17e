"""Learn anew all that the method learns from data: `python -m training FOLDER`.

FOLDER holds any part of the public data set (see `data_set`). Writes, in this order,
pose/bias.json (what the scale needs of the network), stride/learned.npz and learned.json (events
and thigh angle) and stride/method_error.json (what is left, for the intervals).
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bench.store import ROOT, SOURCE, write_json
from kneedrive.errors import InputError
from kneedrive.pose.bias import Family, bias_of
from kneedrive.stride.learned import ABOUT, DATA, FAMILIES, pack
from kneedrive.stride.method_error import FILE
from training.data_set import LabRun, load_data_set
from training.examples import (
    NETWORK_TAKES,
    TAKES,
    Example,
    Take,
    drawn_examples,
    make_examples,
)
from training.footage import Footage, make_footage
from training.intervals import method_errors
from training.learn import COMPONENTS, PENALTY, error_table, learn
from training.lessons import lessons
from training.network import error_curves
from training.pose_bias import pose_bias, with_derivatives

SCRATCH = ROOT / ".cache"
DRAWN_WEIGHT = 3  # a drawn runner is filmed once, a measured one under several takes


def main(folder: Path) -> None:
    """Film, read, learn, write."""
    runs = load_data_set(folder)
    films = _films()
    bias = pose_bias(films)
    write_json(bias, SOURCE / "pose" / "bias.json")
    bias_of.cache_clear()
    examples = dict(zip(FAMILIES, (_from_keypoints(runs), _from_network(runs, films)), strict=True))
    say("learning")
    learned = {family: learn(examples[family]) for family in FAMILIES}
    np.savez_compressed(SOURCE / "stride" / DATA, **pack(learned))  # type: ignore[arg-type]
    write_json(_about(runs, films, examples), SOURCE / "stride" / ABOUT)
    with_derivatives(bias, films, learned)
    write_json(bias, SOURCE / "pose" / "bias.json")
    bias_of.cache_clear()
    say("measuring what is left")
    write_json(method_errors(runs, films, examples, learned), SOURCE / "stride" / FILE)


def _films() -> list[Footage]:
    """The films of the drawn runners; a person for whom the studio finds no motion is left out."""
    films = []
    for scene in lessons():
        try:
            films.append(make_footage(scene, SCRATCH / "bench" / "studio", say))
        except ArithmeticError as reason:
            say(f"{scene.name} is left out: {reason}")
    return films


def _from_keypoints(runs: Sequence[LabRun]) -> list[Example]:
    say(f"{len(runs)} measured runs before the virtual camera, {len(TAKES)} takes each")
    return make_examples(runs, TAKES, SCRATCH / "bodies")


def _from_network(runs: Sequence[LabRun], films: Sequence[Footage]) -> list[Example]:
    say(f"the same runs as the network sees them, {len(NETWORK_TAKES)} takes each")
    curves = [error_curves(film) for film in films]
    seen = make_examples(runs, NETWORK_TAKES, SCRATCH / "bodies", curves)
    return seen + DRAWN_WEIGHT * drawn_examples(films)


def _about(
    runs: Sequence[LabRun], films: Sequence[Footage], examples: Mapping[Family, list[Example]]
) -> dict[str, object]:
    return {
        "trials": [run.trial for run in runs],
        "source": "Fukuchi 2017, doi 10.7717/peerj.3298, data doi 10.6084/m9.figshare.4543435",
        "split": "each runner left out in turn, with all runs",
        "seed": "1000 x take + place of the run; drawn runners have seeds of their own",
        "components": COMPONENTS,
        "penalty": PENALTY,
        "takes": {"keypoints": _takes(TAKES), "blazepose": _takes(NETWORK_TAKES)},
        "drawn_runners": [film.scene.runner.seed for film in films],
        "errors": {family: error_table(some) for family, some in examples.items()},
    }


def _takes(takes: Sequence[Take]) -> list[dict[str, object]]:
    return [asdict(take) for take in takes]


def say(text: str) -> None:
    """One line at once, also into a file."""
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except (InputError, IndexError) as error:
        sys.exit(f"training: {error}")
