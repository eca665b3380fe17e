"""Several files that belong together: the new ones all take their place, or the old ones all stay.

They are made in a folder of their own inside the folder of results. That one may so be the present
folder, a disk of its own, or hold files of the user's, which are never touched. Once all are on the
disk, one rename decides that they count, and each is moved to its place: the page goes first and
comes back last. A process killed within this last step, of about a millisecond, leaves a folder
without its page; whoever next writes to that folder or reads from it completes the step first
(`settle`). So wherever the page is, all files are of one run.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kneedrive.base.leftovers import DONE, STAGE, clear_leftovers, make_owned, wait_for
from kneedrive.base.places import MARK, refuse_no_folder, refuse_no_place
from kneedrive.base.whole import about, flush, uninterrupted

_ORDER = "order.json"  # names that go and the one that comes last, for whoever completes the step


@contextmanager
def whole_folder(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """A folder to write files into that take their places in `folder` once all went well.

    Parameters
    ----------
    folder : made where it is not there
    names : all files that such a result may have; one that was not written this time goes. The
        last is the page, whose presence says that all is there

    Raises
    ------
    InputError : a file can't be put there, or the disk is full
    """
    refuse_no_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settle(folder)
        for name in names:
            refuse_no_place(folder / name)
        stage, lock = make_owned(folder, STAGE, _make)
        try:
            yield stage
            _put_in_place(stage, folder, names)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
            os.close(lock)
    except OSError as error:
        raise about(error, folder) from None


def settle(folder: Path) -> None:
    """Complete what a killed process had all but done in a folder, and remove what it left."""
    clear_leftovers(folder, lambda done: _move(done, folder))


def _make(path: Path) -> int:
    path.mkdir()
    return os.open(path, os.O_RDONLY)


def _put_in_place(stage: Path, folder: Path, names: Sequence[str]) -> None:
    """Make the written files count, and move them to their places."""
    written = {path.name for path in stage.iterdir()}
    for name in written:
        refuse_no_place(folder / name)
        flush(stage / name)
    gone = [name for name in names if name not in written]
    (stage / _ORDER).write_text(json.dumps({"gone": gone, "last": names[-1]}), encoding="utf-8")
    flush(stage / _ORDER)
    flush(stage)
    lock = os.open(folder, os.O_RDONLY)
    try:
        # Another run may put its files into the same folder; not into one that is being made.
        if not folder.name.startswith(MARK):
            wait_for(lock)
        with uninterrupted():
            done = stage.with_suffix(DONE)
            os.rename(stage, done)
            _move(done, folder)
        flush(folder)
    finally:
        os.close(lock)


def _move(done: Path, folder: Path) -> None:
    """Move the files to their places; what was moved before by a process that died is fine."""
    if (done / _ORDER).is_file():
        order = json.loads((done / _ORDER).read_text(encoding="utf-8"))
        if (done / order["last"]).exists():
            (folder / order["last"]).unlink(missing_ok=True)
        for name in order["gone"]:
            (folder / name).unlink(missing_ok=True)
        made = sorted(path.name for path in done.iterdir() if path.name != _ORDER)
        for name in sorted(made, key=lambda name: name == order["last"]):
            os.replace(done / name, folder / name)
    shutil.rmtree(done)
