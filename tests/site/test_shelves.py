"""Shelves: what entries have in common, each at an address of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import parse
from bot.core.entry import Kind
from bot.site.folder import _PATH
from bot.site.shelves import by_time, shelves, slug
from tests.site.bases import claim, entry


def test_a_shelf_has_every_entry_that_has_its_thing() -> None:
    entries = [entry("one", people=("Kim", "Xi")), entry("two", people=("Xi",))]

    found = shelves(entries, "people", lambda one: one.people, str)

    assert {name: [one.id for one in shelf.entries] for name, shelf in found.items()} == {
        "Kim": ["one"],
        "Xi": ["one", "two"],
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Kim Jong Un", "kim-jong-un"), ("Málaga", "malaga"), ("../../etc", "etc"), ("金正恩", ""), ("<b>", "b")],
)
def test_an_address_is_of_plain_letters(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_names_that_would_share_an_address_get_one_each() -> None:
    found = shelves([entry(people=("A B", "a-b", "金", "习"))], "people", lambda one: one.people, str)

    paths = [shelf.path for shelf in found.values()]
    assert len(set(paths)) == 4


@given(st.lists(st.text(), unique=True, max_size=5))
def test_every_name_has_an_address_that_can_be_written(names: list[str]) -> None:
    found = shelves([entry(people=tuple(names))], "people", lambda one: one.people, str)

    assert len({shelf.path for shelf in found.values()}) == len(names)
    assert all(_PATH.fullmatch(f"{shelf.path}index.html") for shelf in found.values())


def test_entries_stand_by_their_first_day_and_what_sums_up_stands_last() -> None:
    entries = [
        entry("sum", kind=Kind.FAQ),
        entry("undated", claim()),
        entry("later", claim(date=parse("1992-08"))),
        entry("earlier", claim(date=parse("1950"))),
    ]

    assert [one.id for one in by_time(entries)] == ["earlier", "later", "sum", "undated"]
