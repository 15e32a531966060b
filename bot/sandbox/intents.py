"""Which events a bot gets by its intents, and what it is shown of messages."""

from __future__ import annotations

from enum import IntFlag

from bot.sandbox.model import Event, Json


class Intent(IntFlag):
    """Discord's gateway intents, as far as the stand-in has events for them."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


KNOWN = (1 << 26) - 1
"""All bits that an intents number may have."""

IN_GUILDS = {
    "MESSAGE": Intent.GUILD_MESSAGES,
    "MESSAGE_REACTION": Intent.GUILD_MESSAGE_REACTIONS,
    "TYPING": Intent.GUILD_MESSAGE_TYPING,
    "GUILD_MEMBER": Intent.GUILD_MEMBERS,
    "GUILD": Intent.GUILDS,
    "GUILD_ROLE": Intent.GUILDS,
    "CHANNEL": Intent.GUILDS,
    "THREAD": Intent.GUILDS,
}
IN_DIRECT_MESSAGES = {
    "MESSAGE": Intent.DIRECT_MESSAGES,
    "MESSAGE_REACTION": Intent.DIRECT_MESSAGE_REACTIONS,
    "TYPING": Intent.DIRECT_MESSAGE_TYPING,
}
"""There is nothing for channels: since version 8 a bot is not told that direct messages were opened."""

CONTENT = {"content": "", "embeds": [], "attachments": [], "components": []}
"""What a message looks like to a bot that may not read it."""


def wanted(event: Event, intents: int) -> bool:
    """Whether a bot with *intents* gets *event*."""
    if not event.to_bot or event.name == "INTERACTION_CREATE":
        return event.to_bot
    noun = event.name.rpartition("_")[0]
    needed = (IN_DIRECT_MESSAGES if event.guild_id is None else IN_GUILDS).get(noun)
    return needed is not None and bool(intents & needed)


def shown(event: Event, intents: int) -> Json:
    """The payload of *event* for a bot with *intents*: without content that it may not read."""
    if event.content_is_free or intents & Intent.MESSAGE_CONTENT:
        return event.data
    hidden = {**event.data, **CONTENT}
    replied = hidden.get("referenced_message")
    if replied is not None and not replied["author"]["bot"]:
        hidden["referenced_message"] = {**replied, **CONTENT}
    return hidden
