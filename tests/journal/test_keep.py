"""What is kept comes back as it was, once, with its origin; on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bench.made_journal import VERSION, clip_entry
from kneedrive.errors import InputError
from kneedrive.journal import (
    Hold,
    Note,
    Origin,
    Run,
    Set,
    add_athlete,
    find_athlete,
    keep_analysis,
    keep_filmed_sets,
    keep_hold,
    keep_note,
    keep_run,
    keep_sets,
    list_athletes,
    open_journal,
    tables,
)
from kneedrive.journal.read import read_clips, read_holds, read_log, read_runs

DAY = date(2026, 3, 2)
FAR = (date(2000, 1, 1), date(2100, 1, 1))
HAND = Origin(VERSION)


def sets(*amounts, load="red-band", side="left", rir=2, day=DAY):
    return [
        Set(day, "march", side, i, amount, load, rir, HAND) for i, amount in enumerate(amounts, 1)
    ]


def count(db, table):
    return db.execute(select(func.count()).select_from(table)).scalar_one()


def test_an_analysis_comes_back_with_its_numbers_and_origin(place):
    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        keep_analysis(db, who.key, clip_entry("a", DAY, {"speed_mps": 3.5}, "phone"))
    with open_journal(place) as journal, journal.reading() as db:
        (clip,) = read_clips(db, who.key, ["speed_mps", "flight_time_ms"], *FAR)
        assert (clip.day, clip.camera, clip.from_watch) == (DAY, "phone", False)
        assert clip.value("speed_mps") == 3.5
        assert clip.error("speed_mps") == pytest.approx(0.04 * 3.5 / 1.96)
        assert clip.value("contact_time_ms") is None  # not asked for
        row = db.execute(select(tables.analyses)).mappings().one()
        assert (row["program_version"], row["source"]) == (VERSION, "a")
        assert row["document"]["schema"] == "kneedrive.metrics/1"


def test_nothing_derived_is_without_its_origin():
    def has_origin(table):
        own = [table.c[name] for name in ("program_version", "made_at") if name in table.c]
        if len(own) == 2:
            return not any(column.nullable for column in own)
        return any(has_origin(key.column.table) for key in table.foreign_keys)

    # Nobody measured a person, a file (its digest is in it) or what a runner said.
    said = {"athletes", "clips", "notes"}
    tables_ = tables.TABLES.sorted_tables
    assert {table.name for table in tables_ if not has_origin(table)} == said
    for table in (tables.analyses, tables.holds, tables.sets, tables.runs):
        assert not any(table.c[name].nullable for name in ("source", "settings", "document"))


def test_the_same_twice_is_one_entry_of_every_kind(place):
    run = Run("r", "r.fit", DAY, "watch", {"speed_mps": 3.1}, HAND)
    hold = Hold(DAY, "left", 8.0, 0.0, None, HAND)
    with open_journal(place) as journal:
        for expected in (True, False):
            with journal.writing() as db:
                who = find_athlete(db, make=True)
                kept = [
                    keep_analysis(db, who.key, clip_entry("a", DAY, {})),
                    keep_hold(db, who.key, hold),
                    *keep_sets(db, who.key, sets(12, 12, 11)),
                    keep_run(db, who.key, run),
                    keep_note(db, who.key, Note(DAY, "pain", 4)),
                ]
                assert [k.new for k in kept] == [expected] * 7
        with journal.reading() as db:
            every = (tables.clips, tables.analyses, tables.holds, tables.runs, tables.notes)
            assert [count(db, table) for table in every] == [1] * 5
            assert count(db, tables.sets) == 3


def test_another_version_or_setting_is_another_analysis_and_the_newest_is_read(place):
    with open_journal(place) as journal:
        for version, speed in (("1", 3.0), ("2", 3.2)):
            with journal.writing() as db:
                who = find_athlete(db, make=True)
                entry = clip_entry("a", DAY, {"speed_mps": speed})
                origin = Origin(version, "a", {}, entry.origin.document)
                changed = type(entry)("a", "a.mov", DAY, "c", origin)
                assert keep_analysis(db, who.key, changed).new
        with journal.reading() as db:
            (clip,) = read_clips(db, who.key, ["speed_mps"], *FAR)
            assert clip.value("speed_mps") == 3.2


def test_a_day_that_is_said_again_corrects_the_clip(place):
    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        keep_analysis(db, who.key, clip_entry("a", DAY, {}))
        other = clip_entry("a", DAY - timedelta(days=9), {})
        keep_analysis(db, who.key, other)
        assert read_clips(db, who.key, [], *FAR)[0].day == DAY
        keep_analysis(db, who.key, other, correct_day=True)
        assert read_clips(db, who.key, [], *FAR)[0].day == DAY - timedelta(days=9)


def test_a_set_that_says_something_else_is_refused_unless_it_corrects(place):
    with open_journal(place) as journal:
        with journal.writing() as db:
            who = find_athlete(db, make=True)
            keep_sets(db, who.key, sets(12, 12, 11))
        with pytest.raises(InputError, match="--replace"), journal.writing() as db:
            keep_sets(db, who.key, sets(12, 12, 12))
        with journal.writing() as db:
            assert read_log(db, who.key).done[0].amounts == (12, 12, 11)
            keep_sets(db, who.key, sets(12, 12), replace=True)
            assert read_log(db, who.key).done[0].amounts == (12, 12)


def test_sets_of_coached_films_are_numbered_and_a_film_counts_once(place):
    def filmed(name, *amounts, load="8-lb", day=DAY):
        origin = Origin(VERSION, name, {"load": load})
        return [Set(day, "raise", "right", n, a, load, None, origin) for n, a in enumerate(amounts)]

    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        assert all(k.new for k in keep_filmed_sets(db, who.key, filmed("one", 10, 9)))
        assert all(k.new for k in keep_filmed_sets(db, who.key, filmed("two", 8)))
        assert not any(k.new for k in keep_filmed_sets(db, who.key, filmed("one", 10, 9)))
        (done,) = read_log(db, who.key).done
        assert (done.move, done.side, done.amounts, done.rir) == (
            "raise",
            "right",
            (10, 9, 8),
            None,
        )

        keep_filmed_sets(db, who.key, filmed("two", 7, load="12-lb"))
        (done,) = read_log(db, who.key).done
        assert done.amounts == (10, 9, 7)

        day_before = filmed("one", 10, 9, day=DAY - timedelta(days=1))
        assert not any(k.new for k in keep_filmed_sets(db, who.key, day_before))
        keep_filmed_sets(db, who.key, day_before, correct_day=True)
        assert [d.amounts for d in read_log(db, who.key).done] == [(10, 9), (7,)]


def test_a_film_of_holds_is_read_anew_without_counting_twice(place):
    def hold(held_s, load_kg):
        return Hold(DAY, "left", held_s, load_kg, None, Origin(VERSION, "film", {"kg": load_kg}))

    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        assert keep_hold(db, who.key, hold(8.0, 0.0)).new
        assert not keep_hold(db, who.key, hold(8.0, 0.0)).new
        assert keep_hold(db, who.key, hold(8.0, 3.6)).new
        assert [h.load_kg for h in read_holds(db, who.key)] == [3.6]
        for _ in range(2):
            keep_hold(db, who.key, Hold(DAY, "left", 9.0, 0.0, None, HAND))
        assert [h.held_s for h in read_holds(db, who.key)] == [8.0, 9.0]
        moved = replace(hold(8.0, 3.6), held_on=DAY - timedelta(days=9))
        keep_hold(db, who.key, moved, correct_day=True)
        assert read_holds(db, who.key)[0].day == DAY - timedelta(days=9)


def test_a_hold_that_ended_before_the_leg_failed_says_so(place):
    hold = Hold(DAY, "left", 15.0, 0.0, None, HAND, at_least=True)
    filmed = replace(hold, held_s=20.0, origin=Origin(VERSION, "film"))
    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        assert keep_hold(db, who.key, hold).new
        assert not keep_hold(db, who.key, hold).new
        keep_hold(db, who.key, filmed)
        assert [h.at_least for h in read_holds(db, who.key)] == [True, True]
        keep_hold(db, who.key, replace(hold, at_least=False), replace=True)
        assert sorted((h.held_s, h.at_least) for h in read_holds(db, who.key)) == [
            (15.0, False),
            (20.0, True),
        ]


def test_a_corrected_hold_takes_the_place_of_that_day_side_and_load_alone(place):
    def said(held_s, side="left", load_kg=0.0, day=DAY):
        return Hold(day, side, held_s, load_kg, None, HAND)

    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        others = [said(14, "right"), said(4, load_kg=3.63), said(9, day=DAY - timedelta(days=7))]
        for hold in (*others, said(80.0)):
            keep_hold(db, who.key, hold)
        keep_hold(db, who.key, said(8.0), replace=True)
        kept = {(h.day, h.side, h.load_kg, h.held_s) for h in read_holds(db, who.key)}
        assert kept == {(h.held_on, h.side, h.load_kg, h.held_s) for h in (*others, said(8.0))}


def test_a_corrected_pain_takes_the_place_of_that_kind_move_and_side_alone(place):
    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        for note in (Note(DAY, "pain", 9), Note(DAY, "pain", 3, "march"), Note(DAY, "cramp")):
            keep_note(db, who.key, note)
        keep_note(db, who.key, Note(DAY, "pain", 2), replace=True)
        log = read_log(db, who.key)
        assert {(t.kind, t.level, t.move) for t in log.troubles} == {
            ("pain", 2, None),
            ("pain", 3, "march"),
            ("cramp", None, None),
        }


def test_repetitions_are_whole_and_seconds_need_not_be(place):
    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        with pytest.raises(InputError, match="whole"):
            keep_sets(db, who.key, sets(11.5))
        keep_sets(db, who.key, [Set(DAY, "lsit", "both", 1, 7.5, "one-heel", None, HAND)])
        assert read_log(db, who.key).done[0].amounts == (7.5,)


def test_the_camera_of_a_clip_is_that_of_the_analysis_that_is_read(place):
    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        first = clip_entry("a", DAY, {"speed_mps": 3.0}, "full")
        again = replace(first, camera="heavy", origin=replace(first.origin, settings={"n": 2}))
        for entry in (first, again):
            keep_analysis(db, who.key, entry)
        assert [c.camera for c in read_clips(db, who.key, [], *FAR)] == ["heavy"]
        for entry in (first, replace(again, camera="heavy, my phone")):  # the older, the newer
            assert not keep_analysis(db, who.key, entry).new
        assert [c.camera for c in read_clips(db, who.key, [], *FAR)] == ["heavy, my phone"]


def test_holds_runs_and_troubles_come_back(place):
    with open_journal(place) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        keep_hold(db, who.key, Hold(DAY, "left", 8.5, 3.6, 0.7, HAND))
        keep_run(
            db,
            who.key,
            Run("r", "r.fit", DAY, "hrm", {"speed_mps": 3.1, "laps": [1], "ok": True}, HAND),
        )
        keep_note(db, who.key, Note(DAY, "night-pain", 5, "march", "left", "since Monday"))
        (hold,) = read_holds(db, who.key)
        assert (hold.day, hold.side, hold.held_s, hold.moment_nm_kg) == (DAY, "left", 8.5, 0.7)
        (run,) = read_runs(db, who.key, *FAR)
        assert (run.camera, run.from_watch, dict(run.values).keys()) == (
            "watch hrm",
            True,
            {"speed_mps"},
        )
        (trouble,) = read_log(db, who.key).troubles
        assert (trouble.kind, trouble.level, trouble.move) == ("night-pain", 5, "march")


@pytest.mark.parametrize("wrong", [float("nan"), -1.0, 1e9])
def test_numbers_that_can_not_be_are_refused(place, wrong):
    with open_journal(place) as journal:
        with journal.writing() as db:
            who = find_athlete(db, make=True)
        with pytest.raises(InputError), journal.writing() as db:
            keep_hold(db, who.key, Hold(DAY, "left", wrong, 0.0, None, HAND))
        with pytest.raises(InputError), journal.writing() as db:
            keep_sets(db, who.key, sets(wrong))
        with journal.reading() as db:
            assert count(db, tables.holds) + count(db, tables.sets) == 0


def test_what_fails_halfway_keeps_nothing(place):
    with open_journal(place) as journal:
        with journal.writing() as db:
            who = find_athlete(db, make=True)
        broken = clip_entry("a", DAY, {})
        broken.origin.document["metrics"]["speed_mps"]["status"] = None  # must be there
        with pytest.raises(Exception, match=r"(?i)null"), journal.writing() as db:
            keep_analysis(db, who.key, broken)
        with journal.reading() as db:
            assert count(db, tables.clips) + count(db, tables.analyses) == 0


def test_with_several_athletes_one_must_be_named(place):
    with open_journal(place) as journal, journal.writing() as db:
        find_athlete(db, "Ana", make=True)
        assert find_athlete(db).name == "Ana"
        add_athlete(db, "Žofie")
        with pytest.raises(InputError, match="--athlete"):
            find_athlete(db)
        assert find_athlete(db, "Žofie").name == "Žofie"


def test_a_slip_of_the_pen_makes_nobody(place):
    with open_journal(place) as journal, journal.writing() as db:
        find_athlete(db, "Ana", make=True)
        with pytest.raises(InputError, match=r"there is Ana;.*journal add Anna"):
            find_athlete(db, "Anna", make=True)
        assert [a.name for a in list_athletes(db)] == ["Ana"]
        assert add_athlete(db, " Anna ") == add_athlete(db, "Anna")
        assert len(list_athletes(db)) == 2
