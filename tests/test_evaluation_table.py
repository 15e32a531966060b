"""The table of an evaluation."""

from __future__ import annotations

import itertools

from bot.evaluation import Evaluation
from bot.evaluation_table import table
from bot.service.report import Sitting
from tests.service.exams import asked

KNOWN = (
    asked("river", ("river", 0.95)),
    asked("river", ("river", 0.7)),
    asked("river", ("lake", 0.5), ("river", 0.45), text="how wide is it \x1b[2J" + " and how" * 20),
)
OURS = Sitting(
    known=KNOWN,
    noisy=(asked("river", ("river", 0.9)),),
    unknown=(asked(None, ("lake", 0.6)),),
    before=(asked(None, ("lake", 0.3)), asked(None, ("lake", 0.2))),
)
WORSE = Sitting(KNOWN[2:] * 3, (), OURS.unknown, ())


def lines(**sittings: Sitting) -> list[str]:
    return list(table(Evaluation("demo", 2, 3, sittings)))


def section(told: list[str], heading: str) -> list[str]:
    """The rows of *told* under *heading*."""
    after = told[told.index(heading) + 1 :]
    return list(itertools.takewhile(lambda line: line.startswith("  "), after))


TOLD = lines(footnote=OURS, WRatio=WORSE)


def test_it_begins_with_what_was_asked_and_the_names_of_the_searches() -> None:
    assert TOLD[:3] == [
        "demo: 2 entries with 3 phrasings",
        "questions: 3 to answer, 1 of them with slips of the keyboard too; 1 to decline",
        "                                               footnote           WRatio",
    ]


def test_each_share_stands_with_its_count_in_the_column_of_its_search() -> None:
    assert section(TOLD, "to answer") == [
        "  right entry first                        66.7%      2      0.0%      0",
        "  among the first three                   100.0%      3    100.0%      3",
    ]


def test_a_search_without_a_figure_has_an_empty_cell() -> None:
    assert section(TOLD, "to decline") == ["  AUROC of right firsts, so many           1.000      2"]


def test_the_risk_is_told_at_some_coverages_and_over_all() -> None:
    assert section(TOLD, "risk of an answer") == [
        "  where coverage reaches 25%                0.0%      0    100.0%      4",
        "  where coverage reaches 50%                0.0%      0    100.0%      4",
        "  where coverage reaches 75%               50.0%      2    100.0%      4",
        "  where coverage reaches 100%              50.0%      2    100.0%      4",
        "  AURC                                     0.167      4     1.000      4",
        "  AURC of questions to answer alone        0.111      3     1.000      3",
    ]


def test_what_a_policy_does_is_told_for_each() -> None:
    assert section(TOLD, "policy open, risk 5%: answers if 0.05 ahead, offers from 0.15") == [
        "  answers from                                     0.65             0.65",
        "  answered rightly                         66.7%      2      0.0%      0",
        "  answered wrongly                          0.0%      0      0.0%      0",
        "  offered, right one among up to 3         33.3%      1    100.0%      3",
        "  to decline: answered anyway               0.0%      0      0.0%      0",
        "  to decline: offered something           100.0%      1    100.0%      1",
    ]
    assert [line.split(",")[0] for line in TOLD if line.startswith("policy ") and ": " in line] == [
        "policy strict",
        "policy normal",
        "policy open",
    ]


def test_the_confidence_that_other_unknown_questions_choose_is_told_with_what_comes_of_it() -> None:
    assert section(TOLD, "above the confidence that at most 5% of the others to decline exceed") == [
        "  the confidence                           0.300      2",
        "  answered rightly                         66.7%      2",
        "  to decline: answered anyway             100.0%      1",
    ]


def test_confusions_are_cut_to_a_line_and_hold_nothing_that_moves_a_terminal() -> None:
    [row] = section(TOLD, "worst confusions: wanted -> found first, how many, the surest of them")

    assert row.startswith("  river -> lake   1  how wide is it \\u001B[2J and how")
    assert (row[-1], len(row)) == ("…", 100)


def test_coverage_and_risk_are_explained_and_the_naive_bot_where_it_stands() -> None:
    alone = lines(footnote=OURS)

    assert [line.split("  ")[0] for line in alone[-8:]] == [
        "coverage",
        "",
        "risk",
        "AURC",
        "AUROC",
        "policy",
        "",
        "",
    ]
    assert TOLD[-1].startswith("WRatio ... the naive bot")


def test_without_questions_there_is_no_row_and_no_heading() -> None:
    told = lines(footnote=Sitting((), (), OURS.unknown, ()))

    assert {line for line in told if line.startswith(("to answer", "to decline", "risk of", "above", "worst"))} == set()
