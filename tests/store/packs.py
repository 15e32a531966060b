"""A small pack as files, and what the loader says when one of them is changed."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from bot.core.pack import Pack
from bot.store.files import read_pack

FILES = {
    "pack.yaml": """\
id: small-pack
title: A small pack
language: en
about: What the tests of the loader are about.
licence: CC BY 4.0
""",
    "sources.yaml": """\
- id: bs-2025-09-04
  publisher: Business Standard
  title: What history says about the ties
  author: Abhijeet Kumar
  url: https://www.example.org/ties
  published: 2025-09-04
  accessed: 2026-11-23
  kind: analysis
  language: en
- id: kcna-2025
  publisher: KCNA
  title: Talks in Beijing
  url: https://kcna.example/talks
  accessed: 2026-11-23
  kind: state-media
""",
    "words.yaml": """\
same:
  - [North Korea, DPRK, the North]
  - [treaty, pact]
known:
  - Great Hall of the People
elsewhere:
  - [Vietnam, Hanoi]
""",
    "questions.yaml": """\
answer:
  - q: when was the pact signed?
    entry: friendship-treaty-1961
decline:
  - q: What is the capital of France?
    why: off topic
""",
    "entries/treaty.yaml": """\
- id: friendship-treaty-1961
  kind: fact
  question: When did China and North Korea sign their friendship treaty?
  variants:
    - 1961 treaty date
    - friendship pact, when?
  claims:
    - text: China and North Korea signed the treaty in Beijing.
      date: 1961-07-11
      sources:
        - source: bs-2025-09-04
          says: dates the treaty to July 1961
          where: paragraph 12
  topics: [treaty]
  people: [Kim Il Sung]
  places: [Beijing]
  see_also: [summit-2025]
  checked: 2026-11-23
  review_by: 2027-06-30
""",
    "entries/summits.yaml": """\
- id: summit-2025
  kind: fact
  question: How often have Kim and Xi met?
  claims:
    - text: They have met six times.
      as_of: 2025-09-04
      rank: preferred
      reason: It is the newest count.
      sources:
        - source: kcna-2025
          says: counts six meetings
""",
}


def written(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """The small pack in *folder*, with an old text replaced by a new one, once, in each file that *changes* name."""
    texts = dict(FILES)
    for file, old, new in changes:
        assert old in texts[file]
        texts[file] = texts[file].replace(old, new, 1)
    for file, text in texts.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def said(folder: Path) -> list[str]:
    """The Problems of the pack in *folder* as they are printed, less the folder; none for a sound pack."""
    outcome = read_pack(folder)
    return (
        [] if isinstance(outcome, Pack) else [str(problem).replace(f"{folder.as_posix()}/", "") for problem in outcome]
    )


def broken(text: str) -> pytest.MarkDecorator:
    """
    A test for each case in *text*: `pack` is the small pack with one change, `lines` what shall be said of it.

    A case is the name of a file, what is taken out of it (``-``), what comes in its place (``+``), and the lines that
    are printed (``=``), wrapped as one likes.
    """
    cases = [_case(block) for block in inspect.cleandoc(text).split("\n\n")]
    parameters = [pytest.param(change, lines, id=f"{change[0]}: {change[2] or change[1]}") for change, lines in cases]
    return pytest.mark.parametrize(("pack", "lines"), parameters, indirect=["pack"])


def _case(block: str) -> tuple[tuple[str, str, str], list[str]]:
    file, *marked = block.splitlines()
    old, new = ("".join(f"{line[2:]}\n" for line in marked if line[0] == mark) for mark in "-+")
    wrapped = "".join(f"\n{line[2:]}" if line[0] == "=" else f" {line.strip()}" for line in marked if line[0] in "= ")
    if new:  # what stands before and behind it on its first and last line stays
        old, new = old[:-1], new[:-1]
    return (file, old, new), wrapped.splitlines()[1:]
