"""/stale: what may have changed, in pages, for curators."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.core.dates import parse
from bot.core.entry import Entry
from bot.sandbox.errors import Refused
from bot.sandbox.people import Person
from bot.sandbox.seen import Seen
from bot.surface import render
from bot.surface.pages import SIZE
from tests.surface.conftest import AT, ENTRIES, PACK, TODAY, Served

MENU = "Open one of these"
NO_CURATOR = "Only curators can do that here: members who may manage messages or the server."


def overdue(number: int) -> Entry:
    """An entry whose review has been due for *number* days."""
    day = parse(TODAY.replace(day=TODAY.day - number).isoformat())
    first = ENTRIES[0]
    question = f"What was agreed in round {number} of the talks?"
    return replace(first, id=f"round-{number:02}", question=question, variants=(), review_by=day)


MANY = replace(PACK, entries=(*ENTRIES, *map(overdue, range(1, 2 * SIZE + 4))), questions=())


async def holding(served: Served, *entries: Entry) -> Person:
    """A curator of a server whose base has these entries more."""
    pack = replace(PACK, entries=(*ENTRIES, *entries), questions=())
    served.store.sync(pack, AT)
    async with asyncio.timeout(15):
        while set(served.client.base_in(None).entries) != {entry.id for entry in pack.entries}:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return served.person("cho")


async def with_many(served: Served) -> Person:
    return await holding(served, *MANY.entries[len(ENTRIES) :])


def rounds(seen: Seen) -> list[int]:
    """The numbers of the rounds that a page lists."""
    words = seen.message.text.split()
    return [int(after) for word, after in pairwise(words) if word == "round"]


async def test_a_base_in_which_nothing_is_stale_says_so(served: Served) -> None:
    seen = await served.person("cho").slash("stale")

    assert seen.message.text == "What may have changed\nNothing in the base."


async def test_each_entry_is_listed_with_why_and_what_waits_longest_comes_first(served: Served) -> None:
    cho = await holding(served, overdue(1), overdue(3))

    seen = await cho.slash("stale")

    assert seen.message.text == (
        "What may have changed\n"
        "**1 What was agreed in round 3 of the talks?**\nreview due since 21 November 2026\n"
        "**2 What was agreed in round 1 of the talks?**\nreview due since 23 November 2026\n"
        "2 entries"
    )
    assert (seen.message.ephemeral, seen.message.pinged_nobody, seen.message.buttons) == (True, True, [])


async def test_pages_turn_forth_and_back_in_place(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    second = await cho.press(listed, "Next")
    third = await cho.press(second, "Next")
    back = await cho.press(third, "Back")

    assert [rounds(seen) for seen in (listed, second, third, back)] == [
        list(range(19, 11, -1)),
        list(range(11, 3, -1)),
        [3, 2, 1],
        list(range(11, 3, -1)),
    ]
    assert back.message.id == listed.message.id


async def test_pages_turn_after_a_restart(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    await served.restart()

    assert rounds(await cho.press(listed, "Next")) == list(range(11, 3, -1))


async def test_a_page_is_of_the_base_as_it_is_now(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    await served.edit("round-11", None)

    assert rounds(await cho.press(listed, "Next")) == list(range(10, 2, -1))


async def test_opening_one_leaves_the_list_as_it_was(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")

    entry = await cho.select(listed, MENU, "round-18")

    assert "round-18 · revision 1" in entry.message.text
    assert entry.message.id != listed.message.id
    assert cho.reads("general")[-2].text == listed.message.text


async def test_one_that_was_retired_meanwhile_is_not_opened(served: Served) -> None:
    cho = await holding(served, overdue(1))
    listed = await cho.slash("stale")
    await served.edit("round-01", None)

    seen = await cho.select(listed, MENU, "round-01")

    assert seen.message.text == "The entry round-01 was retired and is no longer an answer."


async def test_members_have_no_such_command(served: Served) -> None:
    with pytest.raises(Refused):
        await served.person().slash("stale")


async def test_help_tells_curators_of_it_and_nobody_else(served: Served) -> None:
    curator, member = await served.person("cho").slash("help"), await served.person().slash("help")

    assert ("/stale" in curator.message.text, "/stale" in member.message.text) == (True, False)


async def test_somebody_who_is_no_curator_any_more_cannot_turn_and_opens_an_entry_without_the_button(
    served: Served,
) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    cho.take("Curator")
    entry = await cho.select(listed, MENU, "round-18")

    assert (await cho.press(listed, "Next")).message.text == NO_CURATOR
    assert "Still true (checked today)" not in entry.message.buttons


@pytest.mark.parametrize("custom_id", ["fn:page:1:0:stale:", "fn:page:1:0:stale:some", "fn:page:1:-1:stale:all"])
async def test_an_id_that_somebody_made_up_gets_words(served: Served, custom_id: str) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    message = served.sandbox.world.message(listed.message.channel_id, listed.message.id)
    message.components[0]["components"][1]["custom_id"] = custom_id

    assert (await cho.press(listed, custom_id)).message.text == render.STALE_BUTTON


async def test_a_list_for_curators_that_a_member_made_up_the_id_of_is_refused(served: Served) -> None:
    await with_many(served)
    ada = served.person()
    answer = await ada.slash("fact", entry="round-18")
    message = served.sandbox.world.message(answer.message.channel_id, answer.message.id)
    forged = f"fn:page:{ada.id}:0:stale:all"
    message.components[0]["components"][0]["custom_id"] = forged

    assert (await ada.press(answer, forged)).message.text == NO_CURATOR
