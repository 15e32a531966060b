"""What people see of a bot: messages, forms, and all that came of one thing they did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.components import Kind, find, walk
from bot.sandbox.errors import Refused
from bot.sandbox.model import Json


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message as one person sees it; *json* is Discord's, with the page's additions."""

    json: Json

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.json["id"])

    @property
    def channel_id(self) -> str:
        """Where it stands."""
        return str(self.json["channel_id"])

    @property
    def content(self) -> str:
        """Its text, without embeds."""
        return str(self.json["content"])

    @property
    def embeds(self) -> list[Json]:
        """Its embeds."""
        return list(self.json["embeds"])

    @property
    def text(self) -> str:
        """Everything in it that can be read, a line each: the text, then the embeds' and the layout's."""
        texts: list[Any] = [self.content]
        for embed in self.embeds:
            texts += [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
            for item in embed.get("fields") or ():
                texts += [item["name"], item["value"]]
            texts.append((embed.get("footer") or {}).get("text"))
        texts += [item.get("content") for item in walk(self.json["components"]) if item["type"] == Kind.TEXT]
        return "\n".join(text for text in texts if text)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in order."""
        found = (item for item in walk(self.json["components"]) if item["type"] == Kind.BUTTON)
        return [item.get("label") or (item.get("emoji") or {}).get("name") or "" for item in found]

    @property
    def attachments(self) -> list[Json]:
        """Its files."""
        return list(self.json["attachments"])

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees it."""
        return bool(self.json["seen_only_by_you"])

    @property
    def pinged(self) -> Json:
        """Who was really notified: ``everyone``, ``users`` and ``roles``."""
        return dict(self.json["pinged"])

    @property
    def pinged_nobody(self) -> bool:
        """Whether it notified nobody at all."""
        return not any(self.json["pinged"].values())

    def component(self, name: str) -> Json:
        """
        The component of that custom id, or the button of that label, or the menu of that placeholder.

        Raises:
            Refused: when there is none.
        """
        found = find(self.json["components"], name) or next(
            (item for item in walk(self.json["components"]) if name in (item.get("label"), item.get("placeholder"))),
            None,
        )
        if found is None:
            raise Refused(f"There is no {name!r}; there is {', '.join(self.buttons) or 'nothing to press'}.")
        return found


@dataclass(frozen=True, slots=True)
class SeenModal:
    """A form that opened in front of a person."""

    json: Json

    @property
    def interaction_id(self) -> str:
        """The interaction that opened it."""
        return str(self.json["interaction_id"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.json["title"])

    @property
    def fields(self) -> dict[str, Json]:
        """Its inputs by custom id."""
        return {item["custom_id"]: item for item in walk(self.json["components"]) if item.get("custom_id")}

    @property
    def labels(self) -> dict[str, str]:
        """The custom id of each input by its label."""
        found: dict[str, str] = {}
        for item in walk(self.json["components"]):
            inner = item.get("component") or item
            if item.get("label") and inner.get("custom_id"):
                found[item["label"]] = inner["custom_id"]
        return found


@dataclass(slots=True)
class Seen:
    """
    What a person saw come of what they did.

    Attributes:
        sent: Their own message, if they wrote one.
        messages: Messages of others that came or changed, each as it was last, in the order in which they came.
        removed: Ids of messages that went.
        modal: The form that opened.
        failed: What Discord said when nobody answered.
        typing: Whether the bot was seen to write.
        interaction_id: The interaction, if it was one.
    """

    sent: SeenMessage | None = None
    messages: list[SeenMessage] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    modal: SeenModal | None = None
    failed: str | None = None
    typing: bool = False
    interaction_id: str | None = None

    @property
    def message(self) -> SeenMessage:
        """
        The last message seen.

        Raises:
            AssertionError: when nobody said anything.
        """
        if not self.messages:
            raise AssertionError(self.failed or "Nobody answered.")
        return self.messages[-1]

    def __iter__(self) -> Iterator[SeenMessage]:
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)


Target = SeenMessage | Seen | Mapping[str, Any]
"""A message that something is done to; of a `Seen` its last one."""


def place_of(target: Target) -> tuple[str, str]:
    """The channel and the id of a message."""
    if isinstance(target, Seen):
        target = target.message if target.messages or target.sent is None else target.sent
    payload = target.json if isinstance(target, SeenMessage) else target
    return str(payload["channel_id"]), str(payload["id"])
