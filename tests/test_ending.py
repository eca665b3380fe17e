"""How a command ends that is stopped, or whose reader has gone: a status, and no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from kneedrive.pose.keypoints import write_keypoints
from tests import treading

START = "from kneedrive.__main__ import main; main()"
# Sends the process a signal at the moment when it begins to import a module.
AT_IMPORT = """
import os, signal, sys
sent = []
def send(event, told):
    if event == "import" and told[0] == {module!r} and not sent:
        sent.append(True)
        os.kill(os.getpid(), signal.{name})
sys.addaudithook(send)
sys.argv = ["kneedrive", *{words!r}]
"""
# A command of the test's own stands in for the ones that take long.
STAND_IN = """
import os, signal, sys, time
from kneedrive import cli
sys.argv = ["kneedrive", "--help"]
def stop(number=signal.SIGINT):
    os.kill(os.getpid(), number)
def run(today):
{lines}
cli.run = run
"""


def python(code, **streams):
    """A Python process of its own that runs the code and then the command line."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.run(
        [sys.executable, "-c", code + START], text=True, timeout=600, check=False, **streams
    )


def stand_in(*lines):
    return STAND_IN.format(lines="\n".join(f"    {line}" for line in lines))


@pytest.fixture
def run_csv(tmp_path):
    path = tmp_path / "run.keypoints.csv"
    write_keypoints(treading.keypoints(0.35, step_px=240, stride_hz=1.4), path)
    return path


@pytest.mark.parametrize("module", ["typer", "numpy", "scipy.signal", "cv2", "kneedrive.strength"])
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_stop_while_libraries_load_is_one_line(module, name, status):
    ended = python(AT_IMPORT.format(module=module, name=name, words=["hold", "none.mov"]))
    assert (ended.returncode, ended.stdout) == (status, "")
    assert ended.stderr.splitlines() == ["kneedrive: stopped"]


def test_a_stop_while_a_command_works_says_that_it_can_go_on(run_csv, tmp_path):
    words = ["analyze", str(run_csv), "--height", "1.75", "--out", str(tmp_path / "out")]
    ended = python(AT_IMPORT.format(module="pandas.io.formats.csvs", name="SIGINT", words=words))
    assert ended.returncode == 130
    assert ended.stderr.splitlines() == ["kneedrive: stopped; the same command goes on from here"]


def test_a_stopped_command_tidies_up():
    lines = ("try:", "    stop({}); time.sleep(30)", "finally:", "    print('tidied')")
    for number, status in (("signal.SIGINT", 130), ("signal.SIGTERM", 143)):
        ended = python(stand_in(*(line.format(number) for line in lines)))
        assert (ended.returncode, ended.stdout) == (status, "tidied\n")
        assert "Traceback" not in ended.stderr


def test_a_stop_that_a_library_turns_into_an_error_of_its_own_is_still_a_stop():
    ended = python(
        stand_in(
            "try:",
            "    stop(); time.sleep(30)",
            "except KeyboardInterrupt as error:",
            "    raise ImportError('initialization failed') from error",
        )
    )
    assert ended.returncode == 130
    assert "Traceback" not in ended.stderr


def test_a_stop_that_nobody_hears_is_said_again():
    lines = ("class Deaf:", "    def __del__(self): stop(); time.sleep(0)", "Deaf()")
    ended = python(stand_in(*lines, "time.sleep(30)"))
    assert ended.returncode == 130
    assert ended.stderr.splitlines() == ["kneedrive: stopped; the same command goes on from here"]


def test_an_error_of_ours_is_not_hidden():
    ended = python(stand_in("raise ZeroDivisionError"))
    assert ended.returncode == 1
    assert "ZeroDivisionError" in ended.stderr


@pytest.mark.parametrize("json", [(), ("--json",)])
def test_a_reader_that_goes_away_is_no_matter(json, run_csv, tmp_path):
    out = tmp_path / "out"
    words = [sys.executable, "-m", "kneedrive", "analyze", run_csv, "--out", out, *json]
    command = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    command.stdout.close()
    assert command.stderr.read() == ""
    assert command.wait() == 1
    assert (out / "report.html").is_file()


@pytest.mark.parametrize("words", [["--help"], ["journal", "--help"], ["--version"]])
def test_output_that_finds_no_room_is_one_line(words):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("w") as nowhere:
        ended = python(f"import sys; sys.argv = ['kneedrive', *{words!r}]\n", stdout=nowhere)
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "kneedrive: the output can't be written (No space left on device): make room for it"
    ]
