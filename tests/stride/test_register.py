"""The register is the one place for a metric: pages, units and errors agree with it."""

from pathlib import Path

from kneedrive.stride.learned import FAMILIES
from kneedrive.stride.method_error import method_errors
from kneedrive.stride.register import BY_NAME, METRICS
from kneedrive.stride.register_page import metrics_markdown

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"
UNITS = {
    "spm": "steps/min",
    "ms": "ms",
    "pct": "%",
    "m": "m",
    "mps": "m/s",
    "deg": "deg",
    "dps": "deg/s",
    "nms_kg": "Nms/kg",
    "nm_kg": "Nm/kg",
    "w_kg": "W/kg",
}


def test_the_page_of_metrics_is_made_from_the_register():
    assert PAGE.read_text(encoding="utf-8") == metrics_markdown(), "run make docs"


def test_names_end_in_their_unit():
    for metric in METRICS:
        suffix = next(s for s in sorted(UNITS, key=len, reverse=True) if metric.name.endswith(s))
        assert UNITS[suffix] == metric.unit, metric.name


def test_every_metric_has_its_method_error_and_the_scale_enters_where_metres_do():
    for family in FAMILIES:
        errors = method_errors(family)
        assert set(errors) == set(BY_NAME)
        for name, error in errors.items():
            assert (error.scale_power > 0) == BY_NAME[name].needs_scale, name
            assert error.of(100.0, 14, 3.5) > 0, name
