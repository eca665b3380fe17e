"""Export, import elsewhere, delete for good."""

import csv
import io
import json
import random
import sqlite3
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.made_journal import VERSION, clip_entry
from kneedrive.errors import InputError
from kneedrive.journal import (
    Hold,
    Note,
    Origin,
    Run,
    Set,
    add_athlete,
    delete_athlete,
    export_athlete,
    find_athlete,
    import_athlete,
    keep_analysis,
    keep_hold,
    keep_note,
    keep_run,
    keep_sets,
    list_athletes,
    open_journal,
    tidy,
)
from kneedrive.journal.exporting import ORDER
from kneedrive.journal.programmes import find_programme, keep_programme
from kneedrive.journal.read import read_clips, read_holds, read_log, read_runs
from kneedrive.programme import Wishes

DAY = date(2026, 3, 2)
FAR = (date(2000, 1, 1), date(2100, 1, 1))
NAMES = ["speed_mps", "flight_time_ms"]


def fill(journal, name):
    """One of everything."""
    origin = Origin(VERSION, "a-source", {"setting": 1}, {"note": "ž"})
    with journal.writing() as db:
        who = add_athlete(db, name)
        keep_analysis(db, who.key, clip_entry(f"secret-clip-{name}", DAY, {"speed_mps": 3.25}))
        keep_hold(db, who.key, Hold(DAY, "left", 8.25, 3.6, 0.71, origin))
        keep_sets(db, who.key, [Set(DAY, "march", "left", 1, 12, "red-band", 2, origin)])
        keep_run(db, who.key, Run("d", "a.fit", DAY, "hrm", {"speed_mps": 3.0}, origin))
        keep_note(db, who.key, Note(DAY, "pain", 4, None, None, f"secret-note-{name}"))
        keep_programme(db, who.key, Wishes(DAY, hold_left_s=8.0), VERSION)
    return who


def everything(db, who):
    programme = find_programme(db, who.key)
    return (
        read_clips(db, who.key, NAMES, *FAR),
        read_runs(db, who.key, *FAR),
        read_holds(db, who.key),
        read_log(db, who.key),
        programme,
    )


def test_an_export_imports_elsewhere_and_twice_adds_nothing(place, tmp_path):
    zipped = tmp_path / "me.zip"
    with open_journal(place) as journal:
        who = fill(journal, "Žofie")
        fill(journal, "Somebody else")
        with journal.reading() as db:
            export_athlete(db, who, zipped, VERSION)
            before = everything(db, who)
    with open_journal(str(tmp_path / "elsewhere.sqlite")) as journal:
        with journal.writing() as db:
            name, new = import_athlete(db, zipped)
        assert (name, new["measures"]) == ("Žofie", 21)
        with journal.writing() as db:
            assert sum(import_athlete(db, zipped)[1].values()) == 0
            assert [a.name for a in list_athletes(db)] == ["Žofie"]
            assert everything(db, find_athlete(db)) == before


def test_an_export_comes_back_to_the_same_kind_of_database(place, tmp_path):
    zipped = tmp_path / "me.zip"
    with open_journal(place) as journal:
        who = fill(journal, "A")
        with journal.reading() as db:
            export_athlete(db, who, zipped, VERSION)
            before = everything(db, who)
        delete_athlete(journal, "A")
        with journal.writing() as db:
            import_athlete(db, zipped)
            assert everything(db, find_athlete(db)) == before


def test_the_zip_holds_json_and_csv_of_every_table(tmp_path):
    zipped = tmp_path / "me.zip"
    with open_journal() as journal:
        who = fill(journal, "A")
        with journal.reading() as db:
            written = export_athlete(db, who, zipped, VERSION)
    with zipfile.ZipFile(zipped) as archive:
        names = {f"{t.name}.{kind}" for t in ORDER for kind in ("json", "csv")}
        assert set(archive.namelist()) == names | {"journal.json"}
        assert json.loads(archive.read("journal.json"))["rows"] == written.rows
        text = archive.read("holds.csv").decode()
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["held_on"], row["held_s"], row["side"]) == ("2026-03-02", "8.25", "left")


