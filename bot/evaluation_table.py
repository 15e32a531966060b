"""The table of an evaluation, for a person's terminal: a column for each search, a row for each figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.core.answer import Policy
from bot.core.policies import POLICIES
from bot.core.texts import visible
from bot.evaluation import Evaluation
from bot.service.report import Confusion, Measure, Share, Sitting
from bot.service.risk import reaching
from bot.service.trial import Tally

# What a row shows of a sitting; None, or a share of nothing, where there were no questions to take it from.
_Figure = Callable[[Sitting], Share | Measure | float | None]
_Rows = list[tuple[str, _Figure]]

_LABEL, _CELL, _WIDTH, _EXAMPLE = 38, 17, 100, 24
_COVERAGES = (0.25, 0.5, 0.75, 1.0)
_MEANING = """
coverage   the share of the questions to answer that get an answer when all questions do whose best
           match is at least so sure, whatever the policy; what is equally sure is answered together
risk       the share of those answers that is wrong; any answer to a question to decline is
AURC       the area under risk by coverage (Geifman & El-Yaniv 2017): the mean risk, less is better
AUROC      how often a right first match is surer than the best match of a question to decline
policy     its risk is the share of what must be declined that may be answered; it answers from the
           confidence by which the base keeps to that with its entries hidden, and with questions to
           decline that are not reported under it: unknown_val.jsonl, else four fifths for the fifth"""
_NAIVE = """\
WRatio ... the naive bot, rapidfuzz over all phrasings: the best one's score / 100 is its confidence"""


def table(evaluation: Evaluation) -> Iterator[str]:
    """The figures of *evaluation*, each with its count, then what the words mean."""
    sittings = tuple(evaluation.sittings.values())
    yield f"{visible(evaluation.name)}: {evaluation.entries} entries with {evaluation.phrasings} phrasings"
    yield _asked(evaluation.ours)
    yield " " * _LABEL + "".join(name.rjust(_CELL) for name in evaluation.sittings)
    for heading, rows in _sections(evaluation.ours):
        shown = [line for label, figure in rows if (line := _line(label, [figure(one) for one in sittings]))]
        yield from (heading, *shown) if shown else ()
    yield from _confusions(evaluation.worst)
    yield from _MEANING.splitlines()
    if len(sittings) > 1:
        yield _NAIVE


def _asked(ours: Sitting) -> str:
    noisy = f", {len(ours.noisy)} of them with slips of the keyboard too" if ours.noisy else ""
    return f"questions: {len(ours.known)} to answer{noisy}; {len(ours.unknown)} to decline"


def _sections(ours: Sitting) -> Iterator[tuple[str, _Rows]]:
    """Headings, each with its rows."""
    yield "to answer", _ranks(Sitting.within)
    for group in ours.groups:
        yield f"to answer, of the group {visible(group)}", _ranks(_within(group))
    yield "to answer, with slips of the keyboard", _ranks(Sitting.noisy_within)
    yield "to decline", [("AUROC of right firsts, so many", lambda one: one.separation)]
    yield "risk of an answer", _risks()
    for policy in POLICIES.values():
        yield _said(policy), _outcomes(policy)
    if ours.cut:
        yield "above the confidence that at most 5% of the others to decline exceed", _cuts()


def _within(group: str) -> Callable[[Sitting, int], Share]:
    return lambda sitting, places: sitting.of_group(group).within(places)


def _ranks(within: Callable[[Sitting, int], Share]) -> _Rows:
    return [
        ("right entry first", lambda one: within(one, 1)),
        ("among the first three", lambda one: within(one, 3)),
    ]


def _risks() -> _Rows:
    return [
        *((f"where coverage reaches {coverage:.0%}", _risk_at(coverage)) for coverage in _COVERAGES),
        ("AURC", lambda one: one.area()),
        ("AURC of questions to answer alone", lambda one: one.area(unknown=False)),
    ]


def _risk_at(coverage: float) -> _Figure:
    def risk(sitting: Sitting) -> Share | None:
        point = reaching(sitting.curve(), coverage)
        return Share(point.wrong + point.anyway, point.answers) if point else None

    return risk


def _said(policy: Policy) -> str:
    return (
        f"policy {policy.name}, risk {policy.risk:.0%}: answers if {policy.margin:.2f} ahead,"
        f" offers from {policy.suggest_at:.2f}"
    )


def _outcomes(policy: Policy) -> _Rows:
    def did(one: Sitting) -> Tally:
        return one.fares(policy.name)

    return [
        ("answers from", lambda one: one.answers_from(policy.name)),
        ("answered rightly", lambda one: Share(did(one).right, len(one.known))),
        ("answered wrongly", lambda one: Share(did(one).wrong, len(one.known))),
        (
            f"offered, right one among up to {policy.offers}",
            lambda one: Share(did(one).offered, len(one.known)),
        ),
        ("to decline: answered anyway", lambda one: Share(did(one).anyway, len(one.unknown))),
        ("to decline: offered something", lambda one: Share(did(one).offered_anyway, len(one.unknown))),
    ]


def _cuts() -> _Rows:
    return [
        ("the confidence", lambda one: one.cut and one.cut.above),
        ("answered rightly", lambda one: one.cut and one.cut.right),
        ("to decline: answered anyway", lambda one: one.cut and one.cut.through),
    ]


def _line(label: str, figures: Sequence[Share | Measure | float | None]) -> str | None:
    """A row of the table; None if it has no figure."""
    cells = list(map(_cell, figures))
    shown = "".join(cell.rjust(_CELL) for cell in cells).rstrip()
    return f"  {label:<{_LABEL - 2}}{shown}" if shown else None


def _cell(figure: Share | Measure | float | None) -> str:
    if isinstance(figure, float):
        return f"{figure:.2f}"
    if isinstance(figure, Measure):
        return f"{figure.value:.3f} {figure.of:6}"
    return f"{figure.value:.1%} {figure.count:6}" if figure and figure.value is not None else ""


def _confusions(worst: Sequence[Confusion]) -> Iterator[str]:
    if not worst:
        return
    yield "worst confusions: wanted -> found first, how many, the surest of them"
    pairs = [visible(f"{one.wanted} -> {one.found or 'nothing'}") for one in worst]
    width = max(map(len, pairs))
    for pair, one in zip(pairs, worst, strict=True):
        yield f"  {pair:<{width}} {one.count:3}  {_short(visible(one.example), _WIDTH - width - 8)}"


def _short(text: str, room: int) -> str:
    longest = max(room, _EXAMPLE)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
