"""/topic."""

from __future__ import annotations

from tests.surface.conftest import Served

TOPIC = """\
Topic: treaty
**1** **When did China and North Korea sign their friendship treaty?**
*11 July 1961* · China and North Korea signed their treaty of friendship in Beijing.
**2** **Is the friendship treaty between China and North Korea still in force?**
*as of 4 September 2025* · The treaty was still in force.
2 entries"""


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

    await ada.select(empty, "Open what is near", "Topic: treaty (2 entries)")

    assert ada.reads("general")[-1].text == TOPIC
