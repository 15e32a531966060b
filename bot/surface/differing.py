"""Where sources differ: every account of an entry side by side, as Discord shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.core.accounts import Account, Standing, accounts
from bot.core.entry import Claim, Entry
from bot.surface.markup import COLOUR, EMBED, FIELD, TITLE, fitting, safe, shortened
from bot.surface.render import MORE_SOURCES, quoted, source_in_full


def differing(entry: Entry) -> discord.Embed:
    """Every account of *entry*, whose sources differ: what, how it stands and why, who says so and in which words."""
    found = accounts(entry)
    embed = discord.Embed(title=shortened(f"Sources differ: {safe(entry.question)}", TITLE), colour=COLOUR)
    embed.description = _counted(found)
    embed.set_footer(text=entry.id)
    names = [shortened(" · ".join(_named(number, one)), TITLE) for number, one in enumerate(found, 1)]
    room = (EMBED - len(embed) - sum(map(len, names))) // len(found)
    for name, one in zip(names, found, strict=True):
        embed.add_field(name=name, value=_in_full(entry, one, min(room, FIELD)), inline=False)
    return embed


def _counted(found: Sequence[Account]) -> str:
    """How many accounts there are, and which are what the answer says."""
    if any(one.standing is Standing.OPEN for one in found):
        return f"{len(found)} accounts, and none is clearly better."
    leading = sum(one.leads for one in found)
    answered = "The first is" if leading == 1 else f"The first {leading} are"
    return f"{len(found)} accounts. {answered} what I answer with."


def _named(number: int, account: Account) -> Iterator[str]:
    yield f"Account {number}" if account.standing is Standing.OPEN else f"Account {number}, {account.standing}"
    yield from account.when


def _in_full(entry: Entry, account: Account, room: int) -> str:
    """What is said and why it stands so come first: of many sources some may not fit."""
    claim = account.claim
    told = f"{safe(claim.text)}{f'{chr(10)}**Why:** {safe(claim.reason)}' if claim.reason else ''}"
    numbered = zip(_numbers_of(entry, claim), claim.citations, strict=True)
    said = (f"{number} {source_in_full(one.source)}\n{quoted(one)}" for number, one in numbered)
    return fitting([shortened(told, room - len(MORE_SOURCES) - 3), *said], room, MORE_SOURCES)


def _numbers_of(entry: Entry, claim: Claim) -> Iterator[int]:
    """The number of the source of each citation of *claim*; two may be of one source."""
    places = {source: number for number, source in enumerate(entry.sources, 1)}
    yield from (places[citation.source] for citation in claim.citations)
