"""Routes by which a bot answers interactions; each bears its own token."""

from __future__ import annotations

from bot.sandbox import interactions, messages
from bot.sandbox.model import Message
from bot.sandbox.routes.table import Answer, Call, route
from bot.sandbox.world import World


@route("POST", "/interactions/{interaction}/{token}/callback", public=True)
def answer_interaction(world: World, call: Call) -> Answer:
    interaction, token = call.path["interaction"], call.path["token"]
    answered = interactions.answer(world, interaction, token, call.body, call.files)
    return answered if call.query.get("with_response") in ("1", "true") else None


@route("POST", "/webhooks/{application}/{token}", public=True)
def follow_up(world: World, call: Call) -> Answer:
    interaction = interactions.by_token(world, call.path["application"], call.path["token"])
    return world.write.message(interactions.follow_up(world, interaction, call.body, call.files))


@route("GET", "/webhooks/{application}/{token}/messages/{message}", public=True)
def get_follow_up(world: World, call: Call) -> Answer:
    return world.write.message(_followed(world, call))


@route("PATCH", "/webhooks/{application}/{token}/messages/{message}", public=True)
def edit_follow_up(world: World, call: Call) -> Answer:
    return world.write.message(messages.edit(world, _followed(world, call), call.body, call.files))


@route("DELETE", "/webhooks/{application}/{token}/messages/{message}", status=204, public=True)
def delete_follow_up(world: World, call: Call) -> Answer:
    messages.delete(world, _followed(world, call))
    return None


def _followed(world: World, call: Call) -> Message:
    interaction = interactions.by_token(world, call.path["application"], call.path["token"])
    return interactions.message_of(world, interaction, call.path["message"])
