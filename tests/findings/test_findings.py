"""Findings describe and compare, never beyond their error, and never what no film can show."""

import re
from dataclasses import replace

import pytest

from kneedrive.analysis import Analysis
from kneedrive.findings import Finding, Place, film_better, place, read_findings, summary
from kneedrive.stride.measure import Measure, withheld
from kneedrive.stride.register import BY_NAME
from tests.made_analysis import make_analysis, measures, short_analysis

FORBIDDEN = re.compile(r"psoas|elite|injur|diagnos|faster if|more economical", re.IGNORECASE)


def with_values(**values: float) -> Analysis:
    return replace(make_analysis(), metrics=measures(**values))


def titled(analysis: Analysis, part: str) -> list[Finding]:
    return [f for f in read_findings(analysis) if part in f.title]


def every_kind() -> list[Analysis]:
    made = make_analysis()
    unknown = {
        n: withheld("the scale is unknown") if BY_NAME[n].needs_scale else m
        for n, m in made.metrics.items()
    }
    return [
        made,
        with_values(flight_time_ms=60, foot_clearance_m=0.3, shank_angle_at_contact_deg=20),
        replace(made, metrics=unknown),
        short_analysis(),
    ]


@pytest.mark.parametrize("case", range(4))
def test_every_finding_has_words_grade_source_and_known_metrics(case: int) -> None:
    found = read_findings(every_kind()[case])
    assert found
    for finding in found:
        assert finding.text.endswith(".")
        assert finding.source
        assert finding.grade in ("measured here", "literature", "coaching opinion")
        assert set(finding.metrics) <= set(BY_NAME)
        assert not FORBIDDEN.search(finding.text + finding.title)


@pytest.mark.parametrize("case", range(4))
def test_summary_is_three_to_five_sentences(case: int) -> None:
    sentences = summary(every_kind()[case])
    assert 3 <= len(sentences) <= 5
    assert all(s.endswith(".") and not FORBIDDEN.search(s) for s in sentences)


def test_warning_signs_stand_before_anything_about_exercise() -> None:
    titles = [f.title for f in read_findings(make_analysis())]
    assert titles.index("Before any test or exercise") < titles.index("Pull instead of push")
    exercise = [f.title for f in read_findings(make_analysis()) if "training" in f.text.lower()]
    assert exercise == ["Pull instead of push"]


def test_the_same_landing_is_ahead_at_one_speed_and_usual_at_another() -> None:
    slow = with_values(speed_mps=2.7, shank_angle_at_contact_deg=14)
    fast = with_values(speed_mps=4.4, shank_angle_at_contact_deg=14)
    assert titled(slow, "further ahead than most")
    assert not titled(fast, "further ahead")
    assert any("landed further ahead" in s for s in summary(slow))
    assert not any("landed further ahead" in s for s in summary(fast))


def test_a_shuffle_needs_low_flight_and_low_heels_beyond_error() -> None:
    assert titled(with_values(flight_time_ms=80, foot_clearance_m=0.38), "shuffling")
    assert not titled(with_values(flight_time_ms=80), "shuffling")
    assert not titled(with_values(foot_clearance_m=0.38), "shuffling")
    # 100 ms is low, but its interval reaches into the usual: nothing is claimed.
    assert not titled(with_values(flight_time_ms=100, foot_clearance_m=0.38), "shuffling")


def test_left_against_right_only_beyond_its_own_error() -> None:
    made = make_analysis()
    same = titled(made, "Left and right")[0]
    assert "No difference" in same.text

    def with_gap(gap: float) -> Finding:
        contact = Measure(234, 226, 242, 6, 20, 234 - gap / 2, 234 + gap / 2)
        return titled(
            replace(made, metrics={**made.metrics, "contact_time_ms": contact}), "Left and right"
        )[0]

    assert "No difference" in with_gap(15).text
    assert "contact time 224 left, 244" in with_gap(20).text
    assert with_gap(20).metrics == ("contact_time_ms",)


def test_a_place_knows_its_error_and_that_of_speed() -> None:
    metrics = measures(peak_thigh_angle_deg=40.0)
    found = place("peak_thigh_angle_deg", metrics, 1.76)
    assert isinstance(found, Place)
    assert found.z == pytest.approx((40 - 34.0) / 4.2, abs=0.01)
    assert not found.clearly_high
    assert "within its error" in found.words()
    # Half of the z range: the value's 2 degrees and 0.12 m/s x 6.4 degrees per m/s.
    assert (found.high_z - found.low_z) / 2 == pytest.approx((2 + 0.12 * 6.4) / 4.2, abs=0.01)
    sure = place("peak_thigh_angle_deg", measures(peak_thigh_angle_deg=45.0), 1.76)
    assert isinstance(sure, Place)
    assert sure.clearly_high
    assert "within its error" not in sure.words()


def test_withheld_numbers_are_said_to_be_withheld() -> None:
    short = short_analysis()
    text = " ".join(f.text for f in read_findings(short))
    assert "only 2 steps were seen and 4 are needed" in text
    assert "only 2 steps were seen" in " ".join(summary(short))
    no_scale = every_kind()[2]
    assert "Step length" in titled(no_scale, "Not measured")[0].text
    assert "without the runner's height or speed" in summary(no_scale)[0]


def test_advice_names_what_was_lacking_and_nothing_else() -> None:
    made = make_analysis(seconds=20.0, fps=120.0)
    assert film_better(made) == []
    motion, clock = made.motion, made.clock
    lacking = {
        "--height": replace(made, runner=replace(made.runner, height_m=None)),
        "slow motion": replace(made, clock=replace(clock, capture_fps=30.0)),
        "nearer": replace(made, keypoints=replace(made.keypoints, xy_px=made.keypoints.xy_px / 3)),
        "Keep both legs in view": replace(made, motion=replace(motion, usable_pct=70.0)),
        "level": replace(made, motion=replace(motion, tilt_deg=-6.0)),
        "Film longer": replace(made, strides=make_analysis(5.0).strides),
    }  # fmt: skip
    for words, analysis in lacking.items():
        advice = film_better(analysis)
        assert len(advice) == 1, (words, advice)
        assert words in advice[0]
