"""The contract that every store keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings

from bot.core.dates import parse
from bot.core.draft import Draft
from bot.core.errors import StaleRevision, StoreUnavailable
from bot.core.pack import Pack, Words
from bot.core.revision import Revision, Scope
from bot.core.verification import verified
from bot.store.base import Change, Store, Synced
from tests.store.samples import GUILD, NOON, PACK, TREATY, VISIT, act, asked, edit
from tests.strategies import packs

PACKED = Scope.pack(PACK.id)
LATER = asked(TREATY, "When was the 1961 treaty signed?")
DUE = replace(TREATY, checked=parse("2025-11-23"), review_by=parse("2026-06-30"))
DATED = replace(PACK, entries=(DUE, VISIT))


def test_an_entry_that_nobody_wrote_has_no_history(store: Store) -> None:
    assert store.history(GUILD, TREATY.id) == ()
    assert store.current(GUILD) == ()


def test_an_edit_is_kept_as_the_next_revision(store: Store) -> None:
    first = store.append(edit(TREATY))
    second = store.append(edit(LATER, after=1, note="the year is what people ask for"))

    author = "175928847299117063"
    assert first == Revision(GUILD, TREATY.id, 1, TREATY, author, NOON)
    assert second == Revision(GUILD, TREATY.id, 2, LATER, author, NOON, "the year is what people ask for")
    assert store.history(GUILD, TREATY.id) == (first, second)


def test_what_stands_is_the_newest_revision_of_each_entry_by_id(store: Store) -> None:
    visit = store.append(edit(VISIT))
    store.append(edit(TREATY))
    treaty = store.append(edit(LATER, after=1))

    assert store.current(GUILD) == (treaty, visit)


def test_every_scope_that_holds_a_revision_is_told_by_name(store: Store) -> None:
    assert store.scopes() == ()
    store.append(edit(TREATY))
    store.append(edit(LATER, after=1))
    store.sync(PACK, NOON)

    assert store.scopes() == tuple(sorted((GUILD, PACKED), key=str))


def test_ids_are_in_the_order_of_their_characters_whatever_the_database_thinks_of_hyphens(store: Store) -> None:
    ids = ("ab", "a-c", "a1", "aa")
    for entry_id in ids:
        store.append(edit(replace(TREATY, id=entry_id)))

    assert [revision.entry_id for revision in store.current(GUILD)] == sorted(ids)


def test_the_second_of_two_edits_of_one_revision_is_refused(store: Store) -> None:
    store.append(edit(TREATY))
    kept = store.append(edit(LATER, after=1))

    with pytest.raises(StaleRevision) as refused:
        store.append(edit(asked(TREATY, "Which treaty?"), after=1))

    assert str(refused.value) == (
        "'friendship-treaty-1961' was changed by somebody else after revision 1; open it again and repeat your edit."
    )
    assert store.current(GUILD) == (kept,)


def test_the_second_of_two_new_entries_of_one_id_is_refused(store: Store) -> None:
    kept = store.append(edit(TREATY))

    with pytest.raises(StaleRevision):
        store.append(edit(LATER))

    assert store.history(GUILD, TREATY.id) == (kept,)


@pytest.mark.parametrize("after", [-1, 2, 7])
def test_an_edit_of_a_revision_that_never_was_is_refused(store: Store, after: int) -> None:
    kept = store.append(edit(TREATY))

    with pytest.raises(StaleRevision):
        store.append(edit(LATER, after=after))

    assert store.history(GUILD, TREATY.id) == (kept,)


def test_a_refused_edit_leaves_no_trace_in_the_sequence(store: Store) -> None:
    store.append(edit(TREATY))

    with pytest.raises(StaleRevision):
        store.append(edit(LATER))

    assert store.sequence() == 1
    assert store.append(edit(LATER, after=1)).number == 2
    assert [change.sequence for change in store.changes(0)] == [1, 2]


def test_a_retired_entry_keeps_its_history_and_can_come_back(store: Store) -> None:
    first = store.append(edit(TREATY))
    retired = store.append(edit(None, after=1, note="told twice"))
    back = store.append(edit(TREATY, after=2))

    assert retired.entry is None
    assert store.history(GUILD, TREATY.id) == (first, retired, back)


def test_a_retired_entry_is_still_among_the_current_ones(store: Store) -> None:
    store.append(edit(TREATY))
    retired = store.append(edit(None, after=1))

    assert store.current(GUILD) == (retired,)


def test_servers_do_not_see_each_others_revisions(store: Store) -> None:
    mine = store.append(edit(TREATY))
    other = replace(edit(LATER), scope=Scope.server(80351110224678913))
    theirs = store.append(other)

    assert store.current(GUILD) == (mine,)
    assert store.history(other.scope, TREATY.id) == (theirs,)


def test_a_server_and_a_pack_of_one_name_are_two_scopes(store: Store) -> None:
    store.append(replace(edit(TREATY), scope=Scope("pack", "12")))

    assert store.current(Scope("server", "12")) == ()


def test_a_time_is_kept_to_the_microsecond_wherever_it_was_told(store: Store) -> None:
    at = datetime(2026, 11, 24, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    store.append(replace(edit(TREATY), at=at))

    assert store.history(GUILD, TREATY.id)[0].at == at


def test_a_time_without_a_zone_is_not_guessed(store: Store) -> None:
    naive = NOON.replace(tzinfo=None)

    with pytest.raises(ValueError, match="time zone"):
        store.append(replace(edit(TREATY), at=naive))
    with pytest.raises(ValueError, match="time zone"):
        store.sync(PACK, naive)


def test_an_edit_that_carries_another_entry_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="an edit of 'friendship-treaty-1961' carries the entry 'visit-2019'"):
        store.append(replace(edit(TREATY), entry=VISIT))


@pytest.mark.parametrize("typed", ["'); DROP TABLE revision; --", "%s %(note)s :note ?", "조선 🇨🇳 \u202e", "a\r\nb\\"])
def test_what_is_typed_is_kept_as_typed(store: Store, typed: str) -> None:
    store.append(edit(asked(TREATY, typed), note=typed))

    (kept,) = store.history(GUILD, TREATY.id)
    assert kept.note == typed
    assert kept.entry == asked(TREATY, typed)


@pytest.mark.parametrize("typed", ["a\0b", "a\ud83db"])
def test_a_note_loses_only_what_no_database_holds(store: Store, typed: str) -> None:
    kept = store.append(edit(asked(TREATY, typed), note=typed))

    assert kept.note == "a\N{REPLACEMENT CHARACTER}b"
    assert kept.entry == asked(TREATY, typed)
    assert store.history(GUILD, TREATY.id) == (kept,)


@pytest.mark.parametrize("typed", ["a\0b", "a\ud83db", "' OR 1 = 1 --", "%", ""])
def test_an_id_that_cannot_be_is_simply_unknown(store: Store, typed: str) -> None:
    store.append(edit(TREATY))

    assert store.history(GUILD, typed) == ()


def test_a_new_pack_is_added_whole(store: Store) -> None:
    assert store.sync(PACK, NOON) == Synced(added=(TREATY.id, VISIT.id))

    assert store.packs() == (PACK,)
    assert store.current(PACKED) == (
        Revision(PACKED, TREATY.id, 1, TREATY, "sync", NOON),
        Revision(PACKED, VISIT.id, 1, VISIT, "sync", NOON),
    )


def test_the_same_content_makes_no_revision(store: Store) -> None:
    store.sync(PACK, NOON)

    assert store.sync(PACK, NOON + timedelta(days=1)) == Synced(unchanged=(TREATY.id, VISIT.id))

    assert len(store.history(PACKED, TREATY.id)) == 1
    assert store.sequence() == 3  # two entries, and the pack itself


def test_a_changed_entry_gets_a_revision_and_the_others_none(store: Store) -> None:
    store.sync(PACK, NOON)

    synced = store.sync(replace(PACK, entries=(LATER, VISIT)), NOON)

    assert synced == Synced(changed=(TREATY.id,), unchanged=(VISIT.id,))
    assert [revision.entry for revision in store.history(PACKED, TREATY.id)] == [TREATY, LATER]
    assert len(store.history(PACKED, VISIT.id)) == 1


def test_an_entry_that_left_the_pack_is_retired_once(store: Store) -> None:
    store.sync(PACK, NOON)
    smaller = replace(PACK, entries=(TREATY,))

    assert store.sync(smaller, NOON) == Synced(retired=(VISIT.id,), unchanged=(TREATY.id,))
    assert store.sync(smaller, NOON) == Synced(unchanged=(TREATY.id,))

    assert [revision.entry for revision in store.history(PACKED, VISIT.id)] == [VISIT, None]
    assert store.packs() == (smaller,)


def test_a_retired_entry_that_comes_back_gets_a_new_revision(store: Store) -> None:
    store.sync(PACK, NOON)
    store.sync(replace(PACK, entries=(TREATY,)), NOON)

    assert store.sync(PACK, NOON) == Synced(added=(VISIT.id,), unchanged=(TREATY.id,))

    assert [revision.entry for revision in store.history(PACKED, VISIT.id)] == [VISIT, None, VISIT]


def test_a_sync_leaves_what_servers_wrote_alone(store: Store) -> None:
    mine = store.append(edit(LATER))

    store.sync(PACK, NOON)

    assert store.current(GUILD) == (mine,)


def test_packs_do_not_touch_each_other(store: Store) -> None:
    other = replace(PACK, id="another-pack", entries=(LATER,), words=Words(known=("Great Hall of the People",)))
    store.sync(PACK, NOON)
    store.sync(other, NOON)

    assert store.packs() == (other, PACK)


def test_a_pack_that_cannot_be_synced_whole_is_not_synced_at_all(store: Store) -> None:
    store.sync(PACK, NOON)
    ambiguous = replace(PACK, title="New title", entries=(LATER, replace(TREATY, id="new"), replace(VISIT, id="new")))

    with pytest.raises(StoreUnavailable):
        store.sync(ambiguous, NOON)

    assert store.packs() == (PACK,)
    assert store.sequence() == 3


def test_new_words_of_a_pack_are_news_without_a_revision(store: Store) -> None:
    store.sync(PACK, NOON)
    before = store.sequence()
    reworded = replace(PACK, words=Words(same=(("China", "PRC"),)))

    synced = store.sync(reworded, NOON)

    assert synced == Synced(unchanged=(TREATY.id, VISIT.id))
    assert store.packs() == (reworded,)
    assert store.sequence() == before + 1
    assert store.changes(before) == ()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(packs())
def test_any_pack_comes_back_as_it_was_synced(store: Store, pack: Pack) -> None:
    store.sync(pack, NOON)

    assert pack in store.packs()


def test_those_who_follow_hear_of_each_revision_in_order(store: Store) -> None:
    store.append(edit(TREATY))
    store.sync(PACK, NOON)
    seen = store.sequence()
    store.append(edit(LATER, after=1))
    store.append(edit(VISIT))

    assert store.changes(seen) == (
        Change(seen + 1, GUILD, TREATY.id, 2),
        Change(seen + 2, GUILD, VISIT.id, 1),
    )
    assert store.changes(store.sequence()) == ()


def test_an_empty_store_stands_at_sequence_zero(store: Store) -> None:
    assert store.sequence() == 0
    assert store.changes(0) == ()
    assert store.packs() == ()


def test_a_verification_is_kept_and_leaves_the_entry_as_it_is(store: Store) -> None:
    first = store.append(edit(TREATY))

    kept = store.verify(act(review_by="2027-06", note="asked the archive"))

    assert kept == act(review_by="2027-06", note="asked the archive")
    assert store.verifications(GUILD) == (kept,)
    assert store.history(GUILD, TREATY.id) == (first,)


def test_the_newest_verification_of_each_entry_is_told_by_its_id_and_all_of_one_are_kept(store: Store) -> None:
    for entry in (VISIT, TREATY):
        store.append(edit(entry))
    visit = store.verify(act(entry_id=VISIT.id))
    first, second = store.verify(act(note="first")), store.verify(act(note="second"))

    assert store.verifications(GUILD) == (second, visit)
    assert store.verified(GUILD, TREATY.id) == (first, second)
    assert store.verified(GUILD, "unheard-of") == ()


@pytest.mark.parametrize("revision", [-1, 0, 1, 3])
def test_a_revision_that_is_not_the_newest_is_not_verified(store: Store, revision: int) -> None:
    store.append(edit(TREATY))
    store.append(edit(LATER, after=1))

    with pytest.raises(StaleRevision) as refused:
        store.verify(act(revision))

    assert str(refused.value) == (
        "'friendship-treaty-1961' was changed by somebody meanwhile, "
        f"after revision {revision}; open it again and look."
    )
    assert (store.verifications(GUILD), store.sequence()) == ((), 2)


def test_what_was_retired_or_never_there_is_not_verified(store: Store) -> None:
    store.append(edit(TREATY))
    store.append(edit(None, after=1))

    for refused in (act(2), act(1, "unheard-of"), act(1, scope=PACKED)):
        with pytest.raises(StaleRevision):
            store.verify(refused)


def test_a_verification_of_an_older_revision_is_still_told_with_its_number(store: Store) -> None:
    store.append(edit(TREATY))
    kept = store.verify(act(1))
    store.append(edit(LATER, after=1))

    assert store.verifications(GUILD) == (kept,)


def test_a_verification_without_a_zone_is_not_guessed(store: Store) -> None:
    store.append(edit(TREATY))

    with pytest.raises(ValueError, match="time zone"):
        store.verify(replace(act(), at=NOON.replace(tzinfo=None)))


def test_a_verification_comes_back_in_utc_to_the_microsecond(store: Store) -> None:
    at = datetime(2026, 11, 24, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    store.append(edit(TREATY))
    store.verify(replace(act(), at=at))

    (kept,) = store.verifications(GUILD)
    assert (kept.at, kept.at.tzinfo) == (at, UTC)


@pytest.mark.parametrize(
    "typed", ["'); DROP TABLE verification; --", "%s %(note)s :note ?", "조선 🇨🇳 \u202e", "a\r\nb\\"]
)
def test_a_note_of_a_verification_is_kept_as_typed(store: Store, typed: str) -> None:
    store.append(edit(TREATY))

    assert store.verify(act(note=typed)) == store.verifications(GUILD)[0] == act(note=typed)


def test_a_note_of_a_verification_loses_only_what_no_database_holds(store: Store) -> None:
    store.append(edit(TREATY))

    kept = store.verify(act(note="a\0b\ud83d"))

    assert kept.note == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"
    assert store.verifications(GUILD) == (kept,)


def test_those_who_follow_hear_of_a_verification_in_its_turn(store: Store) -> None:
    store.append(edit(TREATY))
    store.verify(act())
    store.append(edit(LATER, after=1))

    assert store.sequence() == 3
    assert store.changes(1) == (
        Change(2, GUILD, TREATY.id, 1, is_verification=True),
        Change(3, GUILD, TREATY.id, 2),
    )


def test_files_that_were_exported_after_a_verification_change_nothing(store: Store) -> None:
    store.sync(DATED, NOON)
    first = store.verify(act(scope=PACKED, review_by="2028"))
    store.verify(act(scope=PACKED, review_by="2029"))
    before = store.sequence()

    synced = store.sync(replace(DATED, entries=(verified(DUE, first), VISIT)), NOON)

    assert synced == Synced(unchanged=(TREATY.id, VISIT.id))
    assert store.sequence() == before


def test_files_of_before_a_verification_change_nothing_either(store: Store) -> None:
    store.sync(DATED, NOON)
    kept = store.verify(act(scope=PACKED))

    assert store.sync(DATED, NOON) == Synced(unchanged=(TREATY.id, VISIT.id))
    assert store.verifications(PACKED) == (kept,)


def test_files_that_say_more_than_a_verification_did_are_an_edit(store: Store) -> None:
    store.sync(DATED, NOON)
    kept = store.verify(act(scope=PACKED))
    reworded = asked(verified(DUE, kept), "Which treaty?")

    assert store.sync(replace(DATED, entries=(reworded, VISIT)), NOON).changed == (TREATY.id,)
    assert store.history(PACKED, TREATY.id)[-1].entry == reworded


def test_days_that_a_verification_of_an_older_revision_left_are_an_edit(store: Store) -> None:
    store.sync(DATED, NOON)
    kept = store.verify(act(scope=PACKED))
    edited = replace(DUE, topics=("treaty",))
    store.sync(replace(DATED, entries=(edited, VISIT)), NOON)

    synced = store.sync(replace(DATED, entries=(verified(edited, kept), VISIT)), NOON)

    assert synced.changed == (TREATY.id,)


def test_closing_twice_is_harmless(store: Store) -> None:
    store.append(edit(TREATY))

    store.close()
    store.close()


def test_times_come_back_in_utc(store: Store) -> None:
    store.append(replace(edit(TREATY), at=NOON.astimezone(timezone(timedelta(hours=-5)))))

    assert store.history(GUILD, TREATY.id)[0].at.tzinfo is UTC


def test_vectors_are_kept_by_encoder_and_digest(store: Store) -> None:
    store.keep_vectors("first", {"a": b"\0\1", "b": b"\xff"})
    store.keep_vectors("first", {"b": b"new", "c": b""})

    assert store.vectors("first") == {"a": b"\0\1", "b": b"new", "c": b""}
    assert store.vectors("second") == {}


def test_vectors_of_texts_that_are_gone_are_dropped(store: Store) -> None:
    store.keep_vectors("first", {str(number): b"x" for number in range(1200)})
    store.keep_vectors("first", {}, [str(number) for number in range(1, 1200)])

    assert store.vectors("first") == {"0": b"x"}


def test_vectors_of_another_encoder_are_dropped_when_one_keeps_its_own(store: Store) -> None:
    store.keep_vectors("first", {"a": b"x"})
    store.keep_vectors("second", {"b": b"y"})

    assert (store.vectors("first"), store.vectors("second")) == ({}, {"b": b"y"})


def test_keeping_vectors_is_no_change_of_the_base(store: Store) -> None:
    before = store.sequence()
    store.keep_vectors("first", {"a": b"x"})

    assert store.sequence() == before


def draft(
    draft_id: str = "d1", *, days: int = 0, author: str = "42", scope: Scope = GUILD, text: str = "When"
) -> Draft:
    return Draft(draft_id, scope, "treaty", author, NOON + timedelta(days=days), "p1", {"entry": {"question": text}})


def test_a_draft_is_kept_as_it_was_typed_and_written_over(store: Store) -> None:
    store.keep_draft(draft())
    store.keep_draft(draft(text="half \ud800 a pair, \0 and \N{FIRE}"))

    assert store.draft("d1") == draft(text="half \ud800 a pair, \0 and \N{FIRE}")
    assert store.draft("d2") is None


def test_the_drafts_of_an_author_in_a_scope_are_told_the_last_first(store: Store) -> None:
    for one in (draft("d1"), draft("d2", days=1), draft("d3", author="43"), draft("d4", scope=PACKED)):
        store.keep_draft(one)

    assert [one.id for one in store.drafts(GUILD, "42")] == ["d2", "d1"]


def test_a_draft_that_is_dropped_is_gone(store: Store) -> None:
    store.keep_draft(draft())
    store.drop_draft("d1")
    store.drop_draft("d1")

    assert store.draft("d1") is None


def test_a_draft_that_rested_for_a_month_is_dropped_with_the_next_that_is_written(store: Store) -> None:
    store.keep_draft(draft("old"))
    store.keep_draft(draft("new", days=31))

    assert (store.draft("old"), store.draft("new") is None) == (None, False)


def test_a_draft_is_no_change_of_the_base(store: Store) -> None:
    before = store.sequence()
    store.keep_draft(draft())

    assert (store.sequence(), store.changes(0)) == (before, ())
