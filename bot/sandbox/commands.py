"""The commands that a bot uploads: what Discord takes, what it keeps, and who may use them where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from bot.sandbox.errors import Problems, unknown
from bot.sandbox.model import Channel, Event, Json
from bot.sandbox.permissions import Permission
from bot.sandbox.world import World


class Kind(IntEnum):
    """Where a command is found: typed after a slash, or in the menu of a user or a message."""

    SLASH = 1
    USER_MENU = 2
    MESSAGE_MENU = 3


class OptionKind(IntEnum):
    """Discord's option types."""

    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


GROUPS = (OptionKind.SUB_COMMAND, OptionKind.SUB_COMMAND_GROUP)
NESTED = (OptionKind.SUB_COMMAND_GROUP, OptionKind.SUB_COMMAND)
"""The only way in which parts of a command may stand in one another."""

WITH_CHOICES = (OptionKind.STRING, OptionKind.INTEGER, OptionKind.NUMBER)
NAME, DESCRIPTION, OPTIONS, CHOICES, WHOLE = 32, 100, 25, 25, 8000
MOST = {Kind.SLASH: 100, Kind.USER_MENU: 15, Kind.MESSAGE_MENU: 15}
"""How many commands of each kind an application has in one place."""

SLASH_NAME = re.compile(r"[-_'\w]{1,32}")
IN_GUILD, IN_BOT_DM = 0, 1
"""Discord's contexts that the stand-in has."""


def upload(world: World, guild_id: str | None, payloads: Sequence[Json]) -> tuple[Json, ...]:
    """
    Put *payloads* in place of the commands of the guild, or of everywhere; one keeps its id whose name and kind stay.

    Raises:
        ApiError: 50035 with everything that is wrong, by the number of the command.
    """
    _check_all(payloads)
    before = {(item["type"], item["name"]): item["id"] for item in world.commands.get(guild_id, ())}
    kept = tuple(_kept(world, guild_id, item, before) for item in payloads)
    world.commands[guild_id] = kept
    world.emit(Event("COMMANDS", {}, guild_id, to_bot=False))
    return kept


def _kept(world: World, guild_id: str | None, payload: Json, before: dict[tuple[int, str], str]) -> Json:
    kind = payload.get("type") or int(Kind.SLASH)
    kept: Json = {
        "default_member_permissions": None,
        "nsfw": False,
        "contexts": None,
        "integration_types": [0],
        "options": [],
        "description": "",
        **payload,
        "type": kind,
        "id": before.get((kind, payload["name"])) or world.ids.next(),
        "application_id": world.application_id,
        "version": world.ids.next(),
    }
    return kept if guild_id is None else {**kept, "guild_id": guild_id}


def find(world: World, guild_id: str | None, command_id: str) -> Json:
    """
    The command of that id in that place.

    Raises:
        ApiError: 10063 when there is none.
    """
    found = next((item for item in world.commands.get(guild_id, ()) if item["id"] == command_id), None)
    if found is None:
        raise unknown("Application Command")
    return found


def usable(world: World, channel: Channel, user_id: str) -> tuple[Json, ...]:
    """The commands that the user may use in *channel*."""
    context = IN_BOT_DM if channel.guild_id is None else IN_GUILD
    here = () if channel.guild_id is None else world.commands.get(channel.guild_id, ())
    everywhere = (item for item in world.commands.get(None, ()) if _fits(item, context))
    if not world.may(user_id, Permission.USE_APPLICATION_COMMANDS, channel):
        return ()
    held = world.permissions_at(channel, user_id)
    return tuple(item for item in (*here, *everywhere) if _allows(item, held, context))


def _fits(command: Json, context: int) -> bool:
    if command.get("contexts") is not None:
        return context in command["contexts"]
    return context == IN_GUILD or command.get("dm_permission") is not False


def _allows(command: Json, held: int, context: int) -> bool:
    """Whether somebody who may do *held* may use *command*; a command that needs 0 is for administrators alone."""
    needed = command.get("default_member_permissions")
    if needed is None or context != IN_GUILD or held & Permission.ADMINISTRATOR:
        return True
    return int(needed) != 0 and held & int(needed) == int(needed)


