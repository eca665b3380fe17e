"""fade.html and the tables behind it."""

import json
import re

import numpy as np
import pandas as pd

from kneedrive.fade import find_fade, write_fade
from kneedrive.fade.plots import tick_km
from kneedrive.watch import Recording, put_in_order
from kneedrive.watch.recording import raw_table
from kneedrive.watch.simulated import SimulatedCourse, SimulatedFade
from tests.fade.made_runs import made_fade, made_run

FADE = SimulatedFade(0.65, 0.06)
NO_CONTACT = SimulatedCourse(12000.0, has_contact=False)


def written(folder, *which):
    page = write_fade(made_fade(*which), made_run(*which), folder)
    return page.read_text(encoding="utf-8")


def test_the_page_shows_every_line_with_the_point_and_loads_nothing(tmp_path):
    page = written(tmp_path, FADE)
    for title in ("Speed", "Step length", "Cadence", "Contact", "Flight"):
        assert f"<h3>{title} " in page
    assert page.count('class="point"') == page.count('class="panel"')
    assert 'class="maybe"' in page
    assert not re.search(r'(src|href)="(https?:)?//(?!doi\.org)', page)
    assert "where the stride begins to fade" in page
    assert "NaN" not in page
    assert "nan" not in re.sub(r"[a-z]*nan[a-z]+|[a-z]+nan", "", page)


def test_a_run_of_six_days_has_a_page(tmp_path):
    time_s = np.arange(0.0, 240_000.0, 20.0)
    columns = {"clock_s": 1e9 + time_s, "distance_m": 2.2 * time_s,
               "cadence": 80 + np.round(2 * np.sin(time_s / 700))}  # fmt: skip
    run = put_in_order(Recording("FIT", "", raw_table(columns, len(time_s))), "six days")
    page = write_fade(find_fade(run), run, tmp_path).read_text(encoding="utf-8")
    assert ">500<" in page.replace(" km", "")


def test_ticks_are_round_and_at_most_nine():
    assert [tick_km(km) for km in (1, 5, 10, 21.1, 42.2, 100, 450, 451, 1000, 4500)] == [
        0.5, 1, 2, 5, 5, 20, 50, 100, 200, 500,
    ]  # fmt: skip


def test_without_contact_there_is_no_line_of_flight_and_the_reason_is_given(tmp_path):
    page = written(tmp_path, FADE, NO_CONTACT)
    assert "<h3>Flight " not in page
    assert "no usable contact time" in page
    assert "holds no contact time" in page


def test_without_a_fade_nothing_is_marked(tmp_path):
    page = written(tmp_path)
    assert 'class="point"' not in page
    assert "No fade" in page


def test_tables_and_json_say_what_the_page_says(tmp_path):
    written(tmp_path, FADE)
    said = json.loads((tmp_path / "fade.json").read_text(encoding="utf-8"))
    fade = made_fade(FADE)
    assert said["kind"] == "fade"
    assert said["point"]["low_m"] <= said["point"]["begin_m"] <= said["point"]["high_m"]
    parts = said["split_log_pct"]
    assert np.isclose(parts["speed"], parts["cadence"] + parts["step_length"], atol=1e-3)
    cut = pd.read_csv(tmp_path / "fade.csv")
    assert len(cut) == len(fade.stretches)
    assert "step_length_m_at_equal_speed_pct" in cut
    assert len(pd.read_csv(tmp_path / "records.csv")) == len(made_run(FADE).table)
