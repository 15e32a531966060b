"""Forms: what was written into one that came back over the network."""

from __future__ import annotations

import re
from typing import Any

import discord


def custom_id(interaction: discord.Interaction[Any]) -> str:
    """The id of what was pressed, picked or sent; empty where there is none."""
    data: Any = interaction.data or {}
    return str(data.get("custom_id", ""))


def returned(interaction: discord.Interaction[Any], template: str) -> tuple[re.Match[str], dict[str, str]] | None:
    """What the id of the form is by *template*, and what was written into it by field; None for any other form."""
    match = re.fullmatch(template, custom_id(interaction))
    return (match, written(interaction.data or {})) if match else None


def written(data: Any) -> dict[str, str]:
    """What was written into the form by field, whatever came in place of it."""
    return {
        str(field.get("custom_id")): _value(field) for part in data.get("components", ()) for field in _fields(part)
    }


def _fields(part: Any) -> list[Any]:
    """The fields of a row, or the one below a label."""
    return [part["component"]] if part.get("component") else list(part.get("components", ()))


def _value(field: Any) -> str:
    """What was typed into a field, or picked in a menu first of all."""
    picked = field.get("values") or ()
    return str(field.get("value") or next(iter(picked), ""))
