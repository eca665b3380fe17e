"""Nothing leaves the machine: commands are watched by strace, all that they start included."""

import re
import shutil
import subprocess
import sys

import pytest

from kneedrive.pose.keypoints import write_keypoints
from tests import treading
from tests.watch.made_files import fit_bytes, running_records

ADDRESS = re.compile(r"sa_family=AF_INET6?\b")


def addresses(tmp_path, *words):
    """System calls that name an address of a network, of a process and all that it starts."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    trace = tmp_path / "calls.txt"
    watch = [strace, "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(trace)]
    words = [str(word) for word in words]
    done = subprocess.run([*watch, sys.executable, *words], capture_output=True)
    said = done.stderr.decode("utf-8", errors="replace")
    if "PTRACE" in said:
        pytest.skip("strace may not watch processes here")
    assert done.returncode == 0, said
    calls = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return [call for call in calls if ADDRESS.search(call)]


def test_what_is_sent_would_be_seen(tmp_path):
    code = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    assert len(addresses(tmp_path, "-c", code)) == 1


def _help(place):
    del place
    return ("--help",)


def _analyze(place):
    path = place / "run.keypoints.csv"
    write_keypoints(treading.keypoints(0.35, step_px=240, stride_hz=1.4), path)
    return "analyze", path, "--height", 1.75, "--out", place / "out"


def _fade(place):
    path = place / "sunday.fit"
    path.write_bytes(fit_bytes(running_records(900)))
    return "fade", path, "--out", place / "out"


def _plan(place):
    return "plan", "--red-flags", "none", "--at", place / "journal.sqlite"


@pytest.mark.parametrize("words", [_help, _analyze, _fade, _plan], ids=lambda w: w.__name__)
def test_a_command_speaks_to_nobody(words, tmp_path):
    assert addresses(tmp_path, "-m", "kneedrive", *words(tmp_path)) == []
