"""Answers as plain text."""

from __future__ import annotations

import datetime
from dataclasses import replace

from bot.core.answer import Answer, DidYouMean, Match, NoAnswer, Outcome, Timeline
from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Rank, Source
from bot.core.policies import NORMAL
from bot.core.revision import Revision, Scope
from bot.core.timeline import Wanted, events
from bot.core.verification import Verification
from bot.service.ask import Reply
from bot.service.base import Base
from bot.service.explanation import explain
from bot.service.text import explanation_text, reply_text
from tests.conftest import SOURCE
from tests.service.bases import BASE, ENTRIES, PACK, TODAY

UNDATED = Source("kcna", "KCNA", "Talks", "https://kcna.example/talks", accessed=parse("2026-11-23"))
NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
TREATY, VISITS, TIES = ENTRIES


def text_of(outcome: Outcome, base: Base = BASE, today: datetime.date = TODAY) -> str:
    return reply_text(Reply("as it was typed", outcome, base), today)


def answer(entry: Entry, today: datetime.date = TODAY) -> str:
    base = Base.of_packs([replace(PACK, entries=(entry,))])
    return text_of(Answer(Match(entry.id, 0.9), (Match("visits", 0.1),)), base, today)


def claim(text: str, *sources: Source, when: str | None = None, as_of: str | None = None) -> Claim:
    citations = tuple(Citation(source, "says so") for source in sources)
    return Claim(text, citations, parse(when) if when else None, parse(as_of) if as_of else None)


def ranked(rank: Rank, reason: str, stated: Claim) -> Claim:
    return replace(stated, rank=rank, reason=reason)


def test_an_answer_says_what_when_and_who_says_so() -> None:
    assert answer(TREATY) == (
        "When did China and North Korea sign their friendship treaty?\n"
        "The treaty was signed in Beijing. [1]\n"
        "When     11 July 1961\n"
        'Sources  1 The Gazette, "A day in Beijing", 4 September 2025\n'
        "           https://gazette.example/day\n"
        "treaty"
    )


def test_a_count_says_as_of_which_day() -> None:
    assert answer(VISITS) == (
        "How many times has Kim Jong Un visited China?\n"
        "Kim Jong Un has visited China five times. [1]\n"
        "As of    4 September 2025\n"
        'Sources  1 The Gazette, "A day in Beijing", 4 September 2025\n'
        "           https://gazette.example/day\n"
        "visits"
    )


def test_an_answer_with_all_its_parts() -> None:
    claims = (
        ranked(Rank.DEPRECATED, "A slip.", claim("It was signed in 1960.", UNDATED, when="1960")),
        ranked(Rank.NORMAL, "A later account.", claim("It was signed in Pyongyang.", SOURCE, when="1961")),
        ranked(Rank.PREFERRED, "Newest.", claim("It was signed.", SOURCE, when="1961-07-11", as_of="2025-09-04")),
        ranked(Rank.PREFERRED, "Newest.", claim("It was renewed.", UNDATED, SOURCE, when="2021", as_of="2025")),
    )
    entry = replace(TREATY, claims=claims, checked=parse("2026-11-23"), review_by=parse("2026-11-23"))

    assert answer(entry) == (
        "When did China and North Korea sign their friendship treaty?\n"
        "It was signed. [1]\n"
        "It was renewed. [2, 1]\n"
        "When     11 July 1961; 2021\n"
        "As of    4 September 2025\n"
        'Sources  1 The Gazette, "A day in Beijing", 4 September 2025\n'
        "           https://gazette.example/day\n"
        '         2 KCNA, "Talks", undated\n'
        "           https://kcna.example/talks\n"
        "Sources differ (4 accounts):\n"
        "  Preferred: It was signed. [1]\n"
        "    11 July 1961 · as of 4 September 2025 · The Gazette\n"
        "    Newest.\n"
        "  Preferred: It was renewed. [2, 1]\n"
        "    2021 · as of 2025 · KCNA, The Gazette\n"
        "    Newest.\n"
        "  Also told: It was signed in Pyongyang. [1]\n"
        "    1961 · The Gazette\n"
        "    A later account.\n"
        "  No longer held: It was signed in 1960. [2]\n"
        "    1960 · KCNA\n"
        "    A slip.\n"
        "Review due since 23 November 2026: it may have changed.\n"
        "treaty · checked 23 November 2026"
    )


def test_rivals_of_which_none_is_preferred_are_said_to_be_that() -> None:
    first = ranked(Rank.NORMAL, "By the host's count.", claim("They met in May.", SOURCE))
    other = ranked(Rank.NORMAL, "By the guest's.", claim("They met in June.", SOURCE))

    assert answer(replace(TREATY, claims=(first, other))).startswith(
        "When did China and North Korea sign their friendship treaty?\n"
        "Sources differ, and none is clearly better:\n"
        "  - They met in May. [1]\n"
        "    The Gazette\n"
        "    By the host's count.\n"
        "  - They met in June. [1]\n"
        "    The Gazette\n"
        "    By the guest's.\n"
    )


