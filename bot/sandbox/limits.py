"""Discord's limits on messages and embeds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sandbox import components
from bot.sandbox.errors import ApiError, Problems
from bot.sandbox.model import Json, MessageFlag

CONTENT, EMBEDS, EMBED_TOTAL, FIELDS, FILES, NONCE = 2000, 10, 6000, 25, 10, 25
FIELD_NAME, FIELD_VALUE = 256, 1024
EMBED_TEXT = {"title": 256, "description": 4096}
EMBED_PARTS = {"footer": ("text", 2048), "author": ("name", 256)}
CHOICES, CHOICE_NAME, CHOICE_VALUE = 25, 100, 100

SENDABLE_FLAGS = int(
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)


def check_message(payload: Json, *, flags: int = 0) -> None:
    """
    See that Discord takes a message's *payload*; *flags* are those the message has.

    Raises:
        ApiError: 50035 with everything that is wrong.
    """
    problems = Problems()
    layout = bool(flags & MessageFlag.COMPONENTS_V2)
    problems.too_long("content", payload.get("content"), CONTENT)
    _check_embeds(payload.get("embeds") or [], problems)
    components.check_message(payload.get("components") or [], problems, layout=layout)
    if len(payload.get("attachments") or []) > FILES:
        problems.add("attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {FILES} or fewer in length.")
    for key in ("content", "embeds"):
        if layout and payload.get(key):
            words = "The 'content' and 'embeds' fields cannot be used with MessageFlags.IS_COMPONENTS_V2"
            problems.add(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words)
    problems.raise_any()


def check_not_empty(content: str, *parts: Sequence[object]) -> None:
    """
    See that a message holds something.

    Raises:
        ApiError: 50006.
    """
    if not content and not any(parts):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _check_embeds(embeds: Sequence[Json], problems: Problems) -> None:
    if len(embeds) > EMBEDS:
        problems.add("embeds", "BASE_TYPE_MAX_LENGTH", f"Must be {EMBEDS} or fewer in length.")
    for number, embed in enumerate(embeds):
        _check_embed(embed, f"embeds.{number}", problems)
    if sum(map(embed_length, embeds)) > EMBED_TOTAL:
        words = f"Embed size exceeds maximum size of {EMBED_TOTAL}"
        problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", words)


def _check_embed(embed: Json, place: str, problems: Problems) -> None:
    for key, most in EMBED_TEXT.items():
        problems.too_long(f"{place}.{key}", embed.get(key), most)
    for key, (inner, most) in EMBED_PARTS.items():
        problems.too_long(f"{place}.{key}.{inner}", (embed.get(key) or {}).get(inner), most)
    _check_addresses(embed, place, problems)
    fields = embed.get("fields") or []
    if len(fields) > FIELDS:
        problems.add(f"{place}.fields", "BASE_TYPE_MAX_LENGTH", f"Must be {FIELDS} or fewer in length.")
    for number, field in enumerate(fields):
        problems.length(f"{place}.fields.{number}.name", field.get("name"), 1, FIELD_NAME)
        problems.length(f"{place}.fields.{number}.value", field.get("value"), 1, FIELD_VALUE)


def _check_addresses(embed: Json, place: str, problems: Problems) -> None:
    found = {"url": embed.get("url")}
    for key in ("image", "thumbnail"):
        found[f"{key}.url"] = (embed.get(key) or {}).get("url")
    for key, url in found.items():
        if url and not url.startswith(("http://", "https://", "attachment://")):
            words = f"Scheme \"{url.partition(':')[0]}\" is not supported. Scheme must be one of ('http', 'https')."
            problems.add(f"{place}.{key}", "URL_TYPE_INVALID_SCHEME", words)


def embed_length(embed: Json) -> int:
    """How much of the 6000 characters of a message's embeds *embed* takes."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get(key) or {}).get(inner) for key, (inner, _) in EMBED_PARTS.items()]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(text) for text in texts if text)


def check_choices(choices: Sequence[Json]) -> None:
    """
    See that Discord takes *choices* to complete an option with.

    Raises:
        ApiError: 50035 with everything that is wrong.
    """
    problems = Problems()
    if len(choices) > CHOICES:
        problems.add("data.choices", "BASE_TYPE_MAX_LENGTH", f"Must be {CHOICES} or fewer in length.")
    for number, choice in enumerate(choices):
        place = f"data.choices.{number}"
        problems.length(f"{place}.name", choice.get("name"), 1, CHOICE_NAME)
        if isinstance(choice.get("value"), str):
            problems.length(f"{place}.value", choice["value"], 1, CHOICE_VALUE)
    problems.raise_any()
