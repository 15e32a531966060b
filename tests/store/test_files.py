"""Packs read from folders, and what is said of folders that are not what they should be."""

from __future__ import annotations

import gc
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank, Source, SourceKind
from bot.core.pack import KnownQuestion, Pack, Words
from bot.store.files import find_stale, read_pack, read_packs, read_with_places
from bot.store.textfile import LARGEST
from tests.store.packs import FILES, said, written

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
TREATY_FILE = "entries/treaty.yaml"


def test_a_pack_holds_what_its_files_say(tmp_path: Path) -> None:
    standard = Source(
        "bs-2025-09-04",
        "Business Standard",
        "What history says about the ties",
        "https://www.example.org/ties",
        published=parse("2025-09-04"),
        accessed=parse("2026-11-23"),
        author="Abhijeet Kumar",
        kind=SourceKind.ANALYSIS,
    )
    agency = Source(
        "kcna-2025",
        "KCNA",
        "Talks in Beijing",
        "https://kcna.example/talks",
        accessed=parse("2026-11-23"),
        kind=SourceKind.STATE_MEDIA,
    )
    treaty = Entry(
        "friendship-treaty-1961",
        Kind.FACT,
        "When did China and North Korea sign their friendship treaty?",
        (
            Claim(
                "China and North Korea signed the treaty in Beijing.",
                (Citation(standard, "dates the treaty to July 1961", "paragraph 12"),),
                date=parse("1961-07-11"),
            ),
        ),
        variants=("1961 treaty date", "friendship pact, when?"),
        topics=("treaty",),
        people=("Kim Il Sung",),
        places=("Beijing",),
        see_also=("summit-2025",),
        checked=parse("2026-11-23"),
        review_by=parse("2027-06-30"),
    )
    summit = Entry(
        "summit-2025",
        Kind.FACT,
        "How often have Kim and Xi met?",
        (
            Claim(
                "They have met six times.",
                (Citation(agency, "counts six meetings"),),
                as_of=parse("2025-09-04"),
                rank=Rank.PREFERRED,
                reason="It is the newest count.",
            ),
        ),
    )

    assert read_pack(written(tmp_path)) == Pack(
        "small-pack",
        "A small pack",
        "en",
        "What the tests of the loader are about.",
        "CC BY 4.0",
        (treaty, summit),
        Words(
            (("North Korea", "DPRK", "the North"), ("treaty", "pact")),
            ("Great Hall of the People",),
            (("Vietnam", "Hanoi"),),
        ),
        (
            KnownQuestion("when was the pact signed?", entry="friendship-treaty-1961"),
            KnownQuestion("What is the capital of France?", why="off topic"),
        ),
    )


def test_every_pack_that_ships_is_sound() -> None:
    packs, problems = read_packs(KNOWLEDGE)

    assert [str(problem) for problem in problems] == []
    assert packs


def test_it_makes_no_difference_which_file_holds_an_entry(tmp_path: Path) -> None:
    moved = written(tmp_path / "moved")
    for file in ("entries/treaty.yaml", "entries/summits.yaml"):
        (moved / file).unlink()
    (moved / "entries/all.yaml").write_text(FILES["entries/summits.yaml"] + FILES["entries/treaty.yaml"])

    assert read_pack(moved) == read_pack(written(tmp_path / "small"))


def test_words_and_questions_may_be_left_out(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "words.yaml").unlink()
    (folder / "questions.yaml").unlink()
    pack = read_pack(folder)

    assert isinstance(pack, Pack)
    assert (pack.words, pack.questions) == (Words(), ())


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference(tmp_path: Path) -> None:
    folder = written(tmp_path / "windows")
    for file, text in FILES.items():
        (folder / file).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert read_pack(folder) == read_pack(written(tmp_path / "small"))


def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    read_pack(written(tmp_path))
    left_on = gc.isenabled()
    gc.disable()
    try:
        read_pack(tmp_path)
        left_off = not gc.isenabled()
    finally:
        gc.enable()

    assert left_on
    assert left_off


# Folders


