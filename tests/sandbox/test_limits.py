"""Discord's limits on messages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.limits import check_choices, check_message, check_not_empty
from bot.sandbox.model import Json, MessageFlag
from tests.sandbox.demo import button, problems, refusal, row

FIELD = {"name": "n", "value": "v"}


@pytest.mark.parametrize(
    ("payload", "place"),
    [
        ({"content": "x" * 2001}, "content"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description"),
        ({"embeds": [{"title": "t"}, {"footer": {"text": "x" * 2049}}]}, "embeds.1.footer.text"),
        ({"embeds": [{"author": {"name": "x" * 257}}]}, "embeds.0.author.name"),
        ({"embeds": [{"fields": [FIELD] * 26}]}, "embeds.0.fields"),
        ({"embeds": [{"fields": [{"name": "x" * 257, "value": "v"}]}]}, "embeds.0.fields.0.name"),
        ({"embeds": [{"fields": [{"name": "n", "value": "x" * 1025}]}]}, "embeds.0.fields.0.value"),
        ({"embeds": [{"fields": [{"name": "n", "value": ""}]}]}, "embeds.0.fields.0.value"),
        ({"embeds": [{"url": "javascript:alert(1)"}]}, "embeds.0.url"),
        ({"embeds": [{"title": "t"}] * 11}, "embeds"),
        ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds"),
        ({"attachments": [{"id": number} for number in range(11)]}, "attachments"),
    ],
)
def test_a_message_beyond_a_limit_is_refused_at_its_place(payload: Json, place: str) -> None:
    with pytest.raises(ApiError) as caught:
        check_message(payload)
    assert (refusal(caught), list(problems(caught.value.errors))) == ((400, 50035), [place])


@pytest.mark.parametrize(
    "payload",
    [
        {"content": "x" * 2000},
        {"embeds": [{"description": "x" * 3000}] * 2},
        {"embeds": [{"fields": [FIELD] * 25}]},
        {"embeds": [{"image": {"url": "attachment://a.png"}}]},
        {"components": [row(button())]},
    ],
)
def test_a_message_at_a_limit_is_taken(payload: Json) -> None:
    check_message(payload)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ApiError) as caught:
        check_message({"content": "x" * 2001, "embeds": [{"title": "x" * 257}]})
    assert sorted(problems(caught.value.errors)) == ["content", "embeds.0.title"]


def test_a_message_made_of_components_has_no_text_beside_them() -> None:
    with pytest.raises(ApiError) as caught:
        check_message(
            {"content": "hello", "components": [{"type": 10, "content": "t"}]}, flags=MessageFlag.COMPONENTS_V2
        )
    assert list(problems(caught.value.errors)) == ["content"]


def test_a_message_of_nothing_is_refused() -> None:
    with pytest.raises(ApiError) as caught:
        check_not_empty("", (), ())
    assert refusal(caught) == (400, 50006)


@pytest.mark.parametrize(
    ("choices", "place"),
    [
        ([{"name": str(number), "value": str(number)} for number in range(26)], "data.choices"),
        ([{"name": "x" * 101, "value": "v"}], "data.choices.0.name"),
        ([{"name": "n", "value": "x" * 101}], "data.choices.0.value"),
    ],
)
def test_choices_beyond_a_limit_are_refused(choices: list[dict[str, Any]], place: str) -> None:
    with pytest.raises(ApiError) as caught:
        check_choices(choices)
    assert list(problems(caught.value.errors)) == [place]
