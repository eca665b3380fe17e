"""plan, log, progress, journal and --journal, as a user meets them."""

import json
from datetime import date, timedelta

import pytest

from bench.athletes import START, make_athlete
from bench.made_journal import keep_measured
from kneedrive import cli
from kneedrive.film.studio.moves import hold_performance
from kneedrive.journal import find_athlete, open_journal
from kneedrive.journal.read import read_holds, read_log, read_runs
from kneedrive.pose.keypoints import write_keypoints
from tests import treading
from tests.keeping.saying import PLAN, events, refused
from tests.strength import performed
from tests.watch.made_files import fit_bytes, running_records


def test_plan_log_and_plan_again(kneedrive, today, tmp_path):
    calendar, workout = tmp_path / "plan.ics", tmp_path / "next.fit"
    page, text = tmp_path / "plan.pdf", tmp_path / "plan.txt"
    planned = kneedrive(
        *PLAN,
        *("--hold", "20,20", "--zone", "Europe/Vienna", "--key", "tue,sun"),
        *("--ics", calendar, "--fit", workout, "--pdf", page, "--text", text),
    )
    assert planned.returncode == 0, planned.stderr
    assert "march left 3 x 10" in planned.stdout
    assert workout.read_bytes()[8:12] == b".FIT"
    assert page.read_bytes().startswith(b"%PDF")
    assert "Before any exercise" in text.read_text(encoding="utf-8")
    first = {str(e["uid"]): e["sequence"] for e in events(calendar)}

    week_ago = today - timedelta(days=5)
    for day in (week_ago, today - timedelta(days=2)):
        done = kneedrive(
            "log", "march", 12, 12, 12, "--load", "yellow-band", "--rir", 2, "--on", day
        )
        assert done.returncode == 0, done.stderr
    assert "next time left: 8 with red band" in done.stdout
    again = kneedrive("plan", "--ics", calendar)
    assert "march left 3 x 8 (up to 12), red band" in again.stdout
    second = {str(e["uid"]): e["sequence"] for e in events(calendar)}
    assert set(second) == set(first)
    assert all(second[uid] >= first[uid] for uid in first)
    assert any(second[uid] > first[uid] for uid in first)


def test_the_same_log_twice_is_one_and_a_correction_must_be_said(kneedrive):
    assert "kept" in kneedrive("log", "march", 12, 12, 11).stdout
    assert "was kept already" in kneedrive("log", "march", 12, 12, 11).stdout
    refused(kneedrive("log", "march", 12, 12, 12), "--replace")
    assert kneedrive("log", "march", 12, 12, 12, "--replace").returncode == 0


def test_a_red_flag_stops_the_plan_until_it_is_cleared(kneedrive, tmp_path):
    calendar = tmp_path / "plan.ics"
    assert kneedrive(*PLAN, "--ics", calendar).returncode == 0
    said = kneedrive("log", "night-pain", 4)
    assert "doctor" in said.stdout
    refused(kneedrive("plan", "--ics", calendar), "at night", "doctor")
    assert {str(e["status"]) for e in events(calendar)} == {"CANCELLED"}
    assert kneedrive("log", "cleared").returncode == 0
    assert kneedrive("plan").returncode == 0
    refused(kneedrive("plan", "--red-flags", "groin-hopping"), "hop")
    refused(kneedrive("plan"), "hop")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["log", "squat", "5"], "march"),
        (["log", "march"], "12 12 11"),
        (["log", "hold", "8"], "--side left"),
        (["log", "hold", "8", "14", "--load", "heavy"], "8lb"),
        (["log", "march", "12", "--load", "pink-band"], "yellow-band"),
        (["log", "march", "nan"], "repetitions"),
        (["log", "march", "12", "--rir", "99"], "--rir"),
        (["log", "march", "12", "--side", "up"], "left or right"),
        (["log", "lsit", "5", "--side", "left"], "--side"),
        (["log", "march", "12", "--on", "yesteryear"], "2026-03-02"),
        (["log", "march", "12", "--on", "2126-03-02"], "still to come"),
        (["hold", "--journal", "--on", "2126-03-02", "--seconds", "9"], "still to come"),
        (["log", "march", "11.5"], "whole numbers"),
        (["log", "march", *["10"] * 11], "11 sets"),
        (["log", "march", "12", "--at-least"], "--at-least does not go with march"),
        (["log", "march", "12", "--note", "good"], "--note"),
        (["log", "hold", "8", "9", "--rir", "2"], "--rir"),
        (["log", "pain", "4", "--load", "8-lb"], "--load"),
        (["log", "pain", "4", "--athlete", "A\tB"], "no name"),
        (["journal", "list"], "nobody"),
        (["journal", "list", "--last", "0"], "--last"),
        (["journal", "remove", "abcd"], "nobody"),
        (["log", "pain", "11"], "0 to 10"),
        (["log", "pain", "4", "--move", "squat"], "--move"),
        (["plan", "--weeks", "3"], "6 to 12"),
        (["plan", "--key", "someday"], "weekday"),
        (["plan", "--hold", "8"], "8,14"),
        (["plan", "--weights", "8stone"], "8lb"),
        (["plan", "--time", "late"], "18:00"),
        (["plan", "--red-flags", "hangnail"], "night-pain"),
        ([*PLAN, "--pdf", "/proc/none/plan.pdf"], "/proc/none/plan.pdf"),
        (["journal", "export", "/proc/none/a.zip"], "no folder"),
        (["journal", "import", "nothing.zip"], "does not exist"),
        (["journal", "delete", "Nobody"], "nobody"),
        (["journal", "show", "--at", "mysql://a/b"], "postgresql"),
        (["progress"], "nobody"),
    ],
)
def test_what_can_not_be_is_refused_in_one_line(kneedrive, words, said):
    refused(kneedrive(*words), said)