def test_an_export_from_before_a_column_comes_in_with_what_follows_from_it(tmp_path):
    good, old = tmp_path / "good.zip", tmp_path / "old.zip"
    with open_journal() as journal:
        with journal.writing() as db:
            who = find_athlete(db, make=True)
            for reason in ("end", "thigh"):
                origin = Origin(VERSION, reason, {}, {"reason": reason})
                keep_hold(db, who.key, Hold(DAY, "left", 8.0, 0.0, None, origin))
            keep_hold(db, who.key, Hold(DAY, "right", 9.0, 0.0, None, Origin(VERSION)))
        with journal.reading() as db:
            export_athlete(db, who, good, VERSION)
    with zipfile.ZipFile(good) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    rows = json.loads(files["holds.json"])
    assert {row.pop("at_least") for row in rows} == {False}
    files["holds.json"] = json.dumps(rows).encode()
    about = json.loads(files["journal.json"]) | {"tables": "0002"}
    files["journal.json"] = json.dumps(about).encode()
    with zipfile.ZipFile(old, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    with open_journal(str(tmp_path / "b.sqlite")) as journal, journal.writing() as db:
        import_athlete(db, old)
        kept = sorted((h.held_s, h.at_least) for h in read_holds(db, who.key))
    assert kept == [(8.0, False), (8.0, True), (9.0, False)]


def spoilt(source, target, name, change):
    """A copy of the zip with one file changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            new.writestr(item, change(content) if item == name else content)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("journal.json", lambda c: b"{"),
        ("journal.json", lambda c: c.replace(b"kneedrive.journal/1", b"another/1")),
        ("journal.json", lambda c: c.replace(b'"tables": "0', b'"tables": "9')),
        ("clips.json", lambda c: b"[1]"),
        ("clips.json", lambda c: c.replace(b"2026-03-02", b"no day")),
        ("clips.json", lambda c: c.replace(b'"digest"', b'"digest; DROP TABLE clips"')),
        ("holds.json", lambda c: c.replace(b"8.25", b'"eight"')),
        ("holds.json", lambda c: c.replace(b'"settings": {"setting": 1}', b'"settings": null')),
        ("holds.json", lambda c: c.replace(b'"document"', b'"documents"')),
        ("holds.json", lambda c: c.replace(b'"athlete": "', b'"athlete": "0')),
        ("athletes.json", lambda c: b"[]"),
        ("measures.json", lambda c: b"\xff\xfe"),
    ],
)
def test_a_damaged_zip_is_refused_and_nothing_of_it_is_kept(tmp_path, name, change):
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    with open_journal() as journal:
        who = fill(journal, "A")
        with journal.reading() as db:
            export_athlete(db, who, good, VERSION)
    spoilt(good, bad, name, change)
    with open_journal(str(tmp_path / "b.sqlite")) as journal:
        with pytest.raises(InputError), journal.writing() as db:
            import_athlete(db, bad)
        with journal.reading() as db:
            assert list_athletes(db) == []


def test_what_is_no_zip_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    path.write_text("no zip")
    with open_journal() as journal, pytest.raises(InputError), journal.writing() as db:
        import_athlete(db, path)


def test_another_person_of_the_same_name_is_not_mixed_up(tmp_path):
    zipped = tmp_path / "a.zip"
    with open_journal(str(tmp_path / "a.sqlite")) as journal:
        who = fill(journal, "Ana")
        with journal.reading() as db:
            export_athlete(db, who, zipped, VERSION)
    with open_journal(str(tmp_path / "b.sqlite")) as journal:
        fill(journal, "Ana")
        with pytest.raises(InputError, match="rename"), journal.writing() as db:
            import_athlete(db, zipped)


def test_a_deleted_athlete_is_gone_and_others_stay(place):
    with open_journal(place) as journal:
        fill(journal, "A")
        other = fill(journal, "B")
        with journal.reading() as db:
            before = everything(db, other)
        counts, _ = delete_athlete(journal, "A")
        assert counts["clips"] == 1
        tidy(journal)
        with journal.reading() as db:
            assert [a.name for a in list_athletes(db)] == ["B"]
            assert everything(db, other) == before
            for table in ORDER[1:]:
                if "athlete" in table.c:
                    assert {row.athlete for row in db.execute(table.select())} == {other.key}


def said_by(journal, who, zipped):
    """Every text of an athlete's export, keys and all."""

    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, dict)):
            for part in value if isinstance(value, list) else value.values():
                yield from texts(part)

    with journal.reading() as db:
        export_athlete(db, who, zipped, VERSION)
    with zipfile.ZipFile(zipped) as archive:
        rows = [json.loads(archive.read(f"{table.name}.json")) for table in ORDER]
    return {text for text in texts(rows) if len(text) > 6}


