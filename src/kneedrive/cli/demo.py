"""kneedrive demo: a synthetic runner is filmed and measured, and set against the truth."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from rich.table import Table

from kneedrive.analysis import Filming, Runner, analyze
from kneedrive.cli.outputs import output
from kneedrive.cli.results import Results
from kneedrive.cli.terminal import (
    number,
    print_network,
    print_place,
    progress_bar,
    progress_lines,
    screen,
    stderr,
)
from kneedrive.film.studio import Camera, Extras, film_runner, typical_runner
from kneedrive.pose.bias import about_network
from kneedrive.report import REPORT_NAME, write_report
from kneedrive.report.write import NAMES
from kneedrive.stride.register import BY_NAME

SECONDS = 8.0
SPEED_MPS = 3.4
HEIGHT_M = 1.78
FILMED = ("runner.mp4", "runner.truth.json")


def demo_command(
    out: Annotated[Path, output("Folder for film and report.")] = Path("demo"),
) -> None:
    """Film a synthetic runner, analyse the film, and set it against what the runner really did."""
    told = progress_bar if stderr.is_terminal else progress_lines
    with Results(out, out, (*FILMED, *NAMES)) as results:
        with told("filming a synthetic runner", stderr) as progress:
            film, truth = film_demo(results.stage, progress)
        how = Filming(capture_fps=truth["fps"])
        with told("finding the runner", stderr) as progress:
            analysis = analyze(film, demo_runner(truth), how, progress, results.partial)
        with told("writing the report", stderr) as progress:
            write_report(analysis, results.stage, progress=progress)
    table = Table(box=None, pad_edge=False)
    for title in ("", "measured", "95 % interval", "truth"):
        table.add_column(title, justify="left" if title == "" else "right")
    for name, true_value in demo_truth(truth).items():
        metric, measure = BY_NAME[name], analysis.metrics[name]
        table.add_row(
            metric.title,
            f"{number(metric, measure.value)} {metric.unit}",
            f"{number(metric, measure.low)} .. {number(metric, measure.high)}",
            number(metric, true_value),
        )
    print_network(analysis.keypoints.model)
    screen.print(table, highlight=False)
    note = about_network(analysis.keypoints.model)
    if note:
        screen.print(f"note: {note}", highlight=False, markup=False)
    print_place(results.folder / REPORT_NAME)


def film_demo(folder: Path, progress: Callable[[float], None]) -> tuple[Path, dict[str, Any]]:
    """Film the synthetic runner into folder; the film and its truth file, read back."""
    person = typical_runner(SPEED_MPS, height_m=HEIGHT_M, seed=7)
    film_runner(
        person,
        Camera(facing="right", scene="treadmill"),
        Extras(),
        SECONDS,
        folder / "runner",
        progress=lambda done, of: progress(done / of),
    )
    truth: dict[str, Any] = json.loads((folder / "runner.truth.json").read_text(encoding="utf-8"))
    return folder / "runner.mp4", truth


def demo_runner(truth: dict[str, Any]) -> Runner:
    """What a user would say of the runner: the height, and no more."""
    return Runner(height_m=truth["height_m"])


def demo_truth(truth: dict[str, Any]) -> dict[str, float]:
    """The five main numbers as they really were, by the register's names."""
    mean = truth["mean"]
    return {
        "cadence_spm": mean["cadence_spm"],
        "contact_time_ms": 1000 * mean["contact_s"],
        "flight_time_ms": 1000 * mean["flight_s"],
        "step_length_m": mean["step_length_m"],
        "peak_thigh_angle_deg": mean["peak_thigh_deg"],
    }
