"""Runs tests against mutants, each in a forked process that has the libraries loaded already.

A child loads the mutated module from memory; the working tree is never touched. It ends at the
first test that fails, or once it has used up its processor time.
"""

import contextlib
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

import coverage
import pytest
from hypothesis import Phase, settings

QUIET = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0")
LEAST_CPU_S, TIMES_CPU = 20.0, 4  # a mutant may take this, or so many times what its tests take
LONGEST_S = 900  # by the clock on the wall
SURVIVED = "survived"


@dataclass(frozen=True)
class Mutant:
    """A change of the core, and the tests that are to notice it, in this order.

    sources : mutated text by file
    cpu_s : processor time that the tests take without the change
    """

    name: str
    sources: Mapping[Path, str]
    tests: tuple[str, ...]
    cpu_s: float


@dataclass(frozen=True)
class TestMap:
    """Which test executes which line of which file, and how long it takes (processor time, s)."""

    cpu_s: Mapping[str, float]
    by_line: Mapping[str, Mapping[int, Sequence[str]]]

    def of_lines(self, path: Path, lines: Iterable[int]) -> tuple[str, ...]:
        """Tests that execute any of these lines, quick ones first."""
        own = self.by_line.get(str(path), {})
        found = {test for line in lines for test in own.get(line, ()) if test}
        return tuple(sorted(found, key=lambda test: (self.cpu_s.get(test, 0.0), test)))


def make_test_map(tests: Sequence[str], package: Path) -> TestMap:
    """Run the tests once as they are.

    Raises
    ------
    RuntimeError : a test fails without any change
    """
    with tempfile.TemporaryDirectory() as folder:
        data, times = Path(folder) / "lines", Path(folder) / "times"

        def run() -> int:
            measured = coverage.Coverage(data_file=data, source=[str(package)], config_file=False)
            measured.start()
            watch = _Watch(measured)
            ended = pytest.main([*QUIET, *tests], plugins=[watch])
            measured.stop()
            measured.save()
            times.write_text(
                "\n".join(f"{name}\t{cpu}" for name, cpu in watch.cpu_s.items()), encoding="utf-8"
            )
            return int(ended)

        status = os.waitpid(_fork(run, Path(folder) / "log"), 0)[1]
        if status != 0:
            raise RuntimeError((Path(folder) / "log").read_text(encoding="utf-8")[-3000:])
        rows = [line.split("\t") for line in times.read_text(encoding="utf-8").splitlines()]
        lines = coverage.CoverageData(str(data))
        lines.read()
        by_line = {f: lines.contexts_by_lineno(f) for f in lines.measured_files()}
    return TestMap({name: float(cpu) for name, cpu in rows}, by_line)


def run_mutants(
    mutants: Sequence[Mutant], processes: int, say: Callable[[str], None]
) -> dict[str, str]:
    """How each mutant ended: `survived`, or what killed it."""
    ended: dict[str, str] = {}
    waiting, running = list(mutants)[::-1], {}
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < processes:
                mutant, note = waiting.pop(), Path(folder) / f"{len(waiting)}"
                if mutant.tests:
                    running[_fork(_test(mutant, note), note.with_suffix(".log"))] = mutant, note
                else:
                    ended[mutant.name] = SURVIVED
            if not running:
                continue
            child, status, _ = os.wait3(0)
            mutant, note = running.pop(child)
            ended[mutant.name] = _told(status, note)
            if len(ended) % 20 == 0 or ended[mutant.name] == SURVIVED:
                say(f"mutants: {len(ended)} of {len(mutants)}: {mutant.name}: "
                    f"{ended[mutant.name]}")  # fmt: skip
    return ended


def _told(status: int, note: Path) -> str:
    """What killed a mutant, from how its process ended and the note that it left."""
    if os.WIFSIGNALED(status):
        return "time ran out"
    code = os.WEXITSTATUS(status)
    if code == 0:
        return SURVIVED
    return note.read_text(encoding="utf-8") if note.is_file() else "nothing could be loaded"


def _test(mutant: Mutant, note: Path) -> Callable[[], int]:
    def run() -> int:
        limit = int(max(LEAST_CPU_S, TIMES_CPU * mutant.cpu_s))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        signal.alarm(LONGEST_S)
        sys.meta_path.insert(0, _Mutated(mutant.sources))
        return int(pytest.main([*QUIET, *mutant.tests], plugins=[_Note(note)]))

    return run


def _fork(run: Callable[[], int], log: Path) -> int:
    """A child that does this and says what it has to say into a file; its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        out = os.open(log, os.O_WRONLY | os.O_CREAT)
        os.dup2(out, 1)
        os.dup2(out, 2)
        settings.register_profile(
            "mutants",
            database=None,
            derandomize=True,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
        )
        settings.load_profile("mutants")
        code = run()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(code)


class _Mutated:
    """Finds the mutated modules before anything else does."""

    def __init__(self, sources: Mapping[Path, str]) -> None:
        self._sources = {_module_of(path): (path, text) for path, text in sources.items()}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The mutated module's, None for all others."""
        if name not in self._sources:
            return None
        file, text = self._sources[name]
        return spec_from_file_location(name, file, loader=_Loader(name, str(file), text))


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> CodeType:
        """The mutated text, compiled."""
        return compile(self._text, self.path, "exec", dont_inherit=True)


def _module_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    name = ".".join(parts[len(parts) - parts[::-1].index("kneedrive") - 1 :])
    return name.removesuffix(".__init__")


class _Watch:
    """A pytest plugin: which lines belong to which test, and how long a test takes."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self._measured, self._begun = measured, 0.0
        self.cpu_s: dict[str, float] = {}

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._measured.switch_context(nodeid)
        self._begun = _cpu_s()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.cpu_s[nodeid] = _cpu_s() - self._begun


class _Note:
    """A pytest plugin: writes down which test failed first."""

    def __init__(self, note: Path) -> None:
        self._note = note

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self._note.is_file():
            self._note.write_text(report.nodeid, encoding="utf-8")


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
