"""The package as a Python user meets it: the example of the docs runs, from film to programme."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

import kneedrive
from kneedrive.film.studio.moves import alternating, hold_performance, lifts_performance
from kneedrive.pose.keypoints import write_keypoints
from tests import treading
from tests.strength.performed import keypoints_of
from tests.watch.made_files import fit_bytes, running_records

LATER = [
    "kneedrive",
    "kneedrive.film",
    "kneedrive.film.studio",
    "kneedrive.pose",
    "kneedrive.report",
]
DOCS = Path(__file__).parents[1] / "docs" / "how-it-works.md"


def example():
    """The example, with tables of landmarks where it has films: no network is needed."""
    text = DOCS.read_text(encoding="utf-8").partition("## From Python")[2]
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    assert '.mov"' in code
    return code.replace('.mov"', '.keypoints.csv"')


def test_the_example_of_the_docs_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = {
        "fresh": treading.keypoints(0.35, step_px=240, stride_hz=1.4),
        "tired": treading.keypoints(0.37, step_px=258, stride_hz=1.3),
        "hold": keypoints_of(hold_performance(3, "left", 3.0, "thigh")),
        "march": keypoints_of(lifts_performance("march", 2, [alternating(2, 2)])),
    }
    for name, keypoints in made.items():
        write_keypoints(keypoints, Path(f"{name}.keypoints.csv"))
    Path("sunday.fit").write_bytes(fit_bytes(running_records(1800)))
    names = {}
    exec(example(), names)
    changes = {c.metric.name: c for c in names["comparison"].metrics}
    assert changes["duty_factor_pct"].verdict == "changed"
    assert abs(names["held_s"]["left"] - 3.0) < 0.3
    assert sum(r.counts for r in names["coaching"].repetitions) == 4
    assert names["fade"].kind == "none"
    items = [item for session in names["programme"].sessions for item in session.items]
    assert {"march", "raise", "lsit"} == {item.move for item in items}


@pytest.mark.parametrize("package", LATER)
def test_what_a_type_checker_sees_is_what_is_there(package):
    room = import_module(package)
    tree = ast.parse(Path(room.__file__).read_text(encoding="utf-8"))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.name: step.module for step in checked.body for alias in step.names}
    for name, module in seen.items():
        assert getattr(room, name) is getattr(import_module(module), name)
    assert set(seen) == set(room.__all__) - {"InputError", "__version__"}


def test_names_that_are_not_loaded_yet_are_listed():
    assert set(kneedrive.__all__) == set(dir(kneedrive))
