"""Routes by which a bot asks who it is and uploads its commands."""

from __future__ import annotations

from bot.sandbox import commands
from bot.sandbox.errors import ApiError, missing_access
from bot.sandbox.routes.table import Answer, Call, route
from bot.sandbox.world import World


@route("GET", "/users/@me")
def get_me(world: World, _: Call) -> Answer:
    user = world.write.user(world.user(world.bot_id))
    return {**user, "verified": True, "mfa_enabled": True, "locale": "en-US", "email": None, "flags": 0}


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
def get_application(world: World, _: Call) -> Answer:
    return world.write.application()


@route("GET", "/gateway")
def get_gateway(_: World, call: Call) -> Answer:
    return {"url": call.gateway_url}


@route("GET", "/gateway/bot")
def get_gateway_bot(_: World, call: Call) -> Answer:
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": call.gateway_url, "shards": 1, "session_start_limit": limit}


@route("GET", "/applications/{application}/commands")
@route("GET", "/applications/{application}/guilds/{guild}/commands")
def get_commands(world: World, call: Call) -> Answer:
    return list(world.commands.get(_commands_of(world, call), ()))


@route("PUT", "/applications/{application}/commands")
@route("PUT", "/applications/{application}/guilds/{guild}/commands")
def put_commands(world: World, call: Call) -> Answer:
    return list(commands.upload(world, _commands_of(world, call), call.items))


@route("GET", "/applications/{application}/commands/{command}")
@route("GET", "/applications/{application}/guilds/{guild}/commands/{command}")
def get_command(world: World, call: Call) -> Answer:
    return commands.find(world, _commands_of(world, call), call.path["command"])


@route("DELETE", "/applications/{application}/commands/{command}", status=204)
@route("DELETE", "/applications/{application}/guilds/{guild}/commands/{command}", status=204)
def delete_command(world: World, call: Call) -> Answer:
    place = _commands_of(world, call)
    gone = commands.find(world, place, call.path["command"])
    commands.upload(world, place, [item for item in world.commands[place] if item is not gone])
    return None


def _commands_of(world: World, call: Call) -> str | None:
    if call.path["application"] != world.application_id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    guild_id = call.path.get("guild")
    if guild_id is not None and (guild_id, world.bot_id) not in world.members:
        raise missing_access()
    return guild_id
