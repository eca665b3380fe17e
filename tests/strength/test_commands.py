"""kneedrive hold and kneedrive coach as a user meets them; no film and no network is needed."""

import json

import pytest

from kneedrive.film.studio.moves import alternating, hold_performance, lifts_performance
from kneedrive.pose.keypoints import write_keypoints
from tests.strength.performed import keypoints_of


@pytest.fixture
def hold_csv(tmp_path):
    path = tmp_path / "left.keypoints.csv"
    write_keypoints(keypoints_of(hold_performance(3, "left", 3.0, "thigh")), path)
    return path


@pytest.fixture
def march_csv(tmp_path):
    path = tmp_path / "set.keypoints.csv"
    write_keypoints(keypoints_of(lifts_performance("march", 2, [alternating(2, 2)])), path)
    return path


def test_a_hold_leaves_a_page_and_numbers(kneedrive, hold_csv, tmp_path):
    out = tmp_path / "out"
    who = ("--height", 1.75, "--mass", 70, "--load", "4kg", "--red-flags", "none")
    status, said, _ = kneedrive("hold", hold_csv, "--out", out, *who)
    assert status == 0
    assert "left leg" in said
    document = json.loads((out / "hold.json").read_text(encoding="utf-8"))
    leg = document["legs"]["left"]
    assert leg["reason"] == "thigh"
    assert leg["moment"]["low_nm_kg"] < leg["moment"]["value_nm_kg"]
    assert document["red_flags"] == "all answered no"
    page = (out / "hold.html").read_text(encoding="utf-8")
    assert "Knee hold" in page
    assert "Demand against capacity" not in page
    assert "http" not in page.replace("https://doi.org", "").replace("http-equiv", "")
    assert sorted(p.name for p in out.iterdir()) == ["hold.html", "hold.json"]


def test_a_yes_stops_before_anything_is_written(kneedrive, hold_csv, tmp_path):
    out = tmp_path / "out"
    status, _, wrong = kneedrive("hold", hold_csv, "--out", out, answers="n\ny\n")
    assert status == 2
    assert "no test today" in wrong
    assert not out.exists()


@pytest.fixture(params=["hold", "march"])
def command(request, hold_csv, march_csv):
    """The words of a command that measures a film, and the name of what it writes."""
    if request.param == "hold":
        return ("hold", hold_csv), "hold"
    return ("coach", "march", march_csv), "coach"


def test_where_nobody_answers_the_film_is_measured_and_says_so(kneedrive, command, tmp_path):
    words, name = command
    out = tmp_path / "out"
    status, said, _ = kneedrive(*words, "--out", out)
    assert status == 0
    document = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
    assert document["red_flags"] == "not all answered"
    assert "Next set" not in {f["title"] for f in document["findings"]}
    assert said.startswith("note: No advice without answers")
    short = (out / f"{name}.html").read_text(encoding="utf-8").split('id="numbers"')[0]
    assert "No advice without answers" in short
    assert "Emergency, go now" in short
    answered, said, _ = kneedrive(*words, "--out", tmp_path / "asked", "--red-flags", "none")
    assert answered == 0
    assert "No advice" not in said
    page = (tmp_path / "asked" / f"{name}.html").read_text(encoding="utf-8")
    assert "No advice" not in page
    assert "Emergency, go now" in page.split('id="numbers"')[0]


SILENCE = ("", "\n" * 60, "n\n" * 16, "n\n" * 5 + "perhaps\n" * 20, "none\n" * 9)


@pytest.mark.parametrize("answers", SILENCE)
def test_silence_an_enter_and_half_of_the_answers_are_not_no(kneedrive, command, answers, tmp_path):
    words, name = command
    assert kneedrive(*words, "--out", tmp_path, answers=answers)[0] == 0
    assert json.loads((tmp_path / f"{name}.json").read_text())["red_flags"] == "not all answered"
    told = kneedrive("hold", "--seconds", 8, "--leg", "left", answers=answers).stdout
    assert "coaching idea" not in told
    assert "under 10 s" not in told
    assert "Is there a lump in the groin?" in told  # the questions that it speaks of


@pytest.mark.parametrize("answers", ["n\n" * 17, "\nN\n" + "no\n" * 16, "none of these\n"])
def test_every_question_answered_with_no_gives_advice(kneedrive, answers):
    done = kneedrive("hold", "--seconds", 8, "--leg", "left", answers=answers)
    told = " ".join(done.stdout.split())
    assert "Shorter than the coaching idea's 10 to 15 s" in told
    assert "No advice" not in told


def test_a_yes_stops_a_move_too(kneedrive, march_csv, tmp_path):
    out = tmp_path / "out"
    status, _, wrong = kneedrive("coach", "march", march_csv, "--out", out, answers="y\n")
    assert status == 2
    assert "no test today" in wrong
    assert not out.exists()


def test_pain_stands_first_on_screen_and_page(kneedrive, command, tmp_path):
    words, name = command
    out = tmp_path / "out"
    status, said, _ = kneedrive(*words, "--out", out, "--red-flags", "none", "--pain")
    assert status == 0
    assert said.startswith("note: Pain was reported")
    assert "coaching idea" not in said
    page = (out / f"{name}.html").read_text(encoding="utf-8")
    short = page.split('id="in-short"')[1]
    assert short.index("Pain was reported") < short.index("leg" if name == "hold" else "2 left")
    document = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
    assert document["reported"] == {"cramp": False, "pain": True}
    assert document["findings"][0]["title"] == "Pain"
    if name == "hold":
        assert document["legs"]["left"]["reading"] is None
        assert document["legs"]["left"]["held_s"] > 2


