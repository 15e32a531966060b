"""Values of the domain for Hypothesis, such as would pass the checks of a pack."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from bot.core.dates import EdtfDate, parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank, Source, SourceKind
from bot.core.pack import KnownQuestion, NamedPeriod, Pack, Words

_CALENDAR = st.dates(min_value=date(1, 1, 1))


T = TypeVar("T")


@cache
def ids() -> st.SearchStrategy[str]:
    """Ids as entries, sources and packs bear them."""
    words = st.sampled_from(("treaty", "visit", "trade", "border", "a"))
    return st.builds("{}-{}".format, words, st.integers(min_value=0, max_value=2100))


@cache
def texts() -> st.SearchStrategy[str]:
    """A line of any script, without control characters and without blanks at its ends."""
    letters = st.characters(exclude_categories=("C", "Zl", "Zp"))
    return st.text(letters, min_size=1, max_size=20).map(str.strip).filter(bool)


@cache
def days() -> st.SearchStrategy[EdtfDate]:
    """Days of the calendar."""
    return _CALENDAR.map(date.isoformat).map(parse)


@st.composite
def dates(draw: st.DrawFn) -> EdtfDate:
    """EDTF level 1: years, months, days, qualified and partial ones, and intervals, open ones too."""
    point = draw(_points())
    match draw(st.sampled_from(("point", "point", "closed", "open"))):
        case "closed":
            return parse("/".join(sorted((point, draw(_CALENDAR).isoformat()), key=_start)))
        case "open":
            return parse(draw(st.sampled_from(("{}/..", "{}/", "../{}", "/{}"))).format(point))
    return parse(point)


@cache
def _points() -> st.SearchStrategy[str]:
    plain = st.builds(lambda day, length: day.isoformat()[:length], _CALENDAR, st.sampled_from((4, 7, 10)))
    years = st.integers(min_value=100, max_value=9998).map("{:04}".format)  # the winter of 9999 never ends
    partial = st.builds(
        lambda year, form: form.format(year=year, decade=year[:3], century=year[:2]),
        years,
        st.sampled_from(
            ("{decade}X", "{century}XX", "{year}-XX", "{year}-XX-XX", "{year}-10-XX", "{year}-21", "{year}-24")
        ),
    )
    return plain | st.builds("{}{}".format, plain | partial, st.sampled_from(("", "~", "?", "%")))


def _start(text: str) -> date:
    earliest = parse(text).earliest
    assert earliest is not None
    return earliest


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """Sources with at least one of their two dates."""
    published = draw(st.none() | dates())
    return Source(
        id=draw(ids()),
        publisher=draw(texts()),
        title=draw(texts()),
        url="https://" + draw(ids()) + ".example/" + draw(ids()),
        published=published,
        accessed=draw(days() if published is None else st.none() | days()),
        author=draw(st.none() | texts()),
        kind=draw(st.sampled_from(SourceKind)),
        language=draw(st.sampled_from(("en", "ko", "zh-Hans", "ru"))),
    )


@st.composite
def claims(draw: st.DrawFn, known: tuple[Source, ...]) -> Claim:
    """Claims that cite the *known* sources."""
    rank = draw(st.sampled_from(Rank))
    citations = st.builds(Citation, st.sampled_from(known), texts(), st.none() | texts())
    return Claim(
        text=draw(texts()),
        citations=tuple(draw(st.lists(citations, min_size=1, max_size=2))),
        date=draw(st.none() | dates()),
        as_of=draw(st.none() | days()),
        rank=rank,
        reason=draw(st.none() | texts() if rank is Rank.NORMAL else texts()),
        series=draw(st.none() | st.sampled_from(("visits", "sets"))),
    )


@st.composite
def entries(draw: st.DrawFn, known: tuple[Source, ...] | None = None) -> Entry:
    """Entries that cite the *known* sources; sources of their own if None."""
    cited = known or (draw(sources()),)
    names = _tuples(texts())
    question, *variants = draw(st.lists(texts(), min_size=1, max_size=4, unique_by=str.casefold))
    return Entry(
        id=draw(ids()),
        kind=draw(st.sampled_from(Kind)),
        question=question,
        claims=tuple(draw(st.lists(claims(cited), min_size=1, max_size=2))),
        variants=tuple(variants),
        topics=draw(_tuples(ids())),
        people=draw(names),
        places=draw(names),
        see_also=draw(_tuples(ids())),
        checked=draw(st.none() | days()),
        review_by=draw(st.none() | days()),
    )


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Packs whose entries share their sources and go by their ids."""
    known = draw(st.lists(sources(), min_size=1, max_size=3, unique_by=lambda source: source.id))
    drawn = draw(st.lists(entries(tuple(known)), max_size=3, unique_by=lambda entry: entry.id))
    return Pack(
        id=draw(ids()),
        title=draw(texts()),
        language="en",
        about=draw(texts()),
        licence="CC BY 4.0",
        entries=tuple(sorted(drawn, key=lambda entry: entry.id)),
        words=Words(draw(_groups()), draw(_tuples(texts())), draw(_groups()), draw(_tuples(_periods()))),
        stale_after=draw(st.none() | st.integers(min_value=1, max_value=36_500)),
        questions=tuple(draw(st.lists(_known_questions(tuple(drawn)), max_size=3, unique_by=lambda asked: asked.text))),
    )


def _known_questions(answering: tuple[Entry, ...]) -> st.SearchStrategy[KnownQuestion]:
    declined = st.builds(KnownQuestion, texts(), st.none(), st.sampled_from(("another country", "off topic")))
    others = declined | st.builds(KnownQuestion, texts(), period=dates(), group=st.none() | ids())
    if not answering:
        return others
    found = st.lists(st.sampled_from([entry.id for entry in answering]), min_size=1, max_size=3, unique=True)
    return others | st.builds(_answered_by, texts(), found, st.none() | days())


def _answered_by(text: str, entries: list[str], as_of: EdtfDate | None) -> KnownQuestion:
    return KnownQuestion(text, entries[0], also=tuple(entries[1:]), as_of=as_of)


def _periods() -> st.SearchStrategy[NamedPeriod]:
    return st.builds(NamedPeriod, st.lists(texts(), min_size=1, max_size=3).map(tuple), dates())


def _tuples(items: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=2, unique=True).map(tuple)


@cache
def _groups() -> st.SearchStrategy[tuple[tuple[str, ...], ...]]:
    group = st.lists(texts(), min_size=1, max_size=3, unique=True).map(tuple)
    return st.lists(group, max_size=2).map(tuple)
