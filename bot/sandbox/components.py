"""Buttons, menus, modals and layouts: which trees of components Discord takes, and how to find one in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from bot.sandbox.errors import Problems
from bot.sandbox.model import Json


class Kind(IntEnum):
    """Discord's component types."""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


LINK, PREMIUM = 5, 6
"""Button styles that send no interaction."""

SELECTS = frozenset(
    {Kind.STRING_SELECT, Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT}
)
INPUTS = SELECTS | {Kind.TEXT_INPUT, Kind.FILE_UPLOAD, Kind.RADIO_GROUP, Kind.CHECKBOX_GROUP, Kind.CHECKBOX}
IN_LAYOUTS = frozenset({Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR, Kind.CONTAINER})

ROWS, IN_A_ROW, SELECT_OPTIONS, IN_A_LAYOUT, LAYOUT_TEXT, IN_A_MODAL = 5, 5, 25, 40, 4000, 5


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Every component in *components*, with all that is in it."""
    for item in components:
        yield item
        yield from walk(_children(item))


def _children(item: Json) -> tuple[Json, ...]:
    single = tuple(item[key] for key in ("accessory", "component") if isinstance(item.get(key), dict))
    return tuple(item.get("components") or ()) + single


def find(components: Sequence[Json], custom_id: str) -> Json | None:
    """The component of that custom id, or None."""
    return next((item for item in walk(components) if item.get("custom_id") == custom_id), None)


def numbered(components: Sequence[Json]) -> tuple[Json, ...]:
    """*components* with the number that Discord gives to each that has none."""
    taken = {item["id"] for item in walk(components) if item.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    return tuple(_numbered(item, free) for item in components)


def _numbered(item: Json, free: Iterator[int]) -> Json:
    result = {**item, "id": item.get("id") or next(free)}
    if item.get("components"):
        result["components"] = [_numbered(child, free) for child in item["components"]]
    for key in ("accessory", "component"):
        if isinstance(item.get(key), dict):
            result[key] = _numbered(item[key], free)
    return result


def check_message(components: Sequence[Json], problems: Problems, *, layout: bool) -> None:
    """Note what is wrong with a message's components; *layout* when its flags say it is made of components only."""
    if layout:
        _check_layout(components, problems)
    else:
        _check_rows(components, problems)
    _check_unique(components, problems)


