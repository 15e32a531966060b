"""Verifying an entry in Discord: the button, the form, and what readers see of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.core.dates import parse
from bot.core.verification import Verification
from bot.sandbox.people import Person
from bot.sandbox.permissions import Permission
from bot.sandbox.seen import Seen
from bot.service.base import handle
from bot.surface import render
from tests.surface.conftest import AT, ENTRIES, PACK, SCOPE, Served, reworded

TREATY, IN_FORCE, TIES, TRAIN = ENTRIES
OVERDUE = replace(TREATY, checked=parse("2026-01-30"), review_by=parse("2026-06-30"))
AGEING = replace(PACK, entries=(OVERDUE, IN_FORCE, TIES, TRAIN), stale_after=365)
STILL, REVIEW, NOTE = "Still true (checked today)", "Look again by", "Note: what you looked at"
DUE = "Review due since 30 June 2026: it may have changed."
NO_CURATOR = "Only curators can do that here: members who may manage messages or the server."
GONE = "The entry behind this button is not in the base any more. Ask again to see what is."


@pytest.fixture
async def ageing(served: Served) -> Served:
    """The bot with a pack of which two entries are stale."""
    served.store.sync(AGEING, AT)
    await until(lambda: served.client.base_in(None).packs[0].stale_after == 365)
    return served


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for what the bot does by itself."""
    async with asyncio.timeout(15):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def opened(served: Served, name: str = "cho") -> tuple[Person, Seen]:
    """A curator with the overdue entry open, from the list of what is stale."""
    person = served.person(name)
    listed = await person.slash("stale")
    return person, await person.select(listed, "Open one of these", TREATY.id)


async def form_of(served: Served) -> tuple[Person, Seen]:
    """A curator with the form for the overdue entry open."""
    person, entry = await opened(served)
    return person, await person.press(entry, STILL)


def kept(served: Served) -> tuple[Verification, ...]:
    return served.store.verified(SCOPE, TREATY.id)


def forge(served: Served, seen: Seen, custom_id: str) -> None:
    """The id of the button under the entry as somebody might have made it up."""
    message = served.sandbox.world.message(seen.message.channel_id, seen.message.id)
    [button] = [one for row in message.components for one in row["components"] if one["label"] == STILL]
    button["custom_id"] = custom_id


async def test_an_entry_that_was_opened_says_why_it_is_stale_and_has_the_button(ageing: Served) -> None:
    _, entry = await opened(ageing)

    assert f"Stale\n{DUE}" in entry.message.text
    assert entry.message.buttons[-1] == STILL
    assert entry.message.ephemeral


async def test_the_form_proposes_a_day_as_far_off_as_the_last_one(ageing: Served) -> None:
    _, form = await form_of(ageing)

    assert form.modal is not None
    assert (form.modal.title, form.modal.fields["review"]["value"]) == ("Still true", "2027-04-24")


async def test_saying_that_it_is_still_true_is_kept_with_who_when_and_why(ageing: Served) -> None:
    cho, form = await form_of(ageing)

    await cho.submit(form, {REVIEW: "2027-06", NOTE: "asked the archive"})

    assert kept(ageing) == (Verification(SCOPE, TREATY.id, 2, cho.id, AT, parse("2027-06"), "asked the archive"),)


async def test_the_curator_is_shown_the_entry_as_it_now_reads(ageing: Served) -> None:
    cho, form = await form_of(ageing)

    seen = await cho.submit(form, {})

    assert seen.message.text.startswith(
        "Kept: checked 24 November 2026, to be looked at again by 24 April 2027. "
        "The entry itself is unchanged, revision 2:\n"
    )
    assert "friendship-treaty-1961 · revision 2 · checked 24 November 2026 by a curator" in seen.message.text
    assert "Stale" not in seen.message.text
    assert (seen.message.ephemeral, seen.message.pinged_nobody) == (True, True)


async def test_members_read_it_at_once_and_no_other_message_is_touched(ageing: Served) -> None:
    ada = ageing.person()
    before = await ada.slash("fact", entry=TREATY.id)
    cho, form = await form_of(ageing)
    await cho.submit(form, {})

    after = await ada.slash("fact", entry=TREATY.id)
    sources = await ada.press(after, "Sources")

    assert DUE in before.message.text
    assert [DUE in seen.message.text for seen in (after, sources)] == [False, False]
    assert "checked 24 November 2026 by a curator" in after.message.text
    [first] = [one for one in ada.reads("general") if one.id == before.message.id]
    assert DUE in first.text


