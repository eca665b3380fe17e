"""Films, whole and damaged, for the three commands that take them."""

from bench.fuzz.damage import ANY
from bench.fuzz.film_damage import FILM
from bench.fuzz.made_films import films
from bench.fuzz.material import Material

MODULES = ("kneedrive.analysis", "kneedrive.report", "kneedrive.film.read", "kneedrive.strength",
           "kneedrive.pose.pipeline")  # fmt: skip
TO = ("{file}", "--out", "{out}", "--pose-model", "full")


def _material(name: str, words: tuple[str, ...], module: str, cases: int) -> Material:
    return Material(name, ".mp4", words, (*MODULES, module), films, (*ANY, *FILM), cases)


MATERIALS = (
    _material("films", ("analyze", *TO, "--no-film"), "kneedrive.cli.analyze", 250),
    _material("films of a hold", ("hold", *TO), "kneedrive.cli.hold", 25),
    _material("films of a move", ("coach", "march", *TO), "kneedrive.cli.coach", 25),
)
