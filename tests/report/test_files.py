"""The files that other programs read: metrics.json, strides.csv, motion.csv, keypoints.csv."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kneedrive.errors import InputError
from kneedrive.pose.table import read_keypoints
from kneedrive.pull.followers import without_followers
from kneedrive.report import metrics_document, write_report
from kneedrive.stride.register import METRICS
from tests.made_analysis import STRIDE_S, TOE_OFF, make_analysis, short_analysis


def test_metrics_json_keeps_the_public_contract(tmp_path: Path) -> None:
    write_report(make_analysis(), tmp_path)
    document = json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))
    assert document["schema"] == "kneedrive.metrics/1"
    for key in ("kneedrive", "source", "time_base", "scale", "runner", "events", "quality"):
        assert key in document
    assert set(document["time_base"]) == {
        "playback_fps",
        "capture_fps",
        "slow_motion_factor",
        "how",
    }
    assert {"m_per_px", "how"} <= set(document["scale"])
    assert {"facing", "near_side", "height_px"} <= set(document["runner"])
    assert document["quality"]["usable_frames_pct"] == 99.0
    assert document["quality"]["warnings"] == ["The camera stood 2 degrees askew."]
    assert document["events"][1] == {
        "side": "right",
        "strike_s": STRIDE_S / 2,
        "toe_off_s": round(STRIDE_S / 2 + TOE_OFF * STRIDE_S, 4),
    }
    assert set(document["metrics"]) == {m.name for m in METRICS}
    contact = document["metrics"]["contact_time_ms"]
    assert contact == {
        "value": 234.0,
        "low": 226.0,
        "high": 242.0,
        "sd": 4.0,
        "n": 20,
        "left": 232.0,
        "right": 236.0,
        "status": "ok",
        "reason": None,
        "unit": "ms",
    }


def test_what_is_not_known_is_null_never_nan() -> None:
    made = short_analysis()
    unknown = replace(made.motion.scale, m_per_px=float("nan"), error_pct=float("nan"))
    document = metrics_document(replace(made, motion=replace(made.motion, scale=unknown)))
    text = json.dumps(document, allow_nan=False)
    assert "NaN" not in text
    assert document["scale"]["m_per_px"] is None
    cadence = document["metrics"]["cadence_spm"]
    assert cadence["value"] is None
    assert cadence["status"] == "withheld"
    assert "2 steps" in cadence["reason"]


def test_tables_hold_every_step_stride_and_frame(tmp_path: Path) -> None:
    made = make_analysis()
    write_report(made, tmp_path)
    rows = pd.read_csv(tmp_path / "strides.csv")
    assert (rows["kind"] == "step").sum() == len(made.strides.steps)
    assert (rows["kind"] == "stride").sum() == len(made.strides.strides)
    assert rows.loc[rows["kind"] == "step", "contact_s"].notna().all()
    assert rows.loc[rows["kind"] == "stride", "contact_s"].isna().all()

    motion = pd.read_csv(tmp_path / "motion.csv")
    assert len(motion) == len(made.motion.time_s)
    assert np.allclose(motion["left_thigh_deg"], made.motion.legs["left"].thigh_deg, atol=1e-3)
    assert np.allclose(motion["right_knee_x_m"], made.motion.of("right_knee")[:, 0], atol=1e-4)
    inside = motion["time_s"].between(STRIDE_S * 2 + 0.01, STRIDE_S * (2 + TOE_OFF) - 0.01)
    assert (motion.loc[inside, "left_contact"] == 1).all()
    assert (motion.loc[inside, "right_contact"] == 0).all()
    # After the last whole contact nothing is known of the feet.
    assert pd.isna(motion["left_contact"].iloc[-1])

    keypoints = read_keypoints(tmp_path / "keypoints.csv")
    assert np.allclose(keypoints.of("left_knee"), made.keypoints.of("left_knee"), atol=0.01)


def test_a_clip_without_strides_still_gives_every_file(tmp_path: Path) -> None:
    write_report(short_analysis(), tmp_path)
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {
        "report.html",
        "metrics.json",
        "strides.csv",
        "motion.csv",
        "keypoints.csv",
    }


def test_steps_of_withheld_numbers_are_not_given_as_events(tmp_path: Path) -> None:
    whole, short = make_analysis(), short_analysis()
    motion, strides, pull = without_followers(
        whole.motion, whole.strides, whole.pull, short.metrics
    )
    left = replace(whole, metrics=short.metrics, motion=motion, strides=strides, pull=pull)
    write_report(left, tmp_path)
    assert json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))["events"] == []
    assert len(pd.read_csv(tmp_path / "strides.csv")) == 0
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'id="thigh"' not in text
    assert 'id="strip"' not in text


def test_a_place_that_cannot_be_written_is_refused_plainly(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(InputError, match="not a folder"):
        write_report(make_analysis(), taken)