@pytest.mark.parametrize("ask", ["fact", "ask", "mention", "sources"])
async def test_staleness_is_told_wherever_the_entry_is_shown(ageing: Served, ask: str) -> None:
    ada = ageing.person()
    question = "when did china and n korea sign their friendship treaty"
    seen = {
        "fact": lambda: ada.slash("fact", entry=TREATY.id),
        "ask": lambda: ada.slash("ask", question=question),
        "mention": lambda: ada.say("general", f"@Footnote {question}"),
        "sources": lambda: _sources(ada),
    }

    assert f"Stale\n{DUE}" in (await seen[ask]()).message.text


async def _sources(ada: Person) -> Seen:
    return await ada.press(await ada.slash("fact", entry=TREATY.id), "Sources")


async def test_an_answer_in_plain_text_tells_it_too(ageing: Served) -> None:
    ageing.deny("general", Permission.EMBED_LINKS)

    seen = await ageing.person().say("general", "@Footnote when did china and n korea sign their friendship treaty?")

    assert f"**Stale**\n{DUE}" in seen.message.text


async def test_about_counts_what_is_stale(ageing: Served) -> None:
    assert "; 2 stale, which may have changed" in (await ageing.person().slash("about")).message.text


async def test_a_button_of_an_old_message_works_after_a_restart(ageing: Served) -> None:
    cho, entry = await opened(ageing)
    await ageing.restart()

    await cho.submit(await cho.press(entry, STILL), {NOTE: "again"})

    assert [act.note for act in kept(ageing)] == ["again"]


async def test_a_form_that_was_open_during_a_restart_is_kept(ageing: Served) -> None:
    cho, form = await form_of(ageing)
    await ageing.restart()

    await cho.submit(form, {})

    assert len(kept(ageing)) == 1


async def test_what_was_verified_is_so_after_a_restart(ageing: Served) -> None:
    cho, form = await form_of(ageing)
    await cho.submit(form, {})
    await ageing.restart()

    assert "checked 24 November 2026 by a curator" in (await cho.slash("fact", entry=TREATY.id)).message.text


async def test_a_button_of_an_entry_that_was_edited_meanwhile_opens_no_form(ageing: Served) -> None:
    cho, entry = await opened(ageing)
    await ageing.edit(TREATY.id, reworded(TREATY.id, "Corrected words."))

    seen = await cho.press(entry, STILL)

    assert seen.modal is None
    assert seen.message.text == (
        "'friendship-treaty-1961' was changed by somebody meanwhile: you looked at revision 2, it is at 3. "
        "Open it again and look."
    )


async def test_a_form_of_an_entry_that_was_edited_meanwhile_keeps_nothing(ageing: Served) -> None:
    cho, form = await form_of(ageing)
    await ageing.edit(TREATY.id, reworded(TREATY.id, "Corrected words."))

    seen = await cho.submit(form, {})

    assert "was changed by somebody meanwhile: you looked at revision 2, it is at 3." in seen.message.text
    assert kept(ageing) == ()


async def test_a_form_of_an_entry_that_was_retired_meanwhile_keeps_nothing(ageing: Served) -> None:
    cho, form = await form_of(ageing)
    await ageing.edit(TREATY.id, None)

    seen = await cho.submit(form, {})

    assert seen.message.text == "The entry friendship-treaty-1961 was retired and is no longer an answer."
    assert kept(ageing) == ()


async def test_two_curators_with_the_form_open_are_both_kept(ageing: Served) -> None:
    cho, first = await form_of(ageing)
    ben = ageing.person("ben")
    ben.give("Curator")
    second = await ben.press(await ben.select(await ben.slash("stale"), "Open one of these", TREATY.id), STILL)

    await asyncio.gather(cho.submit(first, {NOTE: "mine"}), ben.submit(second, {NOTE: "theirs"}))

    assert sorted(act.note for act in kept(ageing)) == ["mine", "theirs"]


async def test_somebody_who_is_no_curator_any_more_can_neither_press_nor_submit(ageing: Served) -> None:
    cho, entry = await opened(ageing)
    form = await cho.press(entry, STILL)
    cho.take("Curator")

    assert (await cho.press(entry, STILL)).message.text == NO_CURATOR
    assert (await cho.submit(form, {})).message.text == NO_CURATOR
    assert kept(ageing) == ()


async def test_a_member_to_whom_a_server_gave_the_command_is_told_who_may(ageing: Served) -> None:
    commands = ageing.sandbox.world.commands
    commands[None] = tuple({**command, "default_member_permissions": None} for command in commands[None])

    assert (await ageing.person().slash("stale")).message.text == NO_CURATOR


