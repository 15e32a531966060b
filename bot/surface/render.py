"""Entries as Discord shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import quote

import discord

from bot.core.accounts import Account, Standing, accounts
from bot.core.answer import Timeline
from bot.core.dates import EdtfDate, most_exact, parse
from bot.core.entry import Citation, Claim, Entry, Source, SourceKind
from bot.core.texts import UNSEEN
from bot.service.base import Base, Freshness
from bot.service.explanation import MEANINGS, Explanation, Weighed, cut, figure, guard_words
from bot.service.lookup import Size, last_checked, size
from bot.service.text import accounts_heading, answers_part, as_it_stood, told_again
from bot.service.timeline import event_line, heading
from bot.service.trial import Score
from bot.surface.markup import (
    COLOUR,
    DESCRIPTION,
    EMBED,
    FIELD,
    LABEL,
    MESSAGE,
    TITLE,
    fitting,
    safe,
    safe_within,
    shortened,
)

# A publisher's name or a title longer than this is cut; a line of a source longer than this goes without its link.
_LONG_NAME, _LONG_LINE = 200, 800
# What is shown of a question, or of a part of one, before it is escaped; and of all that is told of how it was read.
_LONG_QUESTION, _LONG_READING = 300, 2000
MORE_SOURCES, _MORE_CLAIMS = "… and {} more: press Sources", "… and {} more that do not fit here"
_MORE_ACCOUNTS = "… and {} more: press Sources differ"
_STRONG, _GOOD = 0.85, 0.6
_SPEAKS = {SourceKind.STATE_MEDIA: "state media: evidence of what a government said", SourceKind.OFFICIAL: "official"}

NO_ANSWER = "I have no sourced answer to that. /about tells what my base holds."
NOT_YOURS = "Only the person who asked can do that."
WHICH = "I am not sure which of these you mean:"
IS_THIS = "I am not sure. Did you mean this?"
NO_OTHERS = "Nothing else in the base comes close to your question."
UNDECIDED = "Sources differ, and none is clearly better:"
NO_LONGER_DIFFER = "The sources of that entry do not differ any more. Ask again to see what it says now."
REMOVED_ALREADY = "That message is gone already."
SHARED_ALREADY = "That answer is shared already."
STALE_COMMAND = "This command is of an older version of me and does nothing any more. Reload Discord to see today's."
_FOR_CURATORS = (
    "The menu of a reply of mine (or of a question) → Apps → Why this answer tells how it came about. "
    "/stale lists what may have changed, for you to say whether it is still true; /conflicts what does not agree. "
    "/entry add and edit write entries of this server; /entry history tells who changed one and restores any revision; "
    "/entry retire takes one out of the answers here, /entry restore brings it back. A message's menu → Apps → Learn "
    "this wording teaches an entry to answer it."
)
STALE_BUTTON = "This button is of an older version of me and does nothing any more. Ask again with /ask."


def answer(
    entry: Entry,
    fresh: Freshness,
    *,
    confidence: float | None = None,
    part: str | None = None,
) -> discord.Embed:
    """
    *entry* as an answer: what, when, as of when, who says so, when it was checked, and why it may not be true any more.

    Args:
        confidence: How sure the match is; None where the reader chose the entry.
        part: The part of what was asked that this answers, as it was typed; None for all of it.
    """
    embed = discord.Embed(title=shortened(safe(entry.question), TITLE), colour=COLOUR)
    _add_dates(embed, "When", [claim.date for claim in entry.leading_claims])
    _add_dates(embed, "As of", [claim.as_of for claim in entry.leading_claims])
    embed.add_field(name="Sources", value=fitting(_source_lines(entry.sources), FIELD, MORE_SOURCES), inline=False)
    _add_accounts(embed, entry)
    _add_earlier(embed, entry)
    _add_staleness(embed, fresh)
    strength = () if confidence is None else (_strength(confidence),)
    embed.set_footer(text=" · ".join([entry.id, *fresh.notes, *strength]))
    room = min(DESCRIPTION, EMBED - len(embed))
    above = [as_it_stood(fresh.as_of)] if fresh.as_of else []
    above += [answers_part(_typed(part))] if part else []
    lead = "".join(f"{line}\n\n" for line in above)
    embed.description = lead + fitting(_leading(entry), room - len(lead), _MORE_CLAIMS)
    return embed


def _typed(text: str) -> str:
    """What a member typed, as data, and as much of it as there is room for."""
    return safe(shortened(UNSEEN.sub("", text), _LONG_QUESTION))


def _leading(entry: Entry) -> Iterator[str]:
    """Its leading claims; accounts of which none is preferred each in a block, below what merely adds something."""
    undecided = [account for account in accounts(entry) if account.standing is Standing.OPEN]
    yield from _claims(
        entry, [one for one in entry.leading_claims if all(one is not other.claim for other in undecided)]
    )
    if undecided:
        yield UNDECIDED
    yield from (_block(entry, account, f"• {safe(account.claim.text)}") for account in undecided)


def _claims(entry: Entry, claims: Sequence[Claim]) -> Iterator[str]:
    """Each of *claims* with the numbers of its sources; with its own date where they differ."""
    telling = most_exact(claim.date for claim in claims)
    for claim in claims:
        when = f" ({claim.date.in_words()})" if claim.date in telling and len(telling) > 1 and claim.date else ""
        bullet = "• " if len(claims) > 1 else ""
        yield f"{bullet}{safe(claim.text)}{when} [{', '.join(map(str, entry.numbers(claim)))}]"


def _add_dates(embed: discord.Embed, name: str, dates: Iterable[EdtfDate | None]) -> None:
    shown = [when.in_words() for when in most_exact(dates)]
    if shown:
        embed.add_field(name=name, value=shortened("; ".join(shown), FIELD))


def _source_lines(sources: Sequence[Source]) -> Iterator[str]:
    for number, source in enumerate(sources, 1):
        yield f"{number} {_source(source)}"


def _source(source: Source) -> str:
    """Publisher, linked title and date; without the link where the whole would fill a field by itself."""
    publisher, title = shortened(safe(source.publisher), _LONG_NAME), shortened(safe(source.title), _LONG_NAME)
    linked = f"{publisher}, [{title}]({_address(source.url)}), {_dated(source)}"
    if len(linked) <= _LONG_LINE:
        return linked
    return f"{publisher}, {title}, {_dated(source)} (its address is too long to link)"


def _address(url: str) -> str:
    """*url* so that nothing in it can end the link that it stands in."""
    return quote(url, safe="/:?&=#%~+,;@!$'*-._[]")


def _dated(source: Source) -> str:
    if source.published:
        return source.published.in_words()
    return f"undated, read {source.accessed.in_words()}" if source.accessed else "undated"


def _add_accounts(embed: discord.Embed, entry: Entry) -> None:
    """Where sources differ, who tells what and why it stands as it does; what the answer says already, in short."""
    found = accounts(entry)
    told = [_block(entry, one, _head(entry, one)) for one in found if one.standing is not Standing.OPEN]
    if told:
        embed.add_field(name=accounts_heading(found), value=fitting(told, FIELD, _MORE_ACCOUNTS), inline=False)


def _add_earlier(embed: discord.Embed, entry: Entry) -> None:
    """Counts that were taken anew since, each with the day it was of."""
    days = (f" (as of {claim.as_of.in_words()})" if claim.as_of else "" for claim in entry.earlier_claims)
    lines = [f"{line}{day}" for line, day in zip(_claims(entry, entry.earlier_claims), days, strict=True)]
    if lines:
        embed.add_field(name="Counted earlier", value=fitting(lines, FIELD, _MORE_CLAIMS), inline=False)


def _head(entry: Entry, account: Account) -> str:
    return f"**{account.standing.capitalize()}:** {safe(told_again(entry, account))}"


def _block(entry: Entry, account: Account, head: str) -> str:
    """An account in short: what, who says so, when it was, why it stands as it does."""
    claim = account.claim
    told = [*account.when, shortened(safe(", ".join(claim.publishers)), _LONG_NAME)]
    why = f"\n> {safe(claim.reason)}" if claim.reason else ""
    return f"{head} [{', '.join(map(str, entry.numbers(claim)))}]\n> {' · '.join(told)}{why}"


def _add_staleness(embed: discord.Embed, fresh: Freshness) -> None:
    if fresh.stale:
        embed.add_field(name="Stale", value=fresh.stale.sentence, inline=False)


def _strength(confidence: float) -> str:
    if confidence >= _STRONG:
        return "strong match"
    return "good match" if confidence >= _GOOD else "weak match"


def sources(entry: Entry, fresh: Freshness) -> discord.Embed:
    """Every source of *entry* in full: who, what, where, when it appeared and was read, and what it says."""
    embed = discord.Embed(title=shortened(f"Sources: {safe(entry.question)}", TITLE), colour=COLOUR)
    claims = (*entry.leading_claims, *entry.rival_claims, *entry.earlier_claims)
    said = [citation for claim in claims for citation in claim.citations]
    heads = [f"**{number}** {source_in_full(source)}" for number, source in enumerate(entry.sources, 1)]
    room = (DESCRIPTION - sum(len(head) + 1 for head in heads)) // len(heads)
    parts = zip(heads, entry.sources, strict=True)
    lines = [_with_what_it_says(head, source, said, room) for head, source in parts]
    embed.description = fitting(lines, DESCRIPTION, _MORE_CLAIMS)
    _add_staleness(embed, fresh)
    return embed.set_footer(text=" · ".join([entry.id, *fresh.notes]))


def source_in_full(source: Source) -> str:
    """*source* in a line: publisher, linked title, when it appeared, author, when it was read, and who speaks."""
    author = f" by {shortened(safe(source.author), _LONG_NAME)}" if source.author else ""
    kind = f" ({_SPEAKS[source.kind]})" if source.kind in _SPEAKS else ""
    read = f"; read {source.accessed.in_words()}" if source.accessed and source.published else ""
    return f"{_source(source)}{author}{read}{kind}"


def source(of: Source) -> str:
    """A source by itself: linked title, author, when it appeared and was read, and who speaks."""
    title = safe_within(of.title, _LONG_NAME)
    address = _address(of.url)
    fits = len(title) + len(address) <= _LONG_LINE
    lines = [f"**[{title}]({address})**" if fits else f"**{title}** (its address is too long to link)"]
    lines += [f"by {safe_within(of.author, _LONG_NAME)}"] if of.author else []
    told = [f"published {of.published.in_words()}" if of.published else "undated"]
    told += [f"read {of.accessed.in_words()}"] if of.accessed else []
    return "\n".join([*lines, " · ".join([*told, _SPEAKS.get(of.kind, of.kind)])])


def _with_what_it_says(head: str, source: Source, said: Sequence[Citation], room: int) -> str:
    """*head*, and below it what the source says in each citation of it, as far as *room* goes."""
    quotes = dict.fromkeys(quoted(one) for one in said if one.source == source)
    below = fitting(quotes, max(room, 0), "> … and {} more")
    return f"{head}\n{below}" if len(below) <= room else head


def quoted(citation: Citation) -> str:
    """What the source of *citation* says and where in it, set off from what we say."""
    return f"> {safe(citation.says)}{f' ({safe(citation.where)})' if citation.where else ''}"


def as_text(embed: discord.Embed) -> str:
    """*embed* as the text of a message, for channels where the bot may not show it: as many whole lines as fit."""
    parts = [f"**{embed.title}**", embed.description or ""]
    parts += [f"**{field.name}**\n{field.value}" for field in embed.fields]
    parts.append(f"-# {embed.footer.text}")
    return fitting("\n".join(parts).splitlines(), MESSAGE, "… and {} more lines: press Sources")


def why(told: Explanation) -> discord.Embed:
    """Why a question had its outcome, for a curator: how it was read, and how the best two came to their figures."""
    embed = discord.Embed(title="Why", colour=COLOUR)
    embed.description = fitting(_told(told), _LONG_READING, "… and {} more")
    for place, one in zip(("Best", "Next"), told.weighed, strict=False):
        name = shortened(f"{place}: {one.entry_id}", TITLE)
        embed.add_field(name=name, value=fitting(_came_to(one), FIELD, "… and {} more"), inline=False)
    if told.weighed:
        figures = fitting(_figures(told.weighed), FIELD, "… and {} more")
        embed.add_field(name="Figures: best, next", value=figures, inline=False)
    return embed.set_footer(text="By the base as it stands now.")


def _told(told: Explanation) -> Iterator[str]:
    """The outcome, the question, and how it was read, as far as there is anything to tell."""
    yield f"**{told.because}**"
    if told.question:
        yield f"Asked: {_typed(told.question)}"
    if told.searched != told.question:
        yield f"Searched: {_typed(told.searched)}"
    for name, what in told.read_as("→"):
        yield f"{name.capitalize()}: {_typed('; '.join(what))}"


def _came_to(one: Weighed) -> Iterator[str]:
    """How an entry came to its confidence: heads, then guards."""
    yield f"Confidence **{cut(one.confidence)}**, {cut(one.trusted)} before guards"
    yield f"Heads: {', '.join(f'{name} {figure(given)}' for name, given in one.heads.items())}"
    if one.is_typed_so:
        yield "It is a phrasing, word for word: sure, whatever the figures."
    yield from (f"• {safe(shortened(guard_words(objection), _LONG_QUESTION))}" for objection in one.objections)
    if not one.objections:
        yield "No guard spoke"


def _figures(weighed: Sequence[Weighed]) -> Iterator[str]:
    for name, meaning in MEANINGS.items():
        values = ", ".join(figure(getattr(one.features, name)) for one in weighed)
        yield f"**{name}** {values}: {meaning}"


def timeline(base: Base, told: Timeline, as_of: date) -> discord.Embed:
    """The timeline of *base* that is *told*, which stands for a day, as one list: as many whole events as fit."""
    embed = discord.Embed(title=shortened(safe(heading(base, told.wanted)), TITLE), colour=COLOUR)
    lines = (f"• {safe(event_line(event))}" for event in told.events)
    lead = f"{as_it_stood(as_of)}\n\n"
    embed.description = lead + fitting(lines, DESCRIPTION - len(lead), _MORE_CLAIMS)
    return embed.set_footer(text="as of that day")


def about(base: Base, score: Score | None, today: date) -> discord.Embed:
    """What the base is, how much it holds, how fresh it is and how well it did on its own questions."""
    embed = discord.Embed(title="About Footnote", colour=COLOUR)
    texts = (f"**{safe(pack.title)}**\n{safe(pack.about)}\nLicence: {safe(pack.licence)}" for pack in base.packs)
    embed.description = shortened("\n\n".join(texts), DESCRIPTION)
    embed.add_field(name="Size", value=_size(size(base, today)), inline=False)
    checked = last_checked(base)
    if checked:
        embed.add_field(name="Last checked", value=_day(checked))
    if score:
        embed.add_field(name="How good it is", value=_score(score), inline=False)
    embed.add_field(name="How it finds", value=_found_by(base), inline=False)
    embed.set_footer(text="Every answer comes from an entry that people wrote; what the base does not hold, I decline.")
    return embed


def _found_by(base: Base) -> str:
    heads = "words, names and word vectors"
    return f"By {heads}, and by a sentence encoder." if base.has_encoder else f"By {heads}; no sentence encoder."


def _size(held: Size) -> str:
    stale = f"; {held.stale} stale, which may have changed" if held.stale else ""
    return (
        f"{held.entries} entries with {held.claims} claims and {held.phrasings} phrasings,"
        f" resting on {held.sources} sources{stale}"
    )


def _score(score: Score) -> str:
    return (
        f"Of {score.answerable} known questions the right entry came first for {score.first};"
        f" {score.answered_right} were answered with it outright and {score.answered_wrong} with another."
        f" Of {score.unanswerable} questions to decline, {score.answered_anyway} were answered."
        f" I answer outright from {score.answer_at:.0%} sure on, which the base sets itself. Measured {_day(score.on)}."
    )


def help_text(name: str, *, to_curator: bool = False) -> discord.Embed:
    """How to ask, in half a screen. *name* is what the bot is called here."""
    embed = discord.Embed(title=f"How to ask {name}", colour=COLOUR)
    embed.description = (
        "I answer from a base of entries that people wrote, each with its sources and dates. What it does not hold, "
        "I decline; I never make an answer up."
    )
    for title, text in (
        ("Ask", f"/ask, or mention @{name} with a question, reply to me, or write me directly."),
        ("Check a message", "Its menu (right-click it, or hold it on a phone) → Apps → Check the facts."),
        (
            "Look up",
            "/fact opens one entry, or lists all of a person, place, topic or year: type three letters and pick.",
        ),
        ("See it in order", "/timeline draws what happened, of a time, a topic or a person, and lists it."),
        ("Browse", "/topic, /source and /onthisday list entries in pages; the menu under a list opens one."),
        (
            "Under an answer",
            "Sources · Sources differ · Not what I asked · Remove (if you asked) · Share (if private).",
        ),
        ("What I am", "/about tells what the base holds and how good it is."),
    ):
        embed.add_field(name=title, value=text, inline=False)
    if to_curator:
        embed.add_field(name="For curators", value=_FOR_CURATORS, inline=False)
    return embed


def verified(entry: Entry, revision: int) -> str:
    """What to say to the curator who found *entry* still true, which has the days that came of it."""
    again = f", to be looked at again by {entry.review_by.in_words()}" if entry.review_by else ""
    checked = entry.checked.in_words() if entry.checked else "today"
    return f"Kept: checked {checked}{again}. The entry itself is unchanged, revision {revision}:"


def nothing_asked(base: Base) -> str:
    """What to say to a message that asks nothing: an example that the base answers."""
    example = next(iter(base.entries.values()), None)
    return "Ask me something in words" + (f", for example: {safe(example.question)}" if example else ".")


def offer(count: int, as_of: date | None = None) -> str:
    """What to say above *count* entries that are offered, as of a day if that is not None."""
    asked = WHICH if count > 1 else IS_THIS
    return f"{as_it_stood(as_of)}\n{asked}" if as_of else asked


def shared_by(name: str) -> str:
    """What to say above an answer that somebody called *name* shared."""
    return f"Shared by {safe(UNSEEN.sub('', name))}:"


def button_label(entry: Entry) -> str:
    """The question of *entry*, as short as a button needs it."""
    return shortened(entry.question, LABEL)


def _day(day: date) -> str:
    return parse(day.isoformat()).in_words()
