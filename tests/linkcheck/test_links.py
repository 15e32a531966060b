"""The addresses of a pack's sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path as File

from bot.core.entry import Citation, Claim, Entry, Kind
from bot.core.problem import Path, Place
from bot.linkcheck.links import Link, links
from bot.store.files import read_with_places
from tests.conftest import SOURCE
from tests.store.packs import written

OTHER = replace(SOURCE, id="almanac", url="https://almanac.example/")


def entry(entry_id: str, *cited: tuple[str, ...]) -> Entry:
    """An entry with a claim for each group of sources, by their ids."""
    sources = {source.id: source for source in (SOURCE, OTHER)}
    claims = (Claim("So.", tuple(Citation(sources[one], "says so") for one in group)) for group in cited)
    return Entry(entry_id, Kind.FACT, "What?", tuple(claims))


def nowhere(_: Iterable[Path]) -> Mapping[Path, Place]:
    return {}


def test_each_source_is_one_link_with_the_entries_that_rest_on_it_alone() -> None:
    of = [entry("one", ("gazette", "almanac"), ("gazette",)), entry("two", ("gazette",), ("gazette",))]

    assert links(of, nowhere) == (Link(OTHER, None, ()), Link(SOURCE, None, ("one", "two")))


def test_a_claim_that_cites_two_places_of_one_source_rests_on_it_alone() -> None:
    [link] = links([entry("one", ("gazette", "gazette"))], nowhere)

    assert link.rest_on_it == ("one",)


def test_a_link_stands_where_its_address_was_typed(tmp_path: File) -> None:
    ([reading], _) = read_with_places(written(tmp_path))

    places = {link.source.id: link.place for link in links(reading.pack.entries, reading.places)}

    file = (tmp_path / "sources.yaml").as_posix()
    assert places == {"bs-2025-09-04": Place(file, 5, 3), "kcna-2025": Place(file, 13, 3)}
