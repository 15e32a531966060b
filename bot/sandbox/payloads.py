"""The world's nouns as Discord writes them in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.sandbox.model import (
    Attachment,
    Channel,
    ChannelType,
    Guild,
    Interaction,
    InteractionType,
    Json,
    Member,
    Message,
    Overwrite,
    Reaction,
    Role,
    Thread,
    User,
)
from bot.sandbox.snowflakes import stamp

if TYPE_CHECKING:
    from bot.sandbox.world import World

LOCALE = "en-US"
UPLOAD_LIMIT = 10 * 1024 * 1024
"""The most bytes of one file."""

VERIFY_KEY = "0" * 64
ATTACHED = "attachment://"


class Payloads:
    """Writes the nouns of one world; *base* is the address that attachments are fetched from."""

    def __init__(self, world: World, base: str = "") -> None:
        self._world = world
        self.base = base

    def user(self, user: User) -> Json:
        """A user."""
        return {
            "id": user.id,
            "username": user.username,
            "discriminator": "0",
            "global_name": user.display_name,
            "avatar": None,
            "bot": user.bot,
            "public_flags": 0,
            "primary_guild": None,
        }

    def application(self) -> Json:
        """The bot's application, as it is asked for at login."""
        bot = self._world.user(self._world.bot_id)
        return {
            "id": self._world.application_id,
            "name": bot.display_name,
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": VERIFY_KEY,
            "owner": {**self.user(bot), "bot": False, "username": "sandbox"},
            "flags": 1 << 19,
            "flags_new": str(1 << 19),
            "team": None,
            "rpc_origins": [],
            "bot": self.user(bot),
            "eligible_oauth2_scopes": [],
            "approximate_guild_count": len(self._world.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
        }

    def member(self, member: Member, *, with_user: bool = True) -> Json:
        """A member; without the user when Discord puts that elsewhere."""
        payload: Json = {
            "roles": list(member.roles),
            "nick": None,
            "avatar": None,
            "banner": None,
            "joined_at": stamp(member.joined_at),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None,
        }
        if with_user:
            payload["user"] = self.user(self._world.user(member.user_id))
        return payload

    def role(self, role: Role) -> Json:
        """A role."""
        payload: Json = {
            "id": role.id,
            "name": role.name,
            "color": role.color,
            "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "position": role.position,
            "permissions": str(role.permissions),
            "managed": role.bot_id is not None,
            "mentionable": role.mentionable,
            "flags": 0,
        }
        return payload if role.bot_id is None else {**payload, "tags": {"bot_id": role.bot_id}}

    def overwrite(self, item: Overwrite) -> Json:
        """A channel's overwrite."""
        return {"id": item.id, "type": int(item.is_member), "allow": str(item.allow), "deny": str(item.deny)}

    def channel(self, channel: Channel) -> Json:
        """A channel, direct messages or a thread."""
        if channel.type is ChannelType.DM:
            return self._direct(channel)
        if channel.thread is not None:
            return self.thread(channel, channel.thread)
        payload: Json = {
            "id": channel.id,
            "type": int(channel.type),
            "guild_id": channel.guild_id,
            "name": channel.name,
            "position": channel.position,
            "topic": channel.topic,
            "parent_id": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "last_message_id": self._last_message(channel),
            "permission_overwrites": [self.overwrite(item) for item in channel.overwrites],
            "flags": 0,
        }
        return payload if channel.type is not ChannelType.FORUM else {**payload, **self._forum(channel)}

    def _forum(self, channel: Channel) -> Json:
        tags = [
            {"id": tag.id, "name": tag.name, "moderated": False, "emoji_id": None, "emoji_name": None}
            for tag in channel.tags
        ]
        return {
            "available_tags": tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_thread_rate_limit_per_user": 0,
        }

    def _direct(self, channel: Channel) -> Json:
        recipient = self._world.user(channel.recipient_id or "")
        return {
            "id": channel.id,
            "type": int(channel.type),
            "last_message_id": self._last_message(channel),
            "recipients": [self.user(recipient)],
            "flags": 0,
        }

    def thread(self, channel: Channel, thread: Thread) -> Json:
        """A thread or a forum's post."""
        payload: Json = {
            "id": channel.id,
            "type": int(channel.type),
            "guild_id": channel.guild_id,
            "parent_id": channel.parent_id,
            "owner_id": thread.owner_id,
            "name": channel.name,
            "last_message_id": self._last_message(channel),
            "message_count": len(self._world.messages.get(channel.id, {})),
            "total_message_sent": len(self._world.messages.get(channel.id, {})),
            "member_count": len(thread.members),
            "rate_limit_per_user": 0,
            "flags": 0,
            "applied_tags": list(thread.applied_tags),
            "thread_metadata": {
                "archived": thread.archived,
                "locked": thread.locked,
                "auto_archive_duration": thread.auto_archive_minutes,
                "archive_timestamp": stamp(thread.created_at),
                "create_timestamp": stamp(thread.created_at),
            },
        }
        if self._world.bot_id in thread.members:
            payload["member"] = self.thread_member(channel, self._world.bot_id)
        return payload

    def thread_member(self, channel: Channel, user_id: str) -> Json:
        """Somebody who follows a thread."""
        joined = channel.thread.created_at if channel.thread else self._world.clock.now()
        return {"id": channel.id, "user_id": user_id, "join_timestamp": stamp(joined), "flags": 0}

    def _last_message(self, channel: Channel) -> str | None:
        return max(self._world.messages.get(channel.id, {}), key=int, default=None)

    def guild(self, guild: Guild) -> Json:
        """A guild as REST gives it."""
        return {
            "id": guild.id,
            "name": guild.name,
            "owner_id": guild.owner_id,
            "icon": None,
            "splash": None,
            "banner": None,
            "description": None,
            "discovery_splash": None,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "preferred_locale": LOCALE,
            "vanity_url_code": None,
            "features": ["COMMUNITY"],
            "roles": [self.role(role) for role in self._world.roles_of(guild.id)],
            "emojis": [],
            "stickers": [],
        }

    def guild_create(self, guild: Guild, *, with_members: bool) -> Json:
        """A guild as the gateway announces it; *with_members* only if the bot has the intent for them."""
        world = self._world
        members = world.members_of(guild.id)
        shown = members if with_members else tuple(item for item in members if item.user_id == world.bot_id)
        seen = [item for item in world.channels_of(guild.id) if world.sees(world.bot_id, item)]
        threads = [
            item for item in world.threads_of(guild.id) if world.sees(world.bot_id, item) and not _is_archived(item)
        ]
        return {
            **self.guild(guild),
            "joined_at": stamp(world.member(guild.id, world.bot_id).joined_at),
            "large": False,
            "unavailable": False,
            "member_count": len(members),
            "members": [self.member(item) for item in shown],
            "channels": [self.channel(item) for item in seen],
            "threads": [self.channel(item) for item in threads],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

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
            "pinned": message.pinned,
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


def _is_archived(channel: Channel) -> bool:
    return channel.thread is not None and channel.thread.archived
