"""What `kneedrive analyze` prints on a terminal of the usual width."""

import pytest

from kneedrive.cli.show import show
from kneedrive.cli.terminal import number, progress_lines, screen, stderr
from kneedrive.stride.register import METRICS
from tests.made_analysis import make_analysis


@pytest.mark.parametrize("columns", [80, 72])
def test_every_number_is_whole(monkeypatch, capsys, tmp_path, columns):
    monkeypatch.setattr(screen, "width", columns)
    analysis = make_analysis()
    show(analysis, tmp_path)
    printed = capsys.readouterr().out
    table = printed.partition("report:")[0]
    assert "…" not in table
    assert max(map(len, table.splitlines())) <= columns
    for metric in METRICS:
        measure = analysis.metrics[metric.name]
        sides = [number(metric, v) for v in (measure.left, measure.right) if v is not None]
        ends = f"{number(metric, measure.low)} .. {number(metric, measure.high)}"
        row = next(line for line in table.splitlines() if ends in line)
        assert f"{number(metric, measure.value)} {metric.unit}" in row
        assert row.partition(ends)[2].replace("indicative", "").split() == sides


def test_without_a_terminal_progress_is_lines(capsys, monkeypatch):
    moments = iter((0.0, 1.0, 6.0, 6.0, 7.0))
    monkeypatch.setattr("kneedrive.cli.terminal.time.monotonic", lambda: next(moments))
    with progress_lines("filming", stderr) as say:
        for share in (0.1, 0.5, 0.6):
            say(share)
    assert capsys.readouterr().err.splitlines() == ["filming ...", "filming: 50%"]
