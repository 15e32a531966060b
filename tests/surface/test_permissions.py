"""Who may use what, as the README's table has it, walked through the real client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest

from bot.sandbox.errors import Refused
from bot.sandbox.people import Person
from tests.surface.conftest import ENTRIES, Served

README = Path(__file__).parents[2] / "README.md"
QUESTION = ENTRIES[0].question
OPTIONS = {
    "ask": {"question": QUESTION},
    "fact": {"entry": ENTRIES[0].id},
    "topic": {"topic": "treaty"},
    "source": {"source": "example"},
    "entry add": {"question": "When was the reading room opened?"},
    "entry edit": {"entry": ENTRIES[2].id},
    "entry cite": {"draft": "0123456789ab", "source": "example", "says": "says so"},
    "entry history": {"entry": ENTRIES[2].id},
    "entry retire": {"entry": ENTRIES[2].id},
    "entry restore": {"entry": ENTRIES[2].id},
    "entry export": {"entry": ENTRIES[2].id},
}
REFUSALS = ("Only curators can do that here", "only whoever runs me can do that")


def table() -> Iterator[tuple[str, str, str, str]]:
    """Each command and menu, and what the table says of members, curators and direct messages."""
    text = README.read_text("utf-8").partition("Who may use what")[2]
    rows = re.findall(r"^\| (.+?) \| (yes|no) \| (yes|no) \| (.+?) \|$", text, re.MULTILINE)
    for names, *cells in rows:
        yield from ((name, *cells) for name in re.findall(r"[`*](?:/)?([^`*]+)[`*]", names))


TABLE = tuple(table())


def registered(served: Served) -> set[str]:
    """The commands and menus that the bot has."""
    names: set[str] = set()
    for command in served.client.tree.walk_commands():
        names.add(command.qualified_name)
    names |= {menu.name for menu in served.client.tree.get_commands(type=discord.AppCommandType.message)}
    return names - {"entry"}


async def may(person: Person, name: str, channel: str) -> bool:
    """Whether *person* is let to use it there, whatever comes of it then."""
    try:
        if name[0].isupper():
            seen = await person.menu(name, await person.say(channel, QUESTION), channel)
        else:
            more = {"curator": person, "hours": 1} if name == "entry revert" else {}
            seen = await person.slash(name, channel, options={**OPTIONS.get(name, {}), **more})
    except Refused:
        return False
    return seen.modal is not None or not any(words in seen.message.text for words in REFUSALS)


async def test_the_table_has_every_command_and_menu(served: Served) -> None:
    assert {name for name, *_ in TABLE} == registered(served)


@pytest.mark.parametrize(("name", "member", "curator", "_"), TABLE, ids=[row[0] for row in TABLE])
async def test_in_a_server(served: Served, name: str, member: str, curator: str, _: str) -> None:
    assert await may(served.person("ada"), name, "general") is (member == "yes")
    assert await may(served.person("cho"), name, "general") is (curator == "yes")


@pytest.mark.parametrize(("name", "_", "__", "who"), TABLE, ids=[row[0] for row in TABLE])
async def test_in_direct_messages(served: Served, name: str, _: str, __: str, who: str) -> None:
    ada, ben = served.person("ada"), served.person("ben")
    assert served.client.application
    served.client.application.owner.id = int(ada.id)

    assert await may(ada, name, "dm") is (who in ("everybody", "whoever runs the bot"))
    assert await may(ben, name, "dm") is (who == "everybody")
