"""What comes from outside is checked as what is kept, and what is damaged is found and left out."""

import json
import math
import sqlite3
import zipfile

import pytest

from bench.made_journal import VERSION
from kneedrive.errors import InputError
from kneedrive.journal import (
    check_journal,
    export_athlete,
    find_athlete,
    import_athlete,
    list_athletes,
    open_journal,
)
from tests.journal.test_exchange import everything, fill, spoilt


@pytest.fixture
def good(tmp_path):
    """The export of an athlete with one of everything."""
    path = tmp_path / "good.zip"
    with open_journal(str(tmp_path / "good.sqlite")) as journal:
        who = fill(journal, "A")
        with journal.reading() as db:
            export_athlete(db, who, path, VERSION)
    return path


def refused(path, tmp_path):
    """Import into an empty journal: the one line, after which nothing is there."""
    with open_journal(str(tmp_path / "b.sqlite")) as journal:
        with pytest.raises(InputError) as said, journal.writing() as db:
            import_athlete(db, path)
        with journal.reading() as db:
            assert list_athletes(db) == []
    assert len(str(said.value).splitlines()) == 1
    return str(said.value)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("holds", "held_s", -1),
        ("holds", "held_s", 3601),
        ("holds", "held_s", True),
        ("holds", "held_s", math.nan),
        ("holds", "held_s", math.inf),
        ("holds", "held_s", 10**400),
        ("holds", "load_kg", -3.5),
        ("holds", "side", "middle"),
        ("holds", "at_least", 1),
        ("holds", "program_version", "9" * 41),
        ("sets", "amount", -12),
        ("sets", "rir", -1),
        ("sets", "number", 0),
        ("sets", "number", 2**40),
        ("sets", "move", "squat"),
        ("sets", "load", "x" * 41),
        ("sets", "load", "red\nband"),
        ("notes", "level", 11),
        ("notes", "text", "a\0b"),
        ("notes", "text", "\ud800"),
        ("notes", "kind", "\x1b[31mpain"),
        ("clips", "filmed_on", "2026-02-30"),
        ("clips", "filmed_on", 20260302),
        ("clips", "key", "../../etc/passwd"),
        ("measures", "value", "3.25"),
        ("measures", "status", "sure"),
        ("measures", "n", 1.5),
        ("runs", "summary", [1]),
        ("programmes", "wishes", {"start": "2026-03-02", "weeks": "eight"}),
        ("programmes", "wishes", {"start": "2026-03-02", "equipment": ["rope"]}),
        ("programmes", "wishes", {"weeks": 8}),
        ("athletes", "name", "A\u202eB"),
        ("athletes", "name", " A"),
        ("athletes", "name", ""),
        ("athletes", "name", "x" * 201),
    ],
)
def test_a_value_that_could_not_be_kept_can_not_be_imported(good, tmp_path, table, column, value):
    def change(content):
        rows = json.loads(content)
        rows[0][column] = value
        return json.dumps(rows).encode()

    bad = tmp_path / "bad.zip"
    spoilt(good, bad, f"{table}.json", change)
    assert f"{table}.json" in refused(bad, tmp_path)


