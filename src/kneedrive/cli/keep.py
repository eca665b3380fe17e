"""What all that is kept has in common: the day of a film, settings as JSON, a line on stderr."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from kneedrive.cli.terminal import stderr
from kneedrive.errors import InputError
from kneedrive.film.clip import open_film


def settings_of(said: dict[str, Any]) -> dict[str, Any]:
    """What the user asked for and said, as JSON has it."""
    return {name: str(v) if isinstance(v, Path) else v for name, v in said.items()}


def say(text: str) -> None:
    """One line on what the journal did."""
    stderr.print(f"journal: {text}", highlight=False, markup=False, soft_wrap=True)


def kept_words(new: bool) -> str:
    """Whether it was new."""
    return "kept" if new else "was kept already"


def day_of_film(path: Path, said: date | None) -> tuple[date, str]:
    """The day of a film, and what tells it."""
    return (said, "--on") if said else day_filmed(path)


def day_filmed(path: Path) -> tuple[date, str]:
    """The day a clip was taken, and what tells it: the film itself, else the file."""
    try:
        with open_film(path) as film:
            said = film.metadata.get("creation_time", "")
        taken = datetime.fromisoformat(said).astimezone()
        if taken.year > 1990:  # some encoders write the epoch of their format
            return taken.date(), "the film's own date"
    except (InputError, ValueError, OSError):
        pass
    return date.fromtimestamp(path.stat().st_mtime), "the file's date; --on corrects it"
