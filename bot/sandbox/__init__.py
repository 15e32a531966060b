"""A stand-in for Discord over real HTTP and WebSocket, to try and to test bots on. It knows no particular bot."""

from bot.sandbox.seed import Seed
from bot.sandbox.server import Sandbox

__all__ = ["Sandbox", "Seed"]
