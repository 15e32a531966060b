"""Editing entries in Discord: history, retiring and restoring, by curators and by nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.entry import Entry
from bot.core.revision import Revision, Scope
from bot.sandbox.errors import Refused
from bot.sandbox.people import Person
from bot.sandbox.seen import Seen
from bot.service.base import handle
from bot.store.base import Edit
from bot.surface.render import STALE_BUTTON
from tests.surface.conftest import AT, ENTRIES, Served, reworded

TREATY, _, TIES, TRAIN = ENTRIES
ANYWAY = "Retire it all the same"
REASON = "reason"


def server(served: Served) -> Scope:
    """The scope of the sandbox's server."""
    return Scope.server(int(served.person().guild.id))


def own(served: Served, entry_id: str) -> tuple[Revision, ...]:
    """The revisions of the server itself."""
    return served.store.history(server(served), entry_id)


async def edited(served: Served, entry: Entry) -> None:
    """A curator's edit that was kept before, and is served."""
    served.store.append(Edit(server(served), entry.id, entry, "42", AT))
    await served.client.with_upkeep(lambda upkeep: upkeep.refresh())


async def retired(served: Served, entry_id: str = TIES.id) -> tuple[Person, Seen]:
    cho = served.person("cho")
    return cho, await cho.slash("entry retire", entry=entry_id, reason="it is told elsewhere")


async def test_an_entry_that_nothing_hangs_on_is_retired_at_once_with_who_and_why(served: Served) -> None:
    cho, seen = await retired(served)

    [kept] = own(served, TIES.id)
    assert (kept.entry, kept.author, kept.note, kept.at) == (None, cho.id, "it is told elsewhere", AT)
    assert "is retired in this server, as its revision 1" in seen.message.text
    assert (seen.message.ephemeral, seen.message.pinged_nobody) == (True, True)


async def test_what_is_retired_answers_no_more_here_and_still_does_elsewhere(served: Served) -> None:
    await retired(served)
    ada = served.person()

    here = await ada.slash("ask", question=TIES.question)
    elsewhere = await ada.dm(TIES.question)

    assert "took up diplomatic relations" not in here.message.text
    assert "took up diplomatic relations" in elsewhere.message.text


async def test_questions_that_would_go_wrong_are_shown_before_anything_is_kept(served: Served) -> None:
    _, seen = await retired(served, TREATY.id)

    assert own(served, TREATY.id) == ()
    assert "Known questions that would go wrong: 1" in seen.message.text
    assert "“treaty year”" in seen.message.text
    assert seen.message.buttons == [ANYWAY]


async def test_the_form_for_doing_it_all_the_same_has_the_reason_in_it_that_was_given(served: Served) -> None:
    cho, seen = await retired(served, TREATY.id)

    form = await cho.press(seen, ANYWAY)

    assert form.modal is not None
    assert form.modal.fields[REASON]["value"] == "it is told elsewhere"


async def test_it_is_done_all_the_same_after_a_restart_too(served: Served) -> None:
    cho, seen = await retired(served, TREATY.id)
    await served.restart()

    await cho.submit(await cho.press(seen, ANYWAY), {"Why, for those who read its history": "split in two"})

    [kept] = own(served, TREATY.id)
    assert (kept.entry, kept.note) == (None, "split in two")


async def test_an_edit_of_what_changed_meanwhile_is_refused_in_words(served: Served) -> None:
    cho, seen = await retired(served, TREATY.id)
    form = await cho.press(seen, ANYWAY)
    await edited(served, reworded(TREATY.id, "They signed it in Beijing."))

    told = await cho.submit(form, {"Why, for those who read its history": "split in two"})

    assert "was changed by somebody after you opened it" in told.message.text
    assert len(own(served, TREATY.id)) == 1


async def test_a_retired_entry_is_restored_from_a_list_of_those_that_are(served: Served) -> None:
    cho, _ = await retired(served)
    offered = await cho.autocomplete("entry restore", "entry", "diplo")

    seen = await cho.slash("entry restore", entry=TIES.id)

    assert [choice["value"] for choice in offered] == [TIES.id]
    assert own(served, TIES.id)[-1].entry == TIES
    assert "took up diplomatic relations" in seen.message.text


async def test_the_history_tells_what_changed_who_did_it_and_why(served: Served) -> None:
    changed = replace(reworded(TRAIN.id, "He came on a green train."), topics=("trains",))
    await edited(served, changed)

    seen = await served.person("cho").slash("entry history", entry=TRAIN.id)

    text = seen.message.text
    assert "Revision 1 of this server, 24 Nov 2026, 12:00" in text
    assert "<@42>" in text
    assert "topics added: trains" in text
    assert "claim 1: Kim Jong Un came by an armoured train." in text
    assert "→ He came on a green train." in text
    assert f"Added: {TRAIN.question}" in text
    assert "Revision 1 of the pack demo, 24 Nov 2026, 12:00" in text
    assert "by the pack's files" in text
    assert (seen.message.ephemeral, seen.message.pinged_nobody) == (True, True)


