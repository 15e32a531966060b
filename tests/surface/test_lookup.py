"""/fact, /about and /help."""

from __future__ import annotations

import asyncio

from tests.surface.conftest import Served


async def test_fact_offers_entries_by_three_letters_as_they_are_typed(served: Served) -> None:
    choices = await served.person().autocomplete("fact", "entry", "emb")

    assert choices == [
        {"name": "When did China and North Korea establish diplomatic relations?", "value": "diplomatic-ties-1949"}
    ]


async def test_fact_offers_entries_by_person(served: Served) -> None:
    choices = await served.person().autocomplete("fact", "entry", "kim il")

    assert choices[0]["value"] == "friendship-treaty-1961"


async def test_fact_offers_entries_by_year(served: Served) -> None:
    choices = await served.person().autocomplete("fact", "entry", "2018")

    assert choices[0]["value"] == "kim-train-2018"


async def test_fact_offers_all_before_anything_is_typed(served: Served) -> None:
    assert len(await served.person().autocomplete("fact", "entry", "")) == 4


async def test_fact_shows_the_entry(served: Served) -> None:
    seen = await served.person().slash("fact", entry="kim-train-2018")

    assert "Kim Jong Un came by an armoured train." in seen.message.text


async def test_fact_takes_words_that_lead_to_one_entry(served: Served) -> None:
    seen = await served.person().slash("fact", entry="embassies")

    assert "took up diplomatic relations" in seen.message.text


async def test_fact_has_words_for_an_entry_there_is_none_of(served: Served) -> None:
    seen = await served.person().slash("fact", entry="no-such-entry")

    assert seen.message.ephemeral
    assert seen.message.text == "There is no such entry here. Pick one from the list that opens as you type."


async def test_fact_has_words_for_an_entry_that_was_retired(served: Served) -> None:
    await served.edit("kim-train-2018", None)

    seen = await served.person().slash("fact", entry="kim-train-2018")

    assert seen.message.text == "The entry kim-train-2018 was retired and is no longer an answer."


async def test_about_tells_size_and_how_good_the_base_is(served: Served) -> None:
    seen = await served.person().slash("about")

    assert "4 entries with 4 claims and 12 phrasings, resting on 1 sources" in seen.message.text
    assert "Of 1 known questions the right entry came first for 1" in seen.message.text
    assert "I answer outright from 80% sure on" in seen.message.text


async def test_a_base_that_was_edited_is_measured_anew(served: Served) -> None:
    await served.edit("friendship-treaty-1961", None)

    async with asyncio.timeout(15):
        while "came first for 0" not in (await served.person().slash("about")).message.text:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def test_help_tells_how_to_ask(served: Served) -> None:
    seen = await served.person().slash("help")

    assert "/ask, or mention @Footnote" in seen.message.text
