"""Queries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.listing import LONGEST_QUERY, By, Query, short

names = st.text(min_size=1, max_size=100).filter(lambda text: text.strip())


@given(by=st.sampled_from(By), name=names)
def test_a_query_for_any_name_fits_into_a_button(by: By, name: str) -> None:
    assert len(Query.named(by, name).encoded) <= LONGEST_QUERY


@given(name=names)
def test_a_query_for_any_name_is_read_back(name: str) -> None:
    query = Query.named(By.PERSON, name)

    assert Query.decode(query.encoded) == query


@given(text=st.text(max_size=70) | st.builds("{}:{}".format, st.sampled_from(By), st.text(max_size=60)))
def test_whatever_comes_in_place_of_a_query_is_one_or_nothing(text: str) -> None:
    query = Query.decode(text)

    assert query is None or query.encoded == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "topic",
        "topic:",
        ":treaty",
        "fly:me",
        "topic: treaty",
        "topic:a\nb",
        "topic:\u202egniht",
        "topic:\ud800",
        "year:196X",
        "year:0000",
        "year:\u0661\u0669\u0666\u0661",
        "topic:" + "a" * 49,
    ],
)
def test_what_no_query_is_encoded_as_is_none(text: str) -> None:
    assert Query.decode(text) is None


def test_two_long_names_that_begin_alike_are_told_apart() -> None:
    assert short("a" * 60) != short("a" * 61)


@given(text=st.text(max_size=200))
def test_what_is_typed_is_kept_as_far_as_there_is_room(text: str) -> None:
    query = Query.typed(By.PERSON, text)

    assert query.argument == "" or Query.decode(query.encoded) == query