async def test_a_revision_is_restored_with_one_pick(served: Served) -> None:
    await edited(served, reworded(TRAIN.id, "He came on a green train."))
    cho = served.person("cho")
    seen = await cho.slash("entry history", entry=TRAIN.id)

    told = await cho.select(seen, "Restore one of these", "Revision 1 of the pack demo, 24 Nov 2026, 12:00")

    assert own(served, TRAIN.id)[-1].entry == TRAIN
    assert "is kept for this server, as its revision 2" in told.message.text


async def test_a_long_history_is_turned_in_pages_after_a_restart_too(served: Served) -> None:
    scope = server(served)
    for number in range(7):
        entry = reworded(TRAIN.id, f"He came on train number {number}, as of then.")
        served.store.append(Edit(scope, TRAIN.id, entry, "42", AT, after=number))
    await served.client.with_upkeep(lambda upkeep: upkeep.refresh())
    cho = served.person("cho")
    seen = await cho.slash("entry history", entry=TRAIN.id)
    await served.restart()

    older = await cho.press(seen, "Older")

    assert "Page 1 of 2" in seen.message.text
    assert "Page 2 of 2" in older.message.text
    assert "Revision 1 of the pack demo" in older.message.text


@pytest.mark.parametrize("command", ["entry history", "entry retire", "entry restore"])
async def test_discord_offers_it_to_curators_alone_and_not_in_direct_messages(served: Served, command: str) -> None:
    with pytest.raises(Refused):
        await served.person("ada").slash(command, entry=TIES.id)


async def test_who_is_a_curator_no_more_edits_nothing_with_what_they_have_open(served: Served) -> None:
    ben = served.person("ben")
    ben.give("Curator")
    seen = await ben.slash("entry retire", entry=TREATY.id)
    form = await ben.press(seen, ANYWAY)
    ben.take("Curator")

    submitted = await ben.submit(form, {"Why, for those who read its history": "because I can"})
    pressed = await ben.press(seen, ANYWAY)

    assert ["Only curators can do that here" in told.message.text for told in (submitted, pressed)] == [True, True]
    assert own(served, TREATY.id) == ()


async def test_a_reason_is_shown_as_it_was_typed_and_pings_nobody(served: Served) -> None:
    cho = served.person("cho")
    seen = await cho.slash("entry retire", entry=TIES.id, reason="**@everyone** see [here](https://evil.example)")
    told = await cho.slash("entry history", entry=TIES.id)

    assert own(served, TIES.id)[0].note == "**@everyone** see [here](https://evil.example)"
    assert seen.message.pinged_nobody
    assert told.message.pinged_nobody
    assert "\\[here\\](https:\u200b//evil.example)" in told.message.text


def forge(served: Served, seen: Seen, custom_id: str) -> None:
    """The id of the button as somebody might have made it up."""
    message = served.sandbox.world.message(seen.message.channel_id, seen.message.id)
    [button] = [one for row in message.components for one in row["components"] if one["label"] == ANYWAY]
    button["custom_id"] = custom_id


@pytest.mark.parametrize(
    ("custom_id", "words"),
    [
        ("fn:edit.x.p1.0123456789", "is not in the base any more"),
        ("fn:edit.p9.p1.{treaty}", "no revision of that number"),
        ("fn:edit.s1.p1.{treaty}", "no revision of that number"),
        ("fn:edit.x.s1.{treaty}", "was changed by somebody after you opened it"),
        ("fn:edit.p1.p1.{treaty}", "reads so already"),
    ],
)
async def test_an_id_that_was_made_up_changes_nothing(served: Served, custom_id: str, words: str) -> None:
    cho, seen = await retired(served, TREATY.id)
    forge(served, seen, custom_id.format(treaty=handle(TREATY.id)))

    told = await cho.submit(await cho.press(seen, ANYWAY), {"Why, for those who read its history": "because"})

    assert words in told.message.text
    assert own(served, TREATY.id) == ()


@pytest.mark.parametrize(
    "custom_id", ["fn:edit", "fn:edit.x.p1", "fn:edit.x.p1.{treaty}.more", "fn:edit.y.p1.{treaty}"]
)
async def test_an_id_of_no_known_form_gets_words(served: Served, custom_id: str) -> None:
    cho, seen = await retired(served, TREATY.id)
    forge(served, seen, custom_id.format(treaty=handle(TREATY.id)))

    told = await cho.press(seen, ANYWAY)

    assert told.message.text == STALE_BUTTON
