"""The main job as a person sees it: `footnote sandbox` in a browser, with the base that ships."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.conftest import environment

ROOT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
SECONDS = 1000.0

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a sandbox of its own, with the bot in it, serves its page."""
    command = [sys.executable, "-m", "bot.cli", "sandbox", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().removeprefix("Open ").strip()
        process.terminate()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """The page, once the bot is there."""
    if not CHROMIUM.exists():
        if os.environ.get("TEST_REQUIRE_ALL"):
            pytest.fail("Chromium is not installed, and TEST_REQUIRE_ALL is set.")
        pytest.skip("CHROMIUM IS NOT INSTALLED: the page was not tried.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page()
        page.goto(address)
        expect(page.get_by_text("online", exact=True)).to_be_visible(timeout=20 * SECONDS)
        yield page
        browser.close()


def test_the_treaty_question_is_answered_with_its_date_and_source(page: Page) -> None:
    page.get_by_role("textbox").first.click()
    page.keyboard.type("@Footnote when did china and n korea sign their treaty?")
    page.keyboard.press("Enter")

    answer = page.get_by_role("main")
    link = answer.get_by_role("link", name="Kim Jong Un in Beijing: What history says about China-North Korea ties")
    expect(link).to_be_visible(timeout=10 * SECONDS)
    shown = answer.inner_text()
    assert "11 July 1961" in shown
    assert "Business Standard" in shown
    assert "4 September 2025" in shown
    assert str(link.get_attribute("href")).startswith("https://www.business-standard.com/")


def test_the_welcome_puts_an_example_into_the_composer(page: Page) -> None:
    page.get_by_role("button", name="@Footnote").first.click()

    expect(page.get_by_role("textbox").first).to_have_value(re.compile("^@Footnote .+"))


def test_the_head_of_a_long_answer_is_in_sight_on_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("textbox").first.fill("@Footnote when did china and n korea sign their treaty?")
    page.keyboard.press("Enter")

    answer = page.get_by_role("article").last
    expect(answer.get_by_role("button", name="Remove")).to_be_attached(timeout=10 * SECONDS)
    expect(answer.get_by_role("heading")).to_be_in_viewport()


def test_the_head_of_an_offer_that_became_a_long_answer_is_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    offer = offered(page)
    offer.get_by_role("group", name="Actions").get_by_role("button").first.click()

    expect(offer.get_by_role("button", name="Sources")).to_be_attached(timeout=10 * SECONDS)
    expect(offer.get_by_role("heading")).to_be_in_viewport()


def test_an_offer_that_became_an_answer_says_so_beside_its_time(page: Page) -> None:
    offer = offered(page)
    offer.get_by_role("group", name="Actions").get_by_role("button").first.click()

    expect(offer.locator("header")).to_contain_text("(edited)", timeout=10 * SECONDS)


def offered(page: Page) -> Locator:
    """What Footnote offers when asked for a treaty, whichever."""
    page.get_by_role("textbox").first.fill("@Footnote treaty")
    page.keyboard.press("Enter")
    offer = page.get_by_role("article").last
    expect(offer.get_by_role("button", name="None of these")).to_be_visible(timeout=10 * SECONDS)
    return offer
