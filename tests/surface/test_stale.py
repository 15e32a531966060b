"""/stale: what may have changed, in pages, for curators."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import parse
from bot.core.entry import Entry
from bot.core.staleness import staleness
from bot.sandbox.errors import Refused
from bot.sandbox.people import Person
from bot.sandbox.seen import Seen
from bot.service.base import handle
from bot.service.verify import Stale
from bot.surface import render
from bot.surface.stale import PER_PAGE
from tests import strategies
from tests.surface.conftest import AT, ENTRIES, PACK, TODAY, Served

MENU = "Open one"
NO_CURATOR = "Only curators can do that here: members who may manage messages or the server."


def overdue(number: int) -> Entry:
    """An entry whose review has been due for *number* days."""
    day = parse(TODAY.replace(day=TODAY.day - number).isoformat())
    first = ENTRIES[0]
    question = f"What was agreed in round {number} of the talks?"
    return replace(first, id=f"round-{number:02}", question=question, variants=(), review_by=day)


MANY = replace(PACK, entries=(*ENTRIES, *map(overdue, range(1, 2 * PER_PAGE + 4))), questions=())


async def holding(served: Served, *entries: Entry) -> Person:
    """A curator of a server whose base has these entries more."""
    pack = replace(PACK, entries=(*ENTRIES, *entries), questions=())
    served.store.sync(pack, AT)
    async with asyncio.timeout(15):
        while set(served.client.base.entries) != {entry.id for entry in pack.entries}:  # noqa: ASYNC110
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

    assert seen.message.text == (
        "What may have changed\nNothing is stale: no review is overdue, and nothing is older than this base allows."
    )


async def test_each_entry_is_listed_with_why_and_what_waits_longest_comes_first(served: Served) -> None:
    cho = await holding(served, overdue(1), overdue(3))

    seen = await cho.slash("stale")

    assert seen.message.text == (
        "What may have changed\n"
        "**1** What was agreed in round 3 of the talks?\n-# review due since 21 November 2026\n"
        "**2** What was agreed in round 1 of the talks?\n-# review due since 23 November 2026\n"
        "1 to 2 of 2, what waits longest first"
    )
    assert (seen.message.ephemeral, seen.message.pinged_nobody, seen.message.buttons) == (True, True, [])


async def test_pages_turn_forth_and_back_in_place(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    second = await cho.press(listed, "Next")
    third = await cho.press(second, "Next")
    back = await cho.press(third, "Previous")

    assert [rounds(seen) for seen in (listed, second, third, back)] == [
        list(range(23, 13, -1)),
        list(range(13, 3, -1)),
        [3, 2, 1],
        list(range(13, 3, -1)),
    ]
    assert back.message.id == listed.message.id


async def test_pages_turn_after_a_restart(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    await served.restart()

    assert rounds(await cho.press(listed, "Next")) == list(range(13, 3, -1))


async def test_a_page_is_of_the_base_as_it_is_now(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    await served.edit("round-13", None)

    assert rounds(await cho.press(listed, "Next")) == list(range(12, 2, -1))


async def test_opening_one_leaves_the_list_as_it_was(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")

    entry = await cho.select(listed, MENU, "What was agreed in round 22 of the talks?")

    assert "round-22 · revision 1" in entry.message.text
    assert entry.message.id != listed.message.id
    assert cho.reads("general")[-2].text == listed.message.text


async def test_one_that_was_retired_meanwhile_is_not_opened(served: Served) -> None:
    cho = await holding(served, overdue(1))
    listed = await cho.slash("stale")
    await served.edit("round-01", None)

    seen = await cho.select(listed, MENU, handle("round-01"))

    assert seen.message.text == "The entry round-01 was retired and is no longer an answer."


async def test_members_have_no_such_command(served: Served) -> None:
    with pytest.raises(Refused):
        await served.person().slash("stale")


async def test_help_tells_curators_of_it_and_nobody_else(served: Served) -> None:
    curator, member = await served.person("cho").slash("help"), await served.person().slash("help")

    assert ("/stale" in curator.message.text, "/stale" in member.message.text) == (True, False)


async def test_somebody_who_is_no_curator_any_more_can_neither_turn_nor_open(served: Served) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    cho.take("Curator")

    for seen in (await cho.press(listed, "Next"), await cho.select(listed, MENU, handle("round-22"))):
        assert seen.message.text == NO_CURATOR


@pytest.mark.parametrize(("custom_id", "first"), [("fn:stale.999999", 3), ("fn:stale.1", 13), ("fn:stale.000000", 23)])
async def test_a_page_that_there_is_none_of_is_the_last(served: Served, custom_id: str, first: int) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    message = served.sandbox.world.message(listed.message.channel_id, listed.message.id)
    message.components[1]["components"][1]["custom_id"] = custom_id

    assert rounds(await cho.press(listed, custom_id))[0] == first


@pytest.mark.parametrize("custom_id", ["fn:stale.-1", "fn:stale.", "fn:stale.9999999", "fn:stale.1.2", "fn:staleopen2"])
async def test_an_id_that_somebody_made_up_gets_words(served: Served, custom_id: str) -> None:
    cho = await with_many(served)
    listed = await cho.slash("stale")
    message = served.sandbox.world.message(listed.message.channel_id, listed.message.id)
    message.components[1]["components"][1]["custom_id"] = custom_id

    assert (await cho.press(listed, custom_id)).message.text == render.STALE_BUTTON


@given(st.lists(strategies.entries(), min_size=1, max_size=PER_PAGE))
def test_no_page_breaks_discords_limits(of: list[Entry]) -> None:
    due = [replace(entry, review_by=parse("2026-06-30")) for entry in of]
    found = [Stale(entry, why) for entry in due if (why := staleness(entry, TODAY, None))]

    embed = render.stale(found, 0, found)

    assert 0 < len(embed) <= 6000
    assert 0 < len(embed.description or "") <= 4096


@pytest.mark.parametrize("question", ["**What** happened?", "What @everyone?", "[What](https://evil.example)?"])
def test_a_question_is_never_markup(question: str) -> None:
    entry = replace(overdue(1), question=question)
    why = staleness(entry, TODAY, None)
    assert why is not None

    said = (render.stale([Stale(entry, why)], 0, [Stale(entry, why)]).description or "").removeprefix("**1** ")

    assert not any(sign in said.replace("\\*", "").replace("\\[", "") for sign in ("**", "@everyone", "[", "://"))
