"""Exams."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.entry import Kind
from bot.core.errors import BadExam
from bot.core.pack import KnownQuestion, Pack
from bot.service.exam import Exam, is_exam, read_entries, read_questions
from tests.conftest import entries_of
from tests.service.exams import BASE, QUESTIONS, UNKNOWN, write


def read(folder: Path) -> Exam:
    return Exam.read(folder, read_entries(folder / "base.jsonl"))


def test_an_exam_is_read_from_its_files(tmp_path: Path) -> None:
    assert read(write(tmp_path, before='{"q": "who won the match"}\n')) == Exam(
        known=(KnownQuestion("when was the treaty signed", "treaty"), KnownQuestion("how wide is the river", "river")),
        noisy=(KnownQuestion("when wsa the treaty signed", "treaty"),),
        unknown=(KnownQuestion("best pizza in town"),),
        before=(KnownQuestion("who won the match"),),
    )


def test_other_unknown_questions_to_choose_a_confidence_by_may_be_missing(tmp_path: Path) -> None:
    assert read(write(tmp_path)).before == ()


def test_entries_have_phrasings_and_no_claims(tmp_path: Path) -> None:
    write(tmp_path, base='{"entry": "ties", "phrasings": ["ties?", "first embassies", "朝鲜"]}\n')

    [entry] = read_entries(tmp_path / "base.jsonl")

    assert (entry.id, entry.kind, entry.phrasings, entry.claims) == (
        "ties",
        Kind.FACT,
        ("ties?", "first embassies", "朝鲜"),
        (),
    )


def test_of_other_files_a_question_may_have_an_answer_or_none(tmp_path: Path) -> None:
    file = tmp_path / "tuning.jsonl"
    file.write_text('{"q": "ties?", "entry": "ties"}\n{"q": "pizza", "entry": null}\n{"q": "tea"}\n', "utf-8")

    assert read_questions(file) == (KnownQuestion("ties?", "ties"), KnownQuestion("pizza"), KnownQuestion("tea"))


@pytest.mark.parametrize(
    "unknown",
    [
        '\n{"q": "best pizza in town"}\n\n',
        '\ufeff{"q": "best pizza in town"}\n',
        '{"q": "best pizza in town"}\r\n',
        '{"q": "best pizza in town"}',
    ],
    ids=["blank lines", "byte order mark", "lines of Windows", "no line end"],
)
def test_a_file_may_be_as_editors_leave_it(tmp_path: Path, unknown: str) -> None:
    assert read(write(tmp_path, unknown=unknown)).unknown == (KnownQuestion("best pizza in town"),)


def test_only_a_line_end_ends_a_line(tmp_path: Path) -> None:
    assert read(write(tmp_path, unknown='{"q": "one\u2028two"}\n')).unknown == (KnownQuestion("one\u2028two"),)


def test_half_a_surrogate_pair_is_no_text(tmp_path: Path) -> None:
    assert read(write(tmp_path, unknown='{"q": "pizza \\ud83d"}\n')).unknown == (KnownQuestion("pizza ?"),)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"base": ""}, 'base.jsonl: it is empty; write lines of {"entry": "...", "phrasings": ["..."]}'),
        ({"questions": "\n \n"}, 'questions.jsonl: it is empty; write lines of {"q": "...", "entry": "..."}'),
        ({"unknown": ""}, 'unknown.jsonl: it is empty; write lines of {"q": "..."}'),
        ({"before": ""}, 'unknown_val.jsonl: it is empty; write lines of {"q": "..."}'),
        ({"unknown": UNKNOWN + "not json\n"}, 'unknown.jsonl:2: it is no object of JSON; write {"q": "..."}'),
        ({"unknown": "\n[1]\n"}, 'unknown.jsonl:2: it is no object of JSON; write {"q": "..."}'),
        ({"unknown": "[" * 100_000}, 'unknown.jsonl:1: it is no object of JSON; write {"q": "..."}'),
        ({"unknown": '{"q": " "}'}, 'unknown.jsonl:1: there is no text under "q"; write {"q": "..."}'),
        ({"unknown": '{"q": 7}'}, 'unknown.jsonl:1: there is no text under "q"; write {"q": "..."}'),
        (
            {"unknown": '{"q": "x", "entry": "river"}'},
            "unknown.jsonl:1: it names an entry that answers it; move it to the questions that have an answer",
        ),
        (
            {"questions": QUESTIONS + '{"q": "x"}\n'},
            'questions.jsonl:3: there is no text under "entry"; write {"q": "...", "entry": "..."}',
        ),
        (
            {"questions": '{"q": "x", "noisy": null, "entry": "river"}'},
            'questions.jsonl:1: there is no text under "noisy"; write {"q": "...", "entry": "..."}',
        ),
        (
            {"questions": '{"q": "x", "entry": "lake"}'},
            "questions.jsonl:1: base.jsonl has no entry 'lake'; name one it has, or add that one",
        ),
        (
            {"base": BASE + '{"entry": "river", "phrasings": ["x"]}'},
            "base.jsonl:3: the entry 'river' stands further up too; put its phrasings into one line",
        ),
        (
            {"base": '{"entry": "river", "phrasings": []}'},
            'base.jsonl:1: there is no list of texts under "phrasings"; write {"entry": "...", "phrasings": ["..."]}',
        ),
        (
            {"base": '{"entry": "river", "phrasings": "how wide"}'},
            'base.jsonl:1: there is no list of texts under "phrasings"; write {"entry": "...", "phrasings": ["..."]}',
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_file_its_line_and_the_remedy(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    with pytest.raises(BadExam) as refused:
        read(write(tmp_path, **files))

    assert str(refused.value) == f"{tmp_path}/{said}"


@pytest.mark.parametrize("name", ["base.jsonl", "questions.jsonl", "unknown.jsonl"])
def test_a_file_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    (write(tmp_path) / name).unlink()

    with pytest.raises(BadExam, match=f"{name}: there is no such file; write it, with lines of "):
        read(tmp_path)


def test_what_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    (write(tmp_path) / "unknown.jsonl").write_bytes(b'{"q": "tea"}\n{"q": "caf\xe9"}\n')

    with pytest.raises(BadExam, match=r"unknown\.jsonl:2: it is not UTF-8; save the file as UTF-8"):
        read(tmp_path)


def test_what_cannot_be_seen_is_not_sent_to_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, questions='{"q": "x", "entry": "\\u001b[2J"}')

    with pytest.raises(BadExam, match=r"has no entry '\\u001B\[2J'"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["base.jsonl", "questions.jsonl", "unknown.jsonl"])
def test_a_folder_with_any_of_the_files_means_to_be_an_exam(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    assert is_exam(tmp_path)


def test_a_folder_of_packs_is_no_exam(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").touch()

    assert not is_exam(tmp_path)


ENTRIES = entries_of("- {id: river, question: how wide is the river, claims: [It is wide.]}")


def test_the_questions_of_packs_are_those_to_answer_and_those_to_decline() -> None:
    river, pizza = KnownQuestion("how wide is it", "river"), KnownQuestion("best pizza", why="another subject")
    packs = [Pack("demo", "Demo", "en", "A demo.", "CC BY 4.0", ENTRIES, questions=(pizza, river))]

    assert Exam.of_packs(packs) == Exam(known=(river,), unknown=(pizza,))


def test_packs_without_questions_are_no_exam() -> None:
    with pytest.raises(BadExam, match="The packs have no known questions; write some in"):
        Exam.of_packs([Pack("demo", "Demo", "en", "A demo.", "CC BY 4.0", ENTRIES)])
