"""Whom a message notifies: what its text mentions, what it allows, and what its author may."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox.errors import Problems
from bot.sandbox.model import Channel, Json, Message, Pings
from bot.sandbox.permissions import Permission
from bot.sandbox.world import World

USER, ROLE, EVERYONE = re.compile(r"<@!?(\d+)>"), re.compile(r"<@&(\d+)>"), re.compile(r"@(?:everyone|here)\b")
IDS = 100
"""The most users, and the most roles, that a message may list as allowed."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """
    What a message allows to be notified.

    Attributes:
        parse: Which of ``users``, ``roles`` and ``everyone`` are allowed whoever they are.
        replied: Whether the author of the message replied to is.
    """

    parse: frozenset[str]
    users: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    replied: bool = False


ORDINARY = Allowed(frozenset({"users", "roles", "everyone"}), replied=True)
"""What a message allows that says nothing of it."""

OF_INTERACTIONS = Allowed(frozenset({"users"}), replied=True)
"""What the answer to an interaction allows that says nothing of it."""


def read_allowed(payload: Json, default: Allowed) -> Allowed:
    """
    What the message *payload* allows.

    Raises:
        ApiError: 50035 when it names people and allows all people too, or names more than 100.
    """
    given = payload.get("allowed_mentions")
    if given is None:
        return default
    parse = frozenset(given.get("parse") or ())
    problems = Problems()
    for key in ("users", "roles"):
        ids = given.get(key) or []
        if ids and key in parse:
            words = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            problems.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)
        if len(ids) > IDS:
            problems.add(f"allowed_mentions.{key}", "BASE_TYPE_MAX_LENGTH", f"Must be {IDS} or fewer in length.")
    problems.raise_any()
    users, roles = (frozenset(map(str, given.get(key) or ())) for key in ("users", "roles"))
    return Allowed(parse, users, roles, bool(given.get("replied_user")))


def pings(
    world: World, channel: Channel, author_id: str, content: str, allowed: Allowed, replied_to: Message | None
) -> Pings:
    """Whom a message with *content* in *channel* notifies."""
    users = [user for user in USER.findall(content) if "users" in allowed.parse or user in allowed.users]
    if replied_to is not None and allowed.replied:
        users.append(replied_to.author_id)
    all_roles = world.may(author_id, Permission.MENTION_EVERYONE, channel)
    roles = [role for role in ROLE.findall(content) if "roles" in allowed.parse or role in allowed.roles]
    everyone = bool(EVERYONE.search(content)) and "everyone" in allowed.parse and all_roles
    return Pings(
        everyone,
        tuple(dict.fromkeys(user for user in users if user in world.users and user != author_id)),
        tuple(dict.fromkeys(role for role in roles if _can_be_pinged(world, role, all_roles))),
    )


def _can_be_pinged(world: World, role_id: str, all_roles: bool) -> bool:
    role = world.roles.get(role_id)
    return role is not None and (role.mentionable or all_roles)