def test_a_hold_by_hand_starts_the_plan_and_is_compared_later(kneedrive, today, tmp_path):
    start = today - timedelta(days=43)  # in the seventh week of eight: training is still to come
    assert "kept" in kneedrive("log", "hold", 8, 20, "--on", start).stdout
    assert "was kept already" in kneedrive("log", "hold", 8, 20, "--on", start).stdout
    planned = kneedrive(*PLAN, "--start", start)
    assert "left hold 8 s, right 20 s: one extra set left" in planned.stdout
    kneedrive("log", "hold", 13, "--side", "left")
    kneedrive("log", "hold", 13, "--side", "left", "--load", "8lb")
    done = kneedrive("progress", "--out", tmp_path / "p.html")
    assert "left, 0 kg: 8.0 to 13.0 s" in done.stdout
    assert "right, 0 kg" not in done.stdout


def test_what_was_logged_wrong_is_seen_and_put_right(kneedrive, today, tmp_path):
    kneedrive("log", "hold", 80, 14)
    kneedrive("log", "hold", 8, 15, "--replace", "--at-least")
    kneedrive("log", "pain", 9)
    said = kneedrive("log", "pain", 2, "--replace").stdout
    assert f"pain 2 of 10 on {today}: kept for me" in said
    kneedrive("log", "lsit", 7.5, 8)
    listed = kneedrive("journal", "list").stdout
    assert "left at least 8.0 s, by hand" in listed
    assert "lsit both 7.5 s 8 s" in listed
    assert "80.0 s" not in listed
    (wrong,) = [line.split()[0] for line in listed.splitlines() if "pain 2 of 10" in line]
    assert "removed for me" in kneedrive("journal", "remove", wrong).stdout
    assert "pain" not in kneedrive("journal", "list").stdout
    holds, log, _ = kept_rows(tmp_path)
    assert [(h.side, h.held_s, h.at_least) for h in holds] == [
        ("left", 8.0, True),
        ("right", 15.0, True),
    ]
    assert log.troubles == ()


def test_a_name_written_wrong_makes_nobody(kneedrive, march_csv, tmp_path):
    assert "kept for Ana" in kneedrive("log", "march", 12, "--athlete", "Ana").stdout
    film = ("coach", "march", march_csv, "--red-flags", "none", "--out", tmp_path / "out")
    for words in (
        ("log", "march", 12),
        ("log", "pain", 3),
        ("log", "hold", 8, 9),
        ("plan",),
        (*film, "--journal"),
    ):
        refused(kneedrive(*words, "--athlete", "Anna"), "there is Ana;", "journal add Anna")
    assert "Anna" not in kneedrive("journal", "show").stdout
    kneedrive("journal", "add", "Anna")
    assert "kept for Anna" in kneedrive("log", "march", 12, "--athlete", "Anna").stdout


