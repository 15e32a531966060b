"""/conflicts."""

from __future__ import annotations

import pytest

from bot.sandbox.errors import Refused
from tests.surface.conftest import Served
from tests.surface.test_buttons import DIFFERING
from tests.surface.test_why import handed_to_all


async def test_a_curator_alone_sees_what_does_not_agree(served: Served) -> None:
    await served.edit("friendship-treaty-1961", DIFFERING)

    seen = await served.person("cho").slash("conflicts")

    assert seen.message.ephemeral
    assert seen.message.text == (
        "Conflicts\n"
        "**1 When did China and North Korea sign their friendship treaty?**\n"
        "2 accounts, decided\n"
        "• Preferred · 11 July 1961 · The Gazette: By the text itself.\n"
        "• No longer held · The Gazette: A slip.\n"
        "1 entry"
    )


async def test_an_entry_is_opened_from_the_list_with_its_accounts(served: Served) -> None:
    await served.edit("friendship-treaty-1961", DIFFERING)
    cho = served.person("cho")
    seen = await cho.slash("conflicts")

    opened = await cho.select(
        seen, "Open one of these", "1. When did China and North Korea sign their friendship treaty?"
    )

    assert "Sources differ (2 accounts)" in opened.message.text
    assert "Sources differ" in opened.message.buttons


async def test_a_base_without_conflicts_says_so(served: Served) -> None:
    assert "Nothing in the base." in (await served.person("cho").slash("conflicts")).message.text


async def test_members_are_not_shown_the_command(served: Served) -> None:
    with pytest.raises(Refused):
        await served.person().slash("conflicts")


async def test_a_member_to_whom_a_server_gave_the_command_is_told_who_may(served: Served) -> None:
    await served.edit("friendship-treaty-1961", DIFFERING)
    handed_to_all(served)

    seen = await served.person().slash("conflicts")

    assert seen.message.text == "Only curators can do that here: members who may manage messages or the server."