def test_the_only_claim_that_leads_is_not_told_twice() -> None:
    first = ranked(Rank.PREFERRED, "By the host's count.", claim("They met in May.", SOURCE))
    other = ranked(Rank.DEPRECATED, "A slip.", claim("They met in June.", SOURCE))

    told = answer(replace(TREATY, claims=(first, other)))

    assert told.count("They met in May.") == 1
    assert "  Preferred: as above [1]\n    The Gazette\n    By the host's count.\n" in told


def test_a_claim_without_a_date_has_no_line_of_dates() -> None:
    assert answer(replace(TREATY, claims=(claim("They are neighbours.", SOURCE),))) == (
        "When did China and North Korea sign their friendship treaty?\n"
        "They are neighbours. [1]\n"
        'Sources  1 The Gazette, "A day in Beijing", 4 September 2025\n'
        "           https://gazette.example/day\n"
        "treaty"
    )


def test_a_review_is_due_from_the_day_after_its_last() -> None:
    entry = replace(TREATY, review_by=parse("2026-11"))
    last = datetime.date(2026, 11, 30)

    assert "Review due" not in answer(entry, last)
    assert "Review due since November 2026: it may have changed." in answer(entry, last + datetime.timedelta(days=1))


def test_a_count_that_outlived_the_limit_of_its_pack_says_so() -> None:
    base = Base.of_packs([replace(PACK, stale_after=365)])

    said = text_of(Answer(Match("visits", 0.9)), base)

    assert "\nAs of 4 September 2025, older than this base's limit of one year: it may have changed.\nvisits" in said


def test_what_a_curator_verified_says_so_and_is_not_stale_any_more() -> None:
    overdue = replace(TREATY, checked=parse("2026-01-01"), review_by=parse("2026-06-30"))
    revision = Revision(Scope.pack("demo"), "treaty", 3, overdue, "sync", NOON)
    act = Verification(revision.scope, "treaty", 3, "42", NOON)

    said = text_of(Answer(Match("treaty", 0.9)), Base.of_revisions([PACK], [revision], verifications=[act]))

    assert "may have changed" not in said
    assert said.endswith("\ntreaty · revision 3 · checked 24 November 2026 by a curator")


def test_an_offer_lists_the_questions_that_may_have_been_meant() -> None:
    assert text_of(DidYouMean((Match("ties", 0.5), Match("treaty", 0.4)))) == (
        "I am not sure. Did you mean:\n"
        "  - When did China and North Korea establish diplomatic relations?\n"
        "  - When did China and North Korea sign their friendship treaty?"
    )


def test_a_decline_says_that_there_is_no_sourced_answer() -> None:
    assert text_of(NoAnswer()) == "I have no sourced answer to that."


def test_an_answer_to_a_part_says_so_first() -> None:
    reply = Reply("who signed it\x1b and when", Answer(Match("treaty", 0.9)), BASE, answers_part="who signed it\x1b")

    assert reply_text(reply, TODAY).splitlines()[0] == r'Answers: "who signed it\u001B" · ask the rest by itself'


def test_an_explanation_tells_the_outcome_the_reading_and_how_the_best_two_came_to_it() -> None:
    lines = explanation_text(explain(BASE, "first embasies", NORMAL, TODAY)).splitlines()

    assert lines[:3] == [
        "Why: 1.00 is at least 0.80 and no other entry reaches 0.20: answered.",
        "  read      embasies -> embassies",
        "  best      ties (a phrasing word for word)",
    ]


def test_an_explanation_has_a_line_for_each_figure() -> None:
    lines = explanation_text(explain(BASE, "friendship treaty", NORMAL, TODAY)).splitlines()

    assert any(line.startswith("  coverage         1.00 ") for line in lines)


def test_an_explanation_says_when_no_guard_spoke() -> None:
    assert (
        "  best      no guard spoke" in explanation_text(explain(BASE, "friendship treaty", NORMAL, TODAY)).splitlines()
    )


def test_an_explanation_does_nothing_to_a_terminal() -> None:
    told = replace(explain(BASE, "friendship treaty", NORMAL, TODAY), repairs=(("\x1b[2J", "x"),))

    assert "\x1b" not in explanation_text(told)


def test_a_timeline_is_told_an_event_a_line() -> None:
    wanted = Wanted(parse("1961"), person="Kim Il Sung")

    assert text_of(Timeline(wanted, events(ENTRIES, wanted))) == (
        "Kim Il Sung, 1961: 1 event\n  11 July 1961: The treaty was signed in Beijing. (treaty)"
    )


def test_an_answer_as_of_a_day_says_so_first() -> None:
    reply = Reply("and then", Answer(Match("treaty", 0.9)), BASE.standing_on(datetime.date(2018, 6, 30)))

    assert reply_text(reply, TODAY).splitlines()[0] == "As the base stands for 30 June 2018, without what came later:"
