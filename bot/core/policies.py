"""The policies a server can choose from, each with the day and the figures it was set by."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.answer import Policy

# All are set by tests/data/tuning.jsonl, of 241 questions to answer and 184 to decline; `python -m bot.calibrate`
# prints the figures. What a policy starts from moves with the base (docs/decisions/0010-thresholds.md). A margin tells
# nothing there, as what is that sure stands alone: it guards bases with twins.

# Set 2026-11-25: 30 % answered rightly, none wrongly, 56 % offered with the right entry among up to three; of the
# others none answered, 14 % offered something. With the sentence encoder 30 %, none, 57 %; 1 %, 16 %.
STRICT = Policy("strict", answer_at=0.9, suggest_at=0.3, margin=0.2, risk=0.01)

# Set 2026-11-25: 46 % answered rightly, none wrongly, 45 % offered with the right entry among up to three; of the
# others 1 % answered, 18 % offered something. With the sentence encoder 48 %, none, 42 %; 2 %, 19 %.
NORMAL = Policy("normal", answer_at=0.8, suggest_at=0.2, margin=0.1, risk=0.02)

# Set 2026-11-25: 67 % answered rightly, none wrongly, 26 % offered with the right entry among up to three; of the
# others 4 % answered, 19 % offered something. With the sentence encoder 69 %, 1 %, 25 %; 5 %, 22 %.
OPEN = Policy("open", answer_at=0.65, suggest_at=0.15, margin=0.05, risk=0.05)

POLICIES: Mapping[str, Policy] = {policy.name: policy for policy in (STRICT, NORMAL, OPEN)}