def _check_rows(components: Sequence[Json], problems: Problems) -> None:
    if len(components) > ROWS:
        problems.add("components", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {ROWS} in length.")
    for number, row in enumerate(components):
        place = f"components.{number}"
        if row.get("type") != Kind.ROW:
            problems.add(f"{place}.type", "BASE_TYPE_CHOICES", "Value must be one of {1}.")
        else:
            _check_row(row, place, problems)


def _check_row(row: Json, place: str, problems: Problems) -> None:
    items = row.get("components") or []
    if not 1 <= len(items) <= IN_A_ROW:
        problems.add(f"{place}.components", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {IN_A_ROW} in length.")
    if len(items) > 1 and any(item.get("type") in SELECTS for item in items):
        problems.add(
            f"{place}.components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )
    for number, item in enumerate(items):
        _check_item(item, f"{place}.components.{number}", problems)


def _check_item(item: Json, place: str, problems: Problems) -> None:
    kind = item.get("type")
    if kind == Kind.BUTTON:
        _check_button(item, place, problems)
    elif kind in SELECTS:
        _check_select(item, place, problems)
    else:
        problems.add(f"{place}.type", "BASE_TYPE_CHOICES", "Value must be one of {2, 3, 5, 6, 7, 8}.")


def _check_button(item: Json, place: str, problems: Problems) -> None:
    problems.too_long(f"{place}.label", item.get("label"), 80)
    if not item.get("label") and not item.get("emoji") and item.get("style") != PREMIUM:
        problems.add(place, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button needs a label or an emoji")
    if item.get("style") == LINK:
        problems.length(f"{place}.url", item.get("url"), 1, 512)
        if item.get("custom_id"):
            problems.add(f"{place}.custom_id", "BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED", "A link has no custom id")
    elif item.get("style") != PREMIUM:
        problems.length(f"{place}.custom_id", item.get("custom_id"), 1, 100)


def _check_select(item: Json, place: str, problems: Problems) -> None:
    problems.length(f"{place}.custom_id", item.get("custom_id"), 1, 100)
    problems.too_long(f"{place}.placeholder", item.get("placeholder"), 150)
    if item.get("type") == Kind.STRING_SELECT:
        _check_options(item, place, problems, 1, SELECT_OPTIONS)


def _check_options(item: Json, place: str, problems: Problems, least: int, most: int) -> None:
    options = item.get("options") or []
    if not least <= len(options) <= most:
        problems.add(f"{place}.options", "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
    seen: set[object] = set()
    for number, option in enumerate(options):
        here = f"{place}.options.{number}"
        problems.length(f"{here}.label", option.get("label"), 1, 100)
        problems.length(f"{here}.value", option.get("value"), 1, 100)
        problems.too_long(f"{here}.description", option.get("description"), 100)
        if option.get("value") in seen:
            problems.add(
                f"{here}.value", "COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"
            )
        seen.add(option.get("value"))


def _check_unique(components: Sequence[Json], problems: Problems) -> None:
    seen: set[str] = set()
    for place, item in _placed(components, "components"):
        custom_id = item.get("custom_id")
        if custom_id is not None and custom_id in seen:
            words = "Component custom id cannot be duplicated"
            problems.add(f"{place}.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", words)
        if custom_id is not None:
            seen.add(custom_id)


def _placed(components: Sequence[Json], place: str) -> Iterator[tuple[str, Json]]:
    for number, item in enumerate(components):
        here = f"{place}.{number}"
        yield here, item
        yield from _placed(item.get("components") or (), f"{here}.components")
        for key in ("accessory", "component"):
            if isinstance(item.get(key), dict):
                yield f"{here}.{key}", item[key]


def _check_layout(components: Sequence[Json], problems: Problems) -> None:
    every = tuple(walk(components))
    if not 1 <= len(every) <= IN_A_LAYOUT:
        problems.add("components", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {IN_A_LAYOUT} in length.")
    text = sum(len(item.get("content") or "") for item in every if item.get("type") == Kind.TEXT)
    if text > LAYOUT_TEXT:
        words = f"The combined text of all components exceeds {LAYOUT_TEXT} characters"
        problems.add("components", "COMPONENT_MAX_TOTAL_TEXT_EXCEEDED", words)
    for number, item in enumerate(components):
        if item.get("type") not in IN_LAYOUTS:
            problems.add(f"components.{number}.type", "BASE_TYPE_CHOICES", "Not allowed at the top of a layout.")
    for place, item in _placed(components, "components"):
        if item.get("type") == Kind.ROW:
            _check_row(item, place, problems)
        elif item.get("type") == Kind.SECTION and not item.get("accessory"):
            problems.add(f"{place}.accessory", "BASE_TYPE_REQUIRED", "This field is required")


def check_modal(modal: Json, problems: Problems) -> None:
    """Note what is wrong with a modal."""
    problems.length("data.title", modal.get("title"), 1, 45)
    problems.length("data.custom_id", modal.get("custom_id"), 1, 100)
    components = modal.get("components") or []
    if not 1 <= len(components) <= IN_A_MODAL:
        problems.add("data.components", "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {IN_A_MODAL} in length.")
    for number, item in enumerate(components):
        _check_in_modal(item, f"data.components.{number}", problems)
    _check_unique(components, problems)


def _check_in_modal(item: Json, place: str, problems: Problems) -> None:
    if item.get("type") == Kind.LABEL:
        problems.length(f"{place}.label", item.get("label"), 1, 45)
        problems.too_long(f"{place}.description", item.get("description"), 100)
        _check_input(item.get("component") or {}, f"{place}.component", problems)
    elif item.get("type") == Kind.ROW:
        for number, child in enumerate(item.get("components") or []):
            here = f"{place}.components.{number}"
            problems.length(f"{here}.label", child.get("label"), 1, 45)
            _check_input(child, here, problems)
    elif item.get("type") != Kind.TEXT:
        problems.add(f"{place}.type", "BASE_TYPE_CHOICES", "Value must be one of {1, 10, 18}.")


def _check_input(item: Json, place: str, problems: Problems) -> None:
    kind = item.get("type")
    if kind not in INPUTS:
        problems.add(f"{place}.type", "BASE_TYPE_CHOICES", "Not an input of a modal.")
        return
    problems.length(f"{place}.custom_id", item.get("custom_id"), 1, 100)
    if kind == Kind.TEXT_INPUT:
        problems.too_long(f"{place}.placeholder", item.get("placeholder"), 100)
        problems.too_long(f"{place}.value", item.get("value"), item.get("max_length") or 4000)
        if not 1 <= (item.get("max_length") or 4000) <= 4000:
            problems.add(f"{place}.max_length", "NUMBER_TYPE_MAX", "int value should be less than or equal to 4000.")
    elif kind == Kind.STRING_SELECT:
        _check_options(item, place, problems, 1, SELECT_OPTIONS)
    elif kind == Kind.RADIO_GROUP:
        _check_options(item, place, problems, 2, 10)
    elif kind == Kind.CHECKBOX_GROUP:
        _check_options(item, place, problems, 1, 10)
