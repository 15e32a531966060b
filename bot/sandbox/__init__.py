"""A stand-in for Discord over real HTTP and WebSocket, for trying a bot and for testing it. It knows no particular bot."""

from bot.sandbox.seed import Seed
from bot.sandbox.server import Sandbox

__all__ = ["Sandbox", "Seed"]
