"""Packs written as files: the same pack comes back, and an interrupted export leaves the old one."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.checks import check_pack
from bot.core.dates import parse
from bot.core.entry import Entry
from bot.core.errors import BadPack
from bot.core.pack import KnownQuestion, Pack
from bot.store.files import read_pack, write_pack
from bot.store.located import Parsed
from bot.store.located import parse as parsed
from bot.store.yamltext import Inline, Node, written
from tests.store.packs import said
from tests.store.packs import written as small_pack
from tests.store.samples import PACK, SOURCE, TREATY
from tests.strategies import packs

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"


def files(folder: Path) -> dict[str, str]:
    """The text of each file in *folder*."""
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def sound(pack: Pack) -> Pack:
    """The *pack* in the order of its files, with what the strategies cannot know of each other put right."""
    asked = sorted(pack.questions, key=lambda question: (question.entry is None, question.period is None))
    return replace(pack, entries=tuple(map(_sound, pack.entries)), questions=tuple(asked))


def _sound(entry: Entry) -> Entry:
    """Numbers of any script and days of the far future are what the strategies like best."""
    day = parse("2026-11-23")
    claims = tuple(
        replace(
            claim,
            date=None if claim.date and not _near(claim.date.text) else claim.date,
            as_of=day,
            citations=tuple(
                replace(citation, source=replace(citation.source, published=day, accessed=None))
                for citation in claim.citations
            ),
        )
        for claim in entry.claims
    )
    return replace(entry, claims=claims, see_also=(), checked=day, review_by=None)


def _near(text: str) -> bool:
    ends = (parse(text).earliest, parse(text).latest)
    return all(end is None or end.year <= 2100 for end in ends)


@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(packs().map(sound).filter(lambda pack: not check_pack(pack)))
def test_what_was_written_reads_back_as_the_same_pack(pack: Pack) -> None:
    with TemporaryDirectory() as folder:
        write_pack(pack, Path(folder) / "pack")

        assert read_pack(Path(folder) / "pack") == pack


def test_the_packs_that_ship_come_back_as_they_are(tmp_path: Path) -> None:
    for folder in (path.parent for path in KNOWLEDGE.glob("*/pack.yaml")):
        pack = read_pack(folder)
        assert isinstance(pack, Pack)
        write_pack(pack, tmp_path / folder.name)

        assert read_pack(tmp_path / folder.name) == pack


def test_a_pack_is_written_as_people_write_it(tmp_path: Path) -> None:
    pack = read_pack(small_pack(tmp_path / "small"))
    assert isinstance(pack, Pack)
    long = " ".join(["China and North Korea signed the treaty in Beijing, as was reported by all."] * 2)
    summit, treaty = pack.entries[1], pack.entries[0]
    treaty = replace(treaty, claims=(replace(treaty.claims[0], text=long),), people=("Kim Il Sung", "Yes, Minister"))
    write_pack(replace(pack, entries=(summit, treaty), stale_after=730), tmp_path / "out")

    assert files(tmp_path / "out") == {
        "pack.yaml": """\
id: small-pack
title: A small pack
language: en
about: What the tests of the loader are about.
licence: CC BY 4.0
stale_after: 730
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
  language: en
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
        "entries/general.yaml": """\
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
        "entries/treaty.yaml": """\
- id: friendship-treaty-1961
  kind: fact
  question: When did China and North Korea sign their friendship treaty?
  variants:
    - 1961 treaty date
    - friendship pact, when?
  claims:
    - text: >-
        China and North Korea signed the treaty in Beijing, as was reported by all. China and North Korea
        signed the treaty in Beijing, as was reported by all.
      date: 1961-07-11
      sources:
        - source: bs-2025-09-04
          says: dates the treaty to July 1961
          where: paragraph 12
  topics: [treaty]
  people: [Kim Il Sung, 'Yes, Minister']
  places: [Beijing]
  see_also: [summit-2025]
  checked: 2026-11-23
  review_by: 2027-06-30
