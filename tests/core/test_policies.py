"""Policies."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.core.policies import NORMAL, OPEN, POLICIES, STRICT


def test_the_policies_go_by_their_names_the_strictest_first() -> None:
    assert POLICIES == {"strict": STRICT, "normal": NORMAL, "open": OPEN}
    assert list(POLICIES) == ["strict", "normal", "open"]


@pytest.mark.parametrize("threshold", ["answer_at", "suggest_at", "margin"])
def test_a_stricter_policy_asks_more_of_each_threshold(threshold: str) -> None:
    asked = [getattr(policy, threshold) for policy in POLICIES.values()]

    assert all(more > less for more, less in pairwise(asked))
