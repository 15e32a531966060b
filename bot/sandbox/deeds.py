"""What can be done by the control API: a person's acts, from and to JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.acts import Acts
from bot.sandbox.model import Guild, Interaction, Json, Message
from bot.sandbox.options import read_upload
from bot.sandbox.sight import Sight


class Deed:
    """One thing that a person does by the control API."""

    def __init__(self, acts: Acts, sight: Sight, guild: Guild) -> None:
        self.acts, self.sight, self.guild = acts, sight, guild

    def message(self, message: Message) -> Json:
        return {"message": self.sight.message(message)}

    def interaction(self, interaction: Interaction) -> Json:
        return {"interaction_id": interaction.id}


def _files(body: Json) -> tuple[Any, ...]:
    return tuple(map(read_upload, body.get("files") or ()))


def _say(deed: Deed, body: Json) -> Json:
    return deed.message(deed.acts.say(body["channel_id"], body["content"], body.get("reply_to"), _files(body)))


def _edit(deed: Deed, body: Json) -> Json:
    return deed.message(deed.acts.edit(body["channel_id"], body["message_id"], body["content"]))


def _delete(deed: Deed, body: Json) -> Json:
    deed.acts.delete(body["channel_id"], body["message_id"])
    return {"ok": True}


def _react(deed: Deed, body: Json) -> Json:
    deed.acts.react(body["channel_id"], body["message_id"], body["emoji"])
    return {"ok": True}


def _unreact(deed: Deed, body: Json) -> Json:
    deed.acts.unreact(body["channel_id"], body["message_id"], body["emoji"])
    return {"ok": True}


def _slash(deed: Deed, body: Json) -> Json:
    path, options = body.get("path") or (), body.get("options") or {}
    return deed.interaction(deed.acts.slash(body["channel_id"], body["command_id"], path, options))


def _press(deed: Deed, body: Json) -> Json:
    return deed.interaction(deed.acts.press(body["channel_id"], body["message_id"], body["custom_id"]))


def _select(deed: Deed, body: Json) -> Json:
    values = body.get("values") or ()
    return deed.interaction(deed.acts.select(body["channel_id"], body["message_id"], body["custom_id"], values))


def _submit(deed: Deed, body: Json) -> Json:
    return deed.interaction(deed.acts.submit(body["interaction_id"], body.get("values") or {}))


def _menu(deed: Deed, body: Json) -> Json:
    target = body.get("message_id") or body["user_id"]
    return deed.interaction(deed.acts.menu(body["channel_id"], body["command_id"], target))


def _open_dm(deed: Deed, _: Json) -> Json:
    return {"channel": deed.sight.channel(deed.acts.open_dm())}


def _thread(deed: Deed, body: Json) -> Json:
    return {"channel": deed.sight.channel(deed.acts.thread(body["channel_id"], body["name"], body.get("message_id")))}


def _forum_post(deed: Deed, body: Json) -> Json:
    tags = body.get("tags") or ()
    post, _ = deed.acts.forum_post(body["channel_id"], body["title"], body["content"], tags, _files(body))
    return {"channel": deed.sight.channel(post)}


def _join(deed: Deed, _: Json) -> Json:
    deed.acts.join(deed.guild.id)
    return {"ok": True}


def _leave(deed: Deed, _: Json) -> Json:
    deed.acts.leave(deed.guild.id)
    return {"ok": True}


def _typing(deed: Deed, body: Json) -> Json:
    deed.acts.typing(body["channel_id"])
    return {"ok": True}


DEEDS: dict[str, Callable[[Deed, Json], Json]] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "unreact": _unreact,
    "slash": _slash,
    "press": _press,
    "select": _select,
    "submit": _submit,
    "menu": _menu,
    "open_dm": _open_dm,
    "thread": _thread,
    "forum_post": _forum_post,
    "join": _join,
    "leave": _leave,
    "typing": _typing,
}
"""What can be done by the control API, besides ``autocomplete``, which waits for the bot."""
