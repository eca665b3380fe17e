"""Tables of the docs in Markdown, from results."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.scores import SCORED
from kneedrive.stride.register import BY_NAME

MISSING = "-"
TWO_DECIMALS = {"cadence_spm"}
MAIN = (
    "cadence_spm",
    "contact_time_ms",
    "flight_time_ms",
    "step_length_m",
    "peak_thigh_angle_deg",
    "peak_thigh_velocity_dps",
    "hip_flexor_impulse_nms_kg",
)
SCALED = tuple(name for name in SCORED if BY_NAME[name].needs_scale and name != "speed_mps")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """A Markdown table; the first columns hold words, the others numbers, aligned right."""
    rule = ["---"] * words + ["--:"] * (len(head) - words)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def conditions_table(
    conditions: Mapping[str, Any],
    keys: Sequence[str],
    heads: Sequence[str],
    metrics: Sequence[str] = tuple(SCORED),
) -> str:
    """A row per metric, a column per condition: `bias ± SD (worst), share inside`."""
    chosen = [conditions[key] for key in keys]
    rows = [["clips measured", *(_measured(c) for c in chosen)]]
    for name in metrics:
        cells = [error_cell(name, c["metrics"].get(name)) for c in chosen]
        if any(cell != MISSING for cell in cells):
            rows.append([metric_title(name), *cells])
    return table(["", *heads], rows)


def calibration_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """SD of contact before and after calibration, a row per kind of landmarks."""
    cells = [
        [f"{row['noise']}, {row['fps']:g} fps"]
        + [f"{s['before']:.1f}, {s['after']:.1f}" for s in row["speeds"]]
        for row in rows
    ]
    speeds = [f"{s['speed_mps']:g} m/s before, after" for row in rows for s in row["speeds"]]
    return table(["landmarks", *dict.fromkeys(speeds)], cells)


def metric_title(name: str) -> str:
    """A metric's title with the unit of its error."""
    return f"{BY_NAME[name].title}, {SCORED[name].unit}"


def error_cell(name: str, summary: Mapping[str, Any] | None) -> str:
    """Bias, SD, worst and share inside the interval of one metric."""
    if summary is None or not summary["n"]:
        return MISSING
    spread = f" ± {error_of(name, summary['sd'], sign=False)}" if summary["sd"] is not None else ""
    worst = error_of(name, summary["worst"], sign=False)
    bias = error_of(name, summary["bias"])
    return f"{bias}{spread} ({worst}), {summary['inside_pct']:.0f} %"


def error_of(name: str, value: float | None, sign: bool = True) -> str:
    """One error with the decimals that its metric deserves."""
    return number(value, 2 if name in TWO_DECIMALS else 1, sign)


def number(value: float | None, decimals: int, sign: bool = False) -> str:
    """A number, never -0; a dash where there is none."""
    if value is None:
        return MISSING
    text = f"{value + 0.0:+.{decimals}f}" if sign else f"{value:.{decimals}f}"
    return text.replace("-", "+") if sign and float(text) == 0 else text


def _measured(condition: Mapping[str, Any]) -> str:
    """How many clips were measured in full, of how many."""
    good = condition["clips"] - condition["refused"] - condition["withheld"]
    words = [f"{good} of {condition['clips']}"]
    words += [f"{condition[key]} {key}" for key in ("refused", "withheld") if condition[key]]
    return ", ".join(words)


def steps_table(conditions: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Single steps: bias and 95 % limits of agreement of strike, toe-off, contact, ms."""
    rows = []
    for key in keys:
        steps = conditions[key]["steps"]
        cells = [limits_cell(steps[event]) for event in ("strike", "toe_off", "contact")]
        rows.append([conditions[key]["title"], str(steps["contact"]["n"]), *cells])
    return table(["", "steps", "strike, ms", "toe-off, ms", "contact, ms"], rows)


def limits_cell(summary: Mapping[str, Any]) -> str:
    """Bias and 1.96 standard deviations to either side (Bland and Altman)."""
    if summary["sd"] is None:
        return MISSING
    return f"{number(summary['bias'], 1, sign=True)} ± {1.96 * summary['sd']:.1f}"


def clock_table(conditions: Mapping[str, Any], keys: Sequence[str]) -> str:
    """How often the slow-motion factor was found."""
    rows = [
        [conditions[key]["title"], *(str(conditions[key]["clock"][k]) for k in CLOCK)]
        for key in keys
    ]
    return table(["", "found", "wrong", "refused"], rows)


CLOCK = ("right", "wrong", "refused")


def films_table(films: Sequence[Mapping[str, Any]]) -> str:
    """A row per studio film: errors by the network's keypoints / by the true ones."""
    shown = {
        "cadence_spm": "cadence, %",
        "contact_time_ms": "contact, ms",
        "flight_time_ms": "flight, ms",
        "peak_thigh_angle_deg": "peak thigh, deg",
        "hip_flexor_impulse_nms_kg": "impulse, %",
    }
    rows = []
    for film in films:
        cells = [
            f"{error_of(n, film['seen'].get(n))} / {error_of(n, film['true'].get(n))}"
            for n in shown
        ]
        who = f"{film['speed_mps']:.2f}"
        rows.append([who, film["scene"], film["facing"], str(film["steps"]), *cells])
    return table(["m/s", "scene", "facing", "steps", *shown.values()], rows, words=3)


def summary_table(summary: Mapping[str, Any]) -> str:
    """All studio films: the network's keypoints, the true ones, the speed given."""
    titled = {
        "seen": "pose network, height given",
        "true": "true keypoints, height given",
        "seen, speed given": "pose network, speed given",
    }
    return conditions_table(summary, list(titled), list(titled.values()))


def hard_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """A row per condition of the studio: bias and SD of the main metrics."""
    names = list(dict.fromkeys(name for row in rows for name in row["metrics"]))
    body = []
    for row in rows:
        cells = [bias_cell(name, row["metrics"].get(name)) for name in names]
        body.append([row["name"], _measured(row), *cells])
    return table(["", "films measured", *(metric_title(name) for name in names)], body)


def bias_cell(name: str, summary: Mapping[str, Any] | None) -> str:
    """Bias and SD alone."""
    if summary is None:
        return MISSING
    spread = f" ± {error_of(name, summary['sd'], sign=False)}" if summary["sd"] is not None else ""
    return error_of(name, summary["bias"]) + spread


def landmarks_table(cm: Mapping[str, Mapping[str, float]]) -> str:
    """A row per joint and side: bias ahead and above, and SD, on the ground and in the air, cm."""
    head = ["", "on the ground: ahead", "above", "in the air: ahead", "above"]
    rows = []
    for key in cm:
        joint, place, phase = key.split(", ")
        if phase != "on the ground":
            continue
        cells = []
        for part in (key, f"{joint}, {place}, in the air"):
            found = cm.get(part)
            for way in ("ahead", "above"):
                cells.append(
                    f"{number(found[way], 1, sign=True)} ± {found[f'within_{way}']:.1f}"
                    if found
                    else MISSING
                )
        rows.append([f"{joint}, {place} side", *cells])
    return table(head, rows)


def real_table(clips: Sequence[Mapping[str, Any]]) -> str:
    """A row per real clip."""
    rows = [[c["clip"], c["what"], c["due"], c["outcome"], str(c["status"])] for c in clips]
    return table(["clip", "what", "due", "outcome", "exit status"], rows, words=4)


def share(part: int, whole: int) -> str:
    """A count and its per cent, '12, 80 %'."""
    return f"{part}, {100 * part / whole:.0f} %" if whole else "-"