def test_a_stopwatch_is_enough(kneedrive, tmp_path):
    words = ("hold", "--seconds", 12, "--leg", "left", "--out", tmp_path)
    status, said, _ = kneedrive(*words, answers="n\n" * 17)
    assert status == 0
    assert "10 to 15 s" in said
    assert (
        json.loads((tmp_path / "hold.json").read_text(encoding="utf-8"))["legs"]["left"]["held_s"]
        == 12
    )


def test_a_stopwatch_keeps_what_it_is_told(kneedrive, tmp_path):
    words = ("hold", "--seconds", 12, "--leg", "left", "--load", "4kg", "--mass", 70)
    status, said, _ = kneedrive(*words, "--height", 1.75, "--out", tmp_path)
    assert status == 0
    assert "No advice without answers" in said
    assert "4 kg on the foot" in said
    document = json.loads((tmp_path / "hold.json").read_text(encoding="utf-8"))
    assert document["load"]["words"] == "4 kg on the foot"
    assert document["person"] == {"mass_kg": 70.0, "height_m": 1.75, "sex": None}
    moment = document["legs"]["left"]["moment"]
    assert moment["low_nm_kg"] < moment["value_nm_kg"] < moment["high_nm_kg"]
    assert "not seen" in document["legs"]["left"]["pose"]


def test_the_sex_that_was_told_is_that_of_the_moment(kneedrive, hold_csv, tmp_path):
    values = []
    for sex in ("male", "female"):
        who = ("--height", 1.75, "--mass", 70, "--sex", sex, "--red-flags", "none")
        assert kneedrive("hold", hold_csv, "--out", tmp_path / sex, *who)[0] == 0
        document = json.loads((tmp_path / sex / "hold.json").read_text(encoding="utf-8"))
        assert document["person"]["sex"] == sex
        values.append(document["legs"]["left"]["moment"]["value_nm_kg"])
    assert values[0] > values[1]


def test_a_band_is_refused_for_the_l_sit_before_the_film_is_read(kneedrive, march_csv):
    missing = march_csv.with_name("missing.mp4")
    words = ("coach", "lsit", missing, "--load", "band:green", "--red-flags", "none")
    status, _, wrong = kneedrive(*words)
    assert status == 2
    assert "L-sit" in wrong


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--seconds"),
        (("--seconds", "12"), "--leg"),
        (("--seconds", "-1", "--leg", "left"), "--seconds"),
        (("--seconds", "12", "--leg", "left", "--load", "much"), "--load"),
        (("missing.mp4",), "does not exist"),
    ],
)
def test_bad_input_is_one_line_and_status_2(kneedrive, words, told):
    status, _, wrong = kneedrive("hold", *words, "--red-flags", "none")
    assert status == 2
    assert len(wrong.strip().splitlines()) == 1
    assert told in wrong


def test_a_set_is_counted_and_the_next_one_advised(kneedrive, march_csv, tmp_path):
    out = tmp_path / "out"
    status, said, _ = kneedrive(
        "coach", "march", march_csv, "--load", "band:green", "--out", out, "--red-flags", "none"
    )
    assert status == 0
    assert "2 left, 2 right" in said
    document = json.loads((out / "coach.json").read_text(encoding="utf-8"))
    assert document["counted"] == 4
    assert document["findings"][0]["title"] == "Next set"
    assert "10 to 12 a leg" in (out / "coach.html").read_text(encoding="utf-8")


def test_demand_stands_beside_what_was_shown(kneedrive, march_csv, tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    metrics = {"hip_flexor_peak_moment_nm_kg": {"value": 1.35, "low": 1.0, "high": 1.7}}
    (run / "metrics.json").write_text(
        json.dumps({"schema": "kneedrive.metrics/1", "metrics": metrics})
    )
    out = tmp_path / "out"
    who = ("--height", 1.75, "--mass", 70, "--red-flags", "none", "--reserve", 3)
    words = ("coach", "march", march_csv, "--load", "band:40N", "--run", run, "--out", out)
    assert kneedrive(*words, *who)[0] == 0
    page = (out / "coach.html").read_text(encoding="utf-8")
    assert "Demand against capacity" in page
    assert "Peak in the run" in page
    assert "A usual repetition, at its top" in page
    assert "Held still at the top: " in page
    moments = [r["moment"] for r in json.loads((out / "coach.json").read_text())["repetitions"]]
    assert len({m["value_nm_kg"] for m in moments}) == 4
    assert "not forces of the psoas" in page


def test_a_part_of_a_table_is_read_alone(kneedrive, march_csv, tmp_path):
    words = ("coach", "march", march_csv, "--out", tmp_path / "out", "--red-flags", "none")
    assert kneedrive(*words, "--end", 4.0)[1].startswith("1 left.")
    status, _, wrong = kneedrive(*words, "--start", 600)
    assert status == 2
    assert "--start" in wrong
