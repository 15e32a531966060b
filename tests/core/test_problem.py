"""Problems as they are printed."""

from __future__ import annotations

from bot.core.problem import Place, Problem


def test_a_problem_of_a_file_begins_with_its_place() -> None:
    problem = Problem(("title",), "the title is empty", "write it", place=Place("pack.yaml", 2, 1))

    assert str(problem) == "pack.yaml:2:1: the title is empty; write it"


def test_a_problem_with_a_rival_names_both_places() -> None:
    problem = Problem(
        ("id",), "another entry has the id 'a-b'", "rename one", ("id",), Place("a.yaml", 9, 3), Place("b.yaml", 1, 3)
    )

    assert str(problem) == "a.yaml:9:3: another entry has the id 'a-b' at b.yaml:1:3; rename one"


def test_a_problem_of_what_was_typed_elsewhere_counts_as_a_person_does() -> None:
    problem = Problem(("claims", 1, "sources", 0, "says"), "what the source says is empty", "write it")

    assert str(problem) == "claim 2, source 1: what the source says is empty; write it"


def test_a_problem_with_the_whole_says_no_place() -> None:
    assert str(Problem((), "the entry has no claim", "add one")) == "the entry has no claim; add one"


def test_groups_of_names_and_entries_are_counted_by_their_own_word() -> None:
    assert str(Problem(("words", "same", 0, 2), "x", "y")).startswith("group 1, name 3: ")
    assert str(Problem(("entries", 4, "variants", 0), "x", "y")).startswith("entry 5, variant 1: ")


def test_what_cannot_be_seen_is_printed_as_an_escape() -> None:
    problem = Problem(("id",), "'\x1b[2J\u202e' cannot be an id", "write\nanother", place=Place("a\x07.yaml", 1, 1))

    assert str(problem) == r"a\u0007.yaml:1:1: '\u001B[2J\u202E' cannot be an id; write\u000Aanother"


def test_places_sort_by_line_as_a_number() -> None:
    places = [Place("b.yaml", 1, 1), Place("a.yaml", 10, 1), Place("a.yaml", 9, 2), Place("a.yaml", 9, 1)]

    assert sorted(places) == places[::-1]
