"""What is fuzzed: inputs of one kind, the command that takes them, ways to damage them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

Damage = Callable[[bytes, Random], bytes]
WOUNDS = (1, 1, 1, 2, 3, 4)
MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class Material:
    """Inputs of one kind.

    suffix : of their file names
    words : the command line; {file} and {out} stand for the input and a folder for the results
    modules : what the command imports; loaded once, so that a case takes no longer than it must
    whole : makes inputs that the command takes
    damages : ways to damage one
    cases : damaged inputs in a run
    """

    name: str
    suffix: str
    words: tuple[str, ...]
    modules: tuple[str, ...]
    whole: Callable[[], list[bytes]]
    damages: tuple[Damage, ...]
    cases: int

    def command(self, file: Path, out: Path) -> list[str]:
        """The words after the program's name."""
        return [word.format(file=file, out=out) for word in self.words]


def damaged(material: Material, whole: list[bytes], number: int) -> bytes:
    """The damaged input of this number, always the same."""
    random = Random(f"{material.name} {number}")
    data = random.choice(whole)
    for _ in range(random.choice(WOUNDS)):
        data = random.choice(material.damages)(data, random)[:MOST_BYTES]
    return data
