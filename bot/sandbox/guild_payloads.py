"""People, roles, channels and guilds as Discord writes them in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.model import (
    Channel,
    ChannelType,
    Guild,
    Json,
    Member,
    Overwrite,
    Role,
    Thread,
    User,
)
from bot.sandbox.snowflakes import stamp

if TYPE_CHECKING:
    from bot.sandbox.world import World

LOCALE = "en-US"
VERIFY_KEY = "0" * 64


class GuildPayloads:
    """Writes what a guild is made of, in one world."""

    def __init__(self, world: World) -> None:
        self._world = world

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


def _is_archived(channel: Channel) -> bool:
    return channel.thread is not None and channel.thread.archived
