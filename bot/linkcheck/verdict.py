"""Verdicts: what an address came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus


class Verdict(StrEnum):
    """What an address came to, in the words of the report."""

    OK = "ok"
    MOVED = "moved permanently"
    GONE = "gone"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe address"
    BAD_CERTIFICATE = "bad certificate"
    UNCHECKED = "not checked"

    @property
    def is_broken(self) -> bool:
        """Whether a reader who follows it finds nothing, or nobody knows: what is refused to us may open for them."""
        return self in (Verdict.GONE, Verdict.UNREACHABLE, Verdict.UNSAFE, Verdict.UNCHECKED)


@dataclass(frozen=True, slots=True)
class Finding:
    """
    What an address came to.

    Attributes:
        why: In words that go on after the verdict; empty where it says it all.
        moved_to: Where it leads for good, as far as every step on the way says so; None if it does not.
    """

    verdict: Verdict
    why: str = ""
    moved_to: str | None = None


_MOVES = frozenset({301, 302, 303, 307, 308})
_MOVES_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
# Worth another try; the first two were asked too soon, or waited for too long.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a server answered.

    Attributes:
        location: Where it leads on, as it was sent; None if nowhere.
        retry_after: When it wants to be asked again, as it was sent; None if it does not say.
    """

    status: int
    location: str | None = None
    retry_after: str | None = None

    @property
    def leads_on(self) -> bool:
        """Whether the page is elsewhere."""
        return self.status in _MOVES and self.location is not None

    @property
    def is_for_good(self) -> bool:
        """Whether it leads on for good."""
        return self.leads_on and self.status in _MOVES_FOR_GOOD

    @property
    def is_passing(self) -> bool:
        """Whether it may answer otherwise when it is asked again."""
        return self.status in _PASSING

    def finding(self, moved_to: str | None) -> Finding:
        """What an address came to that ended in this answer, and leads to *moved_to* for good if that is not None."""
        if 200 <= self.status < 300:
            return Finding(Verdict.MOVED if moved_to else Verdict.OK, moved_to=moved_to)
        if self.status in _GONE:
            return Finding(Verdict.GONE, self._words())
        # A wall for programs, a page for those who pay, a limit: the page may be there for a reader all the same.
        return Finding(Verdict.REFUSED if 400 <= self.status < 500 else Verdict.UNREACHABLE, self._words())

    def _words(self) -> str:
        known = {status.value: status.phrase for status in HTTPStatus}
        return f"{self.status} {known[self.status]}" if self.status in known else str(self.status)


@dataclass(frozen=True, slots=True)
class Failure:
    """
    Why there was no answer.

    Attributes:
        is_passing: Whether there may be one when it is asked again.
    """

    finding: Finding
    is_passing: bool = False


def unreachable(why: str) -> Failure:
    """A failure that may pass."""
    return Failure(Finding(Verdict.UNREACHABLE, why), is_passing=True)
