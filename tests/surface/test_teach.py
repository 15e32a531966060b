"""Learning a wording from a message."""

from __future__ import annotations

import pytest

from bot.core.entry import Entry
from bot.core.revision import Revision, Scope
from bot.sandbox.errors import Refused
from bot.sandbox.people import Person
from bot.sandbox.seen import Seen
from bot.store.base import Edit
from tests.surface.conftest import AT, ENTRIES, Served, reworded

TREATY, FORCE, TIES, TRAIN = ENTRIES
LEARN, AGAIN = "Learn this wording", "Change it, or teach it all the same"
ASKED = "since what date do Beijing and Pyongyang keep embassies at each other's place"


def own(served: Served, entry_id: str) -> tuple[Revision, ...]:
    return served.store.history(Scope.server(int(served.person().guild.id)), entry_id)


async def formed(served: Served, text: str = ASKED, who: str = "cho") -> tuple[Person, Seen, Seen]:
    """A curator with the form open for what Ada wrote."""
    said = await served.person("ada").say("general", text)
    cho = served.person(who)
    return cho, said, await cho.menu(LEARN, said)


def picking(form: Seen, entry: Entry) -> str:
    """The value of the option for *entry*."""
    assert form.modal is not None
    options = form.modal.fields["entry"]["options"]
    return str(next(option["value"] for option in options if option["label"] == entry.question))


async def test_the_form_has_the_message_in_it_and_the_entries_that_are_near(served: Served) -> None:
    _, _, form = await formed(served, f"<@{served.person('ben').id}> {ASKED}\nplease?")

    assert form.modal is not None
    assert form.modal.fields["wording"]["value"] == f"{ASKED} please?"
    assert TIES.question in [option["label"] for option in form.modal.fields["entry"]["options"]]


async def test_a_wording_that_is_taught_is_answered_and_says_where_it_is_from(served: Served) -> None:
    cho, said, form = await formed(served)

    told = await cho.submit(form, {"entry": picking(form, TIES)})

    [kept] = own(served, TIES.id)
    assert kept.entry
    assert kept.entry.variants == (*TIES.variants, ASKED)
    assert said.sent
    assert kept.note == f"https://discord.com/channels/{cho.guild.id}/{said.sent.channel_id}/{said.sent.id}"
    assert "is answered by this entry from now on" in told.message.text
    assert "took up diplomatic relations" in (await served.person("ada").slash("ask", question=ASKED)).message.text


async def test_a_wording_of_another_entry_is_refused_and_comes_back_in_the_form(served: Served) -> None:
    cho, _, form = await formed(served, "has the treaty EXPIRED?")
    told = await cho.submit(form, {"entry": picking(form, TREATY)})

    again = await cho.press(told, AGAIN)

    assert "is already a phrasing of 'treaty-in-force'" in told.message.text
    assert again.modal is not None
    assert again.modal.fields["wording"]["value"] == "has the treaty EXPIRED?"
    assert own(served, TREATY.id) == ()


async def test_what_was_changed_in_the_form_is_taught_after_a_restart_too(served: Served) -> None:
    cho, _, form = await formed(served, "has the treaty expired?")
    told = await cho.submit(form, {"entry": picking(form, TREATY)})
    await served.restart()

    await cho.submit(await cho.press(told, AGAIN), {"wording": "when did the two sign that pact of theirs"})

    [kept] = own(served, TREATY.id)
    assert kept.entry
    assert kept.entry.variants[-1] == "when did the two sign that pact of theirs"


async def test_an_entry_that_was_changed_meanwhile_is_left_as_it_is(served: Served) -> None:
    cho, _, form = await formed(served)
    scope = Scope.server(int(cho.guild.id))
    changed = reworded(TIES.id, "They took up relations in October 1949.")
    served.store.append(Edit(scope, TIES.id, changed, "42", AT))
    await served.client.with_upkeep(lambda upkeep: upkeep.refresh())

    told = await cho.submit(form, {"entry": picking(form, TIES)})

    assert "was changed by somebody after you opened it" in told.message.text
    assert len(own(served, TIES.id)) == 1


async def test_a_message_without_words_teaches_nothing(served: Served) -> None:
    _, _, told = await formed(served, "\N{FIRE}")

    assert told.message.text == "I can read no words in that message."


async def test_a_long_message_is_cut_to_what_a_wording_may_have(served: Served) -> None:
    _, _, form = await formed(served, f"when was the treaty of friendship signed {'so ' * 300}")

    assert form.modal is not None
    assert len(form.modal.fields["wording"]["value"]) == 200


async def test_no_words_of_a_message_become_markup_or_a_mention(served: Served) -> None:
    cho, _, form = await formed(served, "**@everyone** has the `treaty` [expired](https://evil.example)? @\u200bhere")
    told = await cho.submit(form, {"entry": picking(form, TREATY), "wording": "@everyone has the **treaty** expired"})

    assert "holds a mention" in told.message.text
    assert told.message.pinged_nobody
    assert own(served, TREATY.id) == ()


async def test_members_have_no_such_menu(served: Served) -> None:
    with pytest.raises(Refused):
        await formed(served, who="ada")


async def test_who_is_a_curator_no_more_teaches_nothing(served: Served) -> None:
    ben = served.person("ben")
    ben.give("Curator")
    _, _, form = await formed(served, who="ben")
    ben.take("Curator")

    told = await ben.submit(form, {"entry": picking(form, TIES)})

    assert "Only curators can do that here" in told.message.text
    assert own(served, TIES.id) == ()
