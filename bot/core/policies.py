"""The policies a server can choose from, each with the day and the figures it was set by."""

from __future__ import annotations

from bot.core.answer import Policy

# Set 2026-11-24; `python -m bot.calibrate` prints the figures it was set by.
NORMAL = Policy("normal", answer_at=0.55, suggest_at=0.2, margin=0.15)
