"""The policies a server can choose from, each with the day and the figures it was set by."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.answer import Policy

# All are set by tests/data/tuning.jsonl, of 241 questions to answer and 184 to decline; `python -m bot.calibrate`
# prints the figures. What they start from moves with the base (docs/decisions/0010-thresholds.md). A margin tells nothing there, as what is that sure stands alone: it guards bases with twins.

# Set 2026-11-25: 31 % answered rightly, none wrongly, 51 % offered with the right entry among up to three; of the
# others 1 % answered, 13 % offered something. With the sentence encoder 32 %, none, 51 %; 1 %, 16 %.
STRICT = Policy("strict", answer_at=0.9, suggest_at=0.3, margin=0.2, risk=0.01)

# Set 2026-11-25: 48 % answered rightly, none wrongly, 40 % offered with the right entry among up to three; of the
# others 1 % answered, 19 % offered something. With the sentence encoder 48 %, none, 41 %; 2 %, 18 %.
NORMAL = Policy("normal", answer_at=0.85, suggest_at=0.2, margin=0.1, risk=0.02)

# Set 2026-11-25: 61 % answered rightly, one wrongly, 31 % offered with the right entry among up to three; of the
# others 4 % answered, 21 % offered something. With the sentence encoder 61 %, none, 31 %; 3 %, 21 %.
OPEN = Policy("open", answer_at=0.65, suggest_at=0.15, margin=0.05, risk=0.05)

POLICIES: Mapping[str, Policy] = {policy.name: policy for policy in (STRICT, NORMAL, OPEN)}
