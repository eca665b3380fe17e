"""docs/accuracy.md and docs/speed.md say what the results say."""

import pytest

from bench import conditions, tables
from bench.docs import DOCS, PAGES, render, write_docs
from bench.scores import SCORED
from bench.store import save_result

MACHINE = {
    "processor": "a processor",
    "cores": 2,
    "system": "Linux",
    "python": "3.11.9",
    "libraries": {"openvino": "2026.4"},
    "load": 0.1,
}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_what_the_results_give(page):
    assert (DOCS / f"{page}.md").read_text(encoding="utf-8") == render(page), (
        "run: python -m bench docs"
    )


def figure(bias=1.25, sd=4.0):
    return {
        "n": 4,
        "bias": bias,
        "sd": sd,
        "worst": 9.0,
        "inside_pct": 93.8,
        "runner_sd": 3.3,
    }


def summary(title="a title"):
    metrics = {name: figure() for name in SCORED}
    steps = {key: figure() for key in ("strike", "toe_off", "contact")}
    counts = {"clips": 4, "refused": 1, "withheld": 0}
    clock = {"right": 3, "wrong": 1, "refused": 0}
    return {"title": title, "metrics": metrics, "steps": steps, "clock": clock} | counts


@pytest.fixture
def results(tmp_path):
    every = {c.key: summary(c.title) for c in conditions.conditions()}
    save_result("keypoints", {"machine": MACHINE, "conditions": every}, tmp_path)
    speeds = [{"speed_mps": 2.5, "n": 16, "before": 5.3, "after": 3.9}]
    calibrated = [{"noise": "none", "fps": 60.0, "speeds": speeds}]
    save_result("calibration", {"machine": MACHINE, "rows": calibrated}, tmp_path)
    film = {"speed_mps": 2.3, "scene": "passing", "facing": "left", "steps": 9}
    film |= {"seen": {"contact_time_ms": -7.77}, "true": {"contact_time_ms": 3.33}}
    cell = dict.fromkeys(
        ("ahead", "above", "between_ahead", "between_above", "within_ahead", "within_above"), 2.22
    )
    hard = {"name": "blurred", "model": "m", "reasons": []} | summary()
    studio = {"machine": MACHINE, "model": "a-network", "films": [film], "sensitivity": [hard]}
    studio["summary"] = {key: summary() for key in ("seen", "true", "seen, speed given")}
    studio["landmarks_cm"] = {"heel, near, on the ground": cell, "heel, near, in the air": cell}
    studio["exchanged_pct"] = {"before": 4.4, "after": 0.1}
    save_result("studio", studio, tmp_path)
    clip = {"clip": "garage.mp4", "what": "a run", "due": "measured", "outcome": "measured"}
    clip |= {"status": 0, "strides": 16, "frames": 360, "exchanged_frames": 5}
    clip["values"] = {
        "cadence_spm": 168.5,
        "contact_time_ms": 241.0,
        "duty_factor_pct": 34.0,
        "peak_thigh_angle_deg": 30.5,
    }
    save_result(
        "real", {"machine": MACHINE, "garage_cadence_spm": 168.9, "clips": [clip]}, tmp_path
    )
    rates = {"mediapipe 0.10.21 full": 76.0, "kneedrive full": 228.0}
    whole = {"full": {"pose_s": 2.0, "whole_s": 3.5, "frames": 360}}
    size = {"name": "garage.mp4", "frames": 360, "width_px": 720, "height_px": 1280}
    timed = {"clip": size, "pose_fps": rates, "whole": whole, "metrics_s": 0.31, "help_s": 0.4}
    save_result("speed", {"machine": MACHINE} | timed, tmp_path)
    peaks = dict.fromkeys(("start_mib", "pose_mib", "metrics_mib", "report_mib"), 600.0)
    rows = {"1": peaks | {"frames": 3600}, "10": peaks | {"frames": 36000}}
    save_result("memory", {"machine": MACHINE, "minutes": rows, "fps": 60.0}, tmp_path)
    hold = {"films": 40, "within_pct": 97.5, "reason_pct": 95.0, "side_pct": 100.0}
    hold |= {"bias_s": 0.01, "sd_s": 0.1, "worst_s": 0.3}
    move = {"films": 40, "exact_pct": 95.0, "off_by_one_pct": 5.0, "live_equal_pct": None}
    move |= {"unit": "deg", "matched": 90, "bias": 1.1, "sd": 2.2, "side_pct": 99.0}
    latency = {"pictures": 300, "p50": 20.0, "p95": 25.0}
    strength = {"machine": MACHINE, "model": "a-network", "hold": hold}
    save_result("strength", strength | {"moves": {"march": move}, "latency_ms": latency}, tmp_path)
    return tmp_path


def test_every_part_has_its_tables_on_a_page(results):
    accuracy, speed, strength = (render(page, results) for page in PAGES[:3])
    assert "Not measured yet" not in accuracy + speed + strength
    assert "| none, 60 fps | 5.3, 3.9 |" in accuracy
    assert "| march: exact count | 40 | 95.0 %, off by one 5.0 % |" in strength
    assert "95 % under 25.0 ms" in strength
    assert "| Contact time, ms | +1.2 ± 4.0 (9.0), 94 % |" in accuracy
    assert "| 2.30 | passing | left | 9 | - / - | -7.8 / +3.3 |" in accuracy
    assert "4.4 % as the network gave them" in accuracy
    assert "| blurred | 3 of 4, 1 refused |" in accuracy
    assert "| heel, near side | +2.2 ± 2.2 |" in accuracy
    assert "cadence 168.5 spm (counted: 168.9), 16 strides" in accuracy
    assert "| plays 8 x slower | 3 | 1 | 0 |" in accuracy
    assert "10.1177/17479541261436928" in accuracy
    assert "| kneedrive full | 228 | 3.00 x |" in speed
    assert "| full | 2.0 | 3.5 | 1.75 |" in speed
    assert "2 cores of a processor" in speed
    assert "| 10 min | 36000 | 600 |" in speed


def test_without_results_a_page_says_how_to_get_them(tmp_path):
    assert "python -m bench studio" in render("accuracy", tmp_path)
    assert "python -m bench memory" in render("speed", tmp_path)
    assert "python -m bench strength" in render("strength", tmp_path)


def test_every_page_is_written(tmp_path):
    paths = write_docs(tmp_path)
    assert [p.name for p in paths] == [f"{page}.md" for page in PAGES]
    assert all(p.read_text(encoding="utf-8").startswith("# ") for p in paths)


def test_numbers_keep_their_sign_but_zero_has_none_of_minus():
    assert tables.number(-0.04, 1, sign=True) == "+0.0"
    assert tables.number(-0.06, 1, sign=True) == "-0.1"
    assert tables.number(None, 1) == "-"