def test_packs_are_the_folders_in_a_folder(tmp_path: Path) -> None:
    written(tmp_path / "first")
    written(
        tmp_path / "second",
        ("pack.yaml", "id: small-pack", "id: other-pack"),
        ("entries/treaty.yaml", "id: friendship-treaty-1961", "id: other-treaty"),
        ("questions.yaml", "entry: friendship-treaty-1961", "entry: other-treaty"),
        ("entries/summits.yaml", "id: summit-2025", "id: other-summit"),
        ("entries/treaty.yaml", "see_also: [summit-2025]", "see_also: [other-summit]"),
    )
    (tmp_path / ".hidden").mkdir()
    packs, problems = read_packs(tmp_path)

    assert [pack.id for pack in packs] == ["small-pack", "other-pack"]
    assert problems == ()


def test_a_folder_with_a_pack_file_is_a_pack_itself(tmp_path: Path) -> None:
    packs, problems = read_packs(written(tmp_path))

    assert [pack.id for pack in packs] == ["small-pack"]
    assert problems == ()


def test_a_pack_with_problems_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    written(tmp_path / "bad", ("pack.yaml", "language: en", "language: e"))
    written(tmp_path / "good")
    packs, problems = read_packs(tmp_path)

    assert [pack.id for pack in packs] == ["small-pack"]
    assert [str(problem) for problem in problems] == [
        f"{tmp_path}/bad/pack.yaml:3:1: 'e' is no language tag; write one such as en, ko or zh-Hans"
    ]


def test_an_id_of_another_pack_is_refused_with_both_places(tmp_path: Path) -> None:
    written(tmp_path / "first")
    written(tmp_path / "second", ("entries/treaty.yaml", "friendship-treaty-1961", "another-treaty"),
            ("questions.yaml", "friendship-treaty-1961", "another-treaty"))  # fmt: skip
    packs, problems = read_packs(tmp_path)

    assert [pack.id for pack in packs] == ["small-pack"]
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in problems] == [
        "second/pack.yaml:1:1: another pack has the id 'small-pack' at first/pack.yaml:1:1; rename one of them",
        "second/entries/summits.yaml:1:3: another pack has an entry 'summit-2025' at first/entries/summits.yaml:1:3; "
        "rename one of them",
    ]


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    missing = tmp_path / "missing"

    assert [str(problem) for problem in read_packs(missing)[1]] == [
        f"{missing}:1:1: there is no such folder of packs; name one that exists"
    ]
    assert said(missing) == [f"{missing}:1:1: there is no such folder; name the folder of a pack"]


def test_a_folder_without_packs_says_so(tmp_path: Path) -> None:
    assert [str(problem) for problem in read_packs(tmp_path)[1]] == [
        f"{tmp_path}:1:1: there is no pack in this folder; name another, or add one"
    ]


def test_an_empty_folder_is_told_what_a_pack_needs(tmp_path: Path) -> None:
    assert said(tmp_path) == [
        "entries:1:1: there is no such folder; create it, with a file a topic",
        "pack.yaml:1:1: there is no such file; create it",
        "sources.yaml:1:1: there is no such file; create it",
    ]


def test_a_file_that_would_not_be_read_is_pointed_out(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "source.yaml").write_text("")
    (folder / "chronology.yml").write_text("")
    (folder / "entries" / "war.yml").write_text("")
    (folder / "entries" / "more").mkdir()
    (folder / "README.md").write_text("Anything may stand here.")
    (folder / "entries" / ".treaty.yaml.swp").write_text("as here")

    assert said(folder) == [
        "chronology.yml:1:1: it is no part of a pack; move its entries into entries/, or remove it",
        "entries/more:1:1: it would not be read; put it into entries/ as a file that ends in .yaml",
        "entries/war.yml:1:1: it would not be read; put it into entries/ as a file that ends in .yaml",
        "source.yaml:1:1: it is no part of a pack; did you mean sources.yaml?",
    ]


# Files


def with_bytes(folder: Path, data: bytes) -> list[str]:
    """What is said of the small pack when the file of the treaty holds *data*, the questions aside."""
    written(folder)
    (folder / TREATY_FILE).write_bytes(data)
    return [line for line in said(folder) if line.startswith(TREATY_FILE)]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"- id: a\n  kind: f\xff", "2:10: it is not UTF-8 from here on; save it as UTF-8"),
        ("- id: ä".encode("latin-1"), "1:7: it is not UTF-8 from here on; save it as UTF-8"),
        ("- id: a".encode("utf-16"), "1:1: it is not UTF-8 from here on; save it as UTF-8"),
        ("- ü: \ud800".encode("utf-8", "surrogatepass"), "1:6: it is not UTF-8 from here on; save it as UTF-8"),
        (b"- id: a\n  kind: \0\n", "2:9: a control character (U+0000); delete it"),
        (b"- id: a\r\n- \x1b[2J\n", "2:3: a control character (U+001B); delete it"),
        (b"", "1:1: the file is empty; write what belongs in it, or remove it"),
    ],
)
def test_bytes_that_are_no_text_are_placed(data: bytes, line: str, tmp_path: Path) -> None:
    assert with_bytes(tmp_path, data) == [f"{TREATY_FILE}:{line}"]


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "words.yaml").unlink()
    (folder / "words.yaml").mkdir()

    assert said(folder) == ["words.yaml:1:1: it is a folder; put a YAML file here"]


