"""--json: standard output holds one JSON document and nothing else, whatever else is said."""

import io
import json
import sys

import pytest
import typer

from kneedrive import cli
from kneedrive.film.studio.moves import hold_performance
from kneedrive.pose.keypoints import write_keypoints
from tests import treading
from tests.fade.clips.made_folders import folder
from tests.strength import performed
from tests.watch.made_files import fit_bytes, running_records


def _analyze(place):
    path = place / "run.keypoints.csv"
    write_keypoints(treading.keypoints(0.35, step_px=240, stride_hz=1.4), path)
    return "analyze", path, "--height", 1.75, "--journal", "--on", "2026-11-03"


def _hold(place):
    path = place / "knee.keypoints.csv"
    write_keypoints(performed.keypoints_of(hold_performance(3, "left", 3.0, "thigh")), path)
    return "hold", path, "--red-flags", "none", "--journal", "--on", "2026-11-03"


def _hold_timed_by_hand(place):
    del place
    return "hold", "--seconds", 12, "--leg", "left", "--red-flags", "none", "--journal"


def _coach(place):
    path = place / "set.keypoints.csv"
    return "coach", "march", path, "--red-flags", "none", "--journal", "--on", "2026-11-03"


def _compare(place):
    return "compare", folder(place / "fresh"), folder(place / "tired"), "--no-film"


def _fade(place):
    path = place / "sunday.fit"
    path.write_bytes(fit_bytes(running_records(900)))
    return "fade", path, "--journal"


@pytest.mark.parametrize(
    "words",
    [_analyze, _hold, _hold_timed_by_hand, _coach, _compare, _fade],
    ids=lambda w: w.__name__,
)
def test_json_is_all_that_standard_output_holds(words, kneedrive, march_csv, tmp_path):
    del march_csv  # the set that coach reads
    done = kneedrive(*words(tmp_path), "--json", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), dict)


def test_every_command_with_json_keeps_standard_output_for_it():
    cli.load_commands(list(cli.COMMANDS))
    commands = typer.main.get_command(cli.app).commands
    with_json = {n for n, c in commands.items() if any("--json" in p.opts for p in c.params)}
    assert with_json == {"analyze", "hold", "coach", "compare", "fade"}


def test_a_hold_timed_by_hand_needs_a_folder_for_its_json(kneedrive):
    words = ("hold", "--seconds", 12, "--leg", "left", "--red-flags", "none", "--json")
    done = kneedrive(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--out" in done.stderr


def test_a_terminal_without_a_letter_still_gets_json(kneedrive, tmp_path, monkeypatch, today):
    latin = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    words = [str(w) for w in _fade(tmp_path)]
    monkeypatch.setattr(sys, "argv", ["kneedrive", *words, "--json", "--out", str(tmp_path / "ü")])
    monkeypatch.setattr(sys, "stdout", latin)
    cli.load(sys.argv[1:])
    with pytest.raises(SystemExit):
        cli.run(today)
    latin.seek(0)
    assert json.loads(latin.read())["kind"] == "none"
