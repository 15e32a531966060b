"""YAML that is well formed, YAML that is not, and YAML that means harm."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.problem import Place
from bot.store.located import LONGEST_TEXT, Document, Parsed, Value, parse


def value_of(text: str) -> Value:
    """What *text* holds."""
    parsed = parse("a.yaml", text)
    assert isinstance(parsed, Parsed)
    return parsed.value


def faults(text: str) -> list[str]:
    """What is said of *text*, which cannot be read."""
    parsed = parse("a.yaml", text)
    assert not isinstance(parsed, Parsed)
    return [str(problem) for problem in parsed]


def test_every_scalar_stays_as_it_was_typed() -> None:
    typed = "- no\n- 010\n- 12:30\n- 1950-01-01\n- 1.10\n- 'null'\n- \"~\"\n- ''\n"

    assert value_of(typed) == ["no", "010", "12:30", "1950-01-01", "1.10", "null", "~", ""]


def test_lists_and_groups_hold_what_stands_in_them() -> None:
    assert value_of("a:\n  - [b, {c: d}]\n  - e: f\ng: []\nh: {}\n") == {
        "a": [["b", {"c": "d"}], {"e": "f"}],
        "g": [],
        "h": {},
    }


def test_a_folded_text_is_one_line() -> None:
    assert value_of("a: >-\n  one\n  two\n") == {"a": "one two"}


def test_a_value_is_placed_at_its_key_and_an_item_where_it_begins() -> None:
    document = Document("a.yaml", "- id: a\n  list:\n    - x\n    - {k: v}\n- [p, q]\n")

    assert document.places([(), (0,), (0, "list"), (0, "list", 1, "k"), (1, 1)]) == {
        (): Place("a.yaml", 1, 1),
        (0,): Place("a.yaml", 1, 3),
        (0, "list"): Place("a.yaml", 2, 3),
        (0, "list", 1, "k"): Place("a.yaml", 4, 8),
        (1, 1): Place("a.yaml", 5, 7),
    }


def test_what_is_not_there_is_placed_at_what_should_hold_it() -> None:
    document = Document("a.yaml", "- id: a\n- id: b\n")

    assert document.places([(1, "kind"), (7, "id")]) == {
        (1, "kind"): Place("a.yaml", 2, 3),
        (7, "id"): Place("a.yaml", 1, 1),
    }


def test_columns_count_characters_of_any_script() -> None:
    assert faults("- 한국: 'ж\n") == ["a.yaml:1:7: a quotation mark that is never closed; close it on this line"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "1:1: the file is empty; write what belongs in it, or remove it"),
        ("# nothing\n", "1:1: the file is empty; write what belongs in it, or remove it"),
        ("---\n", "2:1: the file is empty; write what belongs in it, or remove it"),
        ("- a\n---\n- b\n", "2:1: a second document in one file; remove the '---' between them"),
        ("id: a\nid: b\n", "2:1: 'id' stands twice in one group; remove one of the two"),
        ("a:\nb: c\n", "1:3: 'a' has no value; write one, or leave the line out"),
        ("a: ~\n", "1:4: 'a' has no value; write one, or leave the line out"),
        ("- a\n-\n", "2:2: a list item has no value; write one, or leave the line out"),
        ("? [a, b]\n: c\n", "1:3: a list or group where a key should be; write a word before the colon"),
        ("a: !!python/name:os.system x\n", "1:4: a tag (tag:yaml.org,2002:python/name:os.system), which packs do not "
         "use; remove it"),
        ("a: !x [b]\n", "1:4: a tag (!x), which packs do not use; remove it"),
        ("a: &x b\n", "1:4: an anchor (&x), which packs do not use; remove it"),
        ("*x : b\n", "1:1: an alias (*x), which packs do not use; write the value out"),
        ("- " * 20 + "a", "1:33: more than 16 levels deep; check the brackets and the indents"),
        ("a: " + "x" * (LONGEST_TEXT + 1), "1:4: a text of 20,001 characters; keep it below 20,000"),
    ],
)  # fmt: skip
def test_a_form_that_packs_do_not_use_is_refused(text: str, line: str) -> None:
    assert faults(text) == [f"a.yaml:{line}"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\nc: 'd\ne: f\n", "2:4: a quotation mark that is never closed; close it on this line"),
        ('a: "b\n---\n', "1:4: a quotation mark that is never closed; close it on this line"),
        ("a: [b, c\nd: e\n", "1:4: a bracket that is not closed, or a comma that is missing; write [one, two], or a "
         "list with '- '"),
        ("a: {b: c\n", "1:4: a bracket that is not closed, or a comma that is missing; write [one, two], or a list "
         "with '- '"),
        ("a: b: c\n", "1:5: ': ' within an unquoted text, or a line that is indented too far; put the text in quotes"),
        ("a:\n  b: c\n d: e\n", "3:2: a line that fits neither the indent nor the list or group above it; line it up "
         "with its neighbours"),
        ("- a\nb: c\n", "2:1: a line that fits neither the indent nor the list or group above it; line it up with its "
         "neighbours"),
        ("a: 'b' c\n", "1:8: something after a closed quotation mark or bracket; put the whole text in quotes; write "
         "'' for a ' in it"),
        ("a: b\n\tc: d\n", "2:1: a tab where only blanks may stand; indent with blanks"),
        ("- a\n- b\0\n", "2:4: a control character (U+0000); delete it"),
        ("- a\r\n- b\x1b[2J\n", "2:4: a control character (U+001B); delete it"),
        ("- id: a\n\tk: v\n", "2:1: a tab where only blanks may stand; indent with blanks"),
        ("a:\n\t- b\n", "2:1: a tab where only blanks may stand; indent with blanks"),
        ("a: |\n b\n\tc\n", "3:1: a tab where only blanks may stand; indent with blanks"),
        ("a: @b\n", "1:4: a value that begins with '@'; put the value in quotes"),
        ("a: `b`\n", "1:4: a value that begins with '`'; put the value in quotes"),
        ('a: "\\q"\n', "1:5: a backslash that means nothing here; use single quotes, or write two of them"),
        ("a: !b!c d\n", "1:4: a '!' at the start of a value; put the value in quotes"),
        ("a: [,]\n", "1:5: a value is missing between brackets or commas; write it, or put it in quotes"),
        ("a: b\n...\nc: d\n", "3:1: something before the first key, or after the end; remove it"),
        ("a: b\nc\nd: e\n", "2:1: a line without a colon; write it as 'key: value', or put the text above in quotes"),
        ("%YAML 9.9\n---\na: b\n", "1:1: it is not YAML (found incompatible YAML document); correct it here"),
    ],
)  # fmt: skip
def test_a_slip_of_syntax_is_explained_where_a_person_would_look(text: str, line: str) -> None:
    assert faults(text) == [f"a.yaml:{line}"]


def test_faults_of_form_are_said_all_at_once() -> None:
    assert faults("a: &x b\nc: *x\na: !t d\n") == [
        "a.yaml:1:4: an anchor (&x), which packs do not use; remove it",
        "a.yaml:2:4: an alias (*x), which packs do not use; write the value out",
        "a.yaml:3:1: 'a' stands twice in one group; remove one of the two",
        "a.yaml:3:4: a tag (!t), which packs do not use; remove it",
    ]


HARMFUL = {
    "brackets": "'[' * 100_000",
    "braces": "'{a: ' * 50_000",
    "dashes": "'- ' * 50_000",
    "indents": "''.join('  ' * depth + '-\\n' for depth in range(2_000))",
    "laughs": "'a: &a [x]\\n' + ''.join(f'{b}: &{b} [{\",\".join([\"*\" + a] * 9)}]\\n' for a, b in zip(L, L[1:]))",
    "anchors": "''.join(f'- &a{number} x\\n' for number in range(100_000))",
    "text": "'a: ' + 'x' * 5_000_000",
    "quote": "'- \"' + 'x y ' * 1_000_000",
    "comment": "'#' * 5_000_000",
}
MEASURE = """
import resource, sys
from bot.store.located import Parsed, parse
L = "abcdefghijklmnopqrst"
before = resource.getrusage(resource.RUSAGE_SELF)
faults = parse("a.yaml", {text})
after = resource.getrusage(resource.RUSAGE_SELF)
assert not isinstance(faults, Parsed)
print(len(faults), (after.ru_maxrss - before.ru_maxrss) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory in kilobytes, as Linux does")
@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL)
def test_a_file_that_means_harm_is_refused_at_little_cost(text: str) -> None:
    """It ends, and neither the parser's stack nor the memory grows with it."""
    script = MEASURE.format(text=text)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    found, megabytes = map(int, run.stdout.split())

    assert 1 <= found <= 100
    assert megabytes < 100


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_crashes_the_parser(text: str) -> None:
    parsed = parse("a.yaml", text)

    assert isinstance(parsed, Parsed) or all(problem.place for problem in parsed)


@given(st.text("-:'\"[]{}#&*!|>%@`\\ \t\na,?~", max_size=40))
def test_no_heap_of_signs_crashes_the_parser(text: str) -> None:
    parsed = parse("a.yaml", text)

    assert isinstance(parsed, Parsed) or all(problem.place for problem in parsed)
