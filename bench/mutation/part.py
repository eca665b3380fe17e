"""Part `mutants`: how many small mistakes in the measuring core its own tests notice.

First the named ones, then a sample of all that can be made of motion, stride and pull: the same one
every time, spread over the modules by the number of places at which they can go wrong. A mutant
meets the rooms' tests that execute the changed line, quick ones first, for as long as it may take;
one that they miss meets the gate, which knows what clips measured in the release.
"""

import ast
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.mutation.changes import Mutation, find_mutations
from bench.mutation.forked import SURVIVED, Mutant, TestMap, make_test_map, run_mutants
from bench.mutation.named import NAMED, Named
from bench.mutation.same import SAME
from bench.store import ROOT, SOURCE, Document, Say, machine

ROOMS = ("motion", "stride", "pull")
GATE = "tests/bench/test_gate.py"
SAMPLE, SEED, PROCESSES = 300, 11, 2
MOST_CPU_S = 12.0  # of the tests that one mutant meets
ROOM_CPU_S = 60.0  # of the tests of a whole room, about


def run(scratch: Path, say: Say) -> Document:
    """Make and test every mutant."""
    said, start_s = machine(), time.monotonic()
    say("mutants: the tests run once unchanged")
    tests = make_test_map([f"tests/{room}" for room in ROOMS], SOURCE)
    sampled = sample(SAMPLE, SEED)
    mutants = [*named(tests), *(mutant_of(*one, tests) for one in sampled)]
    ended = run_mutants(mutants, PROCESSES, say)
    missed = [m for m in mutants if ended[m.name] == SURVIVED]
    by_gate = run_mutants([_before_the_gate(m) for m in missed], PROCESSES, say)
    return {
        "machine": said,
        "minutes": round((time.monotonic() - start_s) / 60, 1),
        "seed": SEED,
        "possible": sum(len(find_mutations(path)) for path in modules()),
        "tests": len(tests.cpu_s),
        "most_cpu_s": MOST_CPU_S,
        "named": [{"name": n.name, "room": n.room, "by": ended[n.name]} for n in NAMED],
        "sampled": [
            {
                "room": path.relative_to(SOURCE).parts[0],
                "name": name_of(path, mutation),
                "by": ended[name_of(path, mutation)],
                "gate": by_gate.get(name_of(path, mutation)),
                "same": SAME.get(name_of(path, mutation)),
            }
            for path, mutation in sampled
        ],
    }


def modules() -> list[Path]:
    """Every module of the core."""
    return [path for room in ROOMS for path in sorted((SOURCE / room).rglob("*.py"))]


def sample(count: int, seed: int) -> list[tuple[Path, Mutation]]:
    """So many mutations, none twice at one place."""
    places: dict[tuple[Any, ...], list[tuple[Path, Mutation]]] = {}
    for path in modules():
        for mutation in find_mutations(path):
            place = path, mutation.line, mutation.column, mutation.end_line, mutation.end_column
            places.setdefault(place, []).append((path, mutation))
    rng = np.random.default_rng(seed)
    chosen = sorted(rng.choice(len(places), count, replace=False).tolist())
    choices = list(places.values())
    return [choices[i][int(rng.integers(len(choices[i])))] for i in chosen]


def named(tests: TestMap) -> list[Mutant]:
    """The named mistakes, before the tests that execute them or those of another room."""
    return [_named(one, tests) for one in NAMED]


def _named(one: Named, tests: TestMap) -> Mutant:
    sources = one.sources()
    if one.room not in ROOMS:
        return Mutant(one.name, sources, (f"tests/{one.room}",), ROOM_CPU_S)
    path = SOURCE / one.file
    before = path.read_text(encoding="utf-8").partition(one.old)[0]
    line = before.count("\n") + 1
    place = Mutation(line, 0, line + one.old.count("\n"), 0, one.old, one.new)
    chosen = tests_of(path, place, tests)
    return Mutant(one.name, sources, chosen, sum(tests.cpu_s.get(test, 0.0) for test in chosen))


def mutant_of(path: Path, mutation: Mutation, tests: TestMap) -> Mutant:
    """A mutation before the tests that execute it."""
    chosen = tests_of(path, mutation, tests)
    so_far = np.cumsum([tests.cpu_s.get(test, 0.0) for test in chosen])
    chosen = chosen[: int(np.searchsorted(so_far, MOST_CPU_S))]
    cpu_s = float(so_far[len(chosen) - 1]) if chosen else 0.0
    text = path.read_text(encoding="utf-8")
    return Mutant(name_of(path, mutation), {path: mutation.applied(text)}, chosen, cpu_s)


def name_of(path: Path, mutation: Mutation) -> str:
    """Where it is and what changes."""
    old, new = (re.sub(r"\s+", " ", words) for words in (mutation.old, mutation.new))
    return f"{path.relative_to(SOURCE)}:{mutation.line}:{mutation.column} {old} -> {new}"


def tests_of(path: Path, mutation: Mutation, tests: TestMap) -> tuple[str, ...]:
    """Tests that execute the changed lines; of a constant, lines and test files that name it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    for function in functions:
        if function.body[0].lineno <= mutation.line <= (function.end_lineno or 0):
            own = tests.of_lines(path, range(mutation.line, mutation.end_line + 1))
            return own or tests.of_lines(path, _lines(function))
    names = _assigned(tree, mutation.line)
    if not names:
        return tests.of_lines(path, range(1, 10_000))
    word = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    found: dict[str, None] = {}
    for module in modules():
        lines = module.read_text(encoding="utf-8").splitlines()
        at = [i for i, line in enumerate(lines, 1) if word.search(line)]
        found |= dict.fromkeys(tests.of_lines(module, at))
    files = [f for room in ROOMS for f in sorted((ROOT / "tests" / room).rglob("test_*.py"))]
    naming = [str(f.relative_to(ROOT)) for f in files if word.search(f.read_text(encoding="utf-8"))]
    found |= dict.fromkeys(test for test in tests.cpu_s if test.split("::")[0] in naming)
    chosen = found or dict.fromkeys(tests.of_lines(path, range(1, 10_000)))
    return tuple(sorted(chosen, key=lambda test: (tests.cpu_s.get(test, 0.0), test)))


def _assigned(tree: ast.Module, line: int) -> Sequence[str]:
    """Names that the module's statement at this line gives a value."""
    for statement in tree.body:
        if statement.lineno <= line <= (statement.end_lineno or 0):
            targets = getattr(statement, "targets", [getattr(statement, "target", None)])
            return [n.id for t in targets if t for n in ast.walk(t) if isinstance(n, ast.Name)]
    return ()


def _lines(node: ast.FunctionDef) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _before_the_gate(mutant: Mutant) -> Mutant:
    return Mutant(mutant.name, mutant.sources, (str(ROOT / GATE),), ROOM_CPU_S)
