"""Timelines in Discord: the picture, its description, and the list in pages."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.sandbox.permissions import Permission
from bot.service.timeline import NOTHING
from bot.surface.markup import ALT
from tests.conftest import entries_of
from tests.surface.conftest import AT, ENTRIES, PACK, Served

TALKS = "One more round of talks was held between the two countries, and came to no end that anybody wrote down"
ALL = """\
Timeline: Demo pack
1 When did China and North Korea establish diplomatic relations?
China and North Korea took up diplomatic relations.\n-# 6 October 1949"""


def asking(*given: str) -> dict[str, Any]:
    """Options and their values by turns: "from" is a word of Python's."""
    return dict(zip(given[::2], given[1::2], strict=True))


async def hold_many(served: Served) -> None:
    """Have the base hold more than a picture shows and a page lists."""
    rounds = tuple(
        entry
        for year in range(1962, 1990)
        for entry in entries_of(f"""
- id: talks-{year}
  question: When was round {year} of the talks?
  claims: [{{text: '{TALKS}', date: {year}}}]
  people: [Kim Il Sung]
""")
    )
    served.store.sync(replace(PACK, entries=(*ENTRIES, *rounds)), AT)
    await served.restart()


async def test_a_timeline_is_a_picture_with_a_description_and_the_same_as_text(served: Served) -> None:
    seen = await served.person().slash("timeline")

    [picture] = seen.message.attachments
    assert (picture["filename"], picture["content_type"]) == ("timeline.png", "image/png")
    assert picture["description"] == (
        "Timeline of Demo pack: 3 events on a rail that is to scale."
        " 6 October 1949: China and North Korea took up diplomatic relations."
        " 11 July 1961: China and North Korea signed their treaty of friendship in Beijing."
        " March 2018: Kim Jong Un came by an armoured train."
    )
    assert seen.message.text.replace("*", "").startswith(ALL)


async def test_the_picture_is_a_png(served: Served) -> None:
    seen = await served.person().slash("timeline")
    async with aiohttp.ClientSession() as session, session.get(seen.message.attachments[0]["url"]) as answer:
        assert (await answer.read()).startswith(b"\x89PNG")


async def test_a_timeline_is_narrowed_by_dates_and_a_person(served: Served) -> None:
    seen = await served.person().slash("timeline", **asking("from", "1950", "to", "2018-12"), person="kim il sung")

    assert "Timeline: Kim Il Sung, 1950 to December 2018" in seen.message.text
    assert "11 July 1961" in seen.message.text
    assert "1949" not in seen.message.text


async def test_a_timeline_is_for_all_unless_it_is_private(served: Served) -> None:
    for private in (False, True):
        seen = await served.person().slash("timeline", private=private)

        assert (seen.message.ephemeral, len(seen.message.attachments)) == (private, 1)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"from": "1700", "to": "1710"}, NOTHING),
        ({"from": "soon"}, "'soon' is no time that I can read; write a day, month or year"),
        ({"from": "1961", "to": "1949"}, "'1961/1949' ends before it starts; swap the two dates"),
        ({"person": "Kim Jong Unn"}, "No entry lists the person 'Kim Jong Unn'; did you mean 'Kim Jong Un'?"),
    ],
)
async def test_what_there_is_no_timeline_of_is_said_to_the_asker_alone(
    served: Served, asked: dict[str, Any], words: str
) -> None:
    seen = await served.person().slash("timeline", **asked)

    assert (seen.message.text.startswith(words), seen.message.ephemeral) == (True, True)
    assert seen.message.attachments == []


async def test_names_are_offered_while_they_are_typed(served: Served) -> None:
    choices = await served.person().autocomplete("timeline", "person", "kim j")

    assert [choice["name"] for choice in choices] == ["Kim Jong Un"]


async def test_its_pages_turn_and_the_picture_stays(served: Served) -> None:
    await hold_many(served)
    first = await served.person().slash("timeline")
    second = await served.person().press(first, "Next")

    assert "Page 1 of" in first.message.text
    assert "Page 2 of" in second.message.text
    assert len(second.message.attachments) == 1


async def test_its_pages_turn_after_a_restart(served: Served) -> None:
    await hold_many(served)
    first = await served.person().slash("timeline", **asking("from", "1961"), person="Kim Il Sung")
    await served.restart()
    second = await served.person().press(first, "Next")

    assert "Timeline: Kim Il Sung, since 1961" in second.message.text
    assert "Page 2 of" in second.message.text


async def test_where_it_may_not_attach_files_the_text_comes_alone(served: Served) -> None:
    served.deny("general", Permission.ATTACH_FILES)
    seen = await served.person().slash("timeline")

    assert (seen.message.attachments, "11 July 1961" in seen.message.text) == ([], True)


async def test_where_it_may_not_embed_the_list_is_plain_text(served: Served) -> None:
    served.deny("general", Permission.EMBED_LINKS)
    seen = await served.person().slash("timeline")

    assert (seen.message.embeds, "11 July 1961" in seen.message.content) == ([], True)


async def test_where_no_picture_can_be_drawn_the_text_comes_alone(served: Served) -> None:
    served.client.easel.worker.close()
    seen = await served.person().slash("timeline")

    assert (seen.message.attachments, "11 July 1961" in seen.message.text) == ([], True)


async def test_after_what_draws_was_killed_the_next_timeline_has_its_picture(served: Served) -> None:
    await served.person().slash("timeline")
    killed = served.client.easel.worker.pid
    assert killed
    os.kill(killed, signal.SIGKILL)
    seen = await served.person().slash("timeline", **asking("from", "1950"))

    assert len(seen.message.attachments) == 1


async def test_a_description_is_never_longer_than_discord_takes(served: Served) -> None:
    await hold_many(served)
    seen = await served.person().slash("timeline")

    assert len(seen.message.attachments[0]["description"]) <= ALT
    assert seen.message.attachments[0]["description"].endswith(" more.")
