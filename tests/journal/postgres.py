"""A PostgreSQL server of the tests' own, where its programs are installed."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

URL = "KNEEDRIVE_TEST_POSTGRES"  # a server that is there already: postgresql://user@host/name


def missing() -> str | None:
    """Why there is no server, None where there is one or can be one."""
    if os.environ.get(URL) or (programs() and (os.geteuid() != 0 or other_user())):
        return None
    return f"PostgreSQL is not installed, and {URL} names no server"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").is_file()), None)


def other_user() -> str | None:
    """Somebody other than root: the server refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


@contextmanager
def server() -> Iterator[str]:
    """URL of an empty database, on a server that ends with the tests."""
    given = os.environ.get(URL)
    if given:
        yield given
        return
    bin_folder = programs()
    assert bin_folder is not None
    user = other_user() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="kneedrive-postgres-"))
    if user:
        shutil.chown(folder, user)

    def call(*words: str) -> None:
        done = subprocess.run(
            [str(bin_folder / words[0]), *words[1:]],
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            timeout=60,
        )
        assert done.returncode == 0, words

    data, port = folder / "data", free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        call("initdb", "-D", str(data), "-U", "kneedrive", "-A", "trust", "-E", "UTF8", "--no-sync")
        call("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql://kneedrive@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
