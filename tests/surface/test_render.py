"""Entries as Discord shows them, however long or strange they are."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank, Source, SourceKind
from bot.core.staleness import Staleness
from bot.service.base import Freshness
from bot.surface import render
from tests import strategies
from tests.conftest import SOURCE

FRESH = Freshness(1)
OVERDUE = Freshness(1, stale=Staleness(datetime.date(2026, 6, 30), review_by=parse("2026-06-30")))
LIMITS = {"title": 256, "description": 4096}


def entry(*claims: Claim, question: str = "What happened?") -> Entry:
    """An entry with these claims."""
    return Entry("event", Kind.FACT, question, claims)


def claim(text: str = "It happened.", source: Source = SOURCE, **more: object) -> Claim:
    """A claim with one citation."""
    return replace(Claim(text, (Citation(source, "says so"),)), **more)  # type: ignore[arg-type]


def shown(of: Entry, fresh: Freshness = FRESH) -> str:
    """Everything in the answer that can be read."""
    embed = render.answer(of, fresh)
    return "\n".join(
        [embed.title or "", embed.description or "", *(f"{one.name}\n{one.value}" for one in embed.fields)]
    )


@given(strategies.entries())
def test_no_entry_breaks_discords_limits(of: Entry) -> None:
    for embed in (render.answer(of, FRESH, confidence=0.5), render.sources(of, FRESH)):
        assert 0 < len(embed) <= 6000
        assert len(embed.title or "") <= LIMITS["title"]
        assert 0 < len(embed.description or "") <= LIMITS["description"]
        assert all(0 < len(field.value or "") <= 1024 for field in embed.fields)


@given(strategies.entries(), st.text(min_size=1, max_size=4000))
def test_no_part_of_a_question_breaks_discords_limits(of: Entry, part: str) -> None:
    embed = render.answer(of, FRESH, part=part)

    assert 0 < len(embed) <= 6000
    assert 0 < len(embed.description or "") <= LIMITS["description"]


def test_an_answer_to_a_part_says_which_and_what_to_do_about_the_rest() -> None:
    embed = render.answer(entry(claim()), FRESH, part="who signed it")

    assert embed.description == 'Answers: "who signed it" · ask the rest by itself\n\nIt happened. [1]'


@pytest.mark.parametrize("typed", ["**who** signed", "@everyone <@123>", "[x](https://evil.example)", "`who` \u202ex"])
def test_a_part_of_a_question_is_never_markup(typed: str) -> None:
    text = render.answer(entry(claim()), FRESH, part=typed).description or ""

    bare = re.sub(r"\\\\.|\\.", "", text.splitlines()[0])
    assert not re.search(r"\*\*|`|<|\[|@everyone|://|\u202e", bare)


@given(strategies.entries())
def test_no_entry_breaks_discords_limit_of_a_text(of: Entry) -> None:
    text = render.as_text(render.answer(of, FRESH))

    assert 0 < len(text) <= 2000


def test_a_text_too_long_for_a_message_is_cut_between_lines_and_says_so() -> None:
    claims = [claim(f"Claim {number}. " + "x" * 580) for number in range(6)]

    text = render.as_text(render.answer(entry(*claims), FRESH))

    assert text.endswith("x [1]\n… and 6 more lines: press Sources")


def test_a_name_that_turns_the_reading_direction_does_not_turn_what_is_said() -> None:
    assert render.shared_by("\u202eAda\u200b") == "Shared by Ada:"


def test_an_entry_of_twenty_long_claims_shows_whole_ones_and_says_how_many_are_left() -> None:
    claims = [claim(f"Claim {number}. " + "x" * 580) for number in range(20)]

    text = render.answer(entry(*claims), FRESH).description or ""

    assert re.search(r"\n… and \d+ more that do not fit here$", text)
    assert text.count("• ") == text.count("[1]")


def test_a_source_whose_address_is_too_long_to_link_is_still_named() -> None:
    long = replace(SOURCE, url="https://gazette.example/" + "a" * 1200)

    assert "The Gazette, A day in Beijing, 4 September 2025 (its address is too long to link)" in shown(
        entry(claim(source=long))
    )


def test_a_date_that_another_says_more_exactly_is_left_out() -> None:
    dated = entry(claim(date=parse("1961-07-11")), claim("It was tense.", date=parse("1961-07")))

    assert "When\n11 July 1961\nSources" in shown(dated)


def test_claims_of_different_dates_carry_their_own() -> None:
    dated = entry(claim("First.", date=parse("2018-03")), claim("Second.", date=parse("2018-05")))

    assert "• First. (March 2018) [1]\n• Second. (May 2018) [1]" in shown(dated)


def test_sources_that_differ_are_shown_with_the_reason() -> None:
    rivals = entry(
        claim("In 1970.", rank=Rank.PREFERRED, reason="Two memoirs."),
        claim("In 1971.", rank=Rank.DEPRECATED, reason="One late account."),
    )

    assert (
        "Sources differ (2 accounts)\n"
        "**Preferred:** as above [1]\n"
        "> The Gazette\n"
        "> Two memoirs.\n"
        "**No longer held:** In 1971. [1]\n"
        "> The Gazette\n"
        "> One late account."
    ) in shown(rivals)


def test_an_account_says_when_and_who_says_so() -> None:
    kcna = replace(SOURCE, id="kcna", publisher="KCNA")
    both = (Citation(kcna, "says so"), Citation(SOURCE, "says so"), Citation(kcna, "says so again"))
    rivals = entry(
        claim("In May.", rank=Rank.PREFERRED, reason="Two memoirs."),
        claim("In June.", reason="Told later.", citations=both, date=parse("1970-06"), as_of=parse("2025-09-04")),
    )

    assert (
        "**Also told:** In June. [2, 1]\n> June 1970 · as of 4 September 2025 · KCNA, The Gazette\n> Told later."
        in shown(rivals)
    )


def test_of_several_preferred_accounts_each_is_brought_to_mind() -> None:
    long = "The envoys met in Beijing on the first day of May, and went on to Dandong, where they stayed for a week."
    rivals = entry(
        claim(long, rank=Rank.PREFERRED, reason="a"),
        claim("They parted.", rank=Rank.PREFERRED, reason="b"),
        claim("They never met.", reason="c"),
    )

    text = shown(rivals)

    assert "**Preferred:** The envoys met in Beijing on the first day of May, and went on to Dandong, … [1]" in text
    assert "**Preferred:** They parted. [1]" in text


def test_rivals_of_which_none_is_preferred_are_said_to_be_that() -> None:
    rivals = entry(claim("In May.", reason="By the host's count."), claim("In June.", reason="By the guest's."))

    assert (
        "Sources differ, and none is clearly better:\n"
        "• In May. [1]\n"
        "> The Gazette\n"
        "> By the host's count.\n"
        "• In June. [1]\n"
        "> The Gazette\n"
        "> By the guest's."
    ) in shown(rivals)


def test_what_was_dropped_stands_apart_from_accounts_that_are_open() -> None:
    rivals = entry(
        claim("In May.", reason="a"), claim("In June.", reason="b"), claim("In July.", rank=Rank.DEPRECATED, reason="c")
    )

    assert "Sources differ (1 more account)\n**No longer held:** In July. [1]" in shown(rivals)


def test_an_overdue_review_is_told() -> None:
    assert "Stale\nReview due since 30 June 2026: it may have changed." in shown(entry(claim()), OVERDUE)


def test_the_sources_of_a_stale_entry_tell_it_too() -> None:
    [field] = render.sources(entry(claim()), OVERDUE).fields

    assert (field.name, field.value) == ("Stale", "Review due since 30 June 2026: it may have changed.")


@pytest.mark.parametrize(
    ("fresh", "footer"),
    [
        (Freshness(), "event"),
        (Freshness(3, parse("2026-11")), "event · revision 3 · checked November 2026"),
        (
            Freshness(3, parse("2026-11-25"), by_curator=True),
            "event · revision 3 · checked 25 November 2026 by a curator",
        ),
    ],
)
def test_the_footer_tells_which_revision_it_is_and_who_checked_it_when(fresh: Freshness, footer: str) -> None:
    for embed in (render.answer(entry(claim()), fresh), render.sources(entry(claim()), fresh)):
        assert embed.footer.text == footer


@pytest.mark.parametrize(
    "typed",
    [
        "[click](https://evil.example)",
        "**bold** ||hidden|| `code`",
        "@everyone <@123> <@&123> <#123>",
        "<t:0:R> <:blob:123> <id:customize>",
        "see https://evil.example/**x**",
        "# heading",
        "1. one",
        "> quote",
    ],
)
def test_text_of_curators_is_never_markup(typed: str) -> None:
    text = render.answer(entry(claim(typed)), FRESH).description or ""

    bare = re.sub(r"\\\\.|\\.", "", text.removesuffix(" [1]"))
    assert not re.search(r"\*\*|\|\||`|<|\[|@everyone|://|^#|^\d+\.|^>", bare)


def test_a_source_by_itself_is_told_in_full() -> None:
    told = replace(SOURCE, author="A. Penn", kind=SourceKind.STATE_MEDIA, accessed=parse("2026-11-23"))

    assert render.source(told) == (
        "**[A day in Beijing](https://gazette.example/day)**\n"
        "by A. Penn\n"
        "published 4 September 2025 · read 23 November 2026 · state media: evidence of what a government said"
    )


def test_a_source_by_itself_whose_address_is_too_long_to_link_is_still_named() -> None:
    long = replace(SOURCE, url="https://gazette.example/" + "a" * 1200)

    assert render.source(long).startswith("**A day in Beijing** (its address is too long to link)")


def test_nothing_in_a_source_by_itself_is_markup() -> None:
    hostile = replace(SOURCE, title="](https://evil.example) @everyone", author="**big**", url="https://a.example/)x")

    assert render.source(hostile).splitlines()[:2] == [
        "**[\\](https:\u200b//evil.example) @\u200beveryone](https://a.example/%29x)**",
        "by \\*\\*big\\*\\*",
    ]
