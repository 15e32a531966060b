"""Markup: text of members, curators and packs as data within Discord's markdown, and within its limits."""

from __future__ import annotations

import re
from collections.abc import Iterable

import discord

# Limits of an embed, of a button, of a choice, of a message's text and of a picture's description; see "message" in
# Discord's documentation.
TITLE, DESCRIPTION, FIELD, EMBED, LABEL, CHOICE, MESSAGE, ALT = 256, 4096, 1024, 6000, 80, 100, 2000, 1024
"""The most characters of each text that Discord shows."""
LONGEST_FIELD = 4000
"""The most characters that a field of a form takes."""
COLOUR = discord.Colour(0x2F6F8F)
_BRACKETS = re.compile(r"[<\[\]]")
_NUMBERED = re.compile(r"^(\d+)\.", re.MULTILINE)


def safe(text: str) -> str:
    """*text* as data: no markdown, no mention, no time stamp, no address that Discord would link by itself."""
    plain = discord.utils.escape_mentions(discord.utils.escape_markdown(text, ignore_links=False))
    numbered = _NUMBERED.sub(r"\1\\.", _BRACKETS.sub(r"\\\g<0>", plain))
    return numbered.replace("://", ":\u200b//")


def safe_within(text: str, limit: int) -> str:
    """*text* as data, cut before it is escaped so that it then has *limit* characters at most, and one at least."""
    shown, kept = safe(text), min(len(text), limit)
    if len(shown) <= limit:
        return shown
    while len(shown := f"{safe(text[:kept].rstrip())}…") > limit and kept:
        kept = max(0, kept - max(1, (len(shown) - limit) // 2))
    return shown


def shortened(text: str, limit: int) -> str:
    """*text*, or the beginning of a longer one, in *limit* characters."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def fitting(lines: Iterable[str], limit: int, more: str) -> str:
    """As many whole *lines* as *limit* holds; where some are left, *more* says how many."""
    waiting = list(lines)
    kept: list[str] = []
    while waiting and len("\n".join([*kept, waiting[0], more.format(len(waiting) - 1)])) <= limit:
        kept.append(waiting.pop(0))
    return "\n".join([*kept, more.format(len(waiting))] if waiting else kept)
