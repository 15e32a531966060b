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


async def test_fact_offers_all_of_a_year_after_its_entries(served: Served) -> None:
    choices = await served.person().autocomplete("fact", "entry", "2018")

    assert choices[-1] == {"name": "All of 2018 (1 entry)", "value": "year:2018"}


async def test_fact_lists_all_of_a_person(served: Served) -> None:
    seen = await served.person().slash("fact", entry="person:Kim Jong Un")

    assert seen.message.text.startswith("Person: Kim Jong Un\n**1 How did Kim Jong Un travel")


async def test_fact_lists_what_words_hit_where_that_is_more_than_one_entry(served: Served) -> None:
    seen = await served.person().slash("fact", entry="friendship treaty")

    assert seen.message.text.startswith("Entries for “friendship treaty”\n**1 When did China")
    assert "-# 11 July 1961 · keyword\n" in seen.message.text
    assert "2 entries · keyword: its words begin so" in seen.message.text


async def test_fact_shows_what_it_finds_to_the_asker_alone(served: Served) -> None:
    entry = await served.person().slash("fact", entry="kim-train-2018", private=True)
    words = await served.person().slash("fact", entry="friendship treaty", private=True)

    assert (entry.message.ephemeral, words.message.ephemeral) == (True, True)
    assert "Share" in entry.message.buttons


async def test_fact_offers_what_is_near_to_words_that_hit_nothing(served: Served) -> None:
    seen = await served.person().slash("fact", entry="kim jong um")

    assert "• Person: Kim Jong Un (1 entry)" in seen.message.text


async def test_fact_never_repeats_words_as_markup(served: Served) -> None:
    seen = await served.person().slash("fact", entry="@everyone **zzz** <@1>", private=True)

    assert seen.message.pinged_nobody
    assert seen.message.text.splitlines()[0] == "Entries for “@\u200beveryone \\*\\*zzz\\*\\* \\<@1>”"


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


async def test_fact_as_of_a_day_shows_what_could_be_said_then(served: Served) -> None:
    seen = await served.person().slash("fact", entry="friendship-treaty-1961", as_of="June 2018")

    assert "As the base stands for 30 June 2018, without what came later:" in seen.message.text
    assert "11 July 1961" in seen.message.text


async def test_fact_as_of_a_day_says_that_nothing_could_be_said_yet(served: Served) -> None:
    seen = await served.person().slash("fact", entry="kim-train-2018", as_of="1999")

    assert seen.message.ephemeral
    assert seen.message.text == (
        "The base holds nothing on that for 31 December 1999: all that kim-train-2018 says is of later."
    )


async def test_fact_as_of_a_day_opens_one_entry_at_a_time(served: Served) -> None:
    seen = await served.person().slash("fact", entry="china", as_of="1999")

    assert seen.message.text.startswith("As of a day I open one entry at a time.")
