"""The folder of results: nothing is left of a refused clip, all of an interrupted one."""

import shutil
from pathlib import Path
from types import TracebackType

from kneedrive.errors import InputError


class Results:
    """Folder for the results of one source.

    A context: a run that ends well, or is refused, leaves no partial work behind; an interrupted
    one keeps it, so that the same command goes on from there.
    """

    def __init__(self, source: Path, folder: Path | None) -> None:
        self.folder = folder or source.with_name(f"{source.name.split('.')[0]}-kneedrive")
        self.partial = self.folder / ".partial"

    def __enter__(self) -> "Results":
        self._made = [p for p in (self.folder, *self.folder.parents) if not p.exists()]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / ".kneedrive-writes-here"
            probe.touch()
            probe.unlink()
        except OSError as error:
            reason = error.strerror or "no reason given"
            raise InputError(
                f"{self.folder} can't be written to ({reason})", "give another folder with --out"
            ) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None or issubclass(kind, InputError):
            shutil.rmtree(self.partial, ignore_errors=True)
        for folder in self._made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