""",
    }


def test_equal_packs_give_equal_files_whatever_the_order_of_their_entries(tmp_path: Path) -> None:
    write_pack(PACK, tmp_path / "one")
    write_pack(replace(PACK, entries=PACK.entries[::-1]), tmp_path / "other")

    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    write_pack(PACK, tmp_path / "pack")
    before = files(tmp_path / "pack")
    write_pack(PACK, tmp_path / "pack")

    assert files(tmp_path / "pack") == before
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_an_entry_that_is_gone_from_the_pack_is_gone_from_the_files(tmp_path: Path) -> None:
    write_pack(replace(PACK, entries=(replace(TREATY, topics=("treaty",)),), questions=()), tmp_path / "pack")
    write_pack(replace(PACK, entries=(), questions=()), tmp_path / "pack")

    assert not list((tmp_path / "pack" / "entries").iterdir())


def test_files_of_other_kinds_stay_where_they_are(tmp_path: Path) -> None:
    folder = small_pack(tmp_path / "pack")
    (folder / "README.md").write_text("Read me.")
    (folder / "entries" / "notes.txt").write_text("Note this.")
    write_pack(PACK, folder)

    assert (folder / "README.md").read_text() == "Read me."
    assert (folder / "entries" / "notes.txt").read_text() == "Note this."
    assert not (folder / "entries" / "treaty.yaml").exists()


def test_a_link_to_a_pack_stays_a_link(tmp_path: Path) -> None:
    small_pack(tmp_path / "pack")
    (tmp_path / "link").symlink_to(tmp_path / "pack")
    write_pack(PACK, tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert read_pack(tmp_path / "pack") == PACK


def test_a_topic_that_makes_no_file_name_leads_nowhere_else(tmp_path: Path) -> None:
    write_pack(replace(PACK, entries=(replace(TREATY, topics=("../../escape",)),)), tmp_path / "pack")

    assert [path.name for path in (tmp_path / "pack" / "entries").iterdir()] == ["general.yaml"]


@pytest.mark.parametrize("name", ["letters", "letters/file.txt"])
def test_a_folder_that_is_no_pack_is_not_written_over(name: str, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "file.txt").write_text("Dear")

    with pytest.raises(BadPack, match="is there and is not a pack; name a new folder, or that of the pack"):
        write_pack(PACK, tmp_path / name)
    assert (tmp_path / "letters" / "file.txt").read_text() == "Dear"


def test_two_sources_of_one_id_are_not_written_as_one(tmp_path: Path) -> None:
    citation = replace(TREATY.claims[0].citations[0], source=replace(SOURCE, title="Another title"))
    other = replace(TREATY, id="other-entry", claims=(replace(TREATY.claims[0], citations=(citation,)),))

    with pytest.raises(BadPack, match="two different sources have the id 'bs-2025-09-04'"):
        write_pack(replace(PACK, entries=(TREATY, other)), tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []


def test_a_question_that_is_neither_answered_nor_declined_is_not_lost(tmp_path: Path) -> None:
    with pytest.raises(BadPack, match="a known question has neither an answer nor a reason to decline"):
        write_pack(replace(PACK, questions=(KnownQuestion("what now?"),)), tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []


SCRIPT = """
import sys
from pathlib import Path
from dataclasses import replace
from bot.store.files import write_pack
from tests.store.samples import PACK, TREATY

folder = Path(sys.argv[1])
many = tuple(replace(TREATY, id=f"treaty-{number}", topics=(f"topic-{number}",)) for number in range(200))
pack = replace(PACK, entries=many, questions=())
"""
FOR_EVER = f"{SCRIPT}\nwhile True:\n    write_pack(pack, folder)\n"
INTO_A_FULL_DISK = f"""{SCRIPT}
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
try:
    write_pack(pack, folder)
except OSError:
    print("refused")
"""


@pytest.mark.parametrize("filled", [1, 100])
def test_a_killed_export_leaves_the_old_pack(filled: int, tmp_path: Path) -> None:
    folder = small_pack(tmp_path / "pack")
    writer = subprocess.Popen([sys.executable, "-c", FOR_EVER, str(folder)], cwd=ROOT)
    try:
        while len(list(tmp_path.glob(".pack.*.new/entries/*"))) < filled:
            assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()

    assert said(folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not limit the size of a file")
def test_a_disk_that_refuses_leaves_the_old_pack_and_nothing_else(tmp_path: Path) -> None:
    folder = small_pack(tmp_path / "pack")
    before = files(folder)
    run = subprocess.run(
        [sys.executable, "-c", INTO_A_FULL_DISK, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout == "refused\n"
    assert files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


# YAML as it is written

_texts = st.text(max_size=150)
_awkward = st.text("-:'\"[]{}#&*!|>%@`\\ \t\na,?~1é\u2028\ufeff", max_size=30)


@given(_texts | _awkward)
def test_any_text_reads_back_as_it_was(text: str) -> None:
    document: dict[str, Node] = {
        "key": text,
        "list": [text, [text]],
        "inline": Inline((text, text)),
        "group": [{"key": text}],
    }
    outcome = parsed("a.yaml", written(document))

    assert isinstance(outcome, Parsed)
    assert outcome.value == {"key": text, "list": [text, [text]], "inline": [text, text], "group": [{"key": text}]}


@given(st.text("ab ", min_size=90, max_size=400))
def test_a_long_text_that_is_folded_keeps_its_blanks(text: str) -> None:
    outcome = parsed("a.yaml", written({"key": text}))

    assert isinstance(outcome, Parsed)
    assert outcome.value == {"key": text}


@given(
    _texts | st.sampled_from(["no", "Yes", "NULL", "~", "1950", "1950-01-01", "12:30", "1e5", "0x1f", "=", "<<", ".5"])
)
def test_other_readers_of_yaml_see_the_same_text(text: str) -> None:
    """They turn `no` into False and 1950-01-01 into a date, unless it stands in quotes."""
    assert yaml.safe_load(written({"key": text})) == {"key": text}
