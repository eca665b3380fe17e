"""The pages of docs/ that hold measured figures, from the newest results of each part.

The words stand in `templates/`, the numbers in `results/`; nothing is written by hand twice.
"""

from pathlib import Path

import jinja2

from bench import conditions, tables
from bench.store import PARTS, RESULTS, ROOT, Document, newest_result, write_text
from training.noise import NOISE

PAGES = ("accuracy", "speed", "strength", "fade", "progress", "robustness", "mutants")
DOCS = ROOT / "docs"


def write_docs(docs: Path = DOCS) -> list[Path]:
    """Write every page."""
    paths = [docs / f"{page}.md" for page in PAGES]
    for page, path in zip(PAGES, paths, strict=True):
        write_text(render(page), path)
    return paths


def render(page: str, results: Path = RESULTS) -> str:
    """The text of a page."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    parts: dict[str, Document | None] = {part: newest_result(part, results) for part in PARTS}
    template = environment.get_template(f"{page}.md.j2")
    return template.render(**parts, tables=tables, plan=conditions, noises=NOISE)
