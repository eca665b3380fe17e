"""Whole or not at all: what a full disk, a kill or Ctrl-C leaves, and what may be no output."""

import os
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kneedrive.base.whole import whole_file, whole_files, write_whole
from kneedrive.base.whole_folder import settle, whole_folder
from kneedrive.errors import InputError

NAMES = ("numbers.json", "table.csv", "film.mp4", "page.html")


def contents(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def write_result(folder, word, names=NAMES):
    with whole_folder(folder, NAMES) as stage:
        for name in names:
            (stage / name).write_text(word)


def run(code, folder, limit_bytes=None):
    """Python code in a process of its own, in a folder."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    head = (
        "import os, signal; from pathlib import Path\n"
        "from kneedrive.base.whole import whole_file\n"
        "from kneedrive.base.whole_folder import whole_folder\n"
        f"NAMES = {NAMES}\n"
    )
    return subprocess.run(
        [sys.executable, "-c", head + code],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=limit if limit_bytes else None,
    )


def test_a_file_appears_at_the_end_and_an_error_leaves_what_was_there(tmp_path):
    place = tmp_path / "a.json"
    write_whole(place, "old")

    def broken_off():
        with whole_file(place) as part:
            part.write_text("half")
            assert contents(tmp_path)["a.json"] == "old"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    assert contents(tmp_path) == {"a.json": "old"}
    with whole_file(place) as part:
        part.write_text("new")
        assert part.suffix == ".json"
    assert contents(tmp_path) == {"a.json": "new"}


def test_of_several_files_none_is_new_where_one_could_not_be_written(tmp_path):
    places = [tmp_path / "a", tmp_path / "b"]
    for place in places:
        place.write_text("old")

    def full_at_the_second():
        with whole_files(places) as parts:
            parts[0].write_text("new")
            raise OSError(28, "No space left on device", str(parts[1]))

    with pytest.raises(InputError, match="No space left"):
        full_at_the_second()
    assert contents(tmp_path) == {"a": "old", "b": "old"}


def test_what_a_file_was_allowed_it_is_allowed_again(tmp_path):
    place = tmp_path / "mine"
    place.write_text("old")
    place.chmod(0o600)
    write_whole(place, "new")
    assert place.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_is_one_line_that_names_the_place_and_not_the_temporary_one(tmp_path):
    code = "with whole_file(Path('out.csv')) as part: part.write_bytes(bytes(9000))"
    (tmp_path / "out.csv").write_text("old")
    done = run(code, tmp_path, limit_bytes=5000)
    last = done.stderr.strip().splitlines()[-1]
    assert "InputError: out.csv can't be written (File too large)" in last
    assert contents(tmp_path) == {"out.csv": "old"}


def test_what_a_killed_process_left_is_gone_after_the_next_good_one(tmp_path):
    kill = "os.kill(os.getpid(), signal.SIGKILL)"
    file = f"with whole_file(Path('a.mp4')) as part: part.write_text('x'); {kill}"
    folder = f"with whole_folder(Path('.'), NAMES) as s: (s / NAMES[0]).write_text('x'); {kill}"
    for code, kind in ((file, ".part.mp4"), (folder, ".stage")):
        assert run(code, tmp_path).returncode == -signal.SIGKILL
        (left,) = tmp_path.iterdir()
        assert left.name.endswith(kind)
    write_whole(tmp_path / "b", "good")
    assert contents(tmp_path) == {"b": "good"}


def test_what_a_live_process_makes_stays(tmp_path):
    with whole_file(tmp_path / "a") as part, whole_folder(tmp_path, NAMES) as stage:
        run("with whole_file(Path('b')) as part: part.write_text('other')", tmp_path)
        part.write_text("mine")
        (stage / "page.html").write_text("mine")
    assert contents(tmp_path) == {"a": "mine", "b": "other", "page.html": "mine"}


def test_files_of_one_result_change_together_and_others_stay(tmp_path):
    (tmp_path / "notes.txt").write_text("the user's")
    write_result(tmp_path, "old")

    def broken_off():
        with whole_folder(tmp_path, NAMES) as stage:
            (stage / "table.csv").write_text("new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    old = dict.fromkeys(NAMES, "old") | {"notes.txt": "the user's"}
    assert contents(tmp_path) == old
    write_result(tmp_path, "new", names=["table.csv", "page.html"])
    assert contents(tmp_path) == {
        "table.csv": "new",
        "page.html": "new",
        "notes.txt": "the user's",
    }


def test_a_result_may_be_made_within_another(tmp_path):
    with whole_folder(tmp_path, ("film.txt", *NAMES)) as stage:
        (stage / "film.txt").write_text("new")
        write_result(stage, "new")
        assert not list(tmp_path.glob("[!.]*"))
    assert contents(tmp_path) == dict.fromkeys(("film.txt", *NAMES), "new")


@pytest.mark.parametrize("moved", range(6))
def test_a_process_killed_in_the_last_step_is_completed_by_the_next(tmp_path, moved):
    """After each of its moves: the page is there only where all is of one run."""
    write_result(tmp_path, "old")
    code = f"""
import kneedrive.base.whole_folder as w
real, count = os.replace, 0
def replace(a, b):
    global count
    if count == {moved}: os.kill(os.getpid(), signal.SIGKILL)
    count += 1
    real(a, b)
w.os.replace = replace
w.shutil.rmtree = lambda *a, **b: os.kill(os.getpid(), signal.SIGKILL)
with whole_folder(Path('.'), NAMES) as stage:
    for name in NAMES:
        (stage / name).write_text('new')
"""
    assert run(code, tmp_path).returncode == -signal.SIGKILL
    seen = {path.name: path.read_text() for path in tmp_path.glob("[!.]*")}
    assert "page.html" not in seen or set(seen.values()) == {"new"}
    settle(tmp_path)
    assert contents(tmp_path) == dict.fromkeys(NAMES, "new")


def test_ctrl_c_in_the_last_step_waits_until_it_is_done(tmp_path):
    write_result(tmp_path, "old")
    code = """
import kneedrive.base.whole_folder as w
real = os.replace
def replace(a, b):
    signal.raise_signal(signal.SIGINT)
    real(a, b)
w.os.replace = replace
try:
    with whole_folder(Path('.'), NAMES) as stage:
        for name in NAMES:
            (stage / name).write_text('new')
except KeyboardInterrupt:
    print('stopped')
"""
    assert run(code, tmp_path).stdout == "stopped\n"
    assert contents(tmp_path) == dict.fromkeys(NAMES, "new")


def no_file(kind, folder):
    """Something at a path that is no file, or a path that can't be."""
    path = folder / "place"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        socket.socket(socket.AF_UNIX).bind(str(path))
    elif kind == "link":
        (folder / "target").write_text("precious")
        path.symlink_to(folder / "target")
    elif kind == "link to nothing":
        path.symlink_to(folder / "nothing")
    elif kind == "database":
        path.write_bytes(b"SQLite format 3\0 and more")
    return {
        "device": Path("/dev/null"),
        "output of this process": Path("/dev/stdout"),
        "no folder": folder / "none" / "place",
        "name too long": folder / ("x" * 300),
        "path too long": folder / "/".join(["x" * 200] * 30),
        "file for a folder": folder / "file" / "place",
    }.get(kind, path)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("folder", "is a folder"),
        ("pipe", "is a device or a pipe"),
        ("socket", "is a device or a pipe"),
        ("device", "is a device or a pipe"),
        ("output of this process", "is a (device|link)"),
        ("link", "is a link to .*target"),
        ("link to nothing", "is a link to .*nothing"),
        ("database", "is a database"),
        ("no folder", "is no folder"),
        ("name too long", "File name too long"),
        ("path too long", "File name too long"),
        ("file for a folder", "Not a directory"),
    ],
)
def test_only_a_file_gives_its_place_to_a_file(tmp_path, monkeypatch, kind, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    path = no_file(kind, tmp_path)
    with pytest.raises(InputError, match=said) as refused, whole_file(path):
        pytest.fail("nothing is to be made")
    assert len(str(refused.value).splitlines()) == 1
    if kind == "link":
        assert (tmp_path / "target").read_text() == "precious"
        assert path.is_symlink()
    if kind in ("folder", "pipe", "link", "database"):
        results = tmp_path / "results"
        results.mkdir()
        os.rename(path, results / "table.csv")
        with pytest.raises(InputError, match=r"table\.csv"), whole_folder(results, NAMES):
            pytest.fail("nothing is to be made")


def test_a_folder_of_results_may_be_a_link_but_no_file(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    write_result(tmp_path / "link", "new")
    assert contents(tmp_path / "there") == dict.fromkeys(NAMES, "new")
    (tmp_path / "file").write_text("old")
    with pytest.raises(InputError, match="is not a folder"):
        write_result(tmp_path / "file", "new")
    assert (tmp_path / "file").read_text() == "old"


def test_names_with_halves_of_characters_are_written_and_named(tmp_path):
    place = tmp_path / os.fsdecode(b"caf\xe9\n.txt")
    write_whole(place, f"from {place.name}")
    assert place.read_text(encoding="utf-8") == "from caf?\n.txt"
