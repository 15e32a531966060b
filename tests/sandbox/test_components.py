"""Which trees of components Discord takes."""

from __future__ import annotations

import pytest

from bot.sandbox.components import check_message, check_modal, find, numbered, walk
from bot.sandbox.errors import Problems
from bot.sandbox.model import Json
from tests.sandbox.demo import button, problems, row

OPTION = {"label": "One", "value": "1"}
INPUT = {"type": 4, "style": 1, "custom_id": "text"}


def select(**more: object) -> Json:
    """A menu that Discord takes."""
    return {"type": 3, "custom_id": "pick", "options": [OPTION], **more}


def found(components: list[Json], *, layout: bool = False) -> dict[str, str]:
    """What is wrong with a message's components."""
    noted = Problems()
    check_message(components, noted, layout=layout)
    return problems(noted.tree)


@pytest.mark.parametrize(
    ("components", "place", "code"),
    [
        ([row(button(custom_id=str(n))) for n in range(6)], "components", "BASE_TYPE_BAD_LENGTH"),
        ([row(*(button(custom_id=str(n)) for n in range(6)))], "components.0.components", "BASE_TYPE_BAD_LENGTH"),
        ([row()], "components.0.components", "BASE_TYPE_BAD_LENGTH"),
        ([button()], "components.0.type", "BASE_TYPE_CHOICES"),
        ([row(button(label="x" * 81))], "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH"),
        ([row(button(custom_id="x" * 101))], "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
        ([row(button(custom_id=None))], "components.0.components.0.custom_id", "BASE_TYPE_REQUIRED"),
        ([row(button(label=None))], "components.0.components.0", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
        ([row(button(), button())], "components.0.components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ([row(select(), button())], "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        ([row(select(options=[]))], "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
        (
            [row(select(options=[OPTION, OPTION]))],
            "components.0.components.0.options.1.value",
            "COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        ([row(select(placeholder="x" * 151))], "components.0.components.0.placeholder", "BASE_TYPE_MAX_LENGTH"),
    ],
)
def test_components_beyond_a_limit_are_refused_at_their_place(components: list[Json], place: str, code: str) -> None:
    assert found(components) == {place: code}


def test_a_link_needs_no_custom_id() -> None:
    assert found([row({"type": 2, "style": 5, "label": "Read", "url": "https://example.org"})]) == {}


def test_a_layout_may_hold_text_in_a_container() -> None:
    assert found([{"type": 17, "components": [{"type": 10, "content": "hello"}]}], layout=True) == {}


def test_a_layout_holds_at_most_forty_components() -> None:
    texts = [{"type": 10, "content": "t"}] * 40

    assert found([{"type": 17, "components": texts}], layout=True) == {"components": "BASE_TYPE_BAD_LENGTH"}


def test_a_layout_holds_at_most_4000_characters() -> None:
    texts = [{"type": 10, "content": "x" * 2001}] * 2

    assert found(texts, layout=True) == {"components": "COMPONENT_MAX_TOTAL_TEXT_EXCEEDED"}


@pytest.mark.parametrize(
    ("modal", "place"),
    [
        ({"title": "x" * 46, "custom_id": "m", "components": [row({**INPUT, "label": "L"})]}, "data.title"),
        ({"title": "T", "custom_id": "m", "components": []}, "data.components"),
        (
            {"title": "T", "custom_id": "m", "components": [{"type": 18, "label": "x" * 46, "component": INPUT}]},
            "data.components.0.label",
        ),
        (
            {"title": "T", "custom_id": "m", "components": [row({**INPUT, "label": "L", "max_length": 4001})]},
            "data.components.0.components.0.max_length",
        ),
        ({"title": "T", "custom_id": "m", "components": [row(button())]}, "data.components.0.components.0.type"),
    ],
)
def test_a_modal_beyond_a_limit_is_refused_at_its_place(modal: Json, place: str) -> None:
    noted = Problems()
    check_modal(modal, noted)
    assert list(problems(noted.tree)) == [place]


def test_components_without_a_number_get_one() -> None:
    tree = numbered([row(button(), {**button(custom_id="b"), "id": 2})])

    assert [item["id"] for item in walk(tree)] == [1, 3, 2]


def test_a_component_is_found_wherever_it_stands() -> None:
    section = {"type": 9, "components": [], "accessory": button(custom_id="deep")}

    assert find([{"type": 17, "components": [section]}], "deep") == button(custom_id="deep")
