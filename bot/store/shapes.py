"""The shapes of a pack's files, and what is wrong with values that do not fit them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, PlainValidator, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.core.dates import EdtfDate, parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank, Source, SourceKind
from bot.core.errors import InvalidDate
from bot.core.pack import KnownQuestion, NamedPeriod, Words
from bot.core.problem import Path, Problem

# More days than this many digits can tell are no number that anybody meant.
_MOST_DIGITS = 9


def _date(value: object) -> EdtfDate:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not text")
    try:
        return parse(value.strip())
    except InvalidDate as error:
        raise PydanticCustomError("date", "{words}", {"words": str(error)}) from error


def _days(value: object) -> int:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not text")
    digits = value.strip()
    if not digits.isascii() or not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        raise PydanticCustomError("days", "not days")
    return int(digits)


_Text = Annotated[str, StringConstraints(strip_whitespace=True)]
_Date = Annotated[EdtfDate, PlainValidator(_date)]
_Days = Annotated[int, PlainValidator(_days)]


class Shape(BaseModel):
    """A group of a file: these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AboutShape(Shape):
    """What pack.yaml is."""

    id: _Text
    title: _Text
    language: _Text
    about: _Text
    licence: _Text
    stale_after: _Days | None = None


class SourceShape(Shape):
    """What sources.yaml is a list of."""

    id: _Text
    publisher: _Text
    title: _Text
    url: _Text
    author: _Text | None = None
    published: _Date | None = None
    accessed: _Date | None = None
    kind: SourceKind = SourceKind.NEWS
    language: _Text = "en"

    def source(self) -> Source:
        """The source it states."""
        return Source(
            self.id,
            self.publisher,
            self.title,
            self.url,
            published=self.published,
            accessed=self.accessed,
            author=self.author,
            kind=self.kind,
            language=self.language,
        )


class CitationShape(Shape):
    """What stands below the ``sources`` of a claim; its ``source`` is an id of sources.yaml."""

    source: _Text
    says: _Text
    where: _Text | None = None


class ClaimShape(Shape):
    """What stands below the ``claims`` of an entry."""

    text: _Text
    sources: list[CitationShape]
    date: _Date | None = None
    as_of: _Date | None = None
    rank: Rank = Rank.NORMAL
    reason: _Text | None = None
    series: _Text | None = None

    def claim(self, sources: Mapping[str, Source]) -> Claim:
        """The claim it states, with its citations out of *sources*, which holds every id that it cites."""
        cited = tuple(Citation(sources[each.source], each.says, each.where) for each in self.sources)
        return Claim(self.text, cited, self.date, self.as_of, self.rank, self.reason, self.series)


class EntryShape(Shape):
    """What the files of entries/ are lists of."""

    id: _Text
    kind: Kind
    question: _Text
    claims: list[ClaimShape]
    variants: list[_Text] = []
    topics: list[_Text] = []
    people: list[_Text] = []
    places: list[_Text] = []
    see_also: list[_Text] = []
    checked: _Date | None = None
    review_by: _Date | None = None

    def cited(self) -> Iterator[tuple[Path, str]]:
        """The id of each source it cites, with the path to it."""
        for at, claim in enumerate(self.claims):
            for place, citation in enumerate(claim.sources):
                yield ("claims", at, "sources", place, "source"), citation.source

    def entry(self, sources: Mapping[str, Source]) -> Entry:
        """The entry it states, with its citations out of *sources*, which holds every id that it cites."""
        return Entry(
            self.id,
            self.kind,
            self.question,
            tuple(claim.claim(sources) for claim in self.claims),
            variants=tuple(self.variants),
            topics=tuple(self.topics),
            people=tuple(self.people),
            places=tuple(self.places),
            see_also=tuple(self.see_also),
            checked=self.checked,
            review_by=self.review_by,
        )


class PeriodShape(Shape):
    """What stands below ``periods`` of words.yaml."""

    names: list[_Text]
    date: _Date


