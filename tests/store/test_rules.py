"""Every rule of content, with the line that a person reads who breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.packs import FILES, broken, said, written


@pytest.fixture
def pack(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The small pack with the change that the case is about."""
    return written(tmp_path, request.param)


def test_a_sound_pack_has_no_problems(tmp_path: Path) -> None:
    assert said(written(tmp_path)) == []


@broken(
    """
    entries/treaty.yaml
    -   kind: fact
    = entries/treaty.yaml:1:3: 'kind' is missing; add it

    entries/treaty.yaml
    -   variants:
    +   varaints:
    = entries/treaty.yaml:4:3: 'varaints' is not a key that is known here; did you mean 'variants'?

    entries/treaty.yaml
    -   variants:
    +   colour: red
    +   variants:
    = entries/treaty.yaml:4:3: 'colour' is not a key that is known here; remove it, or use one of id, kind,
      question, claims, variants, topics, people, places, see_also, checked, review_by

    entries/treaty.yaml
    -           says: dates
    +           saying: dates
    = entries/treaty.yaml:11:11: 'says' is missing; add it
    = entries/treaty.yaml:12:11: 'saying' is not a key that is known here; did you mean 'says'?

    sources.yaml
    -   publisher: KCNA
    = sources.yaml:10:3: 'publisher' is missing; add it

    words.yaml
    - known:
    + knwon:
    = words.yaml:4:1: 'knwon' is not a key that is known here; did you mean 'known'?

    pack.yaml
    - title: A small pack
    = pack.yaml:1:1: 'title' is missing; add it

    pack.yaml
    - licence: CC BY 4.0
    + licence: CC BY 4.0
    + stale_after: two years
    = pack.yaml:6:1: 'stale_after' is 'two years'; write a number of days, such as 730

    pack.yaml
    - licence: CC BY 4.0
    + licence: CC BY 4.0
    + stale_after: -730
    = pack.yaml:6:1: 'stale_after' is '-730'; write a number of days, such as 730

    pack.yaml
    - licence: CC BY 4.0
    + licence: CC BY 4.0
    + stale_after: [730]
    = pack.yaml:6:1: 'stale_after' is a list where a text belongs; write it as one text

    pack.yaml
    - licence: CC BY 4.0
    + licence: CC BY 4.0
    + stale_after: 0
    = pack.yaml:6:1: 'stale_after' is 0; write a number of days from 1 to 36500, or leave it out

    pack.yaml
    - licence: CC BY 4.0
    + licence: CC BY 4.0
    + stale_after: 36501
    = pack.yaml:6:1: 'stale_after' is 36501; write a number of days from 1 to 36500, or leave it out

    questions.yaml
    -     why: off topic
    = questions.yaml:5:5: 'why' is missing; add it
    """
)
def test_a_key_that_is_missing_misspelled_or_unknown_is_named(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    entries/treaty.yaml
    -   kind: fact
    +   kind: facts
    = entries/treaty.yaml:2:3: 'kind' is 'facts'; write 'fact' or 'faq'

    entries/treaty.yaml
    - topics: [treaty]
    + topics: treaty
    = entries/treaty.yaml:14:3: 'topics' is a text where a list belongs; begin each item with '- '

    entries/treaty.yaml
    - question: When did China and North Korea sign their friendship treaty?
    + question: [When, did]
    = entries/treaty.yaml:3:3: 'question' is a list where a text belongs; write it as one text

    entries/treaty.yaml
    -         - source: bs-2025-09-04
    -           says: dates the treaty to July 1961
    -           where: paragraph 12
    +         - bs-2025-09-04
    = entries/treaty.yaml:11:11: this is a text where a group belongs; write lines such as 'key: value'

    entries/treaty.yaml
    - date: 1961-07-11
    + date: [1961]
    = entries/treaty.yaml:9:7: 'date' is a list where a text belongs; write it as one text

    sources.yaml
    - kind: state-media
    + kind: state media
    = sources.yaml:15:3: 'kind' is 'state media'; write 'news', 'analysis', 'official', 'state-media', 'reference'
      or 'academic'

    words.yaml
    -   - Great Hall of the People
    +   - [Great Hall]
    = words.yaml:5:5: this is a list where a text belongs; write it as one text
    """
)
def test_a_value_of_the_wrong_kind_is_named_with_what_belongs_there(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    entries/treaty.yaml
    - date: 1961-07-11
    + date: 1961-13-11
    = entries/treaty.yaml:9:7: '1961-13-11' is not in the calendar; correct the year, the month or the day

    entries/treaty.yaml
    - date: 1961-07-11
    + date: 1949-00
    = entries/treaty.yaml:9:7: '1949-00' is not in the calendar; correct the year, the month or the day

    entries/treaty.yaml
    - date: 1961-07-11
    + date: July 1961
    = entries/treaty.yaml:9:7: 'July 1961' is not a date; write it as 1949, 1949-10, 1949-10-06, 195X, 1950/1953 or
      2017~

    entries/treaty.yaml
    - date: 1961-07-11
    + date: 2961-07-11
    = entries/treaty.yaml:9:7: '2961-07-11' lies after 2100; correct the year

    sources.yaml
    - published: 2025-09-04
    + published: 3025
    = sources.yaml:6:3: '3025' lies after 2100; correct the year

    entries/treaty.yaml
    - checked: 2026-11-23
    + checked: 2026-11/2026-12
    = entries/treaty.yaml:18:3: 'checked' is an interval; write a day, such as 2026-11-23

    entries/treaty.yaml
    - review_by: 2027-06-30
    + review_by: 2027/..
    = entries/treaty.yaml:19:3: 'review_by' is an interval; write a day, such as 2026-11-23
    """
)
def test_a_date_that_cannot_be_is_refused(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    entries/summits.yaml
    - - id: summit-2025
    + - id: Summit 2025
    = entries/summits.yaml:1:3: 'Summit 2025' cannot be an id; use a-z, 0-9 and - between them, 3 to 60 characters
    = entries/treaty.yaml:17:14: there is no entry 'summit-2025'; did you mean 'Summit 2025'?

    pack.yaml
    - id: small-pack
    + id: small_pack
    = pack.yaml:1:1: 'small_pack' cannot be an id; use a-z, 0-9 and - between them, 3 to 60 characters

    entries/treaty.yaml
    - topics: [treaty]
    + topics: [The Treaty]
    = entries/treaty.yaml:14:12: 'The Treaty' cannot be a topic; use a-z, 0-9 and - between them, 3 to 60 characters

    entries/treaty.yaml
    - id: friendship-treaty-1961
    + id: summit-2025
    = entries/treaty.yaml:1:3: another entry has the id 'summit-2025' at entries/summits.yaml:1:3; rename one of
      them
    = entries/treaty.yaml:17:14: the entry points to itself; remove it
    = questions.yaml:3:5: there is no entry 'friendship-treaty-1961'; name one that the pack has

    sources.yaml
    - id: kcna-2025
    + id: bs-2025-09-04
    = entries/summits.yaml:10:11: there is no source 'kcna-2025' in sources.yaml; add it to sources.yaml
    = sources.yaml:10:3: there is another source with the id 'bs-2025-09-04' at sources.yaml:1:3; rename one of them
    """
)
def test_an_id_has_one_form_and_stands_for_one_thing(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    r"""
    entries/treaty.yaml
    - question: When did China and North Korea sign their friendship treaty?
    + question: ''
    = entries/treaty.yaml:3:3: the question is empty; write it

    entries/treaty.yaml
    - question: When did China and North Korea sign their friendship treaty?
    + question: '???'
    = entries/treaty.yaml:3:3: the question has no word in it; write it in words

    entries/treaty.yaml
    - people: [Kim Il Sung]
    + people: ['@everyone']
    = entries/treaty.yaml:15:12: the name of a person holds a mention (@everyone); write the name in plain words

    entries/treaty.yaml
    - signed the treaty in Beijing.
    + signed [it](https://evil.example).
    = entries/treaty.yaml:8:7: the claim holds a link behind other words; write the words alone; addresses belong to
      the sources

    entries/treaty.yaml
    -     - text: China and North Korea signed the treaty in Beijing.
    +     - text: "signed \u202Ein Beijing"
    = entries/treaty.yaml:8:7: the claim holds U+202E, right-to-left override; delete that character; a text is one
      line of what can be seen

    entries/treaty.yaml
    -     - text: China and North Korea signed the treaty in Beijing.
    +     - text: "signed\nin Beijing"
    = entries/treaty.yaml:8:7: the claim holds a line break; delete that character; a text is one line of what can
      be seen

    entries/treaty.yaml
    -     - text: China and North Korea signed the treaty in Beijing.
    +     - text: "signed\x1b[2J in Beijing"
    = entries/treaty.yaml:8:7: the claim holds U+001B, a control character; delete that character; a text is one
      line of what can be seen

    entries/treaty.yaml
    -     - text: China and North Korea signed the treaty in Beijing.
    +     - text: "signed in Bei\u200Bjing"
    = entries/treaty.yaml:8:7: the claim holds U+200B, zero width space; delete that character; a text is one line
      of what can be seen
    """
)
def test_a_text_is_bounded_and_holds_only_what_can_be_seen(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    entries/treaty.yaml
    -     - friendship pact, when?
    +     - 1961 Treaty, date?
    = entries/treaty.yaml:6:7: '1961 Treaty, date?' is already a phrasing of this entry at entries/treaty.yaml:5:7;
      keep one of them; case and punctuation make no difference

    entries/treaty.yaml
    -     - friendship pact, when?
    +     - how often have kim and xi met
    = entries/summits.yaml:3:3: 'How often have Kim and Xi met?' is already a phrasing of 'friendship-treaty-1961'
      at entries/treaty.yaml:6:7; keep one of them; case and punctuation make no difference

    questions.yaml
    - when was the pact signed?
    + 1961 treaty date?
    = questions.yaml:2:5: '1961 treaty date?' is already a phrasing of 'friendship-treaty-1961' at
      entries/treaty.yaml:5:7; ask it in other words, or remove it

    questions.yaml
    - What is the capital of France?
    + when was the pact signed
    = questions.yaml:5:5: 'when was the pact signed' is already asked at questions.yaml:2:5; ask it in other words,
      or remove it
    """
)
def test_two_phrasings_that_differ_in_case_and_punctuation_alone_are_refused(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    entries/treaty.yaml
    -       sources:
    -         - source: bs-2025-09-04
    -           says: dates the treaty to July 1961
    -           where: paragraph 12
    +       sources: []
    = entries/treaty.yaml:8:7: the claim has no source; add at least one below 'sources'

    entries/treaty.yaml
    -   claims:
    -     - text: China and North Korea signed the treaty in Beijing.
    -       date: 1961-07-11
    -       sources:
    -         - source: bs-2025-09-04
    -           says: dates the treaty to July 1961
    -           where: paragraph 12
    +   claims: []
    = entries/treaty.yaml:1:3: the entry has no claim; add at least one, with its source
    """
)
def test_an_entry_has_claims_and_a_claim_has_sources(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    entries/summits.yaml
    -       as_of: 2025-09-04
    = entries/summits.yaml:5:7: the claim speaks of the present or of a running count ('have met six times') without
      'as_of'; add the day on which it was true as 'as_of'

    entries/summits.yaml
    - They have met six times.
    -       as_of: 2025-09-04
    + Six meetings are known
    = entries/summits.yaml:5:7: the claim states a number ('Six') without 'date' or 'as_of'; add the day of what
      happened as 'date', or of the count as 'as_of'
    """
)
def test_what_was_true_on_a_day_says_on_which(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    entries/summits.yaml
    -       reason: It is the newest count.
    = entries/summits.yaml:7:7: the claim is preferred without a reason; add 'reason', one sentence

    entries/summits.yaml
    - rank: preferred
    -       reason: It is the newest count.
    + rank: deprecated
    = entries/summits.yaml:7:7: the claim is deprecated without a reason; add 'reason', one sentence
    """
)
def test_a_rank_has_a_reason(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    entries/treaty.yaml
    - source: bs-2025-09-04
    + source: bs-2025-09-05
    = entries/treaty.yaml:11:11: there is no source 'bs-2025-09-05' in sources.yaml; did you mean 'bs-2025-09-04'?

    entries/treaty.yaml
    - source: bs-2025-09-04
    + source: reuters
    = entries/treaty.yaml:11:11: there is no source 'reuters' in sources.yaml; add it to sources.yaml

    entries/treaty.yaml
    - see_also: [summit-2025]
    + see_also: [summit-2024, friendship-treaty-1961, no-such]
    = entries/treaty.yaml:17:14: there is no entry 'summit-2024'; did you mean 'summit-2025'?
    = entries/treaty.yaml:17:27: the entry points to itself; remove it
    = entries/treaty.yaml:17:51: there is no entry 'no-such'; remove it

    questions.yaml
    - entry: friendship-treaty-1961
    + entry: friendship-treaty
    = questions.yaml:3:5: there is no entry 'friendship-treaty'; did you mean 'friendship-treaty-1961'?
    """
)
def test_what_is_pointed_to_exists(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    sources.yaml
    -   accessed: 2026-11-23
    -   kind: state-media
    +   kind: state-media
    = sources.yaml:10:3: the source has neither 'published' nor 'accessed'; add the day it appeared, or the day you
      read it

    sources.yaml
    - https://kcna.example/talks
    + ftp://kcna.example/talks
    = sources.yaml:13:3: the address does not begin with http:// or https://; write the address of a public page,
      such as https://example.org/page

    sources.yaml
    - https://kcna.example/talks
    + http://127.0.0.1/talks
    = sources.yaml:13:3: the address leads to a host that is not public (127.0.0.1); write the address of a public
      page, such as https://example.org/page

    sources.yaml
    - https://kcna.example/talks
    + http://user:pw@kcna.example/talks
    = sources.yaml:13:3: the address holds a user name or a password; write the address of a public page, such as
      https://example.org/page

    sources.yaml
    - https://kcna.example/talks
    + https://kcna.example/the talks
    = sources.yaml:13:3: the address holds a blank or a character that no address holds; write the address of a
      public page, such as https://example.org/page

    sources.yaml
    -   language: en
    +   language: English!
    = sources.yaml:9:3: 'English!' is no language tag; write one such as en, ko or zh-Hans
    """
)
def test_a_source_is_a_public_page_with_a_date(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    words.yaml
    - [treaty, pact]
    + [treaty, DPRK]
    = words.yaml:3:14: 'DPRK' stands for something else too at words.yaml:2:19; keep it in one group

    words.yaml
    - [Vietnam, Hanoi]
    + [Vietnam, the north]
    = words.yaml:7:15: 'the north' stands for something else too at words.yaml:2:25; keep it in one group

    words.yaml
    - [Vietnam, Hanoi]
    + []
    = words.yaml:7:5: the group has no name in it; add the names, or remove it
    """
)
def test_a_name_stands_for_one_thing(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    questions.yaml
    - why: off topic
    + why: dunno
    = questions.yaml:6:5: 'dunno' is no reason to decline; write one of another country, another year, not recorded,
      unrecorded attribute, false premise, negation, chatter, hostile, off topic
    """
)
def test_a_known_question_says_why_it_is_declined(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@broken(
    """
    pack.yaml
    - language: en
    + language: e
    = pack.yaml:3:1: 'e' is no language tag; write one such as en, ko or zh-Hans

    pack.yaml
    - about: What the tests of the loader are about.
    + about: ''
    = pack.yaml:4:1: the text about the pack is empty; write it
    """
)
def test_a_pack_says_what_it_is(pack: Path, lines: list[str]) -> None:
    assert said(pack) == lines


@pytest.mark.parametrize(
    ("old", "most", "line"),
    [
        ("When did China and North Korea sign their friendship treaty?", 200, "3:3: the question"),
        ("friendship pact, when?", 200, "6:7: a variant"),
        ("China and North Korea signed the treaty in Beijing.", 600, "8:7: the claim"),
        ("dates the treaty to July 1961", 300, "12:11: what the source says"),
    ],
)
def test_a_text_may_be_so_long_and_no_longer(old: str, most: int, line: str, tmp_path: Path) -> None:
    file = "entries/treaty.yaml"

    assert said(written(tmp_path / "longest", (file, old, "x" * most))) == []
    assert said(written(tmp_path / "longer", (file, old, "x" * (most + 1)))) == [
        f"{file}:{line} has {most + 1} characters; shorten it to {most}"
    ]


def test_an_entry_has_sixty_variants_at_most(tmp_path: Path) -> None:
    more = "".join(f"    - way number {number} to ask\n" for number in range(59))

    assert said(written(tmp_path, ("entries/treaty.yaml", "  claims:", f"{more}  claims:"))) == [
        "entries/treaty.yaml:4:3: there are 61 variants; keep at most 60"
    ]


def test_an_entry_has_twenty_claims_at_most(tmp_path: Path) -> None:
    claim = "    - {text: It was signed., sources: [{source: kcna-2025, says: so}]}\n"

    assert said(written(tmp_path, ("entries/treaty.yaml", "  topics:", f"{claim * 20}  topics:"))) == [
        "entries/treaty.yaml:7:3: there are 21 claims; keep at most 20"
    ]


@pytest.mark.parametrize("file", ["sources.yaml", "entries/treaty.yaml"])
def test_a_file_that_should_be_a_list_says_so(file: str, tmp_path: Path) -> None:
    folder = written(tmp_path, (file, FILES[file], "just words\n"))

    assert f"{file}:1:1: the file is not a list; begin each item with '- id: '" in said(folder)


def test_a_file_that_should_be_a_group_says_so(tmp_path: Path) -> None:
    folder = written(tmp_path, ("pack.yaml", FILES["pack.yaml"], "- a\n- b\n"))

    assert said(folder) == ["pack.yaml:1:1: this is a list where a group belongs; write lines such as 'key: value'"]


def test_everything_wrong_in_all_files_is_said_at_once_by_place(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        ("words.yaml", "known:", "knwon:"),
        ("entries/treaty.yaml", "date: 1961-07-11", "date: 1961-13"),
        ("entries/treaty.yaml", "kind: fact", "kind: facts"),
        ("entries/summits.yaml", "reason: It is the newest count.", "reason: ''"),
        ("pack.yaml", "title: A small pack", "title: 'A small pack"),
        ("sources.yaml", "url: https://kcna.example/talks", "url: http://localhost/talks"),
        ("questions.yaml", "entry: friendship-treaty-1961", "entry: friendship-treaty-1962"),
    )

    assert said(folder) == [
        "entries/summits.yaml:8:7: the reason is empty; write it",
        "entries/treaty.yaml:2:3: 'kind' is 'facts'; write 'fact' or 'faq'",
        "entries/treaty.yaml:9:7: '1961-13' is not in the calendar; correct the year, the month or the day",
        "pack.yaml:2:8: a quotation mark that is never closed; close it on this line",
        "questions.yaml:3:5: there is no entry 'friendship-treaty-1962'; did you mean 'friendship-treaty-1961'?",
        "sources.yaml:13:3: the address leads to a host that is not public (localhost); write the address of a public "
        "page, such as https://example.org/page",
        "words.yaml:4:1: 'knwon' is not a key that is known here; did you mean 'known'?",
    ]


def test_an_entry_that_cannot_be_read_may_still_be_pointed_to(tmp_path: Path) -> None:
    folder = written(tmp_path, ("entries/summits.yaml", "kind: fact", "kind: fatc"))

    assert said(folder) == ["entries/summits.yaml:2:3: 'kind' is 'fatc'; write 'fact' or 'faq'"]


def test_a_source_that_nobody_cites_is_checked_too(tmp_path: Path) -> None:
    unused = "- {id: unused, publisher: Nobody, title: Nothing, url: nowhere, accessed: 2026-11-23}\n"

    assert said(written(tmp_path, ("sources.yaml", "- id: bs-2025", f"{unused}- id: bs-2025"))) == [
        "sources.yaml:1:51: the address does not begin with http:// or https://; write the address of a public page, "
        "such as https://example.org/page"
    ]
