"""Every account of an entry, side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given

from bot.core.accounts import accounts
from bot.core.dates import parse
from bot.core.entry import Citation, Entry, Rank
from bot.surface.differing import differing
from tests import strategies
from tests.conftest import SOURCE
from tests.surface.test_render import claim, entry


@given(strategies.entries())
def test_no_entry_breaks_discords_limits(of: Entry) -> None:
    assume(accounts(of))
    embed = differing(of)

    assert 0 < len(embed) <= 6000
    assert len(embed.title or "") <= 256
    assert all(0 < len(field.value or "") <= 1024 and 0 < len(field.name or "") <= 256 for field in embed.fields)


def test_accounts_in_full_have_each_their_date_reason_and_sources() -> None:
    rivals = entry(
        claim("In May.", rank=Rank.PREFERRED, reason="Two memoirs.", date=parse("1970-05")),
        claim("In June.", reason="Told later."),
    )

    embed = differing(rivals)

    source = "1 The Gazette, [A day in Beijing](https://gazette.example/day), 4 September 2025\n> says so"
    assert (embed.title, embed.description) == (
        "Sources differ: What happened?",
        "2 accounts. The first is what I answer with.",
    )
    assert [(field.name, field.value) for field in embed.fields] == [
        ("Account 1, preferred · May 1970", f"In May.\n**Why:** Two memoirs.\n{source}"),
        ("Account 2, also told", f"In June.\n**Why:** Told later.\n{source}"),
    ]


@pytest.mark.parametrize(
    ("ranks", "words"),
    [
        ((Rank.NORMAL, Rank.NORMAL), "2 accounts, and none is clearly better."),
        ((Rank.PREFERRED, Rank.PREFERRED, Rank.NORMAL), "3 accounts. The first 2 are what I answer with."),
        ((Rank.PREFERRED, Rank.DEPRECATED), "2 accounts. The first is what I answer with."),
    ],
)
def test_accounts_in_full_say_which_are_answered_with(ranks: tuple[Rank, ...], words: str) -> None:
    of = entry(*(claim("So.", rank=rank, reason="why") for rank in ranks))

    assert differing(of).description == words


def test_of_an_account_with_many_sources_the_claim_and_the_reason_are_whole() -> None:
    cited = tuple(Citation(replace(SOURCE, id=f"s{at}"), "x" * 280) for at in range(20))
    text, why = "a" * 590, "b" * 290
    rivals = entry(claim(text, reason=why, citations=cited), claim("No.", reason="c"))

    [first, _] = [field.value or "" for field in differing(rivals).fields]

    assert first.startswith(f"{text}\n**Why:** {why}\n")
    assert first.endswith("… and 20 more: press Sources")


def test_twenty_accounts_at_their_longest_keep_within_an_embed() -> None:
    cited = tuple(Citation(replace(SOURCE, id=f"s{at}"), "*" * 280) for at in range(20))
    of = entry(*(claim(f"{at}" + "*" * 590, reason="*" * 290, citations=cited) for at in range(20)))

    embed = differing(of)

    assert (len(embed.fields), len(embed) <= 6000) == (20, True)
