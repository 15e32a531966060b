"""Reports: how one search did in an exam, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from bot.core.answer import Policy
from bot.core.pack import KnownQuestion
from bot.core.policies import POLICIES
from bot.service.exam import Exam
from bot.service.risk import Point, area, auroc, bar, curve
from bot.service.trial import Asked, Tally, count_within, tally

# Many known questions in, what a search found for each out.
Search = Callable[[Sequence[KnownQuestion]], Sequence[Asked]]
_LET_THROUGH = 0.05


@dataclass(frozen=True, slots=True)
class Share:
    """*count* of *of*."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None for a share of nothing."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure from 0 to 1 that is no share of the questions it was taken from, which are *of*."""

    value: float
    of: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """
    An exam as one search sat it: what was found for its questions.

    Attributes:
        policies: Those that the search answers under, by name; one set for each part of the questions, which are dealt
            out to the parts in turn.
    """

    known: tuple[Asked, ...]
    noisy: tuple[Asked, ...]
    unknown: tuple[Asked, ...]
    before: tuple[Asked, ...]
    policies: tuple[Mapping[str, Policy], ...] = (POLICIES,)

    @classmethod
    def of(cls, exam: Exam, search: Search) -> Sitting:
        """*search* asked all of *exam*."""
        known, noisy, unknown, before = (
            tuple(search(some)) for some in (exam.known, exam.noisy, exam.unknown, exam.before)
        )
        return cls(known, noisy, unknown, before)

    def within(self, places: int) -> Share:
        """How often the right entry came among the first *places*."""
        return Share(count_within(self.known, places), len(self.known))

    @property
    def groups(self) -> tuple[str, ...]:
        """What groups its questions to answer are of, in order."""
        return tuple(sorted({asked.known.group for asked in self.known if asked.known.group}))

    def of_group(self, group: str) -> Sitting:
        """The sitting of that group's questions alone."""
        known, unknown = (
            tuple(asked for asked in some if asked.known.group == group) for some in (self.known, self.unknown)
        )
        return replace(self, known=known, unknown=unknown, noisy=(), before=())

    def noisy_within(self, places: int) -> Share:
        """The same with slips of the keyboard."""
        return Share(count_within(self.noisy, places), len(self.noisy))

    def tally(self, policy: Policy) -> Tally:
        """What *policy* does with its questions."""
        return tally((*self.known, *self.unknown), policy)

    def fares(self, name: str) -> Tally:
        """What its policy of that name does with its questions, each part under its own."""
        parts = len(self.policies)
        dealt = (replace(self, known=self.known[at::parts], unknown=self.unknown[at::parts]) for at in range(parts))
        return Tally.summed(part.tally(own[name]) for part, own in zip(dealt, self.policies, strict=True))

    def answers_from(self, name: str) -> float:
        """The confidence from which its policy of that name answers: the mean over the parts."""
        return mean(own[name].answer_at for own in self.policies)

    def curve(self, unknown: bool = True) -> tuple[Point, ...]:
        """The risk at each coverage, with the questions to decline counted or not."""
        return curve(self.known, self.unknown if unknown else ())

    @property
    def separation(self) -> Measure | None:
        """
        The AUROC of the confidence of right first matches against questions to decline; None if there are none.

        It is taken from the right ones alone: a search that seldom is right may well have a high one.
        """
        right = [asked.confidence for asked in self.known if asked.place == 0]
        if not right or not self.unknown:
            return None
        return Measure(auroc(right, [asked.confidence for asked in self.unknown]), len(right))

    def area(self, unknown: bool = True) -> Measure | None:
        """The area under that curve (AURC), from all its answers; None without questions to answer."""
        points = self.curve(unknown)
        return Measure(area(points), points[-1].answers) if points else None

    @property
    def cut(self) -> Cut | None:
        """What a confidence does that was chosen by other unknown questions; None if there are none."""
        if not self.before:
            return None
        above = bar(self.before, _LET_THROUGH)
        right = sum(asked.place == 0 and asked.confidence > above for asked in self.known)
        through = sum(asked.confidence > above for asked in self.unknown)
        return Cut(Measure(above, len(self.before)), Share(right, len(self.known)), Share(through, len(self.unknown)))


@dataclass(frozen=True, slots=True)
class Cut:
    """
    What comes of answering only above the confidence that at most 5 % of unknown_val exceed.

    Attributes:
        above: That confidence.
        right: Questions answered rightly above it.
        through: Questions of unknown, which holds other subjects, answered above it.
    """

    above: Measure
    right: Share
    through: Share


@dataclass(frozen=True, slots=True)
class Confusion:
    """
    Questions that want one entry and have another first.

    Attributes:
        found: None when nothing was found.
        example: The one of them that was the surest.
    """

    wanted: str
    found: str | None
    count: int
    example: str


def confusions(known: Iterable[Asked]) -> tuple[Confusion, ...]:
    """Which entries of *known* were taken for which, those most often so first."""
    wrong = sorted((asked for asked in known if asked.place != 0), key=lambda asked: -asked.confidence)
    counts = Counter(_pair(asked) for asked in wrong)
    examples = {_pair(asked): asked.known.text for asked in reversed(wrong)}
    return tuple(Confusion(*pair, count, examples[pair]) for pair, count in counts.most_common())


def _pair(asked: Asked) -> tuple[str, str | None]:
    found = asked.matches[0].entry_id if asked.matches else None
    if asked.timeline:
        found = f"timeline of {asked.timeline.in_words()}"
    return asked.known.entry or str(asked.known.period), found
