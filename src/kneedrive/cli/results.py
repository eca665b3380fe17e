"""The folder of results: nothing is left of a refused clip, all of an interrupted one."""

import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from kneedrive.base.leftovers import locked, share
from kneedrive.base.places import ANOTHER_FOLDER, cannot_write, refuse_no_folder
from kneedrive.base.whole_folder import whole_folder
from kneedrive.errors import InputError


class Results:
    """Folder for the results of one source.

    A context: files written into `stage` take their places in `folder` together, at the end of a
    run that ends well. Such a run, or one that is refused, leaves no partial work behind; an
    interrupted one keeps it, so that the same command goes on from there.

    Parameters
    ----------
    source : what is read
    folder : where the results go; beside the source without it
    names : all files that such a result may have, the page last
    """

    def __init__(self, source: Path, folder: Path | None, names: Sequence[str]) -> None:
        self.folder = folder or source.with_name(f"{source.name.split('.')[0]}-kneedrive")
        self._partial = self.folder / ".partial"
        self._used: int | None = None
        self._source, self._names = source, names

    def __enter__(self) -> "Results":
        refuse_no_folder(self.folder)
        self._made = [p for p in (self.folder, *self.folder.parents) if not p.exists()]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._refuse_source()
        except OSError as error:
            raise cannot_write(self.folder, error, ANOTHER_FOLDER) from None
        try:
            self._stack = ExitStack()
            self.stage = self._stack.enter_context(whole_folder(self.folder, self._names))
        except InputError:
            self._remove_empty()
            raise
        return self

    @property
    def partial(self) -> Path:
        """Where partial work is kept, for this run and for one that is interrupted."""
        if self._used is None:
            try:
                self._partial.mkdir(exist_ok=True)
                self._used = os.open(self._partial, os.O_RDONLY)
            except OSError as error:
                raise cannot_write(self._partial, error, ANOTHER_FOLDER) from None
            share(self._used)
        return self._partial

    def _remove_partial(self) -> None:
        """Remove partial work, of killed runs too, unless another run is at it now."""
        with suppress(OSError):
            used = self._used if self._used is not None else os.open(self._partial, os.O_RDONLY)
            self._used = used
            if locked(used) is not False:
                shutil.rmtree(self._partial, ignore_errors=True)

    def _refuse_source(self) -> None:
        """Refuse to put a result in the place of what it is made from."""
        for name in self._names:
            place = self.folder / name
            if place.exists() and self._source.exists() and place.samefile(self._source):
                raise InputError(
                    f"{self._source} would be overwritten by its own result",
                    "give another folder with --out",
                )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        ended_well = False
        try:
            self._stack.__exit__(kind, error, trace)
            ended_well = kind is None
        except InputError:
            kind = InputError
            raise
        finally:
            if ended_well or (kind is not None and issubclass(kind, InputError)):
                self._remove_partial()
            if self._used is not None:
                os.close(self._used)
            self._remove_empty()

    def _remove_empty(self) -> None:
        """Remove the folders that were made for nothing."""
        for folder in self._made:
            with suppress(OSError):
                folder.rmdir()
