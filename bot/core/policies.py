"""The policies a server can choose from, each with the day and the figures it was set by."""

from __future__ import annotations

from bot.core.answer import Policy

# Set 2026-11-25 by tests/data/tuning.jsonl: 49 % of 241 questions answered rightly, none wrongly, 39 % offered with the
# right entry among up to three; 1 % of 184 others answered. `python -m bot.calibrate` prints the figures.
NORMAL = Policy("normal", answer_at=0.8, suggest_at=0.2, margin=0.1)
