"""Interactions: how they reach the bot, the one answer that each may have, and the follow-ups after it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from bot.sandbox import limits, messages
from bot.sandbox.components import check_modal, numbered
from bot.sandbox.errors import ApiError, Problems, unknown
from bot.sandbox.mentions import OF_INTERACTIONS
from bot.sandbox.messages import Origin, Upload
from bot.sandbox.model import Callback, Event, Interaction, InteractionType, Json, Message, MessageFlag
from bot.sandbox.world import World

ANSWER_WITHIN, TOKEN_LIVES = 3.0, 15 * 60.0
"""Seconds until an unanswered interaction has failed, and until its token is worth nothing."""

SLASH_RESPONSE, MENU_RESPONSE = 20, 23
"""Discord's types of the message that answers a slash command and a menu command."""

NEW = frozenset({Callback.MESSAGE, Callback.DEFERRED_MESSAGE})
IN_PLACE = frozenset({Callback.DEFERRED_UPDATE, Callback.UPDATE})
POSSIBLE = {
    InteractionType.COMMAND: NEW | {Callback.MODAL},
    InteractionType.COMPONENT: NEW | IN_PLACE | {Callback.MODAL},
    InteractionType.AUTOCOMPLETE: frozenset({Callback.CHOICES}),
    InteractionType.MODAL_SUBMIT: NEW | IN_PLACE,
}


def begin(
    world: World,
    kind: InteractionType,
    user_id: str,
    channel_id: str,
    data: Json,
    *,
    name: str = "",
    message_id: str | None = None,
    parent_id: str | None = None,
) -> Interaction:
    """Hand the bot what the user did; see `Interaction` for the arguments."""
    interaction = Interaction(
        world.ids.next(),
        secrets.token_urlsafe(48),
        kind,
        user_id,
        channel_id,
        data,
        name,
        world.clock.now(),
        message_id,
        parent_id,
    )
    world.interactions[interaction.id] = interaction
    guild_id = world.channel(channel_id).guild_id
    world.emit(Event("INTERACTION_CREATE", world.write.interaction(interaction), guild_id, channel_id, only=user_id))
    return interaction


def age(world: World, interaction: Interaction) -> float:
    """How many seconds ago the user did it."""
    return (world.clock.now() - interaction.created_at).total_seconds()


def fail_if_unanswered(world: World, interaction_id: str) -> None:
    """Tell the user that nobody answered, if nobody did."""
    interaction = world.interactions.get(interaction_id)
    if interaction is None or interaction.answer is not None or interaction.failed:
        return
    world.note(interaction, failed=True)
    commands = interaction.type is InteractionType.COMMAND
    words = "The application did not respond" if commands else "This interaction failed"
    _tell(world, "FAILED", interaction, {"interaction_id": interaction.id, "words": words})


def _tell(world: World, name: str, interaction: Interaction, data: Json) -> None:
    """Tell the user, and nobody else, what became of *interaction*."""
    world.emit(Event(name, data, None, interaction.channel_id, to_bot=False, only=interaction.user_id))


def answer(world: World, interaction_id: str, token: str, payload: Json, files: Sequence[Upload] = ()) -> Json:
    """
    Take the bot's first answer.

    Returns:
        Discord's "callback response".

    Raises:
        ApiError: 10062 when there is no such interaction or it is too late, 40060 when it was answered,
            50035 or 50006 when Discord would not take the answer.
    """
    interaction = world.interactions.get(interaction_id)
    if interaction is None or interaction.token != token or interaction.failed:
        raise unknown("Interaction")
    if interaction.answer is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if age(world, interaction) > ANSWER_WITHIN:
        raise unknown("Interaction")
    kind = _kind(interaction, payload.get("type"))
    message = _first(world, interaction, kind, payload.get("data") or {}, files)
    answered = world.note(world.interactions[interaction_id], answer=kind)
    _tell(
        world, "ANSWERED", answered, {"interaction_id": interaction_id, "in_silence": kind is Callback.DEFERRED_UPDATE}
    )
    return _response(world, answered, kind, message)


def _kind(interaction: Interaction, value: Any) -> Callback:
    possible = POSSIBLE[interaction.type]
    if interaction.message_id is None:
        possible = possible - IN_PLACE
    if value not in possible:
        problems = Problems()
        names = ", ".join(str(int(kind)) for kind in sorted(possible))
        problems.add("type", "BASE_TYPE_CHOICES", f"Value must be one of ({names}).")
        problems.raise_any()
    return Callback(value)


