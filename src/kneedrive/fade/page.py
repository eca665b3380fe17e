"""fade.html: one run along its way, in the look of the stride report; opens offline."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kneedrive.base.whole import write_whole
from kneedrive.fade.bars import bars
from kneedrive.fade.fade import Drift, Fade
from kneedrive.fade.kinds import CONTACT_LEAST, STEP_LEAST
from kneedrive.fade.plots import marks, panels
from kneedrive.fade.split import as_pct
from kneedrive.fade.told import tell
from kneedrive.fade.words import facts, summary
from kneedrive.findings import number
from kneedrive.report.palette import ON_DARK, ON_LIGHT
from kneedrive.report.prose import prose
from kneedrive.version import __version__
from kneedrive.watch.recording import Summary
from kneedrive.watch.run import Run

POINT_WORDS = {
    "fade": "where the stride begins to fade",
    "slowing": "where you slow down",
    "loss": "where step length or contact changes at equal speed",
    "none": "",
}
NO_CONTACT = (
    "The file holds no usable contact time, so there is no line of contact and none of flight."
)
TITLES = {"step_length_m": "Step length", "contact_ms": "Contact time"}
LEAST = {
    "step_length_m": f"−{100 * STEP_LEAST:g} %",
    "contact_ms": f"+{100 * CONTACT_LEAST:g} %",
}


def write_page(fade: Fade, run: Run, path: Path) -> None:
    """Write fade.html."""
    text = render("fade.html.j2", context(fade, run))
    write_whole(path, text)


def render(template: str, values: dict[str, Any]) -> str:
    """A page of this room from its template, in the look of the report."""
    own, shared = files("kneedrive.fade") / "assets", files("kneedrive.report") / "assets"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters["prose"] = prose
    style = (shared / "report.css").read_text("utf-8") + (own / "fade.css").read_text("utf-8")
    return environment.from_string((own / template).read_text("utf-8")).render(
        style=Markup(style),
        colours={"light": ON_LIGHT, "dark": ON_DARK},
        version=__version__,
        **values,
    )


def context(fade: Fade, run: Run) -> dict[str, Any]:
    """What the template shows."""
    return {
        "name": run.name,
        "facts": facts(fade, run.totals.distance_m, run.totals.time_s),
        "summary": summary(fade),
        "panels": panels(fade),
        "marks": marks(fade),
        "point_words": POINT_WORDS[fade.kind],
        "has_contact": "contact_ms" in fade.levels,
        "no_contact": NO_CONTACT,
        "compared": _compared(fade),
        "bars": bars(fade),
        "drifts": [_drift_row(drift) for drift in fade.drifts],
        "findings": tell(fade, run),
        "file": _file(run),
        "notes": run.notes,
    }


def _compared(fade: Fade) -> str:
    def ends(part_m: tuple[float, float]) -> str:
        return f"km {part_m[0] / 1000:.1f} to {part_m[1] / 1000:.1f}"

    return f"From {ends(fade.before_m)} to {ends(fade.after_m)}; walks and stands left out."


def _drift_row(drift: Drift) -> dict[str, str]:
    low, high = sorted((as_pct(drift.low), as_pct(drift.high)))
    return {
        "title": TITLES[drift.quantity],
        "change": f"{number(as_pct(drift.change), 1)} %",
        "ends": f"{number(low, 1)} to {number(high, 1)} %",
        "least": LEAST[drift.quantity],
    }


def _file(run: Run) -> list[tuple[str, str]]:
    rows = [("Kind", run.kind), ("Device", run.device or "not said"),
            ("Records", f"{len(run.table)}"),
            ("Contact time from", run.contact_source or "not recorded")]  # fmt: skip
    titles = {"distance_m": ("Distance", "m", 0), "time_s": ("Running time", "s", 0),
              "cadence": ("Mean cadence, stands included", "steps/min", 1),
              "contact_ms": ("Mean contact as recorded", "ms", 0)}  # fmt: skip
    for name, (title, unit, decimals) in titles.items():
        ours, own = _of(run.totals, name), _of(run.summary, name)
        if np.isfinite(ours):
            said = f"; the file's own summary: {own:.{decimals}f}" if np.isfinite(own) else ""
            rows.append((title, f"{ours:.{decimals}f} {unit}{said}"))
    return rows


def _of(summary_: Summary, name: str) -> float:
    return float(getattr(summary_, name))
