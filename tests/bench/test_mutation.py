"""Mutants: what is changed, who notices, and that every named mistake still can be made."""

import pytest

from bench.mutation.changes import find_mutations
from bench.mutation.forked import SURVIVED, Mutant, run_mutants
from bench.mutation.named import NAMED
from bench.mutation.part import sample
from bench.mutation.same import SAME

SOURCE = '''"""A module."""

LIMIT: float = 0.65


def clip(value: float | None, side: str = "left") -> float:
    """A docstring with 7 words."""
    if value is None or value > LIMIT:
        raise ValueError(f"{value + 1} is too much")
    return 3 * value - min(value, 1e-9)
'''


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "kneedrive" / "made.py"
    path.parent.mkdir()
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_numbers_signs_comparisons_terms_and_sides_change_and_words_do_not(module):
    changes = {(m.old, m.new) for m in find_mutations(module)}
    assert {
        ("0.65", "0.8125"),
        ("0.65", "0.52"),
        ("3", "4"),
        ("3", "2"),
        ("'left'", "'right'"),
        ("value > LIMIT", "(value <= LIMIT)"),
        ("value is None", "(value is not None)"),
        ("value is None or value > LIMIT", "(value is None and value > LIMIT)"),
        ("3 * value", "(3 / value)"),
        ("3 * value", "(value)"),
        ("3 * value - min(value, 1e-09)", "(3 * value)"),
        ("min", "max"),
    } <= changes
    assert not any(old == "1" or "7" in old or old == "1e-09" for old, _ in changes)
    assert not any("None" in old and "|" in old for old, _ in changes)


def test_a_mutant_is_the_source_with_one_place_changed(module):
    for mutation in find_mutations(module):
        mutated = mutation.applied(SOURCE)
        compile(mutated, "made.py", "exec")
        assert mutated != SOURCE
        assert mutated.count("\n") == SOURCE.count("\n")


def test_a_mutant_is_noticed_by_a_test_that_looks_and_missed_by_one_that_does_not(
    tmp_path, module, monkeypatch
):
    looks, passes = tmp_path / "test_looks.py", tmp_path / "test_passes.py"
    looks.write_text(
        "from kneedrive.made import clip\ndef test_it():\n    assert clip(0.6) > 1.7\n"
    )
    passes.write_text("def test_nothing():\n    pass\n")
    sources = {module: SOURCE.replace("3 * value", "2 * value")}
    said = []
    ended = run_mutants(
        [
            Mutant("seen", sources, (str(looks),), 1.0),
            Mutant("missed", sources, (str(passes),), 1.0),
            Mutant("untested", sources, (), 0.0),
            Mutant("broken", {module: "1 +"}, (str(looks),), 1.0),
        ],
        2,
        said.append,
    )
    assert ended["seen"].endswith("test_looks.py::test_it")
    assert ended["missed"] == ended["untested"] == SURVIVED
    assert ended["broken"] != SURVIVED
    assert module.read_text(encoding="utf-8") == SOURCE


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.name)
def test_a_named_mistake_can_still_be_made(named):
    """Where the text has moved, `bench/mutation/named.py` has to follow it."""
    for path, text in named.sources().items():
        compile(text, str(path), "exec")


def test_the_sample_is_the_same_every_time_and_never_twice_at_one_place():
    one, again = sample(40, 3), sample(40, 3)
    assert one == again
    assert len({(path, m.line, m.column, m.end_line, m.end_column) for path, m in one}) == 40
    assert sample(40, 4) != one


def test_mutants_that_change_nothing_are_few_and_say_why():
    assert len(SAME) <= 30
    assert all(len(why) > 20 for why in SAME.values())
