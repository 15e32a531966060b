"""Discord's REST routes, as far as the stand-in has them, each onto the world."""

from bot.sandbox.routes import account, channels, guilds, interactions, messages
from bot.sandbox.routes.table import Call, Route, match

__all__ = ["Call", "Route", "account", "channels", "guilds", "interactions", "match", "messages"]
