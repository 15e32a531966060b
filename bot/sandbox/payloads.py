"""Messages and interactions as Discord writes them in JSON; with `GuildPayloads` the whole world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.sandbox.guild_payloads import LOCALE, GuildPayloads
from bot.sandbox.model import (
    Attachment,
    Channel,
    Interaction,
    InteractionType,
    Json,
    Message,
    Reaction,
)
from bot.sandbox.snowflakes import stamp

if TYPE_CHECKING:
    from bot.sandbox.world import World

UPLOAD_LIMIT = 10 * 1024 * 1024
"""The most bytes of one file."""

ATTACHED = "attachment://"


class Payloads(GuildPayloads):
    """Writes the nouns of one world; *base* is the address that attachments are fetched from."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.base = ""

    def attachment(self, channel_id: str, item: Attachment) -> Json:
        """A file and where to fetch it."""
        url = f"{self.base}/attachments/{channel_id}/{item.id}/{quote(item.filename)}?hm={item.secret}"
        payload: Json = {
            "id": item.id,
            "filename": item.filename,
            "size": len(item.data),
            "url": url,
            "proxy_url": url,
            "content_type": item.content_type,
        }
        return payload if item.description is None else {**payload, "description": item.description}

    def reaction(self, item: Reaction) -> Json:
        """An emoji and how many put it there."""
        count = len(item.users)
        return {
            "emoji": emoji(item.emoji),
            "count": count,
            "count_details": {"burst": 0, "normal": count},
            "me": self._world.bot_id in item.users,
            "me_burst": False,
            "burst_colors": [],
        }

    def message(self, message: Message, *, with_reference: bool = True) -> Json:
        """A message as REST gives it."""
        world = self._world
        payload: Json = {
            "id": message.id,
            "channel_id": message.channel_id,
            "type": message.type,
            "author": self.user(world.user(message.author_id)),
            "content": message.content,
            "timestamp": stamp(message.created_at),
            "edited_timestamp": None if message.edited_at is None else stamp(message.edited_at),
            "tts": False,
            "mention_everyone": message.pings.everyone,
            "mentions": [self.user(world.user(user)) for user in message.pings.users if user in world.users],
            "mention_roles": list(message.pings.roles),
            **self._shown(message),
            "pinned": False,
            "flags": message.flags,
        }
        if message.reactions:
            payload["reactions"] = [self.reaction(item) for item in message.reactions]
        if message.nonce is not None:
            payload["nonce"] = message.nonce
        if message.thread_id is not None and message.thread_id in world.channels:
            payload["thread"] = self.channel(world.channels[message.thread_id])
        return {**payload, **self._reference(message, with_reference), **self._origin(message)}

    def _shown(self, message: Message) -> Json:
        """Files, embeds and components; a file that an embed or a component shows is not listed again."""
        files = {item.filename: self.attachment(message.channel_id, item) for item in message.attachments}
        used: set[str] = set()
        embeds = [_resolved(embed, files, used) for embed in message.embeds]
        components = [_resolved(item, files, used) for item in message.components]
        listed = [item for name, item in files.items() if name not in used]
        return {"attachments": listed, "embeds": embeds, "components": components}

    def _reference(self, message: Message, in_full: bool) -> Json:
        if message.reply_to is None:
            return {}
        channel = self._world.channels.get(message.channel_id)
        payload: Json = {
            "message_reference": {"type": 0, "message_id": message.reply_to, "channel_id": message.channel_id}
        }
        if channel is not None and channel.guild_id is not None:
            payload["message_reference"]["guild_id"] = channel.guild_id
        if in_full:
            found = self._world.messages.get(message.channel_id, {}).get(message.reply_to)
            payload["referenced_message"] = None if found is None else self.message(found, with_reference=False)
        return payload

    def _origin(self, message: Message) -> Json:
        """Where a message that answers an interaction comes from."""
        interaction = self._world.interactions.get(message.interaction_id or "")
        if interaction is None:
            return {}
        metadata = self.interaction_metadata(interaction)
        if interaction.original_id is not None and interaction.original_id != message.id:
            metadata["original_response_message_id"] = interaction.original_id
        application = self._world.application_id
        return {"application_id": application, "webhook_id": application, "interaction_metadata": metadata}

    def interaction_metadata(self, interaction: Interaction) -> Json:
        """Which interaction a message answers."""
        payload: Json = {
            "id": interaction.id,
            "type": int(interaction.type),
            "user": self.user(self._world.user(interaction.user_id)),
            "authorizing_integration_owners": self._owners(interaction),
        }
        if interaction.name:
            payload["name"] = interaction.name
        if interaction.type is InteractionType.COMPONENT:
            payload["interacted_message_id"] = interaction.message_id
        if interaction.type is InteractionType.MODAL_SUBMIT:
            opener = self._world.interactions[interaction.parent_id or ""]
            payload["triggering_interaction_metadata"] = self.interaction_metadata(opener)
        return payload

    def _owners(self, interaction: Interaction) -> Json:
        channel = self._world.channels.get(interaction.channel_id)
        return {"0": (channel.guild_id if channel else None) or "0"}

    def message_event(self, message: Message) -> Json:
        """A message as the gateway announces it: with the guild, and with its author as a member."""
        payload = self.message(message)
        channel = self._world.channel(message.channel_id)
        payload["channel_type"] = int(channel.type)
        if channel.guild_id is None:
            return payload
        payload["guild_id"] = channel.guild_id
        member = self._world.members.get((channel.guild_id, message.author_id))
        if member is not None:
            payload["member"] = self.member(member, with_user=False)
        for user in payload["mentions"]:
            mentioned = self._world.members.get((channel.guild_id, user["id"]))
            if mentioned is not None:
                user["member"] = self.member(mentioned, with_user=False)
        return payload

    def interaction(self, interaction: Interaction) -> Json:
        """An interaction as the gateway announces it."""
        world = self._world
        channel = world.channel(interaction.channel_id)
        payload: Json = {
            "id": interaction.id,
            "application_id": world.application_id,
            "type": int(interaction.type),
            "version": 1,
            "token": interaction.token,
            "data": interaction.data,
            "channel_id": channel.id,
            "channel": {
                **self.channel(channel),
                "permissions": str(world.permissions_at(channel, interaction.user_id)),
            },
            "app_permissions": str(world.permissions_at(channel, world.bot_id)),
            "locale": LOCALE,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": self._owners(interaction),
            "context": 1 if channel.guild_id is None else 0,
            "attachment_size_limit": UPLOAD_LIMIT,
        }
        if interaction.message_id is not None:
            payload["message"] = self.message_event(world.message(channel.id, interaction.message_id))
        return {**payload, **self._doer(interaction, channel)}

    def _doer(self, interaction: Interaction, channel: Channel) -> Json:
        world = self._world
        if channel.guild_id is None:
            return {"user": self.user(world.user(interaction.user_id))}
        member = self.member(world.member(channel.guild_id, interaction.user_id))
        return {
            "guild_id": channel.guild_id,
            "guild": {"id": channel.guild_id, "locale": LOCALE, "features": ["COMMUNITY"]},
            "guild_locale": LOCALE,
            "member": {**member, "permissions": str(world.permissions_at(channel, interaction.user_id))},
        }

    def resolved(self, guild_id: str | None, wanted: Mapping[str, tuple[str, ...]]) -> Json:
        """What ids in an interaction's data stand for; *wanted* has ids under ``users``, ``roles`` and ``channels``."""
        world = self._world
        found: Json = {}
        for user_id in wanted.get("users", ()):
            found.setdefault("users", {})[user_id] = self.user(world.user(user_id))
            member = world.members.get((guild_id or "", user_id))
            if member is not None:
                held = str(world.permissions_in(member.guild_id, user_id))
                payload = {**self.member(member, with_user=False), "permissions": held}
                found.setdefault("members", {})[user_id] = payload
        for role_id in wanted.get("roles", ()):
            found.setdefault("roles", {})[role_id] = self.role(world.role(role_id))
        for channel_id in wanted.get("channels", ()):
            channel = world.channel(channel_id)
            held = str(world.permissions_at(channel, world.bot_id))
            found.setdefault("channels", {})[channel_id] = {**self.channel(channel), "permissions": held}
        return found


def _resolved(value: Any, files: Mapping[str, Json], used: set[str]) -> Any:
    """*value* with the address of a file in place of each ``attachment://name``; *used* gets the names."""
    if isinstance(value, dict):
        return {key: _resolved(item, files, used) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, files, used) for item in value]
    name = value.removeprefix(ATTACHED) if isinstance(value, str) and value.startswith(ATTACHED) else None
    if name is None or name not in files:
        return value
    used.add(name)
    return files[name]["url"]


def emoji(text: str) -> Json:
    """An emoji that is a character, or one of a guild's own, written ``name:id``."""
    name, _, emoji_id = text.partition(":")
    return {"id": emoji_id or None, "name": name}