class WordsShape(Shape):
    """What words.yaml is."""

    same: list[list[_Text]] = []
    known: list[_Text] = []
    elsewhere: list[list[_Text]] = []
    periods: list[PeriodShape] = []

    def words(self) -> Words:
        """The words it states."""
        periods = tuple(NamedPeriod(tuple(period.names), period.date) for period in self.periods)
        return Words(tuple(map(tuple, self.same)), tuple(self.known), tuple(map(tuple, self.elsewhere)), periods)


class AnswerShape(Shape):
    """What stands below ``answer`` of questions.yaml."""

    q: _Text
    entry: _Text
    also: list[_Text] = []
    as_of: _Date | None = None
    group: _Text | None = None


class TimelineShape(Shape):
    """What stands below ``timeline`` of questions.yaml."""

    q: _Text
    period: _Date
    group: _Text | None = None


class DeclineShape(Shape):
    """What stands below ``decline`` of questions.yaml."""

    q: _Text
    why: _Text
    group: _Text | None = None


class QuestionsShape(Shape):
    """What questions.yaml is."""

    answer: list[AnswerShape] = []
    timeline: list[TimelineShape] = []
    decline: list[DeclineShape] = []

    def questions(self) -> Iterator[tuple[Path, KnownQuestion]]:
        """The questions it states, with the path to each."""
        for at, asked in enumerate(self.answer):
            entry, also = asked.entry, tuple(asked.also)
            yield ("answer", at), KnownQuestion(asked.q, entry, also=also, as_of=asked.as_of, group=asked.group)
        for at, dated in enumerate(self.timeline):
            yield ("timeline", at), KnownQuestion(dated.q, period=dated.period, group=dated.group)
        for at, unanswerable in enumerate(self.decline):
            yield ("decline", at), KnownQuestion(unanswerable.q, why=unanswerable.why, group=unanswerable.group)


AnyShape = TypeVar("AnyShape", bound=Shape)
_BELOW: dict[str, type[Shape]] = {
    "claims": ClaimShape,
    "sources": CitationShape,
    "answer": AnswerShape,
    "timeline": TimelineShape,
    "periods": PeriodShape,
    "decline": DeclineShape,
}


def fit(shape: type[AnyShape], value: object) -> AnyShape | tuple[Problem, ...]:
    """The *value* as a *shape*, or everything that keeps it from being one."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        return tuple(_problem(shape, details) for details in error.errors(include_url=False))


def _problem(shape: type[Shape], details: ErrorDetails) -> Problem:
    path, given = tuple(details["loc"]), details["input"]
    name = f"'{path[-1]}'" if path and isinstance(path[-1], str) else "this"
    match details["type"]:
        case "missing":
            return Problem(path, f"{name} is missing", "add it")
        case "extra_forbidden":
            return Problem(path, f"{name} is not a key that is known here", _instead(_shape_at(shape, path), path))
        case "date":
            what, _, remedy = str(details["ctx"]["words"]).rpartition("; ")
            return Problem(path, what, remedy)
        case "days":
            return Problem(path, f"{name} is '{str(given)[:60]}'", "write a number of days, such as 730")
        case "enum":
            return Problem(path, f"{name} is '{str(given)[:60]}'", f"write {details['ctx']['expected']}")
        case "string_type":
            return Problem(path, f"{name} is {_kind(given)} where a text belongs", "write it as one text")
        case "list_type":
            return Problem(path, f"{name} is {_kind(given)} where a list belongs", "begin each item with '- '")
    return Problem(path, f"{name} is {_kind(given)} where a group belongs", "write lines such as 'key: value'")


def _instead(shape: type[Shape], path: Path) -> str:
    close = get_close_matches(str(path[-1]), shape.model_fields, n=1)
    return f"did you mean '{close[0]}'?" if close else f"remove it, or use one of {', '.join(shape.model_fields)}"


def _shape_at(shape: type[Shape], path: Path) -> type[Shape]:
    names = [step for step in path[:-1] if isinstance(step, str)]
    return _BELOW[names[-1]] if names else shape


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "a group"
    return "a list" if isinstance(value, list) else "a text"
