"""The report in chromium: quiet, offline, narrow, and plots that move the film."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest

from kneedrive.film import Clock, probe
from kneedrive.report import write_report
from tests.made_analysis import STRIDE_S, TOE_OFF, grey_film, make_analysis

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    made = make_analysis(4.0, 30.0)
    grey_film(folder / "clip.mp4", made)
    return write_report(
        replace(made, source=folder / "clip.mp4", clip=probe(folder / "clip.mp4")), folder / "out"
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as starter:
        opened = starter.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


class Seen:
    """An open page and what it asked for and complained of."""

    def __init__(self, browser, report: Path, width: int, scheme: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 760}, color_scheme=scheme)
        self.page.set_default_timeout(10_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.complaints.append(m.text))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.goto(report.as_uri())
        self.page.wait_for_function("document.querySelector('video').readyState >= 2")

    def film_s(self) -> float:
        self.page.wait_for_function("!document.querySelector('video').seeking")
        return float(self.page.evaluate("document.querySelector('video').currentTime"))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quiet_offline_and_without_sideways_scroll(
    browser, report: Path, width: int, scheme: str
) -> None:
    seen = Seen(browser, report, width, scheme)
    assert seen.complaints == []
    loaded = {url for url in seen.requests if not url.startswith("data:")}
    assert loaded == {report.as_uri(), (report.parent / "annotated.mp4").as_uri()}
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    unnamed = "[...document.images].filter(i => !i.alt || !i.naturalWidth).length"
    assert seen.page.evaluate(unnamed) == 0
    small = """[...document.querySelectorAll('button, select, summary')].filter(
        e => e.getBoundingClientRect().height && e.getBoundingClientRect().height < 44).length"""
    assert seen.page.evaluate(small) == 0
    seen.page.close()


def test_a_click_in_a_plot_or_still_moves_the_film(browser, report: Path) -> None:
    seen = Seen(browser, report, 1280)
    seen.page.locator("#strip").scroll_into_view_if_needed()
    strip = seen.page.locator("#strip").bounding_box()
    seen.page.mouse.click(strip["x"] + 0.5 * strip["width"], strip["y"] + 10)
    assert seen.film_s() == pytest.approx(2.0, abs=0.05)

    seen.page.locator("#thigh").scroll_into_view_if_needed()
    field = seen.page.locator("#thigh .field").bounding_box()
    seen.page.mouse.click(field["x"] + 0.4 * field["width"], field["y"] + field["height"] - 2)
    phase = (seen.film_s() / STRIDE_S) % 1
    # The left leg's curve is the lower one: 40 % of its own stride.
    assert phase == pytest.approx(0.4, abs=0.05)
    assert "left leg, 40 % of its stride" in seen.page.locator(".readout").inner_text()

    toe_off = seen.page.locator(".stills button[aria-label^='right toe-off']")
    toe_off.click()
    assert (seen.film_s() / STRIDE_S - 0.5) % 1 == pytest.approx(TOE_OFF, abs=0.05)
    seen.page.close()


def test_out_of_sight_the_film_comes_along_as_a_small_one(browser, report: Path) -> None:
    seen = Seen(browser, report, 360)
    screen = seen.page.locator(".screen")
    seen.page.locator(".stills button").last.click()
    assert "floating" in screen.get_attribute("class")
    place = screen.bounding_box()
    assert place["x"] + place["width"] <= 360
    assert place["y"] + place["height"] <= 760
    seen.page.locator(".shut").click()
    assert "floating" not in screen.get_attribute("class")
    seen.page.locator(".stills button").first.click()
    seen.page.locator("#play").scroll_into_view_if_needed()
    seen.page.wait_for_function("!document.querySelector('.floating')")
    seen.page.close()


def test_in_slow_motion_a_captured_moment_is_found_in_the_slow_film(
    browser, tmp_path: Path
) -> None:
    # Captured at 120 Hz and played at 30; measured from 1 s of playback on.
    made = make_analysis(3.0, 120.0)
    whole = replace(made.keypoints, time_s=made.motion.time_s * 4)
    slow = replace(made, clock=Clock(30.0, 120.0, "given"), keypoints=whole)
    grey_film(tmp_path / "clip.mp4", slow)
    kept = slice(30, None)
    part = replace(
        whole,
        time_s=whole.time_s[kept],
        xy_px=whole.xy_px[kept],
        confidence=whole.confidence[kept],
    )
    cut = replace(
        slow,
        source=tmp_path / "clip.mp4",
        clip=probe(tmp_path / "clip.mp4"),
        keypoints=part,
        motion=replace(slow.motion, time_s=made.motion.time_s),
    )
    seen = Seen(browser, write_report(cut, tmp_path / "out"), 1280)
    contact = seen.page.locator(".stills button[aria-label^='left contact']")
    captured_s = float(contact.get_attribute("data-time"))
    contact.click()
    assert seen.film_s() == pytest.approx(4 * captured_s - 1.0, abs=0.05)
    seen.page.close()


def test_plots_are_used_with_the_keyboard_and_speak(browser, report: Path) -> None:
    seen = Seen(browser, report, 1280)
    strip = seen.page.locator("#strip")
    strip.focus()
    for _ in range(2):
        strip.press("ArrowRight")
    assert seen.film_s() == pytest.approx(STRIDE_S, abs=0.05)
    assert "left foot on the ground" in strip.get_attribute("aria-valuetext")
    thigh = seen.page.locator("#thigh")
    thigh.focus()
    thigh.press("ArrowDown")
    thigh.press("PageUp")
    assert thigh.get_attribute("aria-valuetext").startswith("right leg, 10 % of its stride")
    assert seen.page.locator(".readout").get_attribute("aria-live") == "polite"
    seen.page.close()


def test_the_film_plays_and_the_plots_follow(browser, report: Path) -> None:
    seen = Seen(browser, report, 1280)
    seen.page.locator("#play").click()
    seen.page.wait_for_function("document.querySelector('video').currentTime > 0.3")
    seen.page.locator("#play").click()
    before = seen.film_s()
    cursor = seen.page.locator("#strip .cursor").evaluate("e => parseFloat(e.style.left)")
    assert cursor == pytest.approx(100 * before / (119 / 30), abs=3)
    seen.page.locator("[data-frames='1']").click()
    assert seen.film_s() == pytest.approx(before + 1 / 30, abs=0.005)
    seen.page.close()


def test_the_page_prints(browser, report: Path) -> None:
    seen = Seen(browser, report, 1280)
    printed = seen.page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    seen.page.close()


def test_a_page_without_its_film_says_so(browser, report: Path, tmp_path: Path) -> None:
    alone = tmp_path / "report.html"
    alone.write_bytes(report.read_bytes())
    page = browser.new_page(viewport={"width": 1280, "height": 760})
    page.goto(alone.as_uri())
    said = page.locator("#no-film")
    said.wait_for(state="visible", timeout=10_000)
    assert "annotated.mp4 can't be played: it is not beside this page" in said.inner_text()
    assert not page.locator(".player").is_visible()
    assert not page.locator("#play").is_visible()
    page.locator(".stills button").first.click()
    assert "thigh at" in page.locator(".readout").inner_text()
    page.goto(report.as_uri())
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    assert not page.locator("#no-film").is_visible()
    page.close()
