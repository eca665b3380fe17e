"""The page: opens alone, reads in order, says everything that was measured or withheld."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from kneedrive.analysis import Analysis
from kneedrive.findings import film_better, read_findings, summary
from kneedrive.pull.demand import Demand
from kneedrive.pull.followers import without_followers
from kneedrive.report import write_report
from kneedrive.report.bands import band_rows
from kneedrive.report.plots import moment_plot, thigh_plot
from kneedrive.report.prose import prose
from kneedrive.report.pull_rows import demand_rows, pull_rows
from kneedrive.report.strip import step_strip
from kneedrive.stride.measure import withheld
from kneedrive.stride.register import METRICS
from tests.made_analysis import make_analysis, measures, short_analysis


class Page(HTMLParser):
    """Collects what a reader, a browser and a screen reader go by."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "img":
            self.images.append(given)
        if tag == "a":
            self.links.append(str(given.get("href")))
        for name in ("src", "poster", "data") if tag != "link" else ("href",):
            if given.get(name):
                self.loads.append(str(given[name]))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def page_of(analysis: Analysis, folder: Path) -> Page:
    return Page(write_report(analysis, folder).read_text(encoding="utf-8"))


@pytest.mark.parametrize("made", [make_analysis(), short_analysis()], ids=["whole", "short"])
def test_page_loads_nothing_and_reads_in_order(made: Analysis, tmp_path: Path) -> None:
    page = page_of(made, tmp_path)
    assert all(load.startswith("data:") for load in page.loads)
    beside = {"metrics.json", "strides.csv", "motion.csv", "keypoints.csv"}
    for link in page.links:
        assert link.startswith(("https://doi.org/10.", "#")) or link in beside
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert len(page.ids) == len(set(page.ids))
    assert {"main", "header", "footer", "caption"} <= set(page.tags)
    assert all(image.get("alt") for image in page.images)


def test_page_says_summary_findings_and_every_metric(tmp_path: Path) -> None:
    made = make_analysis()
    text = page_of(made, tmp_path).text
    for sentence in summary(made):
        assert re.sub(r"\s+", " ", sentence) in text
    for finding in read_findings(made):
        assert finding.title in text
        assert re.sub(r"\s+", " ", finding.text) in text
    for metric in METRICS:
        assert metric.definition in text
    for line in (*film_better(made), *made.warnings):
        assert line in text
    assert "There is no film" in text


def test_page_of_a_short_clip_gives_reasons_and_no_numbers(tmp_path: Path) -> None:
    page = page_of(short_analysis(), tmp_path)
    assert "Only 2 steps were seen and 4 are needed" in page.text
    assert "thigh" not in page.ids
    assert not band_rows(short_analysis())[0]


def test_gaps_in_the_landmarks_do_not_stop_the_report(tmp_path: Path) -> None:
    made = make_analysis()
    rng = np.random.default_rng(1)
    unseen = rng.random(made.motion.xy_px.shape[:2]) < 0.3
    hidden = np.where(unseen[..., None], np.nan, made.motion.xy_px)
    legs = {
        side: replace(leg, thigh_deg=np.where(unseen[:, 0], np.nan, leg.thigh_deg))
        for side, leg in made.motion.legs.items()
    }
    curves = {
        side: replace(curve, sd_deg=np.full(101, np.nan))
        for side, curve in made.strides.curves.items()
    }
    gappy = replace(
        made,
        motion=replace(made.motion, xy_px=hidden, legs=legs),
        keypoints=replace(made.keypoints, xy_px=hidden),
        strides=replace(made.strides, curves=curves),
    )
    text = page_of(gappy, tmp_path).text
    assert "nan" not in re.sub(r"\{.*\}", "", text).lower().split()
    assert "NaN" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_names_from_outside_are_escaped(tmp_path: Path) -> None:
    made = replace(make_analysis(), source=Path("<script>alert(1) & co.csv"))
    text = write_report(made, tmp_path).read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1) &amp; co.csv" in text


def test_a_usual_value_lies_in_the_band_and_a_far_one_outside() -> None:
    def row(**values: float):  # type: ignore[no-untyped-def]
        rows, _ = band_rows(replace(make_analysis(), metrics=measures(**values)))
        return next(r for r in rows if r.name == "flight_time_ms")

    usual, far = row(), row(flight_time_ms=40)
    assert usual.middle.left < usual.dot < usual.middle.left + usual.middle.width
    assert far.dot < far.nearly_all.left
    assert 0 <= far.dot <= 100
    assert far.error is not None
    assert far.error.left < far.dot < far.error.left + far.error.width
    assert usual.left < usual.dot < usual.right
    assert usual.usual == ("102", "140")


def test_beyond_the_data_there_is_no_band_or_a_hatched_one(tmp_path: Path) -> None:
    fast = replace(make_analysis(), metrics=measures(speed_mps=5.2))
    rows, without = band_rows(fast)
    assert [(r.name, r.extrapolated) for r in rows] == [("peak_thigh_angle_deg", True)]
    assert "2.5 to 4.5 m/s" in without["flight_time_ms"]
    assert "beyond the runners that were measured" in page_of(fast, tmp_path).text
    unknown = measures()
    unknown["speed_mps"] = withheld("the scale is unknown")
    rows, without = band_rows(replace(fast, metrics=unknown))
    assert not rows
    assert "speed is not known" in without["flight_time_ms"]


