"""Drafts: writing an entry part by part, on a real database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.draft import Draft
from bot.core.entry import Entry
from bot.core.errors import NotCurator, StaleRevision, UnknownEntry
from bot.core.revision import Scope
from bot.service.base import Base
from bot.service.curate import keep
from bot.service.curators import Actor
from bot.service.drafts import (
    CitationPart,
    ClaimPart,
    Labels,
    Part,
    SourcePart,
    Wordings,
    begin,
    begin_new,
    cite,
    drop,
    opened,
    plain,
    read,
    renewed,
    save,
    theirs,
    wish,
    write,
)
from bot.service.upkeep import Upkeep
from tests.service import test_curate
from tests.service.bases import PACK
from tests.service.test_curate import CURATOR, ELSEWHERE, HERE, NOON, TREATY, later, upkeep
from tests.strategies import entries

__all__ = ["upkeep"]
LONGEST_FIELD = 4000
WORDINGS = Wordings(LONGEST_FIELD)
OTHER = replace(CURATOR, user=43)
PARTS: tuple[Part, ...] = (
    WORDINGS,
    Labels(),
    ClaimPart(0),
    ClaimPart(1),
    CitationPart(0, 0),
    SourcePart(0),
)
CLAIM = {"text": "The club was founded in Seoul.", "date": "1999-05"}
SOURCE = {"publisher": "The Club", "title": "Our story", "url": "https://example.org/story", "published": "2001"}


def filled(upkeep: Upkeep, draft: Draft, part: Part, **written: str) -> Draft:
    return write(upkeep, CURATOR, draft.id, part, written, later(1))


def stated(upkeep: Upkeep, draft: Draft) -> Entry:
    """The entry that *draft* states, with which nothing is wrong."""
    reading = read(draft, upkeep.base_in(HERE))
    assert reading.problems == ()
    assert reading.entry
    return reading.entry


def test_a_draft_of_an_entry_states_that_entry(upkeep: Upkeep) -> None:
    assert stated(upkeep, begin(upkeep, CURATOR, "treaty", NOON)) == TREATY


@given(entries())
def test_any_entry_comes_out_of_its_forms_as_it_went_in(entry: Entry) -> None:
    base = Base.of_packs([replace(PACK, entries=(entry,))])
    typed = begun(entry)
    parts: list[Part] = [WORDINGS, Labels(), *(ClaimPart(at) for at in range(len(entry.claims)))]
    for part in parts:
        part.fill(typed, part.fields(typed), base, NOON.date())

    assert read(Draft("d", Scope.server(HERE), entry.id, "42", NOON, "p1", typed), base).entry == entry


def begun(entry: Entry) -> dict[str, Any]:
    """What a draft of *entry* begins with."""
    return {"entry": plain(entry), "sources": {}}


def test_a_new_entry_is_written_part_by_part_and_saved(upkeep: Upkeep) -> None:
    draft = begin_new(upkeep, CURATOR, "When was this club founded?", NOON)
    filled(
        upkeep,
        draft,
        WORDINGS,
        question="When was this club founded?",
        variants="club founding date\n\nits birth",
    )
    filled(upkeep, draft, ClaimPart(0), **CLAIM)
    draft = filled(upkeep, draft, SourcePart(0), **SOURCE, says="dates it to May 1999")
    kept = save(upkeep, CURATOR, draft, stated(upkeep, draft), "", later(2))

    assert kept.entry
    assert (kept.entry_id, kept.entry.variants) == ("when-was-this-club-founded", ("club founding date", "its birth"))
    [citation] = kept.entry.claims[0].citations
    assert (citation.source.publisher, citation.says) == ("The Club", "dates it to May 1999")
    assert upkeep.base_in(HERE).index.search("club founding date")[0].entry_id == kept.entry_id
    assert theirs(upkeep, CURATOR) == ()


def test_what_cannot_be_saved_yet_is_kept_as_it_was_typed_with_all_that_is_wrong(upkeep: Upkeep) -> None:
    draft = begin_new(upkeep, CURATOR, "When was this club founded?", NOON)
    filled(upkeep, draft, ClaimPart(0), text="It was founded.", date="may 99", rank="bestest")
    draft = filled(upkeep, draft, CitationPart(0, 0), source="nobody knows", says="something")
    found = [str(problem) for problem in read(draft, upkeep.base_in(HERE)).problems]

    assert draft.typed["entry"]["claims"][0]["date"] == "may 99"
    assert ["may 99" in " ".join(found), "bestest" in " ".join(found)] == [True, True]
    assert opened(upkeep, CURATOR, draft.id) == draft


def test_a_source_that_words_name_alone_is_meant(upkeep: Upkeep) -> None:
    [source] = {source.id for source in TREATY.sources}
    draft = begin(upkeep, CURATOR, "ties", NOON)
    draft = filled(upkeep, draft, CitationPart(0, 1), source=source, says="says so too")

    assert [one.source.id for one in stated(upkeep, draft).claims[0].citations] == [source, source]


def test_a_source_that_nobody_knows_is_a_problem_with_its_place(upkeep: Upkeep) -> None:
    draft = filled(upkeep, begin(upkeep, CURATOR, "ties", NOON), CitationPart(0, 1), source="Pravda", says="it is so")
    [problem] = read(draft, upkeep.base_in(HERE)).problems

    assert str(problem).startswith("claim 1, source 2: 'Pravda' is not the name of one source alone")


def test_a_claim_without_text_and_a_citation_of_nothing_are_taken_out(upkeep: Upkeep) -> None:
    draft = begin(upkeep, CURATOR, "treaty", NOON)
    draft = filled(upkeep, draft, ClaimPart(1), text="It was renewed in 1981.", date="1981")
    filled(upkeep, draft, CitationPart(1, 0))
    draft = filled(upkeep, draft, ClaimPart(1))

    assert stated(upkeep, draft) == TREATY


def test_a_citation_of_a_claim_that_was_taken_out_meanwhile_is_not_lost(upkeep: Upkeep) -> None:
    draft = begin_new(upkeep, CURATOR, "When was this club founded?", NOON)
    draft = filled(upkeep, draft, CitationPart(3, 0), source="example", says="dates it to May 1999")

    assert [one["says"] for one in draft.typed["entry"]["claims"][0]["sources"]] == ["dates it to May 1999"]


def test_one_more_source_is_cited_in_the_claim_of_that_number(upkeep: Upkeep) -> None:
    [source] = {source.id for source in TREATY.sources}
    draft = begin(upkeep, CURATOR, "ties", NOON)
    written = {"source": source, "says": "says so too", "where": "page 2"}
    draft, place = cite(upkeep, CURATOR, draft.id, 7, written, later(1))

    assert place == 0
    assert [(one.says, one.where) for one in stated(upkeep, draft).claims[0].citations][-1] == ("says so too", "page 2")


def test_wordings_that_fill_more_than_a_field_come_in_several(upkeep: Upkeep) -> None:
    typed = {"entry": {"question": "When?", "variants": [f"{number:03} {'x' * 190}" for number in range(60)]}}
    fields = WORDINGS.fields(typed)
    again: dict[str, Any] = {"entry": {}}
    WORDINGS.fill(again, fields, upkeep.base, NOON.date())

    assert list(fields) == ["question", "variants", "variants2", "variants3"]
    assert max(map(len, fields.values())) <= LONGEST_FIELD
    assert again == typed


@given(st.lists(st.text("ab ", min_size=1, max_size=LONGEST_FIELD), max_size=4))
def test_whatever_wordings_four_fields_bring_fit_into_four_fields_again(texts: list[str]) -> None:
    typed: dict[str, Any] = {"entry": {}}
    base = Base.of_packs([PACK])
    WORDINGS.fill(typed, {f"variants{number}": text for number, text in enumerate(texts)}, base, NOON.date())
    fields = WORDINGS.fields(typed)

    assert len(fields) <= 5
    assert max(map(len, fields.values())) <= LONGEST_FIELD


def test_the_draft_that_was_begun_is_gone_on_with(upkeep: Upkeep) -> None:
    first = filled(upkeep, begin(upkeep, CURATOR, "treaty", NOON), Labels(), topics="pact")

    assert begin(upkeep, CURATOR, "treaty", later(9)) == first
    assert [one.id for one in theirs(upkeep, CURATOR)] == [first.id]


def test_ids_of_new_entries_are_made_of_their_question_and_taken_by_nobody(upkeep: Upkeep) -> None:
    asked = ["When was the treaty signed?", "When was the treaty signed?", "\N{HANGUL SYLLABLE GA}?", "a" * 190]
    ids = [begin_new(upkeep, CURATOR, question, NOON).entry_id for question in asked]

    assert ids == ["when-was-the-treaty-signed", "when-was-the-treaty-signed-2", "entry-new", "entry-new-2"]


@pytest.mark.parametrize("actor", [OTHER, ELSEWHERE])
def test_a_draft_is_nobody_elses(upkeep: Upkeep, actor: Actor) -> None:
    draft = begin(upkeep, CURATOR, "treaty", NOON)

    for work in (opened, drop):
        with pytest.raises(UnknownEntry, match="draft"):
            work(upkeep, actor, draft.id)
    with pytest.raises(NotCurator):
        opened(upkeep, replace(CURATOR, manages=False), draft.id)
    assert opened(upkeep, CURATOR, draft.id) == draft


def test_what_was_changed_meanwhile_is_not_overwritten_until_the_author_says_so(upkeep: Upkeep) -> None:
    draft = filled(upkeep, begin(upkeep, CURATOR, "treaty", NOON), Labels(), topics="pact")
    keep(upkeep, OTHER, test_curate.wish(upkeep, replace(TREATY, topics=("treaties",))), later(2))
    entry = stated(upkeep, draft)

    with pytest.raises(StaleRevision):
        save(upkeep, CURATOR, draft, entry, "", later(3))
    again = renewed(upkeep, CURATOR, draft.id, later(4))

    assert again.typed == draft.typed
    assert save(upkeep, CURATOR, again, entry, "", later(5)).entry == entry


def test_a_draft_outlives_a_restart(upkeep: Upkeep) -> None:
    draft = filled(upkeep, begin(upkeep, CURATOR, "treaty", NOON), Labels(), topics="pact")

    assert opened(Upkeep(upkeep.store, {"demo"}), CURATOR, draft.id) == draft


def test_what_was_thrown_away_is_gone(upkeep: Upkeep) -> None:
    draft = begin(upkeep, CURATOR, "treaty", NOON)
    drop(upkeep, CURATOR, draft.id)

    with pytest.raises(UnknownEntry, match="saved or thrown away"):
        opened(upkeep, CURATOR, draft.id)


FIELDS = ("question", "variants", "text", "date", "rank", "source", "says", "publisher", "url", "topics", "review_by")


@given(
    st.lists(
        st.tuples(st.sampled_from(PARTS), st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=30), max_size=6)),
        max_size=6,
    )
)
def test_whatever_forms_bring_is_read_without_an_error(forms: list[tuple[Part, dict[str, str]]]) -> None:
    base = Base.of_packs([PACK])
    typed = begun(TREATY)
    for part, written in forms:
        part.fill(typed, written, base, NOON.date())
        part.fields(typed)
    draft = Draft("d", Scope.server(HERE), "treaty", "42", NOON, "p1", typed)
    reading = read(draft, base)

    assert reading.problems or reading.entry
    if reading.entry:
        assert wish(draft, reading.entry, "").entry_id == "treaty"