@pytest.mark.parametrize(
    ("review_by", "words"),
    [
        ("soon", "The next review: 'soon' is not a date; write it as"),
        ("2026-11-24", "The next review: '2026-11-24' has come already; write a day after today."),
        ("2027/2028", "The next review: '2027/2028' is an interval; write a day, such as 2027-06-30."),
        ("@everyone <@1>", "is not a date"),
    ],
)
async def test_a_day_that_cannot_be_is_refused_in_words_that_ping_nobody(
    ageing: Served, review_by: str, words: str
) -> None:
    cho, form = await form_of(ageing)

    seen = await cho.submit(form, {REVIEW: review_by})

    assert words in seen.message.text
    assert (seen.message.ephemeral, seen.message.pinged_nobody) == (True, True)
    assert kept(ageing) == ()


@pytest.mark.parametrize("note", ["**x** @everyone", "'); DROP TABLE verification; --", "[a](https://evil.example)"])
async def test_a_note_is_kept_as_data_and_shown_to_nobody(ageing: Served, note: str) -> None:
    cho, form = await form_of(ageing)

    seen = await cho.submit(form, {NOTE: note})

    assert [act.note for act in kept(ageing)] == [note]
    assert note not in seen.message.text


@pytest.mark.parametrize(
    ("custom_id", "words"),
    [
        (f"fn:still.2.{'0' * 10}", GONE),
        (f"fn:still.0.{handle(TREATY.id)}", "was changed by somebody meanwhile: you looked at revision 0"),
        (f"fn:still.999999999.{handle(TREATY.id)}", "was changed by somebody meanwhile"),
        (f"fn:still.2.{handle(TREATY.id)}.more", render.STALE_BUTTON),
        (f"fn:still.-1.{handle(TREATY.id)}", render.STALE_BUTTON),
        ("fn:still.2.../../etc", render.STALE_BUTTON),
        (f"fn:still.2.{handle(TREATY.id).upper()}x", render.STALE_BUTTON),
        (f"fn:stillform.2.{handle(TREATY.id)}", render.STALE_BUTTON),
    ],
)
async def test_a_button_with_an_id_that_somebody_made_up_gets_words(ageing: Served, custom_id: str, words: str) -> None:
    cho, entry = await opened(ageing)
    forge(ageing, entry, custom_id)

    seen = await cho.press(entry, custom_id)

    assert words in seen.message.text
    assert seen.modal is None


@pytest.mark.parametrize(
    ("custom_id", "words"),
    [
        (f"fn:stillform.2.{'0' * 10}", GONE),
        (f"fn:stillform.3.{handle(TREATY.id)}", "was changed by somebody meanwhile"),
    ],
)
async def test_a_form_with_an_id_that_somebody_made_up_keeps_nothing(
    ageing: Served, custom_id: str, words: str
) -> None:
    cho, form = await form_of(ageing)
    assert form.modal is not None
    ageing.sandbox.world.interactions[form.modal.interaction_id].modal["custom_id"] = custom_id  # type: ignore[index]

    seen = await cho.submit(form, {})

    assert words in seen.message.text
    assert kept(ageing) == ()


async def test_reading_changes_nothing(ageing: Served, tmp_path: Path) -> None:
    await until(lambda: ageing.client.score is not None)
    before = _whole(tmp_path)
    cho, form = await form_of(ageing)
    assert form.modal is not None
    ada = ageing.person()
    await ada.say("general", "@Footnote when did china and n korea sign their friendship treaty?")
    await ada.press(await ada.slash("fact", entry=TREATY.id), "Sources")
    await cho.slash("about")

    assert _whole(tmp_path) == before
    assert DUE in (await ada.slash("fact", entry=TREATY.id)).message.text


def _whole(folder: Path) -> tuple[bytes, bytes, list[str]]:
    """The database, byte by byte and row by row."""
    files = (folder / "store.sqlite3", folder / "store.sqlite3-wal")
    engine = create_engine(f"sqlite:///{files[0]}")
    with engine.connect() as connection:
        tables = ("revision", "verification", "pack", "counter", "vector")
        rows = [repr(row) for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]
    engine.dispose()
    first, second = (file.read_bytes() if file.exists() else b"" for file in files)
    return first, second, rows


def test_ids_of_buttons_and_forms_stay_within_a_hundred_characters() -> None:
    assert len(f"fn:stillform.{999_999_999}.{handle(TREATY.id)}") <= 100
    assert re.fullmatch(r"[0-9a-f]{10}", handle(TREATY.id))
