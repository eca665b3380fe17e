"""Findings: what the numbers mean, beside runners at the same speed, and how that is known."""

from kneedrive.findings.filming import film_better, runner_height_px
from kneedrive.findings.finding import Finding
from kneedrive.findings.findings import read_findings
from kneedrive.findings.norms import NORMS, Band, NoBand, Norm, band_at
from kneedrive.findings.place import Place, place
from kneedrive.findings.summary import MAIN, summary
from kneedrive.findings.words import (
    amount,
    amount_with_interval,
    interval,
    number,
    pace,
    signed,
    unit,
    with_unit,
)

__all__ = [
    "MAIN",
    "NORMS",
    "Band",
    "Finding",
    "NoBand",
    "Norm",
    "Place",
    "amount",
    "amount_with_interval",
    "band_at",
    "film_better",
    "interval",
    "number",
    "pace",
    "place",
    "read_findings",
    "runner_height_px",
    "signed",
    "summary",
    "unit",
    "with_unit",
]
