"""--export: what goes on to OpenSim and to a laboratory's own scripts."""

from collections.abc import Sequence
from pathlib import Path

from kneedrive.analysis import Analysis, Filming
from kneedrive.errors import InputError
from kneedrive.motion.lab import export_trial, is_lab_file, open_lab_trial, write_angles_mot

ENDINGS = {"trc": (".trc",), "mot": ("-angles.mot", "-force.mot"), "csv": ("-centres.csv",)}
KINDS = tuple(ENDINGS)


def kinds_of(text: str | None, source: Path) -> tuple[str, ...]:
    """Kinds of files from the option's text; empty where nothing is asked for.

    Raises
    ------
    InputError : an unknown kind, or one that the source can't give
    """
    if text is None:
        return ()
    kinds = tuple(dict.fromkeys(kind.strip().lower() for kind in text.split(",") if kind.strip()))
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        raise InputError(f"--export {text} is not known", f"say {', '.join(KINDS)} or some of them")
    if not is_lab_file(source) and kinds != ("mot",):
        raise InputError(
            f"{source.name} has no markers in three dimensions to export",
            "say --export mot for its joint angles; motion.csv is written in any case",
        )
    return kinds


def export_names(kinds: Sequence[str], source: Path) -> tuple[str, ...]:
    """Names of the files that these kinds may give."""
    return tuple(_stem(source) + ending for kind in kinds for ending in ENDINGS[kind])


def _stem(source: Path) -> str:
    return source.name.split(".")[0]


def write_exports(
    kinds: Sequence[str], analysis: Analysis, filming: Filming, folder: Path
) -> tuple[Path, ...]:
    """Write the files into the folder; their paths."""
    if not kinds:
        return ()
    name = _stem(analysis.source)
    if is_lab_file(analysis.source):
        lab = open_lab_trial(analysis.source, filming.static, filming.markers)
        return export_trial(lab, analysis.motion, kinds, folder, name)
    path = folder / f"{name}-angles.mot"
    write_angles_mot(path, analysis.motion)
    return (path,)
