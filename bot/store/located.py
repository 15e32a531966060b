"""YAML as text, lists and groups alone, with the place where each of them stands."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from bot.core.problem import Path, Place, Problem
from bot.store.syntax import explained, unprintable

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

# A citation in a claim in an entry in a list is the deepest that a pack goes: seven.
DEEPEST = 16
# More than any text of a pack may hold; what each may, the checks say.
LONGEST_TEXT = 20_000
# A file with more faults of form than this is read no further.
_MOST_FAULTS = 100
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_EMPTY = ("the file is empty", "write what belongs in it, or remove it")


@dataclass(frozen=True, slots=True)
class Document:
    """
    A YAML file that could be read.

    Attributes:
        file: Its path as it was asked for.
    """

    file: str
    text: str

    def places(self, paths: Collection[Path]) -> dict[Path, Place]:
        """
        The place of each of *paths*; of one that does not exist, that of as much of it as does.

        A value in a group stands where its key does. The text is read anew: keeping the places of
        all values would cost more memory than the values themselves.
        """
        builder = _Builder(self.file, frozenset(path[:end] for path in paths for end in range(len(path) + 1)))
        for event in _events(self.text):
            builder.take(event)
        return {path: _nearest(path, builder.places) for path in paths}


@dataclass(frozen=True, slots=True)
class Parsed:
    """
    A file with what it holds, apart, so that a value can go while its places can still be asked for.

    Attributes:
        value: Numbers, dates and so on are text, as they were typed.
    """

    document: Document
    value: Value


def _nearest(path: Path, places: dict[Path, Place]) -> Place:
    return next(places[path[:end]] for end in range(len(path), -1, -1) if path[:end] in places)


def parse(file: str, text: str) -> Parsed | tuple[Problem, ...]:
    """Read *text*, of *file*, as one YAML document without anchors, aliases and tags."""
    if bad := unprintable(file, text):
        return (bad,)
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
            if builder.hopeless:
                break
    except yaml.MarkedYAMLError as error:
        builder.faults.append(explained(error, file, text))
    return _outcome(builder, file, text)


def _outcome(builder: _Builder, file: str, text: str) -> Parsed | tuple[Problem, ...]:
    if builder.value is None and not builder.faults:
        builder.fault(None, *_EMPTY)
    if builder.value is None or builder.faults:
        return tuple(builder.faults)
    return Parsed(Document(file, text), builder.value)


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CBaseLoader)
    return events


class _Builder:
    """
    Builds a value out of the parser's events: without recursion, so that depth is ours to bound, and
    without expanding anything, so that a small file cannot become a large value.
    """

    def __init__(self, file: str, wanted: Collection[Path] = frozenset()) -> None:
        self.value: Value | None = None
        self.faults: list[Problem] = []
        self.places: dict[Path, Place] = {}
        self.hopeless = False
        self._file = file
        self._wanted = wanted
        self._open: list[list[Value] | dict[str, Value]] = []
        # Beside each open group or list: the key whose value comes next (None: a key comes next), or the next index.
        self._at: list[str | int | None] = []

    def take(self, event: yaml.Event) -> None:
        """Add what *event* says."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(event, {}, None)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(event, [], 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._at.pop()
            self._move_on()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.value is not None:
            self.fault(event, "a second document in one file", "remove the '---' between them")
            self.hopeless = True

    def fault(self, event: yaml.Event | None, what: str, remedy: str) -> None:
        """Note what is wrong with the form; with no *event*, at the top of the file."""
        place = _place(self._file, event) if event else Place(self._file, 1, 1)
        self.faults.append(Problem((), what, remedy, place=place))
        self.hopeless = self.hopeless or len(self.faults) >= _MOST_FAULTS

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_adorned(event)
        text: str = event.value
        if len(text) > LONGEST_TEXT:
            self.fault(event, f"a text of {len(text):,} characters", f"keep it below {LONGEST_TEXT:,}")
        if self._awaits_key():
            self._key(text, event)
            return
        if text in _NOTHING and event.implicit[0]:
            self.fault(event, *self._nothing())
        self._put(text, event)
        self._move_on()

    def _alias(self, event: yaml.AliasEvent) -> None:
        self.fault(event, f"an alias (*{event.anchor}), which packs do not use", "write the value out")
        if self._awaits_key():
            self._key(f"*{event.anchor}", event)
        else:
            self._put("", event)
            self._move_on()

    def _begin(self, event: yaml.CollectionStartEvent, value: list[Value] | dict[str, Value], at: int | None) -> None:
        self._check_adorned(event)
        if self._awaits_key():
            self.fault(event, "a list or group where a key should be", "write a word before the colon")
            self.hopeless = True
            return
        if len(self._open) == DEEPEST:
            self.fault(event, f"more than {DEEPEST} levels deep", "check the brackets and the indents")
            self.hopeless = True
        self._put(value, event)
        self._open.append(value)
        self._at.append(at)

    def _check_adorned(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self.fault(event, f"an anchor (&{event.anchor}), which packs do not use", "remove it")
        if event.tag is not None:
            self.fault(event, f"a tag ({event.tag}), which packs do not use", "remove it")

    def _awaits_key(self) -> bool:
        return bool(self._at) and self._at[-1] is None

    def _key(self, key: str, event: yaml.Event) -> None:
        group = self._open[-1]
        if key in group:
            self.fault(event, f"'{key[:60]}' stands twice in one group", "remove one of the two")
        self._at[-1] = sys.intern(key)
        self._note(event)

    def _put(self, value: Value, event: yaml.Event) -> None:
        if not self._open:
            self.value = value
            self._note(event)
            return
        holder, at = self._open[-1], self._at[-1]
        if isinstance(holder, dict):
            holder.setdefault(str(at), value)
        else:
            self._note(event)
            holder.append(value)

    def _move_on(self) -> None:
        """After a whole value: to the next key or item of what holds it."""
        if self._open:
            self._at[-1] = None if isinstance(self._open[-1], dict) else len(self._open[-1])

    def _note(self, event: yaml.Event) -> None:
        if self._wanted and (path := tuple(at for at in self._at if at is not None)) in self._wanted:
            self.places.setdefault(path, _place(self._file, event))

    def _nothing(self) -> tuple[str, str]:
        if not self._at:
            return _EMPTY
        name = f"'{self._at[-1][:60]}'" if isinstance(self._at[-1], str) else "a list item"
        return f"{name} has no value", "write one, or leave the line out"


def _place(file: str, event: yaml.Event) -> Place:
    mark = event.start_mark
    assert mark is not None
    return Place(file, mark.line + 1, mark.column + 1)
