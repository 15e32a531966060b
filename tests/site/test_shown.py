"""What a page shows of an entry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.dates import parse
from bot.core.entry import Citation, Rank
from bot.core.timeline import events
from bot.site.shown import accounts, by_decade, said, stated, told, topic
from tests.site.bases import SOURCE, claim, entry

PREFERRED = claim("Preferred.", rank=Rank.PREFERRED, reason="Best.")
RIVAL = claim("Rival.", reason="Worse.")
OTHER = claim("Other rival.", reason="As good.")
DEPRECATED = claim("Deprecated.", rank=Rank.DEPRECATED, reason="Wrong.")
PLAIN = claim("Plain.")


def test_the_accounts_are_the_preferred_one_and_its_rivals() -> None:
    assert accounts(entry("x-1", DEPRECATED, PLAIN, RIVAL, PREFERRED)) == (PREFERRED, RIVAL, DEPRECATED)


def test_rivals_of_which_none_is_preferred_are_all_accounts() -> None:
    assert accounts(entry("x-1", RIVAL, PLAIN, OTHER)) == (RIVAL, OTHER)


def test_a_preferred_claim_without_a_rival_is_no_account() -> None:
    assert accounts(entry("x-1", PREFERRED, PLAIN)) == ()


def test_what_is_stated_before_rivals_are_heard_is_what_leads_and_is_no_rival() -> None:
    assert stated(entry("x-1", RIVAL, PLAIN, PREFERRED)) == (PLAIN, PREFERRED)
    assert stated(entry("x-1", RIVAL, PLAIN, OTHER)) == (PLAIN,)


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"date": "1961-07-11", "as_of": "2025-09-04"}, "11 July 1961"),
        ({"as_of": "2025-09-04"}, "as of 4 September 2025"),
        ({}, ""),
    ],
)
def test_an_entry_is_dated_by_when_it_happened_else_by_when_it_was_true(dates: dict[str, str], words: str) -> None:
    date, as_of = (parse(dates[name]) if name in dates else None for name in ("date", "as_of"))

    assert told(entry("x-1", claim(date=date, as_of=as_of))) == words


def test_a_source_says_each_thing_once() -> None:
    says = (Citation(SOURCE, "one"), Citation(SOURCE, "two"), Citation(SOURCE, "one"))

    [only] = said(entry("x-1", claim(citations=says)))

    assert (only.number, only.says) == (1, (("one", None), ("two", None)))


def test_each_source_is_shown_with_what_it_says_itself() -> None:
    other = replace(SOURCE, id="other")
    cited = (Citation(other, "one thing"), Citation(SOURCE, "another"))

    assert [(one.source, one.says) for one in said(entry("x-1", claim(citations=cited)))] == [
        (other, (("one thing", None),)),
        (SOURCE, (("another", None),)),
    ]


def test_events_stand_by_the_decade_in_which_they_began() -> None:
    dates = ("1951", "1959-12/1960", "1960", "../1940")
    found = events(entry(f"x-{at}", claim(date=parse(day))) for at, day in enumerate(dates))

    assert [(one.name, one.anchor, len(one.events), one.share) for one in by_decade(found)] == [
        ("Earlier", "earlier", 1, 50),
        ("The 1950s", "d1950", 2, 100),
        ("The 1960s", "d1960", 1, 50),
    ]


@pytest.mark.parametrize(("name", "words"), [("korean-war", "Korean war"), ("six-party", "Six party"), ("", "")])
def test_a_topic_is_named_in_words(name: str, words: str) -> None:
    assert topic(name) == words
