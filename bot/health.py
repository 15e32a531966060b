"""Health: whether a bot that runs on this machine is connected, told by a file that it touches."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

# The file is touched each second; older than this, the bot is not connected.
_STALE_AFTER = 30.0


def toucher(file: Path) -> Callable[[], None]:
    """What the bot calls while it is connected. It raises OSError where *file* cannot be written."""

    def touch() -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    return touch


def is_connected(file: Path) -> bool:
    """Whether the bot that touches *file* has been connected within the last half minute."""
    try:
        return time.time() - file.stat().st_mtime < _STALE_AFTER
    except OSError:
        return False
