"""The page in a real browser, on the real sandbox, with a real discord.py bot behind it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from bot.sandbox import Sandbox
from tests.sandbox.trial import TrialBot

pytestmark = pytest.mark.browser

PATIENCE = 30_000
"""Milliseconds to wait for what must come: long enough for a machine that is busy with other things."""

expect.set_options(timeout=PATIENCE)

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
)
NARROW = {"width": 320, "height": 640}
LOW = {"width": 320, "height": 420}
"""A screen on which the bot's answer is taller than what is seen of the messages."""
WELCOME = {
    "title": "Ask the gardener",
    "text": "The gardener knows gardens. Nothing here leaves this computer.",
    "examples": ["@Footnote hello", "/garden", "What is a rose?"],
}
WATCH = """
    document.addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective}`));
"""


@dataclass(slots=True)
class Visitor:
    """Somebody at the page, and what the browser complained of meanwhile."""

    context: BrowserContext
    page: Page
    sandbox: Sandbox
    complaints: list[str] = field(default_factory=list)

    async def arrive(self, place: str = "") -> None:
        """Open the page, at the place that its address names."""
        await self.page.goto(self.sandbox.page_url + place)
        await expect(self.page.locator(".bot-state")).to_contain_text("Footnote")

    async def write(self, words: str) -> None:
        """Write a message and send it."""
        await self.box.fill(words)
        await self.box.press("Enter")

    @property
    def box(self) -> Locator:
        """Where one writes."""
        return self.page.locator("#composer-text")

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.page.locator("article").last

    def message(self, words: str) -> Locator:
        """The newest message that says *words*."""
        return self.page.locator("article", has_text=words).last

    def button(self, name: str) -> Locator:
        """The newest button of that name."""
        return self.page.get_by_role("button", name=name, exact=True).last


def chromium() -> str:
    """
    The browser to drive.

    Without one the test is skipped, or fails where everything has to be there.
    """
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or _without("Chromium was not found, so the page is NOT tested: install it and run this again.")


def _without(words: str) -> NoReturn:
    if os.environ.get("TEST_REQUIRE_ALL") == "1":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="module")
