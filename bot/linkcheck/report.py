"""The report: what the links of a base came to, for a person and for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core.texts import visible
from bot.linkcheck.links import Link
from bot.linkcheck.verdict import Finding, Verdict

Checked = tuple[Link, Finding]
# Ids of entries that a line names; more would bury what is wrong.
_NAMED = 3


def with_findings(links: Sequence[Link], findings: Mapping[str, Finding]) -> tuple[Checked, ...]:
    """Each of *links* with the finding of its address."""
    return tuple((link, findings[link.source.url]) for link in links)


def is_broken(checked: Sequence[Checked]) -> bool:
    """Whether any of them leads nowhere."""
    return any(finding.verdict.is_broken for _, finding in checked)


def lines(checked: Sequence[Checked]) -> Iterator[str]:
    """A line for each link that is not simply there, with its place, then how many came to what."""
    for link, finding in checked:
        if finding.verdict is not Verdict.OK:
            yield visible(_line(link, finding))
    yield summary(checked)


def summary(checked: Sequence[Checked]) -> str:
    """How many links came to what."""
    counted = Counter(finding.verdict for _, finding in checked)
    told = ", ".join(f"{verdict.value} {counted[verdict]}" for verdict in Verdict if counted[verdict])
    return f"{len(checked)} source{'' if len(checked) == 1 else 's'}{': ' if told else ''}{told}"


def _line(link: Link, finding: Finding) -> str:
    told = f"{finding.verdict.value}{f' to {finding.moved_to}' if finding.moved_to else ''}"
    why = f" ({finding.why})" if finding.why else ""
    place = f"{link.place}: " if link.place else ""
    return f"{place}{told}{why}: {link.source.url}; source '{link.source.id}'{_resting(link)}"


def _resting(link: Link) -> str:
    ids = link.rest_on_it
    if not ids:
        return ", beside others in every claim"
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return f", the only one of a claim in {', '.join(ids[:_NAMED])}{more}"


def as_object(checked: Sequence[Checked]) -> dict[str, Any]:
    """The whole of it as JSON has it, every link in it."""
    counted = Counter(finding.verdict.value for _, finding in checked)
    return {"sources": len(checked), "verdicts": dict(counted), "links": [_row(*one) for one in checked]}


def _row(link: Link, finding: Finding) -> dict[str, Any]:
    place = link.place
    return {
        "source": link.source.id,
        "url": link.source.url,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "verdict": finding.verdict.value,
        "broken": finding.verdict.is_broken,
        "why": finding.why,
        "moved_to": finding.moved_to,
        "rest_on_it": list(link.rest_on_it),
    }
