"""/topic, /source and /onthisday."""

from __future__ import annotations

import pytest

from tests.surface.conftest import ENTRIES, Served

TOPIC = """\
Topic: treaty
**1 When did China and North Korea sign their friendship treaty?**
China and North Korea signed their treaty of friendship in Beijing.
-# 11 July 1961
**2 Is the friendship treaty between China and North Korea still in force?**
The treaty was still in force.
-# as of 4 September 2025
2 entries"""
SOURCE = """\
Source: The Gazette
**[A day in Beijing](https://gazette.example/day)**
published 4 September 2025 · news

**1 When did China and North Korea establish diplomatic relations?**
China and North Korea took up diplomatic relations.
Rests on this source alone.
-# 6 October 1949
"""


async def test_topic_offers_topics_with_how_many_entries_they_have(served: Served) -> None:
    assert await served.person().autocomplete("topic", "topic", "tr") == [
        {"name": "Topic: treaty (2 entries)", "value": "topic:treaty"}
    ]


async def test_topic_lists_its_entries_by_date_for_all_to_see(served: Served) -> None:
    seen = await served.person().slash("topic", topic="topic:treaty")

    assert (seen.message.text, seen.message.ephemeral) == (TOPIC, False)


async def test_topic_takes_a_name_that_was_typed_and_shows_it_to_the_asker_alone(served: Served) -> None:
    seen = await served.person().slash("topic", topic="Treaty", private=True)

    assert (seen.message.text, seen.message.ephemeral) == (TOPIC, True)


async def test_a_topic_that_there_is_none_of_offers_what_is_near_to_the_asker_alone(served: Served) -> None:
    seen = await served.person().slash("topic", topic="treety")

    assert "Topic: treaty (2 entries)" in seen.message.text
    assert seen.message.ephemeral


async def test_what_is_near_opens_in_its_place(served: Served) -> None:
    ada = served.person()
    empty = await ada.slash("topic", topic="treety")

    await ada.select(empty, "Open one of these", "Topic: treaty (2 entries)")

    assert ada.reads("general")[-1].text == TOPIC


async def test_source_offers_sources_by_publisher_title_and_year(served: Served) -> None:
    assert await served.person().autocomplete("source", "source", "gaz beij 2025") == [
        {"name": "The Gazette, 4 September 2025 (4 entries): A day in Beijing", "value": "source:gazette"}
    ]


async def test_source_shows_the_source_in_full_and_what_rests_on_it(served: Served) -> None:
    seen = await served.person().slash("source", source="source:gazette")

    assert seen.message.text.startswith(SOURCE)


async def test_source_takes_words_that_lead_to_one_source(served: Served) -> None:
    seen = await served.person().slash("source", source="a day in", private=True)

    assert (seen.message.text.startswith(SOURCE), seen.message.ephemeral) == (True, True)


async def test_onthisday_lists_what_happened_on_the_day_that_is_named(served: Served) -> None:
    seen = await served.person().slash("onthisday", date="11 July")

    assert seen.message.text == (
        "On 11 July\n"
        "**1 When did China and North Korea sign their friendship treaty?**\n"
        "China and North Korea signed their treaty of friendship in Beijing.\n"
        "-# 11 July 1961, 65 years ago\n"
        "1 entry"
    )


async def test_onthisday_is_today_where_no_day_is_named(served: Served) -> None:
    """The day that the bot takes it to be is 24 November."""
    seen = await served.person().slash("onthisday")

    assert seen.message.ephemeral
    assert seen.message.text == (
        "On 24 November\nNothing in the base.\nWhat there is instead:\n• On 11 July (1 entry)\n• On 6 October (1 entry)"
    )


async def test_onthisday_has_words_for_what_is_no_day(served: Served) -> None:
    seen = await served.person().slash("onthisday", date="@everyone")

    assert seen.message.ephemeral
    assert seen.message.text == "'@everyone' is no day that I can read; write it as 11 July, 07-11 or today"


@pytest.mark.parametrize(
    ("command", "options"),
    [("topic", {"topic": "x"}), ("source", {"source": "x"}), ("onthisday", {}), ("fact", {"entry": "x"})],
)
async def test_an_empty_base_has_nothing_and_says_so(served: Served, command: str, options: dict[str, str]) -> None:
    for entry in ENTRIES:
        await served.edit(entry.id, None)

    seen = await served.person().slash(command, options=options)

    assert seen.message.text.splitlines()[1:] == ["Nothing in the base."]