def zipped(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def any_zip(kind, good, path):
    """A zip of this kind, or something else under that name."""
    whole = good.read_bytes()
    with zipfile.ZipFile(good) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    first = whole.find(b"PK\x01\x02")
    if kind == "nothing":
        path.write_bytes(b"")
    elif kind == "no zip":
        path.write_bytes(b"time_s,left_hip_x_px\n0,1\n")
    elif kind == "cut short":
        path.write_bytes(whole[: len(whole) // 2])
    elif kind == "wrong sum":
        path.write_bytes(whole[: first + 16] + b"\0\0\0\0" + whole[first + 20 :])
    elif kind == "locked":
        path.write_bytes(whole[: first + 8] + b"\1" + whole[first + 9 :])
    elif kind == "packed otherwise":
        zipped(path, members, zipfile.ZIP_LZMA)
    elif kind == "a name twice":
        with pytest.warns(UserWarning, match="Duplicate"):
            zipped(path, [*members, ("holds.json", b"[]")])
    elif kind == "a table missing":
        zipped(path, [m for m in members if m[0] != "holds.json"])
    elif kind == "nested":
        zipped(path, [("good.zip", whole)])
    elif kind == "another program's":
        zipped(path, [("journal.json", b"[]"), ("runs.csv", b"a,b\n1,2\n")])
    elif kind == "deep":
        deep = b"[" * 200_000
        zipped(path, [(n, deep if n == "holds.json" else c) for n, c in members])
    elif kind == "endless row":
        row = b'[{"key": "' + b"x" * 20_000_000
        zipped(path, [(n, row if n == "holds.json" else c) for n, c in members])
    elif kind == "bomb":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for number in range(6):
                made.writestr(str(number), bytes(100_000_000))
    return path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("nothing", "is no export"),
        ("no zip", "is no export"),
        ("cut short", "is no export"),
        ("wrong sum", "is damaged"),
        ("locked", "password"),
        ("packed otherwise", "is no export"),
        ("a name twice", "is no export"),
        ("a table missing", "it is missing"),
        ("nested", "is no export"),
        ("another program's", "is no export"),
        ("deep", "is damaged"),
        ("endless row", "is damaged"),
        ("bomb", "larger than any journal"),
    ],
)
def test_whatever_is_given_is_refused_in_one_line(good, tmp_path, kind, said):
    assert said in refused(any_zip(kind, good, tmp_path / "x.zip"), tmp_path)


def test_paths_in_a_zip_lead_nowhere(good, tmp_path):
    with zipfile.ZipFile(good, "a") as archive:
        archive.writestr("/tmp/kneedrive-was-here", "x")
        archive.writestr("../../kneedrive-was-here", "x")
    before = sorted(tmp_path.iterdir())
    with open_journal(str(tmp_path / "good.sqlite")) as journal, journal.writing() as db:
        import_athlete(db, good)
    assert sorted(tmp_path.iterdir()) == before


def test_nobody_elses_entries_are_touched(good, tmp_path):
    """A zip that says that somebody's clip is its own athlete's."""
    with zipfile.ZipFile(good) as archive:
        (me,) = json.loads(archive.read("athletes.json"))
        names = archive.namelist()
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in names:
            content = old.read(name)
            if name.endswith(".json"):
                content = content.replace(me["key"].encode(), b"0" * 32)
            if name == "athletes.json":
                content = content.replace(b'"A"', b'"B"')
            new.writestr(name, content)
    with open_journal(str(tmp_path / "good.sqlite")) as journal:
        with journal.reading() as db:
            before = everything(db, find_athlete(db, "A"))
        with pytest.raises(InputError, match="somebody else"), journal.writing() as db:
            import_athlete(db, bad)
        with journal.reading() as db:
            assert everything(db, find_athlete(db)) == before


def test_rows_are_counted_on_every_database(good, place):
    with open_journal(place) as journal:
        with journal.writing() as db:
            _, new = import_athlete(db, good)
        assert (new["athletes"], new["clips"], new["measures"], new["holds"]) == (1, 1, 21, 1)
        with journal.writing() as db:
            assert set(import_athlete(db, good)[1].values()) == {0}


def hurt(file, how):
    """Damage a journal of 40 holds and more."""
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if how == "text":
            raw.execute("UPDATE holds SET settings = '{' WHERE rowid = 7")
        elif how == "kind":
            raw.execute("UPDATE holds SET held_s = 'eight' WHERE rowid = 7")
        elif how == "day":
            raw.execute("UPDATE holds SET held_on = '2026-02-30' WHERE rowid = 7")
        elif how == "letters":
            raw.execute("UPDATE holds SET source = CAST(x'ff' AS TEXT) WHERE rowid = 7")
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'holds'").fetchone()
    if how == "page":
        content = bytearray(file.read_bytes())
        page = content[4096 * (root - 1) : 4096 * root]
        assert page[0] == 5  # an inner page: its first cell leads to a page of rows
        cell = int.from_bytes(page[12:14], "big")
        leaf = int.from_bytes(page[cell : cell + 4], "big")
        content[4096 * (leaf - 1) : 4096 * leaf] = b"\xff" * 4096
        file.write_bytes(content)


@pytest.mark.parametrize("how", ["text", "kind", "day", "letters", "page"])
def test_what_check_finds_is_left_out_of_an_export_that_can_be_imported(tmp_path, how):
    file, out = tmp_path / "journal.sqlite", tmp_path / "out.zip"
    with open_journal(str(file)) as journal:
        who = fill(journal, "A")
    with sqlite3.connect(file) as raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(holds)")]
        same = ", ".join("printf('%032x', n)" if c == "key" else f'h."{c}"' for c in columns)
        raw.execute(
            "WITH RECURSIVE more(n) AS (SELECT 1 UNION SELECT n + 1 FROM more WHERE n < 199) "
            f"INSERT INTO holds SELECT {same} FROM holds h, more"
        )
    hurt(file, how)
    with open_journal(str(file)) as journal:
        with pytest.raises(InputError, match="journal export"):
            check_journal(journal)
        with journal.reading() as db:
            written = export_athlete(db, who, out, VERSION)
    assert written.left_out >= 1
    assert 100 < written.rows["holds"] < 200
    if how != "page":
        assert written.rows["holds"] == 199
    with open_journal(str(tmp_path / "new.sqlite")) as journal:
        with journal.writing() as db:
            _, new = import_athlete(db, out)
        assert new == written.rows
        check_journal(journal)


def test_a_damaged_value_is_said_where_it_is_met(tmp_path):
    file = tmp_path / "journal.sqlite"
    with open_journal(str(file)) as journal:
        fill(journal, "A")
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE holds SET held_s = 'eight'")
    damaged = pytest.raises(InputError, match=r"damaged.*held_s")
    with open_journal(str(file)) as journal, damaged, journal.reading() as db:
        sum(row.held_s for row in everything(db, find_athlete(db))[2])


def test_a_mistake_of_the_program_is_not_blamed_on_a_whole_journal(tmp_path):
    with open_journal(str(tmp_path / "journal.sqlite")) as journal:
        fill(journal, "A")
        with pytest.raises(ZeroDivisionError), journal.reading():
            divmod(1, 0)


def test_cells_of_a_spreadsheet_are_no_formulas(tmp_path):
    path = tmp_path / "a.zip"
    with open_journal(str(tmp_path / "a.sqlite")) as journal:
        who = fill(journal, "=HYPERLINK(A1)")
        with journal.reading() as db:
            export_athlete(db, who, path, VERSION)
    with zipfile.ZipFile(path) as archive:
        assert b",'=HYPERLINK(A1)," in archive.read("athletes.csv")
        assert b'"=HYPERLINK(A1)"' in archive.read("athletes.json")
