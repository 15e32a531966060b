"""What is told of links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.problem import Place
from bot.linkcheck.links import Link
from bot.linkcheck.report import as_object, is_broken, lines, with_findings
from bot.linkcheck.verdict import Finding, Verdict
from tests.conftest import SOURCE

LINK = Link(SOURCE, Place("sources.yaml", 5, 3), ("treaty",))


def test_a_link_that_is_there_has_no_line_and_is_counted() -> None:
    assert list(lines([(LINK, Finding(Verdict.OK))])) == ["1 source: ok 1"]


def test_a_link_that_is_gone_has_its_place_its_address_and_what_rests_on_it() -> None:
    assert next(lines([(LINK, Finding(Verdict.GONE, "404 Not Found"))])) == (
        "sources.yaml:5:3: gone (404 Not Found): https://gazette.example/day; source 'gazette',"
        " the only one of a claim in treaty"
    )


def test_a_link_that_moved_says_where_to() -> None:
    told = next(lines([(LINK, Finding(Verdict.MOVED, moved_to="https://gazette.example/new"))]))

    assert "moved permanently to https://gazette.example/new: https://gazette.example/day;" in told


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ((), "source 'gazette', beside others in every claim"),
        (("a", "b", "c"), "the only one of a claim in a, b, c"),
        (("a", "b", "c", "d", "e"), "the only one of a claim in a, b, c and 2 more"),
    ],
)
def test_what_rests_on_a_link_alone_is_named_up_to_three(ids: tuple[str, ...], told: str) -> None:
    assert next(lines([(replace(LINK, rest_on_it=ids), Finding(Verdict.GONE))])).endswith(told)


def test_the_last_line_counts_what_came_to_what() -> None:
    verdicts = (Verdict.GONE, Verdict.OK, Verdict.REFUSED, Verdict.OK)

    *_, last = lines([(LINK, Finding(verdict)) for verdict in verdicts])

    assert last == "4 sources: ok 2, gone 1, refused 1"


def test_a_base_without_sources_has_one_line() -> None:
    assert list(lines([])) == ["0 sources"]


def test_what_a_server_sent_does_nothing_to_a_terminal() -> None:
    finding = Finding(Verdict.MOVED, "\x1b[2J", moved_to="https://a.example/\u202e")

    assert not {"\x1b", "\u202e"} & set("".join(lines([(LINK, finding)])))


@pytest.mark.parametrize(
    ("verdict", "broken"),
    [
        (Verdict.OK, False),
        (Verdict.MOVED, False),
        (Verdict.REFUSED, False),
        (Verdict.BAD_CERTIFICATE, False),
        (Verdict.GONE, True),
        (Verdict.UNREACHABLE, True),
        (Verdict.UNSAFE, True),
        (Verdict.UNCHECKED, True),
    ],
)
def test_what_a_reader_cannot_open_is_broken(verdict: Verdict, broken: bool) -> None:
    assert is_broken([(LINK, Finding(verdict))]) is broken


def test_sources_of_one_address_share_its_finding() -> None:
    twin = replace(LINK, source=replace(SOURCE, id="gazette-again"))
    gone = Finding(Verdict.GONE)

    assert with_findings([LINK, twin], {SOURCE.url: gone}) == ((LINK, gone), (twin, gone))


def test_a_program_gets_every_link() -> None:
    assert as_object([(LINK, Finding(Verdict.GONE, "404 Not Found"))]) == {
        "sources": 1,
        "verdicts": {"gone": 1},
        "links": [
            {
                "source": "gazette",
                "url": "https://gazette.example/day",
                "file": "sources.yaml",
                "line": 5,
                "column": 3,
                "verdict": "gone",
                "broken": True,
                "why": "404 Not Found",
                "moved_to": None,
                "rest_on_it": ["treaty"],
            }
        ],
    }