def test_the_thigh_plot_shows_what_the_curves_hold() -> None:
    made = make_analysis()
    plot = thigh_plot(made)
    assert plot is not None
    assert [curve.side for curve in plot.curves] == ["left", "right"]
    marks = {(m.side, m.kind): m for m in plot.marks}
    assert marks["left", "contact"].x == 0
    assert marks["left", "toe-off"].x == 33
    highest = marks["left", "highest knee"]
    assert plot.y.low + (100 - highest.y) / 100 * (plot.y.high - plot.y.low) == pytest.approx(
        made.strides.curves["left"].mean_deg.max(), abs=0.05
    )
    assert "left thigh" in plot.spoken
    assert moment_plot(make_analysis()) is not None
    assert moment_plot(short_analysis()) is None


def test_dois_become_links_and_options_stay_whole() -> None:
    assert prose("give --height or --speed") == (
        "give <code>--height</code> or <code>--speed</code>"
    )
    made = str(prose("A & B 2019, doi 10.3389/fspor.2019.00053; C 2005"))
    assert 'href="https://doi.org/10.3389/fspor.2019.00053"' in made
    assert made.startswith("A &amp; B")
    assert made.endswith("; C 2005")


def test_the_pull_shows_impulse_first_timing_and_peaks_as_indicative(tmp_path: Path) -> None:
    made = make_analysis()
    rows = pull_rows(made)
    assert rows[0].title == "Pull (flexor impulse)"
    assert [row.title for row in rows if row.indicative] == [
        "Peak flexor moment",
        "Peak flexor power",
    ]
    strongest = next(row for row in rows if row.title == "Pull is strongest at")
    ends = next(row for row in rows if row.title == "Pull ends at")
    assert strongest.left == f"{made.pull.legs['left'].peak_at_swing_pct:.0f}"
    assert ends.left == "55"
    assert strongest.interval is not None
    assert strongest.title in page_of(made, tmp_path).text
    withheld_pull = measures() | {"hip_flexor_impulse_nms_kg": withheld("too wide")}
    row = pull_rows(replace(made, metrics=withheld_pull))[0]
    assert (row.mean, row.left, row.reason) == (None, "–", "too wide")
    assert pull_rows(short_analysis()) == []


def test_every_demand_shows_its_interval_grade_and_source(tmp_path: Path) -> None:
    asked = (
        Demand("knee 5° higher", 1.12, 1.10, 1.14, 1.12, "mechanics of this leg", "measured here"),
        Demand("1 km/h faster", 1.08, 1.05, 1.11, 1.10, "doi 10.7717/peerj.3298", "literature"),
        Demand("unknown", np.nan, np.nan, np.nan, np.nan, "", "literature"),
    )
    made = make_analysis()
    made = replace(made, pull=replace(made.pull, demands=asked))
    rows = demand_rows(made)
    assert [row.swing for row in rows] == ["×\N{NO-BREAK SPACE}1.12", "×\N{NO-BREAK SPACE}1.08"]
    text = page_of(made, tmp_path).text
    for words in ("Knee 5° higher", "1.10 to 1.14", "Mechanics of this leg", "literature"):
        assert words in text


def test_force_and_kinematics_stand_side_by_side(tmp_path: Path) -> None:
    made = make_analysis()
    late = tuple(replace(c, strike_s=c.strike_s + 0.005) for c in made.strides.contacts)
    both = replace(made, force_contacts=made.strides.contacts, kinematic_contacts=late)
    page = page_of(both, tmp_path)
    assert "By force and by kinematics" in page.text
    assert "+5\N{NO-BREAK SPACE}ms" in (tmp_path / "report.html").read_text(encoding="utf-8")
    strip = step_strip(both)
    assert strip is not None
    assert len(strip.kinematic) == len(strip.contacts)
    shift = strip.kinematic[0][1] - strip.contacts[0][1]
    assert shift == pytest.approx(100 * 0.005 / (strip.end_s - strip.begin_s), abs=0.002)
    assert "By force and by kinematics" not in page_of(made, tmp_path).text


def test_a_withheld_knee_drive_takes_its_curve_its_column_and_its_angles_along() -> None:
    made = make_analysis()
    gone = measures() | {"peak_thigh_angle_deg": withheld("too wide")}
    motion, strides, pull = without_followers(made.motion, made.strides, made.pull, gone)
    assert strides.curves == {}
    assert strides.strides["peak_thigh_deg"].isna().all()
    assert strides.strides["min_thigh_deg"].notna().all()
    assert np.isnan(motion.legs["left"].thigh_deg).all()
    assert np.isfinite(motion.legs["left"].knee_flexion_deg).all()
    assert pull == made.pull
    assert len(strides.contacts) == len(made.strides.contacts)


def test_a_withheld_impulse_leaves_no_pull_but_its_reason() -> None:
    made = make_analysis()
    gone = measures() | {"hip_flexor_impulse_nms_kg": withheld("too wide")}
    _, _, pull = without_followers(made.motion, made.strides, made.pull, gone)
    assert (pull.legs, pull.demands, pull.reason) == ({}, (), "too wide")