def test_a_link_that_leads_out_of_the_pack_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "pack")
    outside = tmp_path / "outside.yaml"
    shutil.move(folder / "words.yaml", outside)
    (folder / "words.yaml").symlink_to(outside)

    assert said(folder) == ["words.yaml:1:1: it is a link that leads out of the pack; put the file itself here"]


def test_a_linked_folder_of_entries_is_refused_too(tmp_path: Path) -> None:
    folder = written(tmp_path / "pack", ("questions.yaml", FILES["questions.yaml"], "answer: []\n"))
    shutil.move(folder / "entries", tmp_path / "outside")
    (folder / "entries").symlink_to(tmp_path / "outside")

    assert said(folder) == [
        f"entries/{topic}.yaml:1:1: it is a link that leads out of the pack; put the file itself here"
        for topic in ("summits", "treaty")
    ]


def test_a_pack_may_be_reached_through_a_link(tmp_path: Path) -> None:
    written(tmp_path / "pack")
    (tmp_path / "link").symlink_to(tmp_path / "pack")

    assert said(tmp_path / "link") == []


@pytest.mark.parametrize("target", ["words.yaml", "gone.yaml"])
def test_a_link_that_leads_nowhere_is_refused(target: str, tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "words.yaml").unlink()
    (folder / "words.yaml").symlink_to(target)

    assert [line.partition(" (")[0] for line in said(folder)] == [
        f"words.yaml:1:1: {'it cannot be read' if target == 'words.yaml' else 'there is no such file; create it'}"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_does_not_make_the_reader_wait(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "words.yaml").unlink()
    os.mkfifo(folder / "words.yaml")

    assert said(folder) == ["words.yaml:1:1: it is not a regular file; put a YAML file here"]


def test_a_file_beyond_all_measure_is_not_even_opened(tmp_path: Path) -> None:
    folder = written(tmp_path)
    with (folder / "words.yaml").open("wb") as file:
        file.truncate(LARGEST + 1)  # a hole: it takes no room on the disk

    assert said(folder) == ["words.yaml:1:1: it is larger than 256 MB; split it"]


def test_after_a_thousand_problems_the_rest_is_left(tmp_path: Path) -> None:
    lines = with_bytes(tmp_path, b"- word\n" * 1100)

    assert len(lines) == 1002
    assert lines[-1] == f"{TREATY_FILE}:1001:3: this is a text where a group belongs; write lines such as 'key: value'"
    assert lines[-2] == f"{TREATY_FILE}:1001:3: nothing from here on was looked at; correct what comes before it first"


def stale_lines(folder: Path, today: date) -> list[str]:
    readings, _ = read_with_places(folder)
    return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in find_stale(readings, today)]


def test_stale_entries_are_told_with_the_places_of_their_entries_those_first_that_wait_longest(tmp_path: Path) -> None:
    written(tmp_path, ("pack.yaml", "licence: CC BY 4.0", "licence: CC BY 4.0\nstale_after: 365"))

    remedy = "hold it against its sources, then set 'checked' and 'review_by'"
    assert stale_lines(tmp_path, date(2027, 7, 1)) == [
        "entries/summits.yaml:1:3: 'summit-2025' may have changed: "
        f"as of 4 September 2025, older than this base's limit of one year; {remedy}",
        f"entries/treaty.yaml:1:3: 'friendship-treaty-1961' may have changed: review due since 30 June 2027; {remedy}",
    ]


def test_before_its_time_nothing_is_stale(tmp_path: Path) -> None:
    assert stale_lines(written(tmp_path), date(2027, 6, 30)) == []


def test_packs_with_problems_are_passed_over_when_stale_entries_are_sought(tmp_path: Path) -> None:
    written(tmp_path / "bad", ("pack.yaml", "language: en", "language: e"))

    assert stale_lines(tmp_path, date(2099, 1, 1)) == []