def test_a_journal_is_checked_and_tidied(kneedrive, tmp_path):
    kneedrive("log", "march", 12, 12, 12)
    assert "is whole" in kneedrive("journal", "check").stdout
    assert "anew" in kneedrive("journal", "tidy").stdout
    file = tmp_path / "journal.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:8192] + bytes(len(content) - 8192))
    refused(kneedrive("journal", "check"), "damaged", "backup")


def test_progress_of_a_journal(kneedrive, tmp_path):
    with open_journal(str(tmp_path / "journal.sqlite")) as journal, journal.writing() as db:
        who = find_athlete(db, "Ana", make=True)
        change = {"contact_time_ms": -25.0, "step_length_m": 0.0, "peak_thigh_angle_deg": 0.0}
        keep_measured(db, who.key, make_athlete(7, change))
    refused(kneedrive("progress", "--out", tmp_path / "p.html"), "--since")
    done = kneedrive("progress", "--since", START, "--out", tmp_path / "p.html")
    assert done.returncode == 0, done.stderr
    assert "clear change" in done.stdout
    assert "clear change" in (tmp_path / "p.html").read_text(encoding="utf-8")
    refused(kneedrive("progress", "--since", START, "--out", "/proc/none/p.html"), "no folder")


def test_athletes_are_added_named_exported_imported_and_deleted(kneedrive, tmp_path):
    zipped = tmp_path / "ana.zip"
    assert "is in the journal" in kneedrive("journal", "add", "Ana").stdout
    assert "was there already" in kneedrive("journal", "add", "Ana").stdout
    kneedrive("journal", "add", "Bo")
    refused(kneedrive("log", "march", 12), "--athlete")
    assert kneedrive("log", "march", 12, "--athlete", "Ana").returncode == 0
    shown = kneedrive("journal", "show")
    assert "Ana" in shown.stdout
    assert "Bo" in shown.stdout
    assert kneedrive("journal", "export", zipped, "--athlete", "Ana").returncode == 0
    assert kneedrive("journal", "rename", "Ana", "Anna").returncode == 0
    assert "is deleted" in kneedrive("journal", "delete", "Anna", "--yes").stdout
    assert "rows were new" in kneedrive("journal", "import", zipped).stdout
    assert "2" in kneedrive("journal", "show", "--athlete", "Ana").stdout


def test_an_analysis_goes_into_the_journal_once(kneedrive, tmp_path):
    clip = tmp_path / "run.keypoints.csv"
    write_keypoints(treading.keypoints(0.35, step_px=240, stride_hz=1.4), clip)
    words = ("analyze", clip, "--height", 1.75, "--out", tmp_path / "out", "--journal")
    words += ("--camera", "phone on the fence")
    first = kneedrive(*words, "--on", "2026-03-01")
    assert first.returncode == 0, first.stderr
    assert "2026-03-01" in first.stderr
    assert "kept for me" in first.stderr
    assert "was kept already" in kneedrive(*words).stderr
    other = kneedrive(*words, "--height", 1.80)
    assert "kept for me" in other.stderr  # another setting is another analysis of the same clip
    shown = kneedrive("journal", "show").stdout
    assert "2026-03-01" in shown
    exported = kneedrive("journal", "export", tmp_path / "a.zip").stdout
    assert "me" in exported
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        (kept,) = json.loads(archive.read("clips.json"))
        analyses = json.loads(archive.read("analyses.json"))
    assert sorted(a["settings"]["height_m"] for a in analyses) == [1.75, 1.80]
    assert kept["camera"].startswith("phone on the fence, ")
    assert kept["camera"].endswith((", left side", ", right side"))


@pytest.fixture
def hold_csv(tmp_path):
    path = tmp_path / "left.keypoints.csv"
    write_keypoints(performed.keypoints_of(hold_performance(3, "left", 3.0, "thigh")), path)
    return path


def kept_rows(tmp_path):
    """Holds, sets, runs and the log as the journal has them."""
    with open_journal(str(tmp_path / "journal.sqlite")) as journal, journal.reading() as db:
        who = find_athlete(db, None)
        far = (date(2000, 1, 1), date(2100, 1, 1))
        return read_holds(db, who.key), read_log(db, who.key), read_runs(db, who.key, *far)


