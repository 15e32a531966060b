"""Errors as Discord writes them."""

from __future__ import annotations

import pytest

from bot.sandbox.errors import ApiError, Problems, unknown


def test_problems_are_nested_as_the_request_is() -> None:
    problems = Problems()
    problems.too_long("embeds.0.title", "x" * 257, 256)

    with pytest.raises(ApiError) as caught:
        problems.raise_any()
    told = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}
    assert caught.value.body() == {
        "message": "Invalid Form Body",
        "code": 50035,
        "errors": {"embeds": {"0": {"title": {"_errors": [told]}}}},
    }


def test_no_problem_raises_nothing() -> None:
    problems = Problems()
    problems.too_long("content", "fine", 2000)

    problems.raise_any()
    assert not problems


def test_an_error_without_places_says_no_more_than_what_it_is() -> None:
    assert unknown("Message").body() == {"message": "Unknown Message", "code": 10008}
