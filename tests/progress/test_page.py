"""progress.html and the words: what they say, and that they say it offline."""

from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from shutil import which

import pytest

from bench.athletes import START, make_athlete
from bench.made_journal import VERSION, clip_entry, keep_measured
from kneedrive.errors import InputError
from kneedrive.journal import (
    Hold,
    Origin,
    Set,
    find_athlete,
    keep_analysis,
    keep_hold,
    keep_sets,
    open_journal,
)
from kneedrive.journal.programmes import keep_programme
from kneedrive.journal.read import read_clips
from kneedrive.programme import Wishes
from kneedrive.progress import find_progress
from kneedrive.progress.page import render, write_progress
from kneedrive.progress.pictures import hold_picture, stride_picture
from kneedrive.progress.words import progress_words

TODAY = START + timedelta(days=100)
FIRST_SESSION = START + timedelta(days=4)  # after a test and a film
CHANGE = {"contact_time_ms": -25.0, "step_length_m": 0.0, "peak_thigh_angle_deg": 0.0}
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")


@pytest.fixture(scope="module")
def progress(tmp_path_factory):
    place = tmp_path_factory.mktemp("journal") / "j.sqlite"
    with open_journal(str(place)) as journal:
        with journal.writing() as db:
            who = find_athlete(db, "Ana <b>", make=True)
            keep_measured(db, who.key, make_athlete(7, CHANGE))
            keep_programme(db, who.key, Wishes(START, hold_left_s=8, hold_right_s=14), VERSION)
            origin = Origin(VERSION)
            for day, held_s in ((0, 8.0), (45, 13.0)):
                hold = Hold(START + timedelta(days=day), "left", held_s, 0.0, None, origin)
                keep_hold(db, who.key, hold)
            sets = [
                Set(FIRST_SESSION, "march", "left", i, 10, "none", 2, origin) for i in (1, 2, 3)
            ]
            keep_sets(db, who.key, sets)
        with journal.reading() as db:
            return find_progress(db, who, TODAY)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.open, self.bad = [], [], []

    def handle_starttag(self, tag, attrs):
        self.links += [v for k, v in attrs if k in ("src", "href") and v and v[0] != "#"]
        if tag not in ("meta", "link", "path", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in ("path",):
            return
        if not self.open or self.open.pop() != tag:
            self.bad.append(tag)


def test_the_page_is_whole_and_loads_nothing(progress):
    tags = Tags()
    tags.feed(render(progress))
    assert tags.bad == []
    assert tags.open == []
    assert [link for link in tags.links if not link.startswith("data:")] == []


def test_the_page_says_verdict_interval_detectable_and_that_it_is_no_proof(progress):
    page = render(progress)
    contact = progress.changes[1]
    assert contact.verdict == "clear change"
    assert page.count("clear change") >= 2
    assert f"{contact.fit.change:+.0f}".replace("-", "−") in page
    for words in (
        "95 %",
        "detectable from",
        "can&#39;t prove the cause",
        "3 of 39",
        "Ana &lt;b&gt;",
    ):
        assert words in page
    assert "<script" not in page


def test_the_words_say_what_the_page_says(progress):
    text = progress_words(progress)
    assert "Contact time: −" in text
    assert "can't prove the cause" in text
    assert "march left: 3 of" in text
    assert "left, 0 kg: 8.0 to 13.0 s, +6" in text
    assert "as newton metres about" in text


def test_done_is_counted_against_what_was_prescribed(progress):
    assert progress.done.done == (FIRST_SESSION,)
    assert progress.done.asked == 14
    assert len(progress.done.missed) == 13
    left = next(s for s in progress.done.sets if (s.move, s.side) == ("march", "left"))
    assert (left.done, left.asked) == (3, 39)  # 14 sessions of 3 sets, 3 of them lighter by one


def test_each_picture_has_its_unit_errors_and_a_scale(progress):
    page = render(progress)
    pictures = page.count("<figure>")
    assert pictures == sum(c.fit is not None for c in progress.changes) + len(progress.strength)
    assert page.count('class="reach') >= len(progress.changes[1].observations)
    for unit in ("<b>ms</b>", "<b>m</b>", "<b>°</b>", "<b>s</b>"):
        assert unit in page
    assert page.count('class="level-band"') == 2 * pictures


def test_bands_hold_their_level_and_bars_their_dot(progress):
    picture = stride_picture(progress.changes[1], progress.start)
    for level in picture.levels:
        assert level.low < level.y < level.high
    for dot in picture.dots:
        assert 0 <= dot.low < dot.y < dot.high <= 100
    hold = hold_picture(progress.strength[0], progress.start)
    assert all(level.low < level.y < level.high for level in hold.levels)


def test_a_programme_that_has_not_begun_is_not_compared_around(tmp_path):
    """A next programme planned ahead does not hide what the last one gave."""
    with open_journal(str(tmp_path / "j.sqlite")) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        for start in (START, TODAY + timedelta(days=20)):
            keep_programme(db, who.key, Wishes(start), VERSION)
        assert find_progress(db, who, TODAY).start == START


def test_version_and_scale_of_a_clip_come_from_its_newest_analysis(tmp_path):
    made = make_athlete(7, CHANGE)
    with open_journal(str(tmp_path / "j.sqlite")) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        keep_measured(db, who.key, made[:1])
        entry = clip_entry(f"{who.key}-0", made[0].day, {}, made[0].camera)
        for height_m in (1.75, 1.85):
            settings = {"height_m": height_m, "speed_mps": None}
            newer = replace(entry, origin=replace(entry.origin, settings=settings))
            keep_analysis(db, who.key, newer)
        (clip,) = read_clips(db, who.key, ["speed_mps"], made[0].day, made[0].day)
        assert clip.version == VERSION
        assert clip.scale == "--height 1.85"


def test_without_programme_or_day_it_says_what_to_do(tmp_path):
    with open_journal(str(tmp_path / "j.sqlite")) as journal, journal.writing() as db:
        who = find_athlete(db, make=True)
        with pytest.raises(InputError, match="--since"):
            find_progress(db, who, TODAY)
        found = find_progress(db, who, TODAY, date(2026, 3, 2))
        assert {c.verdict for c in found.changes} == {"can't be judged"}
        assert "can&#39;t be judged" in render(found)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_the_screen_and_is_quiet(progress, tmp_path, width):
    starter = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    write_progress(progress, tmp_path / "progress.html")
    with starter.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        said, asked = [], []
        page.on("console", lambda m: said.append(m.text))
        page.on("request", lambda r: asked.append(r.url))
        page.goto((tmp_path / "progress.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert said == []
        assert [u for u in asked if not u.startswith("data:")] == [
            (tmp_path / "progress.html").as_uri()
        ]
        browser.close()
