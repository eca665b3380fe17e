"""The pages of fade, folder and comparison in chromium: quiet, offline, and narrow enough."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from kneedrive.fade import write_fade
from kneedrive.fade.clips import compare, write_comparison
from kneedrive.fade.runs import measure_all, write_runs
from kneedrive.watch.simulated import SimulatedFade
from tests.fade.clips.made_folders import folder
from tests.fade.made_runs import made_fade, made_run
from tests.watch.made_files import fit_bytes, running_records

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PAGES = ("fade", "runs", "compare")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page of each kind."""
    place = tmp_path_factory.mktemp("pages")
    fade = SimulatedFade(0.65, 0.06)
    for minutes in (10, 12, 15):
        (place / f"{minutes}.fit").write_bytes(fit_bytes(running_records(60 * minutes)))
    rows = measure_all(sorted(place.glob("*.fit")), place / "rows.jsonl", processes=1)
    two = compare(folder(place / "fresh"), folder(place / "tired", contact_time_ms=264.0))
    return {
        "fade": write_fade(made_fade(fade), made_run(fade), place / "one"),
        "runs": write_runs(rows, place / "many"),
        "compare": write_comparison(two, place / "two"),
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as starter:
        opened = starter.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_fits_loads_nothing_and_complains_of_nothing(pages, browser, name, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(("file:", "data:")) else wrong.append(asked.url),
    )
    page.goto(pages[name].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").inner_text()
    assert wrong == []
    page.close()


def test_every_line_of_the_fade_page_is_drawn(pages, browser):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(pages["fade"].as_uri())
    boxes = page.locator(".panel path.line:not(.expected)").all()
    assert len(boxes) >= 5
    for line in boxes:
        box = line.bounding_box()
        assert box["width"] > 500
        assert box["height"] >= 1  # a heart that beats evenly is a flat line
    page.close()
