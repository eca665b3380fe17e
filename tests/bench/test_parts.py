"""The parts that time, weigh and look at real clips, and the command that runs them."""

import json
import sys

import av
import pytest

from bench import __main__ as command
from bench import memory, real, speed, store
from bench.child import peak_mib
from kneedrive.film.studio import Camera, Extras, film_runner, typical_runner


def test_a_long_clip_repeats_the_pictures_of_a_short_one(tmp_path):
    camera = Camera(width_px=320, height_px=180)
    film_runner(typical_runner(3.0, seed=1), camera, Extras(), 0.5, tmp_path / "short")
    memory.repeat(tmp_path / "short.mp4", tmp_path / "long.mp4", 3)
    with av.open(str(tmp_path / "long.mp4")) as film:
        times = [float(frame.time) for frame in film.decode(video=0)]
    assert len(times) == 90
    assert times == pytest.approx([i / 60 for i in range(90)], abs=0.002)


def test_peak_memory_is_this_programs_own():
    assert 20 < peak_mib() < 4000


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the command")
def test_a_refused_clip_is_told_apart_from_a_broken_program(tmp_path, monkeypatch):
    fake = tmp_path / "kneedrive"
    monkeypatch.setattr(real, "COMMAND", str(fake))
    for status, due in ((2, "refused"), (1, "broken")):
        fake.write_text(f"#!/bin/sh\necho one line >&2\nexit {status}\n")
        fake.chmod(0o755)
        row = real.analyse(tmp_path / "a.mp4", tmp_path / "out")
        assert (row["outcome"], row["status"], row["says"]) == (due, status, "one line")


def document(value):
    measure = {"value": value, "low": value, "high": value, "status": "ok", "reason": None}
    if value is None:
        measure |= {"status": "withheld", "reason": "too short"}
    return {
        "metrics": dict.fromkeys(real.SHOWN, measure),
        "events": [{"side": "left"}, {"side": "right"}],
        "source": {"frames": 40},
        "quality": {"exchanged_frames": 1, "pose_model": "m"},
    }


def test_withheld_numbers_are_told_apart_from_measured_ones():
    assert real.outcome(document(1.0))["outcome"] == "measured"
    held = real.outcome(document(None))
    assert (held["outcome"], held["says"]) == ("withheld", "too short")
    assert held["strides"] == 1


def test_without_its_clips_a_part_is_skipped_and_the_rest_goes_on(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KNEEDRIVE_CLIPS", str(tmp_path / "none"))
    monkeypatch.setattr(command, "write_docs", lambda: [])
    assert command.main(["real", "--scratch", str(tmp_path)]) == 2
    assert "KNEEDRIVE_CLIPS" in capsys.readouterr().out


def test_without_the_garage_clip_speed_is_measured_on_a_drawn_runner(tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setenv("KNEEDRIVE_CLIPS", str(tmp_path / "none"))
    monkeypatch.setattr(speed, "film_runner", lambda *words: drawn.append(words))
    clip = speed.speed_clip(tmp_path)
    assert clip.name == "studio-treadmill-30fps.mp4"
    assert drawn[0][-1] == clip.with_suffix("")


def test_a_part_is_kept_as_the_result_of_this_version(tmp_path, monkeypatch):
    monkeypatch.setitem(command.RUN, "real", lambda scratch, say: {"clips": []})
    saved = []

    def save(part, found):
        saved.append(store.save_result(part, found, tmp_path))
        return saved[-1]

    monkeypatch.setattr(command, "save_result", save)
    monkeypatch.setattr(command, "write_docs", lambda: [])
    assert command.main(["real"]) == 0
    kept = json.loads(saved[0].read_text(encoding="utf-8"))
    assert (kept["part"], kept["version"]) == ("real", store.__version__)
    assert store.newest_result("real", tmp_path) == kept
    assert store.newest_result("speed", tmp_path) is None


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit) as end:
        command.main(["nonsense"])
    assert end.value.code == 2
    assert "nonsense is none of" in capsys.readouterr().err


def test_what_is_kept_depends_on_the_code(tmp_path):
    code = tmp_path / "code"
    code.mkdir()
    (code / "a.py").write_text("1")
    first = store.digest([code], 1)
    assert first == store.digest([code], 1)
    assert first != store.digest([code], 2)
    (code / "a.py").write_text("2")
    assert first != store.digest([code], 1)


def test_variables_for_child_processes_are_put_back(monkeypatch):
    monkeypatch.setenv("KNEEDRIVE_A", "1")
    monkeypatch.delenv("KNEEDRIVE_B", raising=False)
    with store.environment({"KNEEDRIVE_A": "2", "KNEEDRIVE_B": "3"}):
        assert store.os.environ["KNEEDRIVE_B"] == "3"
    assert store.os.environ["KNEEDRIVE_A"] == "1"
    assert "KNEEDRIVE_B" not in store.os.environ


def test_versions_are_in_the_order_of_their_numbers(tmp_path):
    for name in ("0.10.0", "0.9.1", "0.9.0"):
        (tmp_path / name).mkdir()
    assert store.releases(tmp_path) == ["0.9.0", "0.9.1", "0.10.0"]