def chromium_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where one Chromium without a window can be spoken to: each test takes a context of its own in it."""
    home = tmp_path_factory.mktemp("chromium")
    command = [chromium(), *ARGUMENTS, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={home}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield f"http://127.0.0.1:{_port(process, home / 'DevToolsActivePort')}"
        process.terminate()


def _port(process: subprocess.Popen[bytes], told: Path) -> str:
    """The port that Chromium writes down when it is ready."""
    while not (told.exists() and told.read_text(encoding="utf-8").count("\n")):
        assert process.poll() is None, "Chromium ended as soon as it was started."
        time.sleep(0.05)
    return told.read_text(encoding="utf-8").splitlines()[0]


@pytest.fixture
async def browser(chromium_address: str) -> AsyncIterator[Browser]:
    """Chromium without a window."""
    async with async_playwright() as playwright:
        yield await playwright.chromium.connect_over_cdp(chromium_address)


@asynccontextmanager
async def visiting(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Visitor]:
    """Ada at the page of *sandbox*."""
    context = await browser.new_context(
        viewport={"width": 1200, "height": 800}, locale="en-GB", timezone_id="UTC", color_scheme="light"
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    await page.add_init_script(WATCH)
    found = Visitor(context, page, sandbox)
    page.on("console", lambda said: found.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    await found.arrive()
    try:
        yield found
    finally:
        await context.close()


@pytest.fixture
async def visitor(browser: Browser, client: TrialBot) -> AsyncIterator[Visitor]:
    """Ada at the page, while the bot is there; whatever the browser complains of fails the test."""
    async with visiting(browser, client.sandbox) as found:
        yield found
    assert found.complaints == []


async def test_a_mention_is_answered_with_a_card(visitor: Visitor) -> None:
    await visitor.write("@Footnote when was it?")

    card = visitor.page.get_by_role("region", name="An answer")
    await expect(card).to_have_text("An answerIt was in 1961.When11 July 1961")


async def test_an_answer_quotes_what_it_answers(visitor: Visitor) -> None:
    await visitor.write("@Footnote when was it?")

    await expect(visitor.message("Here @everyone:").locator(".origin")).to_contain_text("Ada @Footnote when was it?")


async def test_an_answer_taller_than_the_view_is_shown_from_its_beginning(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(LOW)  # type: ignore[arg-type]
    await visitor.write("@Footnote hello")

    await expect(visitor.message("Here @everyone:").locator(".byline")).to_be_in_viewport()
    await expect(visitor.button("Number 7")).not_to_be_in_viewport()


async def test_ones_own_message_is_shown_to_its_end(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(LOW)  # type: ignore[arg-type]
    await visitor.box.fill("\n".join(map(str, range(40))))
    await visitor.box.press("Enter")

    await expect(visitor.page.locator("article .prose p").last).to_contain_text("39")
    assert await visitor.page.locator(".scroll").evaluate(LEFT_BELOW) < 2


LEFT_BELOW = "(node) => node.scrollHeight - node.scrollTop - node.clientHeight"


async def test_the_way_to_the_newest_messages_covers_none(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(LOW)  # type: ignore[arg-type]
    await visitor.write("@Footnote hello")
    await expect(visitor.button("Newest messages")).to_be_visible()

    messages = await visitor.page.locator(".scroll").bounding_box()
    way = await visitor.button("Newest messages").bounding_box()
    assert messages is not None
    assert way is not None
    assert messages["y"] + messages["height"] <= way["y"]


async def test_the_way_to_the_newest_messages_leads_to_their_end(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(LOW)  # type: ignore[arg-type]
    await visitor.write("@Footnote hello")
    await visitor.button("Newest messages").click()

    await expect(visitor.button("Number 7")).to_be_in_viewport()
    await expect(visitor.last).to_be_focused()
    await expect(visitor.page.locator(".latest")).to_be_hidden()


async def test_enter_with_shift_begins_a_new_line(visitor: Visitor) -> None:
    await visitor.box.press_sequentially("one")
    await visitor.box.press("Shift+Enter")
    await visitor.box.press_sequentially("two")
    await visitor.box.press("Enter")

    assert await visitor.message("one").locator(".prose").inner_text() == "one\ntwo"


async def test_a_name_is_completed_after_an_at_sign(visitor: Visitor) -> None:
    await visitor.box.press_sequentially("@foo")
    await visitor.box.press("Tab")
    await visitor.box.press_sequentially("hello")

    await expect(visitor.box).to_have_value("@Footnote hello")


async def test_a_button_is_answered(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")
    await visitor.button("Number 7").click()

    await expect(visitor.message("number 7")).to_be_visible()


async def test_an_answer_for_one_person_alone_says_so_and_can_be_put_away(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")
    await visitor.button("Pick").click()
    await visitor.page.get_by_role("option", name="Two").click()
    await expect(visitor.message("picked 2")).to_contain_text("Only you can see this")

    await visitor.button("Dismiss message").click()

    await expect(visitor.message("picked 2")).to_have_count(0)


async def test_focus_stays_among_the_messages_when_one_is_put_away(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")
    await visitor.button("Pick").click()
    await visitor.page.get_by_role("option", name="Two").click()
    await visitor.button("Dismiss message").press("Enter")

    await expect(visitor.message("Here @everyone:")).to_be_focused()


async def test_what_puts_a_message_away_is_large_enough_to_hit(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")
    await visitor.button("Pick").click()
    await visitor.page.get_by_role("option", name="Two").click()

    box = await visitor.button("Dismiss message").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


async def test_an_answer_for_one_person_is_not_shown_to_another(visitor: Visitor, sandbox: Sandbox) -> None:
    ben = sandbox.person("ben")
    seen = await ben.say("general", "@Footnote hello")
    await ben.select(seen, "Pick", "1")

    await expect(visitor.button("Pick")).to_be_visible()
    await expect(visitor.message("picked 1")).to_have_count(0)


async def test_a_command_is_picked_completed_and_sent_by_keyboard_alone(visitor: Visitor) -> None:
    keyboard = visitor.page.keyboard
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await keyboard.type("/gar")
    await keyboard.press("Enter")
    await keyboard.type("ro")
    await expect(visitor.page.get_by_role("option")).to_have_text(["Rose garden", "Rock garden"])
    await keyboard.press("ArrowDown")
    await keyboard.press("Enter")
    await keyboard.press("Enter")

    await expect(visitor.message("Rock garden").locator(".origin")).to_have_text("Ada used garden")


async def test_a_missing_option_is_asked_for(visitor: Visitor) -> None:
    await visitor.box.press_sequentially("/echo ")
    await visitor.page.keyboard.press("Enter")

    await expect(visitor.page.get_by_text("Fill in text.")).to_be_visible()


async def test_text_after_a_command_becomes_its_first_option(visitor: Visitor) -> None:
    await visitor.box.press_sequentially("/echo hallo")
    await visitor.page.keyboard.press("Enter")

    await expect(visitor.page.locator("article .says", has_text="hallo")).to_have_text("hallo")


async def test_a_file_goes_along_with_a_command(visitor: Visitor, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("what I know", encoding="utf-8")
    await visitor.box.press_sequentially("/read ")
    field = visitor.page.locator(".option input[type=file]")
    await field.set_input_files(notes)
    await field.press("Enter")

    await expect(visitor.message("what I know").locator(".origin")).to_have_text("Ada used read")


async def test_an_answer_that_takes_a_while_is_announced(visitor: Visitor, sandbox: Sandbox) -> None:
    sandbox.faults.delay("PATCH", "/webhooks/*/*/messages/*", 60.0)
    await visitor.box.press_sequentially("/slow ")
    await visitor.page.keyboard.press("Enter")

    await expect(visitor.last.locator(".thinking")).to_have_text("Footnote is thinking…")


async def test_an_answer_takes_the_place_of_its_announcement(visitor: Visitor) -> None:
    await visitor.box.press_sequentially("/slow ")
    await visitor.page.keyboard.press("Enter")

    await expect(visitor.last.locator(".says")).to_have_text("done at last")


async def test_the_bot_is_seen_to_write(visitor: Visitor, sandbox: Sandbox) -> None:
    sandbox.faults.delay("POST", "/channels/*/messages", 60.0)
    await visitor.write("@Footnote hello")

    await expect(visitor.page.locator(".typing")).to_have_text("Footnote is typing…")


async def test_what_was_written_ends_the_writing(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")
    await expect(visitor.message("Here @everyone:")).to_be_visible()

    await expect(visitor.page.locator(".typing")).to_be_empty()


async def test_arrows_go_from_message_to_message(visitor: Visitor) -> None:
    await visitor.last.focus()
    await visitor.page.keyboard.press("ArrowUp")

    await expect(visitor.message("Welcome to History Corner!")).to_be_focused()


async def test_tab_stops_once_at_the_tools_of_a_message(visitor: Visitor) -> None:
    await visitor.last.focus()
    stops = []
    for _ in range(2):
        await visitor.page.keyboard.press("Tab")
        stops.append(await visitor.page.evaluate("document.activeElement.ariaLabel"))

    assert stops == ["More about this message", "Attach a file"]


async def test_what_was_begun_in_one_channel_waits_there(visitor: Visitor) -> None:
    await visitor.box.fill("half a thought")
    await visitor.page.get_by_role("link", name="ask-footnote").click()
    await expect(visitor.box).to_have_value("")
    await visitor.page.get_by_role("link", name="general").click()

    await expect(visitor.box).to_have_value("half a thought")


async def test_only_those_who_may_use_a_command_are_offered_it(visitor: Visitor) -> None:
    await visitor.box.press_sequentially("/plant")
    await expect(visitor.page.get_by_text("No such command")).to_be_visible()
    await visitor.box.fill("")

    await act_as(visitor, "Dee")
    await visitor.box.press_sequentially("/plant")

    await expect(visitor.page.get_by_role("option")).to_contain_text(["/plant add"])


async def test_a_form_is_filled_in_and_answered(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")
    await visitor.button("Write").click()
    form = visitor.page.get_by_role("dialog", name="A note")
    await expect(form.get_by_label("Text")).to_be_focused()
    await form.get_by_label("Text").fill("hello")
    await form.get_by_label("Mood").select_option("Cross")
    await form.get_by_role("button", name="Submit").click()

    await expect(visitor.message("hello (Cross)")).to_contain_text("Only you can see this")


async def test_focus_returns_to_the_button_when_its_form_is_closed(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")
    await visitor.button("Write").click()
    await expect(visitor.page.get_by_role("dialog")).to_be_visible()
    await visitor.page.keyboard.press("Escape")

    await expect(visitor.button("Write")).to_be_focused()


async def test_an_interaction_that_nobody_answers_is_said_to_have_failed(visitor: Visitor) -> None:
    await visitor.box.press_sequentially("/mute")
    await visitor.page.keyboard.press("Enter")
    await visitor.page.keyboard.press("Enter")

    await expect(visitor.page.locator(".notices")).to_have_text("/mute: The application did not respond")


@pytest.mark.parametrize("way", ["mouse", "keyboard", "finger"])
async def test_a_message_has_a_menu_with_the_bots_commands(visitor: Visitor, way: str) -> None:
    await visitor.write("four")
    message = visitor.message("four")
    await open_menu(visitor, message, way)

    await visitor.page.get_by_role("menuitem", name="Count letters").click()

    await expect(visitor.last.locator(".says")).to_have_text("4")


async def open_menu(visitor: Visitor, message: Locator, way: str) -> None:
    """Open the menu of *message*; a finger is held on it until the menu comes."""
    if way == "mouse":
        await message.click(button="right")
    elif way == "keyboard":
        await message.focus()
        await message.press("Enter")
    else:
        touch = {"pointerType": "touch", "bubbles": True, "isPrimary": True, "clientX": 300, "clientY": 300}
        await message.dispatch_event("pointerdown", touch)
    await expect(visitor.page.get_by_role("menu", name="Message")).to_be_visible()


async def test_ones_own_message_can_be_corrected(visitor: Visitor) -> None:
    await visitor.write("colour")
    await visitor.box.press("ArrowUp")
    await expect(visitor.page.get_by_text("Editing your message")).to_be_visible()
    await visitor.write("color")

    await expect(visitor.message("color").locator(".prose")).to_have_text("color (edited)")


async def test_ones_own_message_can_be_deleted(visitor: Visitor) -> None:
    await visitor.write("away with it")
    await open_menu(visitor, visitor.message("away with it"), "keyboard")
    await visitor.page.get_by_role("menuitem", name="Delete message").click()
    await visitor.button("Delete").click()

    await expect(visitor.message("away with it")).to_have_count(0)


async def test_a_reply_names_what_it_answers(visitor: Visitor) -> None:
    await open_menu(visitor, visitor.message("has expired"), "keyboard")
    await visitor.page.get_by_role("menuitem", name="Reply").click()
    await visitor.write("It did not")

    await expect(visitor.message("It did not").locator(".origin")).to_contain_text("has expired")


async def test_a_reaction_is_given_and_taken_back(visitor: Visitor) -> None:
    message = visitor.message("has expired")
    await message.hover()
    await message.get_by_role("button", name="Add a reaction").click()
    await visitor.page.get_by_role("menuitem", name="thinking").click()
    chip = message.get_by_role("button", name="thinking, 1")
    await expect(chip).to_have_attribute("aria-pressed", "true")

    await chip.click()

    await expect(chip).to_have_count(0)


async def act_as(visitor: Visitor, name: str) -> None:
    """Be somebody else from now on."""
    await visitor.page.get_by_role("button", name="Acting as").click()
    await visitor.page.get_by_role("menuitemradio", name=name).click()
    await expect(visitor.page.get_by_role("button", name="Acting as")).to_contain_text(name)


async def test_who_one_acts_as_decides_what_one_sees(visitor: Visitor) -> None:
    hidden = visitor.page.get_by_role("link", name="curators")
    await expect(hidden).to_have_count(0)

    await act_as(visitor, "Cho")

    await expect(hidden).to_be_visible()


async def test_one_writes_as_the_person_one_acts_as(visitor: Visitor) -> None:
    await act_as(visitor, "Ben")
    await visitor.write("It is I")

    await expect(visitor.message("It is I").locator(".author")).to_have_text("Ben")


async def test_a_channel_where_one_may_not_write_says_so(visitor: Visitor) -> None:
    await visitor.page.get_by_role("link", name="announcements").click()

    await expect(visitor.box).to_be_disabled()
    await expect(visitor.box).to_have_attribute("placeholder", "You cannot write here")


async def test_news_in_another_channel_is_counted(visitor: Visitor, sandbox: Sandbox) -> None:
    await sandbox.person("ben").say("ask-footnote", "@ada look here")

    await expect(visitor.page.locator(".place.unread")).to_have_text("ask-footnote1 new, you are mentioned")


async def test_the_bot_can_be_written_to_directly(visitor: Visitor) -> None:
    await visitor.page.get_by_role("button", name="Write to Footnote").click()
    await expect(visitor.box).to_have_attribute("placeholder", "Message Footnote")
    await visitor.write("hello")

    await expect(visitor.page.get_by_role("region", name="An answer")).to_be_visible()


async def test_a_post_is_opened_in_a_forum(visitor: Visitor) -> None:
    await visitor.page.get_by_role("link", name="questions").click()
    await visitor.button("New post").click()
    form = visitor.page.get_by_role("dialog")
    await form.get_by_label("Title").fill("Which treaty?")
    await form.get_by_label("Message").fill("I mean the one of 1961.")
    await form.get_by_label("open").check()
    await form.get_by_role("button", name="Post").click()
    await expect(visitor.message("I mean the one of 1961.")).to_be_visible()

    await visitor.page.get_by_role("link", name="questions").click()

    await expect(visitor.page.locator(".post")).to_have_text(re.compile(r"Which treaty\?.*1 message.*open$"))


async def test_a_post_does_not_lead_to_itself(visitor: Visitor, sandbox: Sandbox) -> None:
    await sandbox.person("ben").forum_post("questions", "Which treaty?", "I mean the one of 1961.")
    await visitor.page.get_by_role("link", name="Which treaty?").click()

    begun = visitor.message("I mean the one of 1961.")
    await expect(begun).to_be_visible()
    await expect(begun.get_by_role("link")).to_have_count(0)


async def test_a_thread_is_opened_on_a_message(visitor: Visitor) -> None:
    await open_menu(visitor, visitor.message("has expired"), "keyboard")
    await visitor.page.get_by_role("menuitem", name="Start a thread").click()
    await visitor.page.get_by_label("Name of the thread").fill("The end of it")
    await visitor.button("Start thread").click()

    await expect(visitor.page.get_by_role("heading", name="general › The end of it")).to_be_visible()
    await expect(visitor.box).to_have_attribute("placeholder", "Message “The end of it”")


async def test_a_file_is_sent_and_its_picture_has_words(visitor: Visitor, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("what I know", encoding="utf-8")
    await visitor.page.locator(".composer input[type=file]").set_input_files(notes)
    await visitor.write("see here")

    await expect(visitor.message("see here").locator(".file")).to_have_text("notes.txt11 bytes")


@pytest.mark.parametrize(
    "words",
    [
        "<img src=x onerror=\"document.title='hacked'\">",
        "<script>document.title = 'hacked'</script>",
        "[press me](javascript:alert)",
        "](http)",
        "[https://bank.example](https://thief.example)",
        "&lt;b&gt; &amp; <b>bold</b>",
        "** not closed, _nor this",
    ],
)
async def test_hostile_text_stays_text(visitor: Visitor, words: str) -> None:
    await visitor.write(words)

    said = visitor.last.locator(".prose")
    await expect(said).to_have_text(words)
    assert await said.locator("img, script, b").count() == 0
    assert await said.locator("a:not([href^='http'])").count() == 0
    assert "hacked" not in await visitor.page.title()


async def test_a_masked_link_shows_where_it_leads(visitor: Visitor) -> None:
    await visitor.write("see [the treaty](https://archive.example/1961) now")

    await expect(visitor.last.locator(".prose")).to_have_text("see the treaty (archive.example) now")


async def test_a_cut_off_link_leads_only_where_it_says(visitor: Visitor) -> None:
    await visitor.write("](http://thief.example/a) and [b](http://c.example")

    said = visitor.last.locator(".prose")
    await expect(said).to_have_text("](http://thief.example/a) and [b](http://c.example")
    assert await said.locator("a").all_inner_texts() == ["http://thief.example/a", "http://c.example"]


MARKED = {
    "**bold** and *slanted* or _slanted_": "<p><strong>bold</strong> and <em>slanted</em> or <em>slanted</em></p>",
    "***both*** __under__ ~~gone~~": "<p><strong><em>both</em></strong> <u>under</u> <s>gone</s></p>",
    "*a **b***": "<p><em>a <strong>b</strong></em></p>",
    "snake_case_name 2 * 3 * 4": "<p>snake_case_name 2 * 3 * 4</p>",
    r"\*not\* `**code**`": "<p>*not* <code>**code**</code></p>",
    "one\ntwo": "<p>one<br>two</p>",
    "> quoted\nafter": "<blockquote><p>quoted</p></blockquote><p>after</p>",
    "- a\n- b": '<ul><li class="depth-0">a</li><li class="depth-0">b</li></ul>',
    "3. a\n4. b": '<ol start="3"><li class="depth-0">a</li><li class="depth-0">b</li></ol>',
    "# Head": '<p class="heading heading-1">Head</p>',
    "-# small": '<p class="small">small</p>',
    "<t:0:D>": '<p><time class="timestamp" datetime="1970-01-01T00:00:00.000Z" '
    'title="Thursday, 1 January 1970 at 00:00">1 January 1970</time></p>',
    "@everyone": '<p><span class="mention">@everyone</span></p>',
    "<@1>": '<p><span class="mention">@unknown</span></p>',
}


async def test_marks_become_nodes(visitor: Visitor) -> None:
    assert {words: await visitor.page.evaluate(RENDERED, words) for words in MARKED} == MARKED


RENDERED = """async (words) => {
    const [{ Prose }, { State }] = await Promise.all([import("/prose.js"), import("/state.js")]);
    const place = document.createElement("div");
    place.append(...new Prose(new State()).blocks(words));
    return place.innerHTML;
}"""


async def test_long_runs_of_marks_do_not_stop_the_page(visitor: Visitor) -> None:
    for words in ("*a" * 1000, "[" * 2000, "_" * 2000, "**a _b " * 280, "`" * 2000, "[a](" * 500, "> " * 1000):
        assert (await visitor.page.evaluate(RENDERED, words)).startswith("<")


async def test_a_link_of_discord_leads_within_the_page(visitor: Visitor, sandbox: Sandbox) -> None:
    seen = await sandbox.person("ben").say("ask-footnote", "the very message")
    assert seen.sent is not None
    await visitor.write(f"https://discord.com/channels/{sandbox.guild.id}/{seen.sent.channel_id}/{seen.sent.id}")

    await visitor.last.get_by_role("link", name="#ask-footnote › message").click()

    await expect(visitor.message("the very message")).to_be_focused()


async def test_a_narrow_screen_keeps_its_channels_in_a_drawer(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    opener = visitor.page.get_by_role("button", name="Channels")
    await expect(visitor.page.get_by_role("link", name="ask-footnote")).to_have_count(0)

    await opener.click()
    await visitor.page.get_by_role("link", name="ask-footnote").click()

    await expect(visitor.page.get_by_role("heading", name="ask-footnote", exact=True)).to_be_visible()
    await expect(opener).to_be_focused()


async def test_the_drawer_closes_over_the_messages_to_the_bot(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    opener = visitor.page.get_by_role("button", name="Channels")
    await opener.click()
    await visitor.page.get_by_role("button", name="Write to Footnote").click()

    await expect(visitor.box).to_have_attribute("placeholder", "Message Footnote")
    await expect(opener).to_have_attribute("aria-expanded", "false")


async def test_a_narrow_screen_says_in_words_that_the_bot_is_there(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(NARROW)  # type: ignore[arg-type]

    await expect(visitor.page.locator(".bot-state").get_by_text("online")).to_be_visible()


async def test_what_the_traffic_covers_on_a_narrow_screen_waits(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    await visitor.page.get_by_role("button", name="Traffic and faults").click()
    await expect(visitor.page.locator("#room[inert]")).to_have_count(1)

    await visitor.page.keyboard.press("Escape")

    await expect(visitor.page.get_by_role("button", name="Traffic and faults")).to_be_focused()


async def test_nothing_runs_off_a_screen_of_320_pixels(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    await visitor.write("@Footnote " + "w" * 300)
    await expect(visitor.page.get_by_role("region", name="An answer")).to_be_visible()

    widths = "[document.documentElement, document.querySelector('.scroll')].map((node) => node.scrollWidth)"
    assert max(await visitor.page.evaluate(widths)) <= NARROW["width"]


async def test_the_traffic_shows_what_the_bot_was_told(visitor: Visitor) -> None:
    await visitor.page.get_by_role("button", name="Traffic and faults").click()
    await visitor.page.get_by_role("searchbox").fill("a word to find")
    await visitor.write("@Footnote a word to find")

    row = visitor.page.locator(".traffic summary")
    await expect(row.first).to_contain_text("MESSAGE_CREATE")
    await row.first.click()
    await expect(visitor.page.locator(".traffic pre").first).to_contain_text('"content"')


async def test_a_dropped_socket_is_picked_up_by_the_bot(visitor: Visitor, client: TrialBot) -> None:
    await visitor.page.get_by_role("button", name="Traffic and faults").click()
    await visitor.page.get_by_text("Faults", exact=True).click()
    await visitor.button("Drop the socket").click()
    await expect(visitor.page.get_by_text("Drop the socket: done.")).to_be_visible()

    await client.resumed.wait()
    await expect(visitor.page.locator(".bot-state")).to_contain_text("online")


async def test_the_bots_going_is_shown(visitor: Visitor, client: TrialBot) -> None:
    await client.close()

    await expect(visitor.page.locator(".bot-state")).to_contain_text("offline")


async def test_a_lost_connection_is_said_and_mended(browser: Browser) -> None:
    async with AsyncExitStack() as stack:
        async with Sandbox() as before:
            visitor = await stack.enter_async_context(visiting(browser, before))
        banner = visitor.page.locator("#banner")
        await expect(banner).to_contain_text("Connection lost")

        await stack.enter_async_context(sandbox_like(before))

        await expect(banner).to_be_empty()
        await visitor.write("back again")
        await expect(visitor.message("back again")).to_be_visible()


def sandbox_like(before: Sandbox) -> Sandbox:
    """Another one at the same address, with the same key."""
    found = Sandbox(port=int(before.url.rsplit(":", 1)[1]))
    found.key = before.key
    return found


async def test_a_chosen_theme_is_remembered(visitor: Visitor) -> None:
    await visitor.button("Use the dark theme").click()
    await visitor.page.reload()

    await expect(visitor.button("Use the light theme")).to_be_visible()


async def test_a_newcomer_is_told_what_this_is_and_what_to_try(browser: Browser) -> None:
    async with Sandbox(welcome=WELCOME) as sandbox, visiting(browser, sandbox) as visitor:
        card = visitor.page.get_by_role("region", name="Ask the gardener")
        await expect(card).to_contain_text("Nothing here leaves this computer.")

        await card.get_by_role("button", name="@Footnote hello").click()

        await expect(visitor.box).to_have_value("@Footnote hello")
        await expect(visitor.box).to_be_focused()


async def test_a_closed_welcome_stays_closed(browser: Browser) -> None:
    async with Sandbox(welcome=WELCOME) as sandbox, visiting(browser, sandbox) as visitor:
        await visitor.button("Close the welcome").click()
        await visitor.page.reload()
        await expect(visitor.button("What is this?")).to_be_visible()

        await expect(visitor.page.get_by_text("The gardener knows gardens.")).to_have_count(0)


async def test_the_welcome_is_shown_from_its_beginning(browser: Browser) -> None:
    async with Sandbox(welcome=WELCOME) as sandbox, visiting(browser, sandbox) as visitor:
        await visitor.page.set_viewport_size(LOW)  # type: ignore[arg-type]
        await visitor.page.reload()

        await expect(visitor.page.get_by_role("heading", name="Ask the gardener")).to_be_in_viewport()


async def test_focus_returns_to_what_brings_the_welcome_back(browser: Browser) -> None:
    async with Sandbox(welcome=WELCOME) as sandbox, visiting(browser, sandbox) as visitor:
        await visitor.button("Close the welcome").press("Enter")

        await expect(visitor.button("What is this?")).to_be_focused()


async def test_the_welcome_comes_to_those_in_a_forum_as_well(browser: Browser) -> None:
    async with Sandbox(welcome=WELCOME) as sandbox, visiting(browser, sandbox) as visitor:
        await visitor.page.get_by_role("link", name="questions").click()
        await visitor.button("What is this?").click()

        await expect(visitor.page.get_by_role("region", name="Ask the gardener")).to_be_in_viewport()


async def test_an_answer_is_said_with_its_date_and_its_choices(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")

    await expect(visitor.page.get_by_role("log")).to_contain_text(
        "Footnote: Here @everyone: An answer. It was in 1961. When: 11 July 1961. "
        "Choices: Write, Change, Later, Number 7, Pick."
    )


async def test_an_answer_that_changes_is_said_anew(visitor: Visitor) -> None:
    await visitor.write("@Footnote hello")
    await visitor.button("Change").click()

    await expect(visitor.page.get_by_role("log")).to_contain_text("Footnote: changed")


async def test_new_messages_are_said_to_those_who_listen(visitor: Visitor, sandbox: Sandbox) -> None:
    await sandbox.person("ben").say("general", "who **knows**?")

    await expect(visitor.page.get_by_role("log")).to_contain_text("Ben: who knows?")


PAIRS = (
    *((text, ground) for text in ("ink", "muted", "link", "bad-text") for ground in ("paper", "side", "raised")),
    *((text, ground) for text in ("ink", "muted", "link") for ground in ("hover", "quiet", "note", "accent-soft")),
    *(("on-accent", ground) for ground in ("accent", "accent-hover", "good", "good-hover", "bad", "bad-hover")),
    ("ink", "chosen"),
    ("ink", "sunk"),
    ("muted", "sunk"),
    ("ink", "bad-soft"),
)
SIGNS = (
    *(("present", ground) for ground in ("paper", "side")),
    *((line, ground) for line in ("line-strong", "link") for ground in ("paper", "side", "raised")),
)
"""What is seen without being read: the dot of who is there, the edges of fields, the ring of focus."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_stands_out_from_its_ground(browser: Browser, sandbox: Sandbox, scheme: Any) -> None:
    assert await fainter(4.5, PAIRS, browser, sandbox, scheme) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_signs_stand_out_from_their_ground(browser: Browser, sandbox: Sandbox, scheme: Any) -> None:
    assert await fainter(3.0, SIGNS, browser, sandbox, scheme) == {}


async def fainter(
    least: float, pairs: tuple[tuple[str, str], ...], browser: Browser, sandbox: Sandbox, scheme: Any
) -> dict[tuple[str, str], float]:
    """Those of *pairs* whose contrast is below *least*, with that contrast."""
    page = await browser.new_page(color_scheme=scheme)
    await page.goto(sandbox.page_url)
    colours: dict[str, list[float]] = await page.evaluate(COLOURS, sorted({name for pair in pairs for name in pair}))
    ratios = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    return {pair: ratio for pair, ratio in ratios.items() if ratio < least}


COLOURS = """(names) => Object.fromEntries(names.map((name) => {
    document.body.style.color = `var(--${name})`;
    return [name, getComputedStyle(document.body).color.match(/[\\d.]+/g).slice(0, 3).map(Number)];
}))"""


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[float]) -> float:
    """The relative luminance, from 0 to 1, of red, green and blue from 0 to 255."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
