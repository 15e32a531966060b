"""Reverting what one curator did, and the history as a file, in Discord."""

from __future__ import annotations

import json

import aiohttp

from bot.core.entry import Entry
from bot.core.revision import Scope
from bot.sandbox.people import Person
from bot.sandbox.seen import Seen
from bot.store.base import Edit
from tests.surface.conftest import AT, ENTRIES, Served, reworded

TREATY, _, TIES, TRAIN = ENTRIES
REVERT = "Revert them"


def scope(served: Served) -> Scope:
    return Scope.server(int(served.person().guild.id))


async def edited(served: Served, entry: Entry | None, entry_id: str, by: str, after: int = 0) -> None:
    """An edit in the server that was kept before, and is served."""
    served.store.append(Edit(scope(served), entry_id, entry, by, AT, after=after))
    await served.client.with_upkeep(lambda upkeep: upkeep.refresh())


async def shown(served: Served) -> tuple[Person, Person, Seen]:
    """A curator who looks at what reverting another's two edits would do."""
    cho, ben = served.person("cho"), served.person("ben")
    await edited(served, reworded(TREATY.id, "Nothing was ever signed."), TREATY.id, ben.id)
    await edited(served, None, TIES.id, ben.id)
    return cho, ben, await cho.slash("entry revert", options={"curator": ben, "hours": 2})


async def test_what_would_be_reverted_is_shown_and_nothing_is_done(served: Served) -> None:
    _, ben, seen = await shown(served)

    assert "This would be reverted; nothing is yet" in seen.message.text
    assert f"What <@{ben.id}> did here since 24 Nov 2026, 10:00 UTC:" in seen.message.text
    assert "- `friendship-treaty-1961`, 1 edit: as it was before" in seen.message.text
    assert len(served.store.history(scope(served), TREATY.id)) == 1
    assert (seen.message.ephemeral, seen.message.pinged_nobody) == (True, True)


async def test_it_is_reverted_with_one_press_after_a_restart_too(served: Served) -> None:
    cho, _, seen = await shown(served)
    await served.restart()

    told = await cho.press(seen, REVERT)

    assert told.message.text.startswith("Reverted")
    assert served.store.history(scope(served), TREATY.id)[-1].entry == TREATY
    assert served.store.history(scope(served), TIES.id)[-1].entry == TIES


async def test_what_is_not_as_it_was_shown_is_shown_anew(served: Served) -> None:
    cho, ben, seen = await shown(served)
    await edited(served, reworded(TRAIN.id, "He walked."), TRAIN.id, ben.id)

    told = await cho.press(seen, REVERT)

    assert "This would be reverted; nothing is yet" in told.message.text
    assert "kim-train-2018" in told.message.text
    assert len(served.store.history(scope(served), TREATY.id)) == 1


async def test_where_there_is_nothing_to_revert_there_is_no_button(served: Served) -> None:
    seen = await served.person("cho").slash("entry revert", options={"curator": served.person("ada"), "hours": 2})

    assert "There is nothing to revert" in seen.message.text
    assert seen.message.buttons == []


async def test_who_is_a_curator_no_more_reverts_nothing(served: Served) -> None:
    dan = served.person("ben")
    await edited(served, None, TIES.id, served.person("cho").id)
    dan.give("Curator")
    seen = await dan.slash("entry revert", options={"curator": served.person("cho"), "hours": 2})
    dan.take("Curator")

    told = await dan.press(seen, REVERT)

    assert "Only curators can do that here" in told.message.text
    assert len(served.store.history(scope(served), TIES.id)) == 1


async def test_the_history_comes_as_a_file(served: Served) -> None:
    await edited(served, None, TIES.id, "42")
    seen = await served.person("cho").slash("entry export", entry=TIES.id)

    [file] = seen.message.attachments
    async with aiohttp.ClientSession() as session, session.get(file["url"]) as answer:
        rows = json.loads(await answer.read())
    assert (file["filename"], [row["scope"].partition(":")[0] for row in rows]) == (
        "diplomatic-ties-1949.json",
        ["pack", "server"],
    )
