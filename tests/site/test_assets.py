"""Script and style of the site, in a real browser: with a server, and opened from a disk."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.config import SHIPPED_KNOWLEDGE
from bot.service.archive import Archive
from bot.service.upkeep import load_packs
from bot.site.folder import write_site
from bot.site.pages import site_files
from tests.site.bases import TODAY, hostile

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
TREATY = "When did China and North Korea sign their friendship treaty?"
SCHOOL = "Which school did Kim Il Sung attend in China?"
# Every kind of page, by its path below the site.
KINDS = (
    "index.html",
    "e/kim-il-sung-visits-count/index.html",
    "e/friendship-treaty-1961/index.html",
    "topics/treaty/index.html",
    "topics/index.html",
    "people/index.html",
    "sources/index.html",
    "sources/bs-2025-09-04/index.html",
    "timeline/index.html",
    "differ/index.html",
    "entries/index.html",
    "search/index.html?q=treaty",
    "about/index.html",
    "404.html",
)
HARMFUL = ("index.html", "e/harm/index.html", "e/right-to-left/index.html", "e/gone/index.html", "differ/index.html")
WATCH = """
    document.addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective}`));
"""
# The lowest contrast of any text on the page with what is behind it, as WCAG 2 counts it.
LOWEST_CONTRAST = """
() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([red, green, blue]) => [red, green, blue].map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let lowest = 21;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, noscript")) continue;
    const [one, other] = [parts(getComputedStyle(element).color), behind(element)].map(light).sort((a, b) => b - a);
    lowest = Math.min(lowest, (one + 0.05) / (other + 0.05));
  }
  return lowest;
}
"""

pytestmark = pytest.mark.browser


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped base, and below ``hostile/`` that of a hostile one."""
    made = tmp_path_factory.mktemp("site")
    write_site(site_files(Archive.of_packs(load_packs(SHIPPED_KNOWLEDGE)), TODAY, None), made)
    write_site(site_files(hostile(), TODAY, None), made / "hostile")
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where a plain web server shows that folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    if not CHROMIUM.exists():
        if os.environ.get("TEST_REQUIRE_ALL"):
            pytest.fail("Chromium is not installed, and TEST_REQUIRE_ALL is set.")
        pytest.skip("CHROMIUM IS NOT INSTALLED: the site was not tried.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose browser has nothing to complain of."""
    yield from watched(browser)


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """The same in a browser that runs no scripts."""
    yield from watched(browser, java_script_enabled=False)


def watched(browser: Browser, *, java_script_enabled: bool = True) -> Iterator[Page]:
    """A page that must not complain, open a dialog or ask another site for anything."""
    context = browser.new_context(java_script_enabled=java_script_enabled, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.add_init_script(WATCH)
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}"))
    page.on("request", lambda asked: complaints.append(asked.url) if not _is_own(asked.url) else None)
    yield page
    context.close()
    assert complaints == []


def _is_own(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "file:///"))


def box(page: Page) -> Locator:
    """Where one types what one looks for."""
    return page.get_by_role("searchbox", name="Search the entries")


def results(page: Page) -> Locator:
    """What was found."""
    return page.get_by_role("search").get_by_role("listitem")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("treaty frien", TREATY),
        ("FRIENDSHIP treaty, 1961!", TREATY),
        ("yuw", SCHOOL),
        ("shcool", SCHOOL),
        ("schol", SCHOOL),
        ("schoool", SCHOOL),
        ("schxol", SCHOOL),
        ("yuewn mid", SCHOOL),
        ("kim school", SCHOOL),
    ],
)
def test_search_finds_by_beginnings_several_words_and_slips_of_one_letter(
    page: Page, address: str, typed: str, first: str
) -> None:
    page.goto(address)
    box(page).fill(typed)

    expect(results(page).first).to_contain_text(first)


def test_a_result_tells_its_question_and_its_date(page: Page, address: str) -> None:
    page.goto(address)
    box(page).fill("friendship treaty")

    expect(results(page).first).to_have_text(f"{TREATY} 11 July 1961")


def test_what_nothing_has_is_said_in_words(page: Page, address: str) -> None:
    page.goto(address)
    box(page).fill("zzzzzz")

    expect(page.get_by_role("status")).to_have_text("Nothing here has those words. Fewer or other words may do.")


def test_search_goes_by_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    page.keyboard.press("/")
    page.keyboard.type("friendship treaty")
    expect(results(page).first).to_contain_text(TREATY)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{address}e/friendship-treaty-1961/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TREATY)


def test_escape_closes_what_was_found_and_leads_back_to_the_box(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    box(page).fill("treaty")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    expect(box(page)).to_be_focused()
    expect(results(page)).to_have_count(0)


def test_enter_in_the_box_leads_to_all_that_was_found(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    box(page).fill("treaty")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{address}search/?q=treaty")
    expect(results(page).first).to_contain_text("treaty")


def test_the_address_keeps_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    box(page).fill("friendship & treaty")

    expect(page).to_have_url(f"{address}search/?q=friendship+%26+treaty")
    page.reload()
    expect(box(page)).to_have_value("friendship & treaty")
    expect(results(page).first).to_contain_text(TREATY)


def test_a_slash_that_is_typed_into_the_box_stays_there(page: Page, address: str) -> None:
    page.goto(address)
    box(page).press_sequentially("a/b")

    expect(box(page)).to_have_value("a/b")


def test_the_index_is_fetched_only_when_somebody_searches(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    before = [url for url in asked if "search-index" in url]
    box(page).fill("treaty")
    expect(results(page).first).to_be_visible()

    assert (before, len([url for url in asked if "search-index" in url])) == ([], 1)


def test_search_works_in_pages_that_were_opened_from_a_disk(page: Page, folder: Path) -> None:
    page.goto(f"{folder.as_uri()}/index.html")
    box(page).fill("friendship treaty")
    results(page).first.get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TREATY)
    page.get_by_role("link", name="Treaty", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Treaty")


def test_without_scripts_the_topics_lead_everywhere(plain_page: Page, address: str) -> None:
    plain_page.goto(address)
    plain_page.get_by_role("searchbox").fill("treaty")
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_text("Searching needs JavaScript.")).to_be_visible()
    plain_page.get_by_role("main").get_by_role("link", name="Treaty", exact=True).click()

    expect(plain_page.get_by_role("link", name=TREATY)).to_be_visible()


def test_the_first_key_leads_past_the_head_of_a_page(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_where_the_focus_is_can_be_seen(page: Page, address: str) -> None:
    page.goto(f"{address}e/friendship-treaty-1961/")
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(({outlineStyle, outlineWidth}) => outlineStyle + outlineWidth)(getComputedStyle(document.activeElement))"
        )
        assert style == "solid3px"


@pytest.mark.parametrize("path", [*KINDS, *(f"hostile/{path}" for path in HARMFUL)])
def test_no_page_scrolls_sideways(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    for width in (320, 640, 1280):  # 640 is what 1280 is at 200 % zoom
        page.set_viewport_size({"width": width, "height": 700})

        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", KINDS)
def test_every_text_can_be_read_in_light_and_in_dark(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    for scheme, paper in (("light", "rgb(252, 251, 248)"), ("dark", "rgb(27, 26, 24)")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
        assert page.evaluate(LOWEST_CONTRAST) >= 4.5


@pytest.mark.parametrize("path", HARMFUL)
def test_markup_in_an_entry_does_nothing(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}hostile/{path}")
    box(page).first.fill("alert script")

    expect(results(page).first).to_contain_text("</script><script>alert(1)</script>")


def test_what_is_printed_is_the_entry_with_the_addresses_of_its_sources(page: Page, address: str) -> None:
    page.goto(f"{address}e/friendship-treaty-1961/")
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("search")).to_be_hidden()
    shown = page.locator("#s1 a.title").evaluate("(link) => getComputedStyle(link, '::after').content")
    assert "https://www.business-standard.com/" in shown
