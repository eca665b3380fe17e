"""The numbers of one analysis, read back from every place that shows them, as a reader would."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd

Cells = list[str]
NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")
DRAWN = re.compile(r"[ML]([\d.-]+) ([\d.-]+)")


@dataclass
class Page(HTMLParser):
    """What a report says: rows of its tables and the words of its plots, by section.

    rows : (id of the section, cells); curves : ids of sections, (side, points of the path in per
    cent from left and top); ticks : labels of the value axis by section, (per cent, number)
    """

    text: str
    rows: list[tuple[str, Cells]] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)
    curves: dict[str, list[tuple[str, list[tuple[float, float]]]]] = field(default_factory=dict)
    ticks: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    spoken: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    tiles: list[Cells] = field(default_factory=list)
    words: str = ""

    def __post_init__(self) -> None:
        """Read the page."""
        super().__init__()
        self._section, self._open, self._path = "", "", [""]
        self._part: Cells | None = None
        self._tick: float | None = None
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where we are."""
        own = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._section = own.get("aria-labelledby", "")
        if tag == "div" and own.get("role") == "img":
            self.spoken[self._section] = own["aria-label"]
        if tag == "path" and own.get("class", "").startswith("line ") and own["d"] != "M0 4H28":
            points = [(float(x), float(y)) for x, y in DRAWN.findall(own["d"])]
            self.curves.setdefault(self._section, []).append((own["class"][5:], points))
        if tag == "span" and own.get("style", "").startswith("bottom:"):
            self._tick = float(own["style"][7:].rstrip("%"))
        if tag == "tr" or (tag == "div" and self._section == "who"):
            self._part = []
        if tag in ("td", "th", "dt", "dd") and self._part is not None:
            self._part.append("")
        self._open = own.get("id", tag) if tag in ("script", "style", "dt", "dd") else tag

    def handle_endtag(self, tag: str) -> None:
        """Keep what has ended."""
        if tag == "tr" and self._part:
            self.rows.append((self._section, [" ".join(c.split()) for c in self._part]))
            self._part = None
        if tag == "div" and self._part and self._section == "who":
            self.tiles.append([" ".join(c.split()) for c in self._part])
            self._part = None
        if tag in ("script", "style"):
            self._open = ""

    def handle_data(self, data: str) -> None:
        """Words of a cell, of a plot, or the page's own data."""
        if self._open == "data":
            self.data = json.loads(data)
        if self._open in ("data", "script", "style"):
            return
        self.words += data
        if self._part:
            self._part[-1] += f" {data}"
        if self._tick is not None and NUMBER.search(data):
            self.ticks.setdefault(self._section, []).append((self._tick, numbers(data)[0]))
            self._tick = None
        if self._open == "dt":
            self._path = [data]
        elif self._open == "dd":
            self.terms[self._path[0]] = self.terms.get(self._path[0], "") + data

    def highest(self, section: str) -> dict[str, float]:
        """The highest value that is drawn, by side, read off the axis."""
        (low_pct, low), *_, (high_pct, high) = self.ticks[section]
        unit = (high - low) / (high_pct - low_pct)
        return {
            side: low + unit * (100 - min(y for _, y in points) - low_pct)
            for side, points in self.curves[section]
        }


@dataclass(frozen=True)
class Places:
    """One analysis as it lies in its folder, and what the terminal said of it."""

    document: dict[str, Any]
    page: Page
    strides: pd.DataFrame
    motion: pd.DataFrame
    keypoints: pd.DataFrame
    terminal: str


def read_places(folder: Path, terminal: str) -> Places:
    """Everything that an analysis left."""
    strides, motion, keypoints = (
        pd.read_csv(folder / f"{name}.csv") for name in ("strides", "motion", "keypoints")
    )
    return Places(
        json.loads((folder / "metrics.json").read_text(encoding="utf-8")),
        Page((folder / "report.html").read_text(encoding="utf-8")),
        strides,
        motion,
        keypoints,
        terminal,
    )


def numbers(text: str) -> list[float]:
    """Every number of a text, in order."""
    return [float(found.replace("−", "-")) for found in NUMBER.findall(text)]