def test_nothing_of_a_deleted_athlete_is_left_in_the_files(tmp_path):
    file = tmp_path / "data" / "journal.sqlite"
    rng = random.Random(0)
    with open_journal(str(file)) as journal:
        people = [fill(journal, "secret-A"), fill(journal, "secret-B")]
        for n in range(400):  # entries of both, corrected now and then: SQLite moves them about
            who, day = rng.choice(people), DAY + timedelta(days=rng.randrange(1, 60))
            origin = Origin(
                VERSION, f"{who.name}-film-{n}", {}, {"x": who.name * rng.randrange(99)}
            )
            said = Note(day, "pain", 3, None, None, f"{who.name}-{n} " * rng.randrange(1, 60))
            with journal.writing() as db:
                keep_note(db, who.key, said, replace=rng.random() < 0.5)
                keep_hold(db, who.key, Hold(day, "left", 1.0 + n, 0.0, None, origin))
        gone, stays = (said_by(journal, who, tmp_path / "a.zip") for who in people)
    (tmp_path / "a.zip").unlink()
    folder = file.parent / "journal-backups"
    folder.mkdir()
    (folder / "journal-0001-20260101T000000.sqlite").write_bytes(file.read_bytes())
    with open_journal(str(file)) as journal:
        delete_athlete(journal, "secret-A")
        tidy(journal)
        left = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert len(gone - stays) > 300
    assert {text for text in gone - stays if text.encode() in left} == set()
    assert b"secret-A" not in left
    assert all(name.encode() in left for name in ("secret-clip-secret-B", "secret-note-secret-B"))


def test_traces_that_another_program_holds_are_said_and_overwritten_later(tmp_path, monkeypatch):
    file = tmp_path / "journal.sqlite"
    monkeypatch.setattr("kneedrive.journal.delete.WAIT_MS", 50)
    with open_journal(str(file)) as journal:
        fill(journal, "A")
        other = sqlite3.connect(file)
        other.execute("BEGIN")
        other.execute("SELECT * FROM athletes").fetchall()
        delete_athlete(journal, "A")
        with pytest.raises(InputError, match=r"another program.*journal tidy"):
            tidy(journal)
        other.close()
        tidy(journal)
        left = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
        assert b"secret-clip-A" not in left


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(
    text=TEXT,
    held_s=st.floats(0, 3600),
    load_kg=st.floats(0, 200),
    day=st.dates(date(1970, 1, 1), date(2100, 1, 1)),
    settings_=st.dictionaries(TEXT, st.none() | st.booleans() | st.integers() | TEXT, max_size=3),
)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_entry_survives_the_way_out_and_in(
    tmp_path_factory, text, held_s, load_kg, day, settings_
):
    folder = tmp_path_factory.mktemp("any")
    origin = Origin(VERSION, text, settings_, {"said": text})
    with open_journal(str(folder / "a.sqlite")) as journal:
        with journal.writing() as db:
            who = find_athlete(db, make=True)
            keep_hold(db, who.key, Hold(day, "right", held_s, load_kg, None, origin))
            keep_note(db, who.key, Note(day, "pain", 3, None, None, text))
        with journal.reading() as db:
            export_athlete(db, who, folder / "a.zip", VERSION)
            before = (read_holds(db, who.key), read_log(db, who.key))
    with open_journal(str(folder / "b.sqlite")) as journal, journal.writing() as db:
        import_athlete(db, folder / "a.zip")
        assert (read_holds(db, who.key), read_log(db, who.key)) == before
        assert before[0][0].held_s == held_s
