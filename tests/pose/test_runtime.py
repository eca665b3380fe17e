"""Networks run here and tell nobody."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from made_networks import brightest_pixel_network

from kneedrive.pose import runtime
from kneedrive.pose.runtime import Network

ALONE = """
import socket, sys
def refuse(*args): raise AssertionError("a connection was tried")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
import numpy as np
from pathlib import Path
from kneedrive.pose.runtime import Network
network = Network(Path(sys.argv[1]))
network(np.zeros((*network.picture_size, 3), np.uint8))
told = [name for name in sys.modules if "telemetry" in name]
assert not told, told
assert "openvino.tools.ovc" not in sys.modules  # the user's own use of it is not barred
print("quiet")
"""


def test_no_telemetry_is_loaded_and_no_connection_opened(tmp_path):
    path = brightest_pixel_network(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert "quiet" in done.stdout, done.stderr
    assert not (home / "intel").exists()


def test_threads_share_a_network(tmp_path):
    network = Network(brightest_pixel_network(tmp_path))
    height, width = network.picture_size

    def column(x):
        picture = np.zeros((height, width, 3), np.uint8)
        picture[10, x] = 255
        return int(network(picture)[0][0].argmax())

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(column, range(width))) == [2 * x for x in range(width)]


def test_a_kept_network_answers_the_same(tmp_path):
    path = brightest_pixel_network(tmp_path)
    picture = np.zeros((64, 48, 3), np.uint8)
    picture[20, 30] = 255
    answers = [Network(path, keep=tmp_path / "kept")(picture)[1].copy() for _ in range(2)]
    np.testing.assert_array_equal(*answers)
    assert list(Path(tmp_path / "kept").glob("*.blob"))


def test_nothing_else_imports_openvino():
    room = Path(runtime.__file__)
    users = {
        path
        for path in room.parents[1].rglob("*.py")
        if re.search(r"^\s*(import|from) openvino\b", path.read_text("utf-8"), re.MULTILINE)
    }
    assert users == {room}
