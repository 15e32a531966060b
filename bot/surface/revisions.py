"""Revisions as curators read them: an entry's history, and what speaks against an edit of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.core.difference import Difference
from bot.core.revision import Revision
from bot.service.curate import Findings, Turned, Version, Wish
from bot.surface.markup import COLOUR, DESCRIPTION, FIELD, TITLE, fitting, safe, safe_within, shortened

SIZE = 5
"""Revisions on a page."""
REASON, WORDING = "Your reason: ", "The wording: "
"""What stands before a text that a curator typed where `against` shows it, for a form to have it again."""
# What is shown of each side of a difference, before it is escaped, and how many of them of one revision.
_LONG_SIDE, _MOST_CHANGED = 90, 4


def pages(versions: Sequence[Version]) -> int:
    """How many pages *versions* fill, at least one."""
    return max(1, -(-len(versions) // SIZE))


def on_page(versions: Sequence[Version], page: int) -> tuple[Version, ...]:
    """Those of *versions*, oldest first, that stand on *page*, counted from 0: the newest first."""
    return tuple(reversed(versions))[page * SIZE : (page + 1) * SIZE]


def embed(entry_id: str, shown: Sequence[Version], page: int, of: int) -> discord.Embed:
    """The history of an entry, of which the revisions *shown* are on *page*."""
    found = discord.Embed(title=safe_within(f"History of {entry_id}", TITLE), colour=COLOUR)
    room = DESCRIPTION // SIZE - 1
    found.description = "\n".join(fitting(_told(version), room, "… and {} more lines") for version in shown)
    found.set_footer(text=f"Page {page + 1} of {of} · newest first · times are UTC")
    return found


def title(revision: Revision) -> str:
    """What a list calls *revision*."""
    whose = "this server" if revision.scope.is_server else f"the pack {revision.scope.id}"
    return f"Revision {revision.number} of {whose}, {_moment(revision)}"


def against(wish: Wish, found: Findings, typed: str, lead: str = REASON) -> discord.Embed:
    """What speaks against *wish*; what was *typed* for it stands in the footer, where nothing is markup."""
    done = "retired" if wish.entry is None else "changed"
    what = f"{wish.entry_id} was not {done}" if found.problems else f"{wish.entry_id} is not {done} yet"
    shown = discord.Embed(title=safe_within(what, TITLE), colour=COLOUR)
    for name, lines in _against(found):
        if lines:
            shown.add_field(name=name, value=fitting(lines, FIELD, "… and {} more"), inline=False)
    if typed:
        shown.set_footer(text=f"{lead}{typed}")
    return shown


def typed_in(message: discord.Message | None, lead: str) -> str:
    """What `against` put into *message* behind *lead*; empty if there is nothing."""
    footers = (shown.footer.text or "" for shown in message.embeds) if message else ()
    return next((text.removeprefix(lead) for text in footers if text.startswith(lead)), "")


def kept(revision: Revision) -> str:
    """What to say once *revision* is kept."""
    done = "retired in this server" if revision.entry is None else "kept for this server"
    return f"`{revision.entry_id}` is {done}, as its revision {revision.number}. /entry history tells of all of them."


def learnt(revision: Revision, wording: str) -> str:
    """What to say once an entry knows *wording*, as *revision* has it."""
    said = f"“{safe(wording.strip())}” is answered by this entry from now on."
    return f"{said} It is revision {revision.number} of this server."


def _told(version: Version) -> Iterator[str]:
    revision = version.revision
    author = f"<@{revision.author}>" if revision.scope.is_server else "the pack's files"
    yield f"**{safe(title(revision))}** by {author}"
    if revision.note:
        yield f"Reason: {safe(revision.note)}"
    if revision.entry is None:
        yield "Retired."
    elif version.is_first:
        yield f"Added: {safe(shortened(revision.entry.question, 2 * _LONG_SIDE))}"
    else:
        yield from map(_changed, version.changed[:_MOST_CHANGED])
        if (more := len(version.changed) - _MOST_CHANGED) > 0:
            yield f"… and {more} more changes"


def _changed(one: Difference) -> str:
    before, after = (safe(shortened(text, _LONG_SIDE)) for text in (one.before, one.after))
    if not one.before:
        return f"{one.part} added: {after}"
    return f"{one.part} removed: {before}" if not one.after else f"{one.part}: {before} → {after}"


def _moment(revision: Revision) -> str:
    return f"{revision.at.day} {revision.at:%b %Y, %H:%M}"


def _against(found: Findings) -> Iterator[tuple[str, list[str]]]:
    yield "What must be mended first", [f"- {safe(f'{problem}.')}" for problem in found.problems]
    near = [
        f"- `{one.entry.id}` {safe(f'{one.what} ({one.likeness:.0%}): {one.entry.question}')}" for one in found.near
    ]
    yield "Entries that are near", near
    told = ({one.first.id, one.second.id} for one in found.contradictions)
    yield "Entries that say another day", [f"- {' and '.join(f'`{one}`' for one in sorted(pair))}" for pair in told]
    worse = found.worse
    if worse:
        yield f"Known questions that would go wrong: {len(worse)}", [f"- {safe(_turn(one))}" for one in worse]


def _turn(one: Turned) -> str:
    now, then = one.found
    return f"“{one.before.known.text}” would find {then}, not {now}"
