"""Writing entries in Discord, through forms."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.core.revision import Revision, Scope
from bot.sandbox.people import Person
from bot.sandbox.seen import Seen, SeenMessage
from bot.store.base import Edit
from tests.surface.conftest import AT, ENTRIES, Served, reworded

TREATY, _, TIES, TRAIN = ENTRIES
QUESTION = "When was the reading room opened?"
ID = "when-was-the-reading-room-opened"


def own(served: Served, entry_id: str) -> tuple[Revision, ...]:
    return served.store.history(Scope.server(int(served.person().guild.id)), entry_id)


def reads(cho: Person, panel: Seen) -> SeenMessage:
    """The panel as it reads now: what a press or a form changes of it comes after Discord was told to wait."""
    return next(one for one in cho.reads("general") if one.id == panel.message.id)


async def pick(cho: Person, panel: Seen, menu: str, label: str) -> Seen:
    """Choose in a menu of the panel, once it is there, the option that begins so."""
    async with asyncio.timeout(5):
        while not (value := _value(reads(cho, panel), menu, label)):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return await cho.select(panel, menu, value)


def _value(message: SeenMessage, menu: str, label: str) -> str:
    parts = (part for row in message.json["components"] for part in row["components"])
    options = (option for part in parts if part.get("placeholder") == menu for option in part["options"])
    return next((str(option["value"]) for option in options if option["label"].startswith(label)), "")


async def shown(cho: Person, panel: Seen, words: str) -> str:
    """The panel, once *words* stand in it."""
    async with asyncio.timeout(5):
        while words not in reads(cho, panel).text:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return reads(cho, panel).text


async def added(served: Served) -> tuple[Person, Seen]:
    """A curator who wrote a new entry with a claim and a new source."""
    cho = served.person("cho")
    panel = await cho.slash("entry add", question=QUESTION)
    form = await pick(cho, panel, "Claims", "Add a claim")
    await cho.submit(form, {"text": "The reading room was opened in spring.", "date": "1999-05"})
    await pick(cho, panel, "Sources", "Sources of claim 1")
    form = await pick(cho, panel, "Sources of claim 1", "Cite a new source")
    await cho.submit(
        form,
        {
            "publisher": "The Club",
            "title": "Our story",
            "url": "https://example.org/story",
            "published": "2001",
            "says": "dates it to May 1999",
        },
    )
    await shown(cho, panel, "Nothing keeps it from being saved.")
    return cho, panel


async def test_a_new_draft_says_what_it_lacks(served: Served) -> None:
    seen = await served.person("cho").slash("entry add", question=QUESTION)

    assert f"Draft of {ID}" in seen.message.text
    assert "the entry has no claim; add at least one, with its source" in seen.message.text
    assert seen.message.buttons == ["Question and wordings", "Topics and names", "Save", "Throw away"]
    assert (seen.message.ephemeral, seen.message.pinged_nobody) == (True, True)


async def test_an_entry_that_was_written_is_shown_as_it_would_be_and_answers_once_it_is_saved(served: Served) -> None:
    cho, panel = await added(served)
    before = reads(cho, panel).text

    await cho.press(panel, "Save")

    assert "The reading room was opened in spring." in before
    await shown(cho, panel, f"`{ID}` is kept for this server, as its revision 1")
    [kept] = own(served, ID)
    assert kept.entry
    assert kept.entry.claims[0].citations[0].says == "dates it to May 1999"
    answer = await served.person("ada").slash("ask", question="when did they open the reading room")
    assert "opened in spring" in answer.message.text


async def test_a_message_becomes_the_question_of_a_draft_and_the_history_says_where_it_is_from(served: Served) -> None:
    said = await served.person("ada").say("general", f"<@{served.person('ben').id}> when was the garden\nlaid out?")
    cho = served.person("cho")
    panel = await cho.menu("Make this an entry", said)
    await cho.submit(await pick(cho, panel, "Claims", "Add a claim"), {"text": "It was laid out.", "date": "2001"})
    await pick(cho, panel, "Sources", "Sources of claim 1")
    form = await pick(cho, panel, "Sources of claim 1", "Cite a source of the base")
    await cho.submit(form, {"source": next(iter(TREATY.sources)).id, "says": "dates it"})
    await shown(cho, panel, "Nothing keeps it")
    await cho.press(panel, "Save")
    await shown(cho, panel, "is kept for this server")

    [kept] = own(served, "when-was-the-garden-laid-out")
    assert kept.entry
    assert kept.entry.question == "when was the garden laid out?"
    assert said.sent
    assert kept.note == f"https://discord.com/channels/{cho.guild.id}/{said.sent.channel_id}/{said.sent.id}"


async def test_a_new_entry_may_be_of_the_other_kind(served: Served) -> None:
    cho = served.person("cho")
    await cho.slash("entry add", question=QUESTION, kind="faq")

    [draft] = served.store.drafts(Scope.server(int(cho.guild.id)), cho.id)
    assert draft.typed["entry"]["kind"] == "faq"


async def test_a_message_without_words_makes_no_entry(served: Served) -> None:
    said = await served.person("ada").say("general", "\N{FIRE}")

    told = await served.person("cho").menu("Make this an entry", said)

    assert told.message.text == "I can read no words in that message."


async def test_what_was_typed_wrong_comes_back_in_the_form_after_a_restart_too(served: Served) -> None:
    cho = served.person("cho")
    panel = await cho.slash("entry edit", entry=TIES.id)
    form = await pick(cho, panel, "Claims", "1.")
    await cho.submit(form, {"text": "They took up relations in **autumn**.", "date": "october 49th"})
    await shown(cho, panel, "october 49th")
    await served.restart()

    again = await pick(cho, panel, "Claims", "1.")

    assert again.modal is not None
    assert again.modal.fields["date"]["value"] == "october 49th"
    assert again.modal.fields["text"]["value"] == "They took up relations in **autumn**."
    assert own(served, TIES.id) == ()


async def test_an_edit_of_a_packs_entry_is_kept_for_the_server(served: Served) -> None:
    cho = served.person("cho")
    panel = await cho.slash("entry edit", entry=TRAIN.id)
    form = await cho.press(panel, "Topics and names")
    assert form.modal is not None
    people = form.modal.fields["people"]["value"]
    await cho.submit(form, {"topics": "trains, visits", "people": people})
    await shown(cho, panel, "Nothing keeps it")
    await cho.press(panel, "Save")
    await shown(cho, panel, "is kept for this server")

    [kept] = own(served, TRAIN.id)
    assert kept.entry == replace(TRAIN, topics=("trains", "visits"))


async def test_what_speaks_against_it_is_shown_and_it_is_saved_with_a_reason(served: Served) -> None:
    cho = served.person("cho")
    panel = await cho.slash("entry edit", entry=TIES.id)
    form = await cho.press(panel, "Question and wordings")
    await cho.submit(form, {"question": "In which year did China and North Korea sign their friendship treaty?"})
    await shown(cho, panel, "In which year")
    await cho.press(panel, "Save")
    told = await shown(cho, panel, "Entries that are near")

    await cho.submit(await cho.press(panel, "Save it all the same"), {"reason": "it is a test"})

    await shown(cho, panel, "is kept for this server")
    assert "friendship-treaty-1961" in told
    [kept] = own(served, TIES.id)
    assert kept.note == "it is a test"


async def test_what_somebody_changed_meanwhile_is_saved_over_only_by_a_second_press(served: Served) -> None:
    cho = served.person("cho")
    panel = await cho.slash("entry edit", entry=TRAIN.id)
    await cho.submit(await cho.press(panel, "Topics and names"), {"topics": "trains"})
    scope = Scope.server(int(cho.guild.id))
    served.store.append(Edit(scope, TRAIN.id, reworded(TRAIN.id, "He came by rail."), "43", AT))
    await served.client.with_upkeep(lambda upkeep: upkeep.refresh())

    await cho.press(panel, "Save")
    await shown(cho, panel, "was changed by somebody after you opened it")
    await cho.press(panel, "Go on from the newest revision")
    await shown(cho, panel, "Nothing keeps it")
    await cho.press(panel, "Save")
    await shown(cho, panel, "is kept for this server")

    assert [revision.author for revision in own(served, TRAIN.id)] == ["43", cho.id]


async def test_a_draft_is_offered_first_to_whoever_writes_it_and_to_nobody_else(served: Served) -> None:
    await added(served)
    ben = served.person("ben")
    ben.give("Curator")

    mine = await served.person("cho").autocomplete("entry edit", "entry", "reading")
    bens = await ben.autocomplete("entry edit", "entry", "reading")

    assert mine[0]["name"] == f"Go on with: {QUESTION}"
    assert [one for one in bens if one["name"].startswith("Go on")] == []
    seen = await ben.slash("entry edit", entry=mine[0]["value"])
    assert "This draft was saved or thrown away" in seen.message.text


async def test_a_source_is_picked_from_a_list_and_cited_in_the_draft(served: Served) -> None:
    cho = served.person("cho")
    await cho.slash("entry edit", entry=TIES.id)
    [source] = TREATY.sources
    begun = await cho.autocomplete("entry cite", "draft", "diplomatic")
    offered = await cho.autocomplete("entry cite", "source", source.title[:5])

    panel = await cho.slash("entry cite", draft=begun[0]["value"], source=offered[0]["value"], says="says so too")
    await cho.press(panel, "Save")
    await shown(cho, panel, "is kept for this server")

    [kept] = own(served, TIES.id)
    assert kept.entry
    assert [one.says for one in kept.entry.claims[0].citations][-1] == "says so too"


async def test_a_draft_that_is_thrown_away_changes_nothing(served: Served) -> None:
    cho, panel = await added(served)
    await cho.press(panel, "Throw away")

    await shown(cho, panel, "Thrown away; nothing was changed.")
    again = await cho.slash("entry edit", entry=TIES.id)
    assert "Draft of diplomatic-ties-1949" in again.message.text
    assert own(served, ID) == ()


async def test_who_is_a_curator_no_more_writes_nothing(served: Served) -> None:
    ben = served.person("ben")
    ben.give("Curator")
    panel = await ben.slash("entry edit", entry=TIES.id)
    form = await ben.press(panel, "Topics and names")
    ben.take("Curator")

    told = [await ben.submit(form, {"topics": "spam"}), await ben.press(panel, "Save")]

    assert ["Only curators can do that here" in one.message.text for one in told] == [True, True]
    assert own(served, TIES.id) == ()


@pytest.mark.parametrize("deed", ["save", "drop", "again", "wordings"])
async def test_a_made_up_id_opens_nobody_elses_draft(served: Served, deed: str) -> None:
    ben = served.person("ben")
    ben.give("Curator")
    _, panel = await added(served)
    [draft] = served.store.drafts(Scope.server(int(ben.guild.id)), served.person("cho").id)
    theirs = await ben.slash("entry edit", entry=TIES.id)
    message = served.sandbox.world.message(theirs.message.channel_id, theirs.message.id)
    button = message.components[0]["components"][0]
    button["custom_id"] = f"fn:draft.{draft.id}.{deed}"

    told = await ben.press(theirs, button["label"])

    assert "This draft was saved or thrown away" in told.message.text
    assert served.store.draft(draft.id) == draft
    assert panel.message.ephemeral