def _check_all(payloads: Sequence[Json]) -> None:
    problems = Problems()
    seen: set[tuple[int, str]] = set()
    for number, payload in enumerate(payloads):
        _check(payload, str(number), problems)
        key = (payload.get("type") or 1, str(payload.get("name")))
        if key in seen:
            words = "Application command names must be unique"
            problems.add(f"{number}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", words)
        seen.add(key)
    for kind, most in MOST.items():
        if sum(one == kind for one, _ in seen) > most:
            words = f"Maximum number of application commands reached ({most})"
            problems.add("", "APPLICATION_COMMANDS_MAX", words)
    problems.raise_any()


def _check(payload: Json, place: str, problems: Problems) -> None:
    if (payload.get("type") or Kind.SLASH) != Kind.SLASH:
        problems.length(f"{place}.name", payload.get("name"), 1, NAME)
        if payload.get("description"):
            words = "Context menu commands cannot have description"
            problems.add(f"{place}.description", "APPLICATION_COMMAND_CONTEXT_MENU_NO_DESCRIPTION", words)
        return
    _check_name(payload, place, problems)
    _check_options(payload.get("options") or [], place, problems)
    if size(payload) > WHOLE:
        problems.add(place, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({WHOLE})")


def size(payload: Json) -> int:
    """How much of a command's 8000 characters *payload* takes."""
    own = len(payload.get("name") or "") + len(payload.get("description") or "")
    choices = payload.get("choices") or []
    own += sum(len(str(choice.get("name"))) + len(str(choice.get("value"))) for choice in choices)
    return own + sum(map(size, payload.get("options") or []))


def _check_name(payload: Json, place: str, problems: Problems) -> None:
    name = payload.get("name") or ""
    problems.length(f"{place}.description", payload.get("description"), 1, DESCRIPTION)
    if not SLASH_NAME.fullmatch(name) or name != name.lower():
        words = "Command name is invalid"
        problems.add(f"{place}.name", "APPLICATION_COMMAND_INVALID_NAME", words)


def _check_options(options: Sequence[Json], place: str, problems: Problems, inside: OptionKind | None = None) -> None:
    if len(options) > OPTIONS:
        problems.add(f"{place}.options", "BASE_TYPE_MAX_LENGTH", f"Must be {OPTIONS} or fewer in length.")
    names: set[str] = set()
    optional = False
    for number, option in enumerate(options):
        here = f"{place}.options.{number}"
        if option.get("name") in names:
            words = "Option names must be unique"
            problems.add(f"{here}.name", "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", words)
        if optional and option.get("required"):
            words = "Required options must be placed before non-required options"
            problems.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
        optional = optional or not option.get("required")
        names.add(str(option.get("name")))
        _check_option(option, here, problems, inside)
    if len({option.get("type") in GROUPS for option in options}) > 1:
        words = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        problems.add(f"{place}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)


def _check_option(option: Json, place: str, problems: Problems, inside: OptionKind | None) -> None:
    _check_name(option, place, problems)
    kind = option.get("type")
    if kind not in set(OptionKind):
        problems.add(f"{place}.type", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}.")
    elif kind in GROUPS and inside is not None and (inside, kind) != NESTED:
        problems.add(f"{place}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands are nested too deep")
    elif kind in GROUPS:
        _check_options(option.get("options") or [], place, problems, OptionKind(kind))
    else:
        _check_choices(option, place, problems)


def _check_choices(option: Json, place: str, problems: Problems) -> None:
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        words = "Autocomplete cannot be used with choices"
        problems.add(f"{place}.autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", words)
    if (choices or option.get("autocomplete")) and option.get("type") not in WITH_CHOICES:
        words = "This option type takes neither choices nor autocomplete"
        problems.add(place, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)
    if len(choices) > CHOICES:
        problems.add(f"{place}.choices", "BASE_TYPE_MAX_LENGTH", f"Must be {CHOICES} or fewer in length.")
    for number, choice in enumerate(choices):
        problems.length(f"{place}.choices.{number}.name", choice.get("name"), 1, 100)