def _first(
    world: World, interaction: Interaction, kind: Callback, data: Json, files: Sequence[Upload]
) -> Message | None:
    """Do what the answer says; the message it made or changed, if any."""
    match kind:
        case Callback.MESSAGE:
            return _reply(world, interaction, data, files, 0)
        case Callback.DEFERRED_MESSAGE:
            return _reply(world, interaction, {"flags": data.get("flags")}, (), int(MessageFlag.LOADING))
        case Callback.UPDATE:
            return messages.edit(world, _pressed(world, interaction), data, files)
        case Callback.DEFERRED_UPDATE:
            return _pressed(world, interaction)
        case Callback.CHOICES:
            limits.check_choices(data.get("choices") or ())
            world.note(interaction, choices=tuple(data.get("choices") or ()))
        case Callback.MODAL:
            _open_modal(world, interaction, data)
    return None


def _pressed(world: World, interaction: Interaction) -> Message:
    """The message whose component was used, which ``@original`` now means."""
    message = world.message(interaction.channel_id, interaction.message_id or "")
    world.note(interaction, original_id=message.id)
    return message


def _reply(world: World, interaction: Interaction, data: Json, files: Sequence[Upload], flags: int) -> Message:
    ephemeral = bool(int(data.get("flags") or 0) & MessageFlag.EPHEMERAL)
    message = _post(world, interaction, data, files, flags, ephemeral=ephemeral)
    world.note(interaction, original_id=message.id, ephemeral=ephemeral)
    return message


def _post(
    world: World, interaction: Interaction, data: Json, files: Sequence[Upload], flags: int, *, ephemeral: bool
) -> Message:
    origin = Origin(
        world.bot_id,
        _message_type(interaction),
        interaction.id,
        interaction.user_id if ephemeral else None,
        OF_INTERACTIONS,
        flags,
    )
    return messages.post(world, world.channel(interaction.channel_id), origin, data, files)


def _message_type(interaction: Interaction) -> int:
    if interaction.type is not InteractionType.COMMAND or interaction.answer is not None:
        return messages.PLAIN
    return SLASH_RESPONSE if interaction.data["type"] == 1 else MENU_RESPONSE


def _open_modal(world: World, interaction: Interaction, data: Json) -> None:
    problems = Problems()
    check_modal(data, problems)
    problems.raise_any()
    modal = {**data, "components": numbered(data["components"])}
    world.note(interaction, modal=modal)
    _tell(world, "MODAL", interaction, {"interaction_id": interaction.id, **modal})


def _response(world: World, interaction: Interaction, kind: Callback, message: Message | None) -> Json:
    about: Json = {"id": interaction.id, "type": int(interaction.type)}
    if message is None:
        return {"interaction": about}
    about["response_message_id"] = message.id
    about["response_message_loading"] = bool(message.flags & MessageFlag.LOADING)
    about["response_message_ephemeral"] = bool(message.flags & MessageFlag.EPHEMERAL)
    if kind not in (Callback.MESSAGE, Callback.UPDATE):
        return {"interaction": about}
    return {"interaction": about, "resource": {"type": int(kind), "message": world.write.message(message)}}


def by_token(world: World, application_id: str, token: str) -> Interaction:
    """
    The answered interaction whose token this is.

    Raises:
        ApiError: 10015 when there is none or nobody answered it yet, 50027 when the token's 15 minutes are over.
    """
    found = next((item for item in world.interactions.values() if item.token == token), None)
    if found is None or application_id != world.application_id or found.answer is None:
        raise unknown("Webhook")
    if age(world, found) > TOKEN_LIVES:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return found


def follow_up(world: World, interaction: Interaction, payload: Json, files: Sequence[Upload] = ()) -> Message:
    """
    Post another message; the first one after a deferral fills the message that was loading.

    Raises:
        ApiError: 50035 or 50006 when Discord would not take it.
    """
    original = world.messages.get(interaction.channel_id, {}).get(interaction.original_id or "")
    if original is not None and original.flags & MessageFlag.LOADING:
        return messages.edit(world, original, {key: value for key, value in payload.items() if key != "flags"}, files)
    ephemeral = bool(int(payload.get("flags") or 0) & MessageFlag.EPHEMERAL)
    return _post(world, interaction, payload, files, 0, ephemeral=ephemeral)


def message_of(world: World, interaction: Interaction, message_id: str) -> Message:
    """
    A message that the interaction's token gives power over; ``@original`` is its first answer.

    Raises:
        ApiError: 10008 when it is not one of them.
    """
    wanted = interaction.original_id if message_id == "@original" else message_id
    message = world.message(interaction.channel_id, wanted or "")
    if message.interaction_id != interaction.id and message.id != interaction.original_id:
        raise unknown("Message")
    return message
