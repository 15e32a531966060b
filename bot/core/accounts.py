"""Accounts: what the sources of an entry tell differently, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.core.entry import Claim, Entry, Rank


class Standing(StrEnum):
    """How an account stands beside the others, in words that are shown."""

    PREFERRED = "preferred"
    HELD = "held"  # the one that is left when the others were dropped
    OPEN = "one account"  # of several of which none is clearly better
    ALSO_TOLD = "also told"
    DROPPED = "no longer held"


@dataclass(frozen=True, slots=True)
class Account:
    """
    One claim of several that cannot all be so.

    Attributes:
        leads: Whether it is among what the entry answers with.
    """

    claim: Claim
    standing: Standing
    leads: bool

    @property
    def when(self) -> tuple[str, ...]:
        """When it was and as of when it was so, in words; not both where the one lies within the other."""
        date, as_of = self.claim.date, self.claim.as_of
        shown = None if date and as_of and as_of.within(date) else date
        return (*([shown.in_words()] if shown else []), *([f"as of {as_of.in_words()}"] if as_of else []))


def accounts(entry: Entry) -> tuple[Account, ...]:
    """
    The accounts of *entry*, those that lead first; none where its sources do not differ.

    A claim that leads without a reason merely adds something, unless none that leads has one.
    """
    rivals = entry.rival_claims
    if not rivals and not entry.is_undecided:
        return ()
    leading = entry.leading_claims
    stated = tuple(claim for claim in leading if claim.reason is not None) or leading
    ahead = tuple(Account(claim, _leading(entry, claim), leads=True) for claim in stated)
    return ahead + tuple(Account(claim, _BEHIND[claim.rank], leads=False) for claim in rivals)


_BEHIND = {
    Rank.NORMAL: Standing.ALSO_TOLD,
    Rank.DEPRECATED: Standing.DROPPED,
}


def _leading(entry: Entry, claim: Claim) -> Standing:
    if claim.rank is Rank.PREFERRED:
        return Standing.PREFERRED
    return Standing.OPEN if entry.is_undecided else Standing.HELD
