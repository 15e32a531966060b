"""What people fill in for a modal."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import Refused
from bot.sandbox.forms import Form
from bot.sandbox.model import Json
from bot.sandbox.world import World
from tests.sandbox.demo import channel, row, user

OPTIONS = [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]


def filled(world: World, component: Json, value: Any = None) -> Json:
    """What the bot gets for a labelled *component* of the custom id ``it`` when *value* is filled in."""
    general = channel(world, "general")
    labelled = {"type": 18, "label": "Label", "component": {"custom_id": "it", **component}}
    modal = {"custom_id": "form", "title": "Form", "components": [labelled]}
    values = {} if value is None else {"it": value}
    data = Form(world, general.guild_id, general.id).data(modal, values)
    assert data["components"][0]["type"] == 18
    return {**data["components"][0]["component"], "resolved": data.get("resolved")}


def test_an_old_style_input_comes_back_in_a_row(world: World) -> None:
    modal = {"custom_id": "form", "components": [row({"type": 4, "custom_id": "it", "label": "It"})]}

    data = Form(world, None, "1").data(modal, {"it": "text"})

    assert data["components"] == [
        {"type": 1, "id": 0, "components": [{"type": 4, "id": 0, "custom_id": "it", "value": "text"}]}
    ]


def test_what_the_bot_put_in_stays_unless_it_is_changed(world: World) -> None:
    assert filled(world, {"type": 4, "value": "before"})["value"] == "before"


def test_a_chosen_default_stays_unless_it_is_changed(world: World) -> None:
    options = [OPTIONS[0], {**OPTIONS[1], "default": True}]

    assert filled(world, {"type": 3, "options": options})["values"] == ["2"]


def test_a_single_value_stands_for_a_list_of_one(world: World) -> None:
    assert filled(world, {"type": 3, "options": OPTIONS}, "1")["values"] == ["1"]


def test_a_radio_group_gives_one_value(world: World) -> None:
    assert filled(world, {"type": 21, "options": OPTIONS}, "2")["value"] == "2"


def test_a_checkbox_gives_yes_or_no(world: World) -> None:
    assert filled(world, {"type": 23}, True)["value"] is True


def test_a_person_chosen_is_described(world: World) -> None:
    ben = user(world, "ben")

    assert list(filled(world, {"type": 5}, ben)["resolved"]["members"]) == [ben]


def test_a_file_sent_along_is_described(world: World) -> None:
    part = filled(world, {"type": 19}, [{"filename": "a.txt", "base64": "aGVsbG8="}])

    assert part["resolved"]["attachments"][part["values"][0]]["size"] == 5


@pytest.mark.parametrize(
    ("component", "value", "words"),
    [
        ({"type": 4}, None, "Label: this field is required"),
        ({"type": 4, "min_length": 3}, "ab", "Label: write 3 to 4000 characters; these are 2"),
        ({"type": 3, "options": OPTIONS}, None, "Label: choose 1 to 1"),
        ({"type": 3, "options": OPTIONS}, ["9"], "Label has no choice 9"),
        ({"type": 21, "options": OPTIONS}, None, "Label: choose one"),
        ({"type": 21, "options": OPTIONS}, "9", "Label has no choice 9"),
    ],
)
def test_a_form_is_not_sent_off_against_its_rules(world: World, component: Json, value: Any, words: str) -> None:
    with pytest.raises(Refused, match=words):
        filled(world, component, value)


def test_a_field_that_need_not_be_filled_may_be_left_out(world: World) -> None:
    assert filled(world, {"type": 4, "required": False})["value"] == ""


def test_a_field_that_is_not_there_cannot_be_filled(world: World) -> None:
    with pytest.raises(Refused, match="This form has no field other; it has it"):
        Form(world, None, "1").data(
            {"custom_id": "f", "components": [row({"type": 4, "custom_id": "it"})]}, {"other": "x"}
        )
