"""Part `fuzz`: whatever is given to a command, it ends well or with one line on what is wrong.

    python -m bench fuzz                         every material, then the docs
    python -m bench.fuzz FIT GPX --cases 200     a look at some, nothing kept

`material` says what a material is: whole inputs that the project makes, the command that takes
them, and ways to damage them. `runner` runs the command on each damaged input in a process of its
own, bounded in time and memory, and says how it ended. `damage` damages any bytes; `xml_damage`,
`fit_damage`, `c3d_damage` and `table_damage` know the structure. `watch` has the watch files, `lab`
the tables of landmarks and the trials of a laboratory, `journals` journals and their exports,
`films` films (`made_films`, `film_damage`). Everything is seeded.
"""

from pathlib import Path

from bench.fuzz import films, journals, lab, watch
from bench.fuzz.material import Material
from bench.fuzz.runner import run_material
from bench.store import Document, Say, machine

MATERIALS: tuple[Material, ...] = (
    *watch.MATERIALS,
    *lab.MATERIALS,
    *journals.MATERIALS,
    *films.MATERIALS,
)


def run(scratch: Path, say: Say) -> Document:
    """Run every material; the counts of how its inputs ended."""
    said = machine()
    rows = [run_material(material, scratch / "fuzz", say) for material in MATERIALS]
    return {"machine": said, "materials": rows}
