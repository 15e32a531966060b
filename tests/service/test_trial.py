"""Trials."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.core.answer import Match, Policy
from bot.core.dates import parse
from bot.core.pack import KnownQuestion, Words
from bot.core.timeline import Wanted
from bot.matching.index import Index
from bot.matching.normalise import words
from bot.service.trial import (
    Asked,
    Score,
    Tally,
    ask_all,
    hide,
    leave_one_out,
    score,
    tally,
    twist,
    within,
)
from tests.conftest import entries_of
from tests.service.exams import asked

TODAY = datetime.date(2026, 11, 24)
POLICY = Policy("test", answer_at=0.8, suggest_at=0.2, margin=0.1, offers=2)
INDEX = Index.of(
    entries_of("""
    - id: treaty
      question: When did China and North Korea sign their friendship treaty?
      variants: [year of the mutual aid pact, 1961 alliance]
      claims: [They signed it in Beijing.]
    - id: train
      question: How did Kim Jong Un travel to Beijing?
      variants: [armoured locomotive]
      claims: [He came by rail.]
    - id: war
      question: Which side did China take in the Korean War?
      claims: [China sent volunteers.]
    """),
    [
        Words(
            same=(("North Korea", "DPRK"), ("China", "PRC"), ("Kim Jong Un", "Kim"), ("pact", "alliance")),
            known=("Beijing",),
        )
    ],
)


def texts(trials: Iterable[Asked]) -> list[tuple[str, str | None]]:
    return [(trial.known.text, trial.known.entry) for trial in trials]


@pytest.mark.parametrize(
    ("found", "place"),
    [
        ([("a", 0.9), ("b", 0.5)], 0),
        ([("b", 0.9), ("a", 0.5)], 1),
        ([("b", 0.9)], None),
        ([], None),
    ],
)
def test_the_place_of_the_right_entry_counts_from_0(found: list[tuple[str, float]], place: int | None) -> None:
    assert asked("a", *found).place == place


def test_another_entry_that_answers_a_question_is_as_right_as_the_first() -> None:
    trial = replace(asked(None, ("c", 0.9), ("b", 0.5)), known=KnownQuestion("when?", "a", also=("b", "c")))

    assert trial.place == 0
    assert tally([trial], POLICY).right == 1


def test_what_no_entry_answers_has_no_place() -> None:
    assert asked(None, ("a", 0.9)).place is None


def test_an_answer_is_what_the_policy_gives_outright_right_or_wrong() -> None:
    assert asked("a", ("b", 0.9), ("a", 0.5)).is_answered(POLICY)


@pytest.mark.parametrize("found", [[("a", 0.7)], [("a", 0.9), ("b", 0.85)], [("a", 0.1)], []])
def test_asking_back_and_declining_answer_nothing(found: list[tuple[str, float]]) -> None:
    assert not asked("a", *found).is_answered(POLICY)


def test_a_timeline_is_right_for_the_days_that_were_asked_about_however_they_are_written() -> None:
    known = KnownQuestion("what happened in the 1950s", period=parse("1950/1959"))

    assert Asked(known, (), timeline=Wanted(parse("195X"))).place == 0
    assert Asked(known, (), timeline=Wanted(parse("1955"))).place is None
    assert Asked(known, (Match("a", 0.9),)).place is None


def test_a_timeline_in_place_of_an_entry_is_wrong() -> None:
    given = Asked(KnownQuestion("who came in 1956", "a"), (Match("a", 0.9),), timeline=Wanted(parse("1956")))

    assert given.place is None
    assert tally([given], POLICY).wrong == 1


def test_a_timeline_of_what_must_be_declined_is_an_answer() -> None:
    assert tally([Asked(KnownQuestion("1956?"), (), timeline=Wanted(parse("1956")))], POLICY).anyway == 1


def test_a_question_is_asked_of_the_base_as_it_stood_for_its_day() -> None:
    """
    The index holds a count for two days; on the first of them only the first had been made.
    """
    index = Index.of(
        entries_of("""
    - id: visits
      question: How many visits were there?
      claims: [{text: There were two visits., as_of: 2018-05}, {text: There were five visits., as_of: 2025-09}]
    """)
    )
    then = [KnownQuestion("how many visits were there", "visits", as_of=parse(day)) for day in ("2018-06", "2018-04")]

    assert [found.place for found in ask_all(index, then)] == [0, None]


def test_the_confidence_is_that_of_the_best_match_and_0_where_nothing_was_found() -> None:
    assert [asked("a", ("b", 0.7), ("a", 0.5)).confidence, asked("a").confidence] == [0.7, 0.0]


@pytest.mark.parametrize(
    ("found", "offered"),
    [
        ([("b", 0.7), ("a", 0.5)], True),
        ([("b", 0.7), ("c", 0.6), ("a", 0.5)], False),
        ([("b", 0.7), ("a", 0.1)], False),
        ([("a", 0.9)], False),
        ([("a", 0.1)], False),
    ],
)
def test_the_right_entry_is_offered_when_it_is_among_those_asked_back_with(
    found: list[tuple[str, float]], offered: bool
) -> None:
    assert asked("a", *found).offered(POLICY) == offered


def test_questions_are_asked_in_their_order() -> None:
    known = [KnownQuestion("armoured locomotive", "train"), KnownQuestion("1961 alliance", "treaty")]
    trials = ask_all(INDEX, known)

    assert [trial.known for trial in trials] == known
    assert [trial.place for trial in trials] == [0, 0]


def test_how_each_match_was_found_is_kept_in_their_order() -> None:
    [trial] = ask_all(INDEX, [KnownQuestion("1961 alliance", "treaty")])

    assert tuple(finding.match for finding in trial.findings) == trial.matches


def test_each_phrasing_is_left_out_once_but_for_an_entrys_only_one() -> None:
    assert texts(leave_one_out(INDEX)) == [
        ("When did China and North Korea sign their friendship treaty?", "treaty"),
        ("year of the mutual aid pact", "treaty"),
        ("1961 alliance", "treaty"),
        ("How did Kim Jong Un travel to Beijing?", "train"),
        ("armoured locomotive", "train"),
    ]


def test_every_second_phrasing_of_an_entry_is_left_out_if_so_wished() -> None:
    assert texts(leave_one_out(INDEX, every=2)) == [
        ("When did China and North Korea sign their friendship treaty?", "treaty"),
        ("1961 alliance", "treaty"),
        ("How did Kim Jong Un travel to Beijing?", "train"),
    ]


def test_a_phrasing_that_was_left_out_does_not_help_to_find_its_entry() -> None:
    [trial] = [trial for trial in leave_one_out(INDEX) if trial.known.text == "armoured locomotive"]
    whole = INDEX.search("armoured locomotive")[0]
    apart = {match.entry_id: match.confidence for match in trial.matches}

    assert whole.entry_id == "train"
    assert apart.get("train", 0.0) < whole.confidence / 2


def test_the_other_phrasings_still_find_their_entry() -> None:
    index = Index.of(
        entries_of("""
        - {id: a, question: when was the treaty signed, variants: [when was the treaty concluded]}
        - {id: b, question: how wide is the river, variants: [how wide is the stream]}
        """)
    )

    assert within(tuple(leave_one_out(index)), 1) == 1.0


def test_each_phrasing_is_asked_of_the_base_without_its_entry() -> None:
    trials = tuple(hide(INDEX))

    assert texts(trials) == [(text, None) for entry in INDEX.entries.values() for text in entry.phrasings]


def test_an_entry_that_is_hidden_is_never_found() -> None:
    own = {phrasing: entry.id for entry in INDEX.entries.values() for phrasing in entry.phrasings}

    for trial in hide(INDEX):
        assert own[trial.known.text] not in [match.entry_id for match in trial.matches]


def test_every_second_phrasing_of_an_entry_is_hidden_if_so_wished() -> None:
    assert [text for text, _ in texts(hide(INDEX, every=2))] == [
        "When did China and North Korea sign their friendship treaty?",
        "1961 alliance",
        "How did Kim Jong Un travel to Beijing?",
        "Which side did China take in the Korean War?",
    ]


def test_a_trial_leaves_the_base_as_it_was() -> None:
    before = dict(INDEX.entries)
    for trials in (leave_one_out(INDEX), hide(INDEX), twist(INDEX, random.Random(1))):
        assert list(trials)

    assert INDEX.entries == before


def test_a_twist_swaps_the_most_telling_word_that_is_no_name() -> None:
    trials = texts(twist(INDEX, random.Random(1961)))
    before = [entry.phrasings[at] for entry in INDEX.entries.values() for at in range(len(entry.variants) + 1)][:5]
    taken = [set(words(was)) - set(words(now)) for was, (now, _) in zip(before, trials, strict=True)]

    assert taken == [{"friendship"}, {"pact"}, {"alliance"}, {"travel"}, {"armoured"}]


def test_a_twist_has_as_many_words_and_no_answer() -> None:
    twisted = [(len(text.split()), entry) for text, entry in texts(twist(INDEX, random.Random(1961)))]

    assert twisted == [(10, None), (6, None), (2, None), (8, None), (2, None)]


def test_a_phrasing_of_names_and_common_words_is_not_twisted() -> None:
    index = Index.of(
        entries_of("- {id: a, question: when did Kim Jong Un come to China, variants: [the year of it]}"),
        [Words(known=("Kim Jong Un", "China"))],
    )

    assert list(twist(index, random.Random(1961))) == []


def test_the_same_seed_twists_the_same_way() -> None:
    one, same, other = (texts(twist(INDEX, random.Random(seed))) for seed in (1961, 1961, 1949))

    assert one == same != other


TRIALS = [
    asked("a", ("a", 0.9)),
    asked("a", ("a", 0.9), ("b", 0.1)),
    asked("a", ("b", 0.9), ("a", 0.1)),
    asked("a", ("a", 0.5)),
    asked("a", ("b", 0.5)),
    asked("a"),
    asked(None, ("b", 0.9)),
    asked(None, ("b", 0.5)),
    asked(None, ("b", 0.6), ("c", 0.5)),
    asked(None),
]


def test_a_tally_counts_what_a_policy_does_with_each_question() -> None:
    assert tally(TRIALS, POLICY) == Tally(
        answerable=6, right=2, wrong=1, offered=1, unanswerable=4, anyway=1, offered_anyway=2
    )


def test_a_tally_of_nothing_is_all_nought() -> None:
    assert tally([], POLICY) == Tally(0, 0, 0, 0, 0, 0, 0)


def test_a_score_counts_rights_and_wrongs_apart() -> None:
    assert score(TRIALS, POLICY, TODAY) == Score(
        on=TODAY,
        answer_at=0.8,
        answerable=6,
        first=3,
        answered_right=2,
        answered_wrong=1,
        unanswerable=4,
        answered_anyway=1,
    )


def test_a_trial_of_nothing_scores_nothing() -> None:
    assert score([], POLICY, TODAY) == Score(TODAY, 0.8, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(("places", "share"), [(1, 0.25), (2, 0.5), (3, 0.75), (9, 0.75)])
def test_the_share_within_some_places_counts_what_was_not_found_as_a_miss(places: int, share: float) -> None:
    ordered = [("a", 0.9), ("b", 0.8), ("c", 0.7)]
    trials = [asked(right, *ordered) for right in ("a", "b", "c", "d")]

    assert within(trials, places) == share
