"""Part `disk`: what a full disk, a kill and Ctrl-C leave of a command's results.

Each command first writes its results from one input. Then it is run with another input, over and
over: with files that may not grow beyond a limit, and ended at any moment. The results must be the
old ones, every byte of them, or the new ones, every file of them. The program is loaded once; each
run is a fork of it.
"""

import importlib
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.disk_inputs import make_inputs
from bench.store import Document, Say, environment, machine
from kneedrive.base.whole_folder import settle

LIMITS, ENDS = 20, 20
LONGER = 1.2  # than a run takes: some are ended when it is over
MODULES = (
    "kneedrive.__main__", "kneedrive.cli.analyze", "kneedrive.cli.hold", "kneedrive.cli.coach",
    "kneedrive.cli.compare", "kneedrive.cli.fade", "kneedrive.cli.plan", "kneedrive.cli.journal",
    "kneedrive.cli.progress", "kneedrive.programme.calendar", "kneedrive.programme.pdf",
    "kneedrive.fade.page", "kneedrive.report.page",
)  # fmt: skip
COUNTED = ("old", "new", "mixed", "more than a line", "tracebacks")


@dataclass(frozen=True)
class Command:
    """A command that writes.

    words : its command line; {in} stands for the input, "a" or "b", {out} for the results' folder
    """

    name: str
    words: tuple[str, ...]


COMMANDS = (
    Command(
        "analyze",
        ("analyze", "{in}/first.keypoints.csv", "--out", "{out}/r", "--export", "mot"),
    ),
    Command("hold", ("hold", "{in}/hold.keypoints.csv", "--out", "{out}/r", "--red-flags", "none")),
    Command(
        "coach",
        ("coach", "march", "{in}/march.keypoints.csv", "--out", "{out}/r", "--red-flags", "none"),
    ),
    Command("compare", ("compare", "{in}/first", "{in}/second", "--out", "{out}/r")),
    Command("fade", ("fade", "{in}/run.fit", "--out", "{out}/r")),
    Command("fade of a folder", ("fade", "{in}/runs", "--out", "{out}/r")),
    Command(
        "plan",
        ("plan", "--red-flags", "none", "--at", "{in}/journal.sqlite",
         "--ics", "{out}/p.ics", "--pdf", "{out}/p.pdf", "--text", "{out}/p.txt"),
    ),
    Command("journal export", ("journal", "export", "{out}/e.zip", "--at", "{in}/journal.sqlite")),
    Command(
        "progress",
        ("progress", "--since", "2026-02-01", "--out", "{out}/p.html", "--at",
         "{in}/journal.sqlite"),
    ),
)  # fmt: skip


def run(scratch: Path, say: Say) -> Document:
    """Try every command; the counts of what was left."""
    said = machine()
    for module in MODULES:
        importlib.import_module(module)
    folder = scratch / "disk"
    shutil.rmtree(folder, ignore_errors=True)
    inputs = {name: folder / name for name in ("a", "b")}
    for number, place in enumerate(inputs.values()):
        make_inputs(place, number)
    with environment({"COLUMNS": "200"}):
        rows = [try_command(command, inputs, folder / "out", say) for command in COMMANDS]
    return {"machine": said, "limits": LIMITS, "ends": ENDS, "commands": rows}


def try_command(command: Command, inputs: Mapping[str, Path], out: Path, say: Say) -> Document:
    """Old results, and what became of them under every limit and at every end."""
    old, new = (_results(command, inputs[name], out) for name in ("a", "b"))
    _restore(out, old)
    start_s = time.monotonic()
    _end(_start(command, inputs["b"], out), out)
    lasts_s = time.monotonic() - start_s
    largest = max(len(content) for content in new.values())
    random = Random(command.name)
    full = Counter[str]()
    for number in range(LIMITS):
        _restore(out, old)
        limit = 1 + largest * number // LIMITS
        status, words = _end(_start(command, inputs["b"], out, limit), out)
        full[_judged(old, new, out, status, words)] += 1
        full["one line"] += status == 2 and len(words.splitlines()) == 1
    ended = Counter[str]()
    for number in range(ENDS):
        _restore(out, old)
        process = _start(command, inputs["b"], out)
        time.sleep(random.uniform(0, LONGER * lasts_s))
        how = (signal.SIGKILL, signal.SIGINT)[number % 2]
        os.kill(process, how)
        status, words = _end(process, out)
        if how is signal.SIGKILL:
            _settle(out)
        ended[_judged(old, new, out, status, words)] += 1
    _end(_start(command, inputs["b"], out), out)
    left = [path.name for path in out.rglob(".*") if path.name != ".runs.jsonl"]
    row = {
        "name": command.name,
        "full": {how: full[how] for how in (*COUNTED, "one line")},
        "ended": {how: ended[how] for how in COUNTED},
        "left": len(left),
    }
    say(f"disk: {row}")
    return row


def _results(command: Command, place: Path, out: Path) -> dict[str, bytes]:
    """The results of a run that nothing disturbs."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    status, words = _end(_start(command, place, out), out)
    if status != 0:
        raise RuntimeError(f"{command.name}: {words}")
    return _seen(out)


def _seen(out: Path) -> dict[str, bytes]:
    """What somebody who looks into the folder sees; the store of known runs only grows."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(out).parts)
    }


def _restore(out: Path, content: Mapping[str, bytes]) -> None:
    for name, data in content.items():
        (out / name).write_bytes(data)
    for name in set(_seen(out)) - set(content):
        (out / name).unlink()


def _settle(out: Path) -> None:
    for folder in (out, *(path for path in out.iterdir() if path.is_dir())):
        settle(folder)


def _judged(
    old: Mapping[str, bytes], new: Mapping[str, bytes], out: Path, status: int, words: str
) -> str:
    """What was left. Files of a date differ from run to run: a new one is one that is not old."""
    if "Traceback" in words:
        return "tracebacks"
    if status == 2 and len(words.splitlines()) != 1:
        return "more than a line"
    seen = _seen(out)
    if seen == old:
        return "old"
    differ = [name for name in new if new[name] != old.get(name)]
    if seen.keys() == new.keys() and all(seen[name] != old.get(name) for name in differ):
        return "new"
    return "mixed"


def _end(process: int, out: Path) -> tuple[int, str]:
    """Wait for a run; its exit status, and what it said on what is wrong."""
    status = _status(process)
    words = out.with_name("said").read_text(encoding="utf-8", errors="replace")
    return status, words.strip()


def _start(command: Command, place: Path, out: Path, limit_bytes: int | None = None) -> int:
    """Begin a run in a fork; its process."""
    words = [word.format(**{"in": place, "out": out}) for word in command.words]
    said = out.with_name("said")
    said.write_bytes(b"")
    process = os.fork()
    if process == 0:
        _become(words, said, limit_bytes)
    return process


def _become(words: list[str], said: Path, limit_bytes: int | None) -> None:
    """Be the command line with these words; never returns."""
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        os.dup2(os.open(said, os.O_WRONLY | os.O_APPEND), 2)
        sys.stdout, sys.stderr = (open(n, "w", closefd=False) for n in (1, 2))  # noqa: SIM115
        if limit_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
        sys.argv = ["kneedrive", *words]
        from kneedrive.__main__ import main

        main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


def _status(process: int) -> int:
    """Wait for a run; its exit status."""
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)
