"""Trials."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answer import Match, Policy
from bot.core.entry import Kind
from bot.core.pack import KnownQuestion, Words
from bot.matching.confidence import Features
from bot.matching.index import Finding, Index
from bot.matching.normalise import words
from bot.service.trial import (
    Asked,
    Score,
    ask_all,
    auroc,
    hide,
    leave_one_out,
    rank,
    read_entries,
    read_questions,
    score,
    twist,
    within,
)
from tests.conftest import entries_of

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
# Few different values, so that there are ties, and any at all.
confidences = st.lists(st.sampled_from((0.0, 0.25, 0.5, 1.0)) | st.floats(0, 1), min_size=1, max_size=30)


def asked(right: str | None, *found: tuple[str, float]) -> Asked:
    """A question that *right* answers, for which entries were found, each with a confidence."""
    unread = Features(*[0.0] * len(Features._fields))
    findings = tuple(Finding(Match(entry_id, confidence), unread, ()) for entry_id, confidence in found)
    return Asked(KnownQuestion("when?", right), findings)


def texts(trials: Iterable[Asked]) -> list[tuple[str, str | None]]:
    return [(trial.known.text, trial.known.entry) for trial in trials]


def plain_auroc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Every pair compared."""
    wins = sum((one > other) + (one == other) / 2 for one in right for other in wrong)
    return wins / (len(right) * len(wrong))


@given(confidences, confidences)
def test_the_auroc_is_what_comparing_every_pair_gives(right: list[float], wrong: list[float]) -> None:
    assert auroc(right, wrong) == pytest.approx(plain_auroc(right, wrong))


@given(confidences, confidences)
def test_the_aurocs_of_both_sides_make_up_the_whole(right: list[float], wrong: list[float]) -> None:
    assert auroc(right, wrong) + auroc(wrong, right) == pytest.approx(1)


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


def test_what_no_entry_answers_has_no_place() -> None:
    assert asked(None, ("a", 0.9)).place is None


def test_an_answer_is_the_entry_that_the_policy_gives_right_or_wrong() -> None:
    assert asked("a", ("b", 0.9), ("a", 0.5)).answered(POLICY) == "b"


@pytest.mark.parametrize("found", [[("a", 0.7)], [("a", 0.9), ("b", 0.85)], [("a", 0.1)], []])
def test_asking_back_and_declining_answer_nothing(found: list[tuple[str, float]]) -> None:
    assert asked("a", *found).answered(POLICY) is None


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
    apart = {finding.match.entry_id: finding.match.confidence for finding in trial.found}

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
        assert own[trial.known.text] not in [finding.match.entry_id for finding in trial.found]


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


def test_a_score_counts_rights_and_wrongs_apart() -> None:
    trials = [
        asked("a", ("a", 0.9)),
        asked("a", ("a", 0.9), ("b", 0.1)),
        asked("a", ("b", 0.9), ("a", 0.1)),
        asked("a", ("a", 0.5)),
        asked("a"),
        asked(None, ("b", 0.9)),
        asked(None, ("b", 0.5)),
        asked(None),
    ]

    assert score(trials, POLICY, TODAY) == Score(
        on=TODAY, answerable=5, first=3, answered_right=2, answered_wrong=1, unanswerable=3, answered_anyway=1
    )


def test_a_trial_of_nothing_scores_nothing() -> None:
    assert score([], POLICY, TODAY) == Score(TODAY, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(("places", "share"), [(1, 0.25), (2, 0.5), (3, 0.75), (9, 0.75)])
def test_the_share_within_some_places_counts_what_was_not_found_as_a_miss(places: int, share: float) -> None:
    ordered = [("a", 0.9), ("b", 0.8), ("c", 0.7)]
    trials = [asked(right, *ordered) for right in ("a", "b", "c", "d")]

    assert within(trials, places) == share


def as_lines(file: Path, rows: Iterable[dict[str, object]]) -> Path:
    file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return file


def test_entries_of_a_development_set_have_phrasings_and_no_claims(tmp_path: Path) -> None:
    file = as_lines(tmp_path / "base.jsonl", [{"entry": "ties", "phrasings": ["ties?", "first embassies", "朝鲜"]}])
    [entry] = read_entries(file)

    assert (entry.id, entry.kind, entry.phrasings, entry.claims) == (
        "ties",
        Kind.FACT,
        ("ties?", "first embassies", "朝鲜"),
        (),
    )


def test_questions_of_a_development_set_may_be_answered_by_none_and_have_another_wording(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"q": "ties?", "noisy": "teis?", "entry": "ties"}, {"q": "pizza", "noisy": "pizz"}]
    file = as_lines(tmp_path / "questions.jsonl", rows)

    assert read_questions(file) == (KnownQuestion("ties?", "ties"), KnownQuestion("pizza"))
    assert read_questions(file, "noisy") == (KnownQuestion("teis?", "ties"), KnownQuestion("pizz"))


def test_a_base_asked_in_its_own_words_ranks_without_a_fault(tmp_path: Path) -> None:
    phrasings = {"treaty": ["when was the treaty signed"], "river": ["how wide is the river", "width of the stream"]}
    asked_rows: list[dict[str, object]] = [
        {"q": text, "noisy": text, "entry": entry_id} for entry_id, some in phrasings.items() for text in some
    ]
    as_lines(tmp_path / "base.jsonl", [{"entry": one, "phrasings": some} for one, some in phrasings.items()])
    as_lines(tmp_path / "questions.jsonl", asked_rows)
    for name in ("unknown", "unknown_val"):
        as_lines(tmp_path / f"{name}.jsonl", [{"q": "🔥"}, {"q": "best pizza in town"}])
    ranking = rank(tmp_path)

    assert (ranking.first, ranking.three, ranking.noisy_first, ranking.noisy_three) == (1, 1, 1, 1)
    assert ranking.auroc == 1
    assert ranking.answered == 1
