"""What the stand-in refuses: Discord's own errors for the bot, and words for a person."""

from __future__ import annotations

from bot.sandbox.model import Json

UNKNOWN = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Interaction": 10062,
    "Application Command": 10063,
}
"""Discord's code for each noun that was not found."""


class ApiError(Exception):
    """
    A request that Discord answers with an error.

    Attributes:
        status: The HTTP status.
        code: Discord's own error code, 0 when it has none.
        errors: What is wrong with which part of the request, nested as the request is; empty when that does not apply.
    """

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} (error code: {code}): {message}")
        self.status, self.code, self.message, self.errors = status, code, message, errors or {}

    def body(self) -> Json:
        """The error as it is sent."""
        body: Json = {"message": self.message, "code": self.code}
        return {**body, "errors": self.errors} if self.errors else body


class Refused(Exception):
    """Something a person may not or cannot do in Discord; the text says what to do instead."""


def unknown(noun: str) -> ApiError:
    """There is no such *noun*, which is a key of `UNKNOWN`."""
    return ApiError(404, UNKNOWN[noun], f"Unknown {noun}")


def missing_access() -> ApiError:
    """The bot cannot see the channel."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """The bot sees the channel and may not do this in it."""
    return ApiError(403, 50013, "Missing Permissions")


class Problems:
    """
    Collects what is wrong with a request, each with its place, so that all of it is told at once.

    Attributes:
        tree: What was noted, nested as Discord nests it.
    """

    def __init__(self) -> None:
        self.tree: Json = {}

    def __bool__(self) -> bool:
        return bool(self.tree)

    def add(self, place: str, code: str, message: str) -> None:
        """Note that *place*, such as ``embeds.0.title``, breaks the rule *code*."""
        node = self.tree
        for part in place.split(".") if place else ():
            node = node.setdefault(part, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def too_long(self, place: str, value: object, most: int) -> None:
        """Note it when *value* is text of more than *most* characters."""
        if isinstance(value, str) and len(value) > most:
            self.add(place, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def length(self, place: str, value: object, least: int, most: int) -> None:
        """Note it when *value* is not text of *least* to *most* characters."""
        if not isinstance(value, str) or not value:
            self.add(place, "BASE_TYPE_REQUIRED", "This field is required")
        elif not least <= len(value) <= most:
            self.add(place, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def raise_any(self) -> None:
        """
        Refuse the request if anything was noted.

        Raises:
            ApiError: 50035 with everything noted.
        """
        if self:
            raise ApiError(400, 50035, "Invalid Form Body", self.tree)
