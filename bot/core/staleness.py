"""Staleness: why an entry may not be true any more on some day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.core.dates import EdtfDate
from bot.core.entry import Entry

_NUMBERS = "one two three four five six seven eight nine ten".split()
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Staleness:
    """
    Why an entry is stale: for one of two reasons, or both.

    Attributes:
        since: The last day on which it was not stale.
        review_by: The day to look again, which has passed; None if it has not.
        as_of: The newest day on which one of its leading claims was true, too long ago; None if it is not.
        limit: How long ago is too long, in days; None where the base sets no limit.
    """

    since: date
    review_by: EdtfDate | None = None
    as_of: EdtfDate | None = None
    limit: int | None = None

    @property
    def reasons(self) -> str:
        """Why, in words that go on after others: ``review due since 30 June 2026``."""
        return "; ".join(self._reasons())

    @property
    def sentence(self) -> str:
        """The same for whoever reads the entry."""
        return f"{self.reasons[0].upper()}{self.reasons[1:]}: it may have changed."

    def _reasons(self) -> Iterator[str]:
        if self.review_by:
            yield f"review due since {self.review_by.in_words()}"
        if self.as_of and self.limit:
            yield f"as of {self.as_of.in_words()}, older than this base's limit of {_span(self.limit)}"


def staleness(entry: Entry, today: date, limit: int | None) -> Staleness | None:
    """
    Why *entry* is stale on *today*; None if it is not. Partial dates are judged by the last day that they can mean.

    Args:
        limit: Days that an as-of, or the check of its entry if that came later, is good for; None for ever.
    """
    review_by = entry.review_by if entry.review_due(today) else None
    as_of = _newest_as_of(entry) if limit is not None else None
    ends = _good_until(as_of, entry.checked, limit)
    outlived = as_of if ends and ends < today else None
    passed = [day for day in (review_by.latest if review_by else None, ends if outlived else None) if day]
    return Staleness(min(passed), review_by, outlived, limit) if passed else None


def _newest_as_of(entry: Entry) -> EdtfDate | None:
    """Of its leading claims; claims that cannot change have none."""
    dates = (claim.as_of for claim in entry.leading_claims if claim.as_of)
    return max(dates, key=lambda when: when.latest or date.max, default=None)


def _good_until(as_of: EdtfDate | None, checked: EdtfDate | None, limit: int | None) -> date | None:
    """The last day on which *as_of* is not too old; None if it never will be."""
    if as_of is None or as_of.latest is None or limit is None:
        return None
    seen = max(as_of.latest, checked.latest if checked and checked.latest else date.min)
    return date.fromordinal(min(seen.toordinal() + limit, date.max.toordinal()))


def _span(days: int) -> str:
    """*days* in words: ``two years``, ``90 days``."""
    years, rest = divmod(days, _YEAR)
    count, unit = (days, "day") if rest or not years else (years, "year")
    number = _NUMBERS[count - 1] if count <= len(_NUMBERS) else str(count)
    return f"{number} {unit}{'' if count == 1 else 's'}"
