"""Routes to guilds and the people in them."""

from __future__ import annotations

from bot.sandbox.errors import missing_access
from bot.sandbox.model import Guild
from bot.sandbox.routes.table import Answer, Call, route
from bot.sandbox.world import World


@route("GET", "/guilds/{guild}")
def get_guild(world: World, call: Call) -> Answer:
    return world.write.guild(_guild(world, call))


def _guild(world: World, call: Call) -> Guild:
    guild = world.guild(call.path["guild"])
    if (guild.id, world.bot_id) not in world.members:
        raise missing_access()
    return guild


@route("GET", "/guilds/{guild}/members/{user}")
def get_member(world: World, call: Call) -> Answer:
    _guild(world, call)
    world.user(call.path["user"])
    return world.write.member(world.member(call.path["guild"], call.path["user"]))


@route("GET", "/guilds/{guild}/roles")
def list_roles(world: World, call: Call) -> Answer:
    return [world.write.role(role) for role in world.roles_of(_guild(world, call).id)]


@route("GET", "/guilds/{guild}/channels")
def list_channels(world: World, call: Call) -> Answer:
    return [world.write.channel(item) for item in world.channels_of(_guild(world, call).id)]


@route("GET", "/guilds/{guild}/threads/active")
def list_active_threads(world: World, call: Call) -> Answer:
    seen = [item for item in world.threads_of(_guild(world, call).id) if world.sees(world.bot_id, item)]
    active = [item for item in seen if item.thread and not item.thread.archived]
    mine = [item for item in active if item.thread and world.bot_id in item.thread.members]
    members = [world.write.thread_member(item, world.bot_id) for item in mine]
    return {"threads": [world.write.channel(item) for item in active], "members": members}


@route("GET", "/users/{user}")
def get_user(world: World, call: Call) -> Answer:
    return world.write.user(world.user(call.path["user"]))