def test_a_filmed_hold_is_kept_once_with_its_load(kneedrive, hold_csv, tmp_path):
    who = ("--height", 1.75, "--mass", 70, "--load", "4kg", "--red-flags", "none")
    words = ("hold", hold_csv, *who, "--out", tmp_path / "out", "--journal")
    first = kneedrive(*words, "--on", "2026-03-01")
    assert first.returncode == 0, first.stderr
    assert "of 2026-03-01 (--on) kept for me" in first.stderr
    assert "was kept already" in kneedrive(*words).stderr
    (hold,), _, _ = kept_rows(tmp_path)
    assert (hold.day, hold.side, hold.load_kg) == (date(2026, 3, 1), "left", 4.0)
    assert not hold.at_least  # the thigh sank
    assert hold.held_s == pytest.approx(3.0, abs=0.2)
    told = json.loads((tmp_path / "out" / "hold.json").read_text(encoding="utf-8"))
    assert hold.moment_nm_kg == pytest.approx(
        told["legs"]["left"]["moment"]["value_nm_kg"], abs=5e-4
    )


def test_a_filmed_hold_that_the_film_or_the_tester_ended_is_at_least_so_long(
    kneedrive, hold_csv, tmp_path
):
    words = ("hold", hold_csv, "--red-flags", "none", "--out", tmp_path / "out", "--journal")
    assert "left at least" in kneedrive(*words, "--at-least").stderr
    assert [h.at_least for h in kept_rows(tmp_path)[0]] == [True]
    kneedrive(*words)  # said anew
    assert [h.at_least for h in kept_rows(tmp_path)[0]] == [False]
    told = json.loads((tmp_path / "out" / "hold.json").read_text(encoding="utf-8"))
    end_s = told["legs"]["left"]["end_s"] - 1.0
    title, *rows = hold_csv.read_text(encoding="utf-8").splitlines()
    cut = tmp_path / "cut.keypoints.csv"
    short = [row for row in rows if float(row.split(",")[0]) < end_s]
    cut.write_text("\n".join([title, *short, ""]), encoding="utf-8")
    kneedrive("hold", cut, *words[2:])
    hold = kept_rows(tmp_path)[0][-1]
    assert hold.at_least
    assert hold.held_s == pytest.approx(2.0, abs=0.3)


def test_a_hold_by_stopwatch_is_kept_and_its_pain_noted(kneedrive, today, tmp_path):
    words = ("hold", "--seconds", 12, "--leg", "left", "--pain", "--red-flags", "none")
    assert kneedrive(*words, "--journal").returncode == 0
    (hold,), log, _ = kept_rows(tmp_path)
    assert (hold.day, hold.held_s) == (today, 12.0)
    (trouble,) = log.troubles
    assert (trouble.kind, trouble.side, trouble.takes_load_off) == ("pain", "left", True)
    assert not hold.at_least
    told = kneedrive(*words, "--journal", "--at-least").stdout
    assert "at least 12.0 s" in told
    assert [h.at_least for h in kept_rows(tmp_path)[0]] == [False, True]


def test_the_sets_of_a_film_are_kept_and_move_the_plan(kneedrive, march_csv, tmp_path):
    words = ("coach", "march", march_csv, "--load", "band:red", "--red-flags", "none")
    words = (*words, "--out", tmp_path / "out", "--journal")
    first = kneedrive(*words, "--reserve", 3)
    assert first.returncode == 0, first.stderr
    assert "kept for me" in first.stderr
    assert "was kept already" in kneedrive(*words, "--reserve", 3).stderr
    _, log, _ = kept_rows(tmp_path)
    assert [(d.side, d.amounts, d.load, d.rir) for d in log.done] == [
        ("left", (1, 1), "red-band", 3),
        ("right", (1, 1), "red-band", 3),
    ]
    kneedrive(*words, "--reserve", 1)  # said better: in place of what was there
    assert [d.rir for d in kept_rows(tmp_path)[1].done] == [1, 1]


def test_a_set_done_by_hand_adds_to_the_filmed_ones_of_the_day(
    kneedrive, march_csv, today, tmp_path
):
    film = ("coach", "march", march_csv, "--load", "band:red", "--red-flags", "none")
    film = (*film, "--out", tmp_path / "out", "--journal", "--on", today)
    assert kneedrive(*film).returncode == 0
    by_hand = ("log", "march", 9, 8, "--load", "red-band")
    said = kneedrive(*by_hand)
    assert said.returncode == 0, said.stderr
    assert "left 1 1 9 8" in said.stdout
    assert "was kept already" in kneedrive(*by_hand).stdout  # the same words twice are one entry
    assert "was kept already" in kneedrive(*film).stderr
    assert [d.amounts for d in kept_rows(tmp_path)[1].done] == [(1, 1, 9, 8)] * 2
    refused(kneedrive("log", "march", 7, 8, "--load", "red-band"), "--replace")
    kneedrive("log", "march", 7, 8, "--load", "red-band", "--replace")
    assert [d.amounts for d in kept_rows(tmp_path)[1].done] == [(7, 8)] * 2


def test_a_film_made_after_a_set_by_hand_adds_to_it(kneedrive, march_csv, today, tmp_path):
    film = ("coach", "march", march_csv, "--load", "band:red", "--red-flags", "none")
    film = (*film, "--out", tmp_path / "out", "--journal", "--on", today)
    by_hand = ("log", "march", 9, "--load", "red-band")
    assert kneedrive(*by_hand).returncode == kneedrive(*film).returncode == 0
    assert "was kept already" in kneedrive(*by_hand).stdout
    assert [d.amounts for d in kept_rows(tmp_path)[1].done] == [(9, 1, 1)] * 2


def test_the_pain_of_a_set_is_noted_with_it(kneedrive, march_csv, tmp_path):
    words = ("coach", "march", march_csv, "--red-flags", "none", "--out", tmp_path / "out")
    assert kneedrive(*words, "--pain", "--journal").returncode == 0
    _, log, _ = kept_rows(tmp_path)
    assert len(log.done) == 2
    assert [t.kind for t in log.troubles] == ["pain"]


def test_a_run_of_the_watch_is_kept_and_seen_by_progress(kneedrive, tmp_path):
    run = tmp_path / "sunday.fit"
    run.write_bytes(fit_bytes(running_records(900)))
    words = ("fade", run, "--out", tmp_path / "out", "--journal")
    first = kneedrive(*words)
    assert first.returncode == 0, first.stderr
    assert "(the watch) kept for me" in first.stderr
    assert "was kept already" in kneedrive(*words).stderr
    _, _, (kept,) = kept_rows(tmp_path)
    assert kept.from_watch
    assert kept.value("cadence_spm") == pytest.approx(170, abs=10)
    (tmp_path / "monday.fit").write_bytes(fit_bytes(running_records(1000)))
    folder = kneedrive("fade", tmp_path, "--out", tmp_path / "all", "--journal")
    assert "1 run kept for me, 1 kept before" in folder.stderr
    kneedrive("progress", "--since", kept.day, "--out", tmp_path / "p.html")
    assert "2 runs of a watch" in (tmp_path / "p.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["coach", "march", "--load", "8lb"], "no word for"),
        (["coach", "raise", "--load", "band"], "no word for"),
        (["hold", "--load", "band:red"], "weight on the foot"),
        (["hold", "--on", "someday"], "2026-03-02"),
        (["fade", "--at", "/proc/none/j.sqlite"], "--at"),
    ],
)
def test_what_can_not_be_kept_is_refused_before_the_work(
    kneedrive, march_csv, tmp_path, words, said
):
    command = [*words[:1], *words[1:2]] if words[0] == "coach" else words[:1]
    rest = words[len(command) :]
    out = tmp_path / "out"
    refused(kneedrive(*command, march_csv, *rest, "--journal", "--out", out), said)
    assert not out.exists()


def test_a_journal_that_can_not_be_is_refused_before_the_long_work(kneedrive, tmp_path):
    clip = tmp_path / "run.keypoints.csv"
    write_keypoints(treading.keypoints(0.35, step_px=240, stride_hz=1.4), clip)
    out = tmp_path / "out"
    refused(
        kneedrive("analyze", clip, "--out", out, "--journal", "--at", "/proc/none/j.sqlite"), "--at"
    )
    assert not out.exists()


def test_help_names_every_command(kneedrive):
    text = kneedrive("--help").stdout
    for name in cli.COMMANDS:
        assert name in text
