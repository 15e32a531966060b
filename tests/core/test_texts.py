"""What a text may hold, and when two say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.texts import faults, same_words, visible


@pytest.mark.parametrize(
    "text",
    [
        "Xi Jinping visited Pyongyang on 20 June 2019.",
        "김정은은 몇 번 중국에 갔나요?",
        "क्या उत्तर कोरिया और चीन मित्र हैं?",
        "He wrote to kim@example.org (see [sic]) and paid $5 < €6.",
        "A flag 🇰🇵, a heart ❤️ and café",
        "everyone here, not @everybody nor @hereafter",
    ],
)
def test_a_plain_text_in_any_script_is_fine(text: str) -> None:
    assert list(faults(text, 100)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is empty"),
        (" \u3000", "is empty"),
        (" a", "begins or ends with a blank"),
        ("a\u3000", "begins or ends with a blank"),
        ("a" * 101, "has 101 characters"),
        ("a\nb", "holds a line break"),
        ("a\tb", "holds a tab"),
        ("a\0b", "holds U+0000, a control character"),
        ("a\x9bb", "holds U+009B, a control character"),
        ("a\u200bb", "holds U+200B, zero width space"),
        ("a\u202eb", "holds U+202E, right-to-left override"),
        ("a\u2066b", "holds U+2066, left-to-right isolate"),
        ("a\ufeffb", "holds U+FEFF, zero width no-break space"),
        ("a\xadb", "holds U+00AD, soft hyphen"),
        ("a\ud800b", "holds U+D800, a control character"),
        ("a\U000e0041b", "holds U+E0041, tag latin capital letter a"),
        ("dear @everyone", "holds a mention (@everyone)"),
        ("dear @Here!", "holds a mention (@Here)"),
        ("dear <@80351110224678912>", "holds a mention (<@80351110224678912>)"),
        ("dear <@&80351110224678912>", "holds a mention (<@&80351110224678912>)"),
        ("in <#80351110224678912>", "holds a mention (<#80351110224678912>)"),
        ("run </ask:80351110224678912>", "holds a mention (</ask:80351110224678912>)"),
        ("click [here](https://evil.example)", "holds a link behind other words"),
        ("click [here]( <HTTP://evil.example>)", "holds a link behind other words"),
        ("click [here](discord://x)", "holds a link behind other words"),
    ],
)
def test_a_text_that_is_not_what_it_seems_is_refused(text: str, what: str) -> None:
    assert [found for found, _ in faults(text, 100)] == [what]


def test_all_faults_of_a_text_are_named() -> None:
    assert [found for found, _ in faults(" [x](http://a)\u200b@here", 5)] == [
        "has 20 characters",
        "begins or ends with a blank",
        "holds U+200B, zero width space",
        "holds a mention (@here)",
        "holds a link behind other words",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("When was it signed?", "when was it signed"),
        ("the 'friendship' treaty", "The friendship, treaty!"),
        ("Kim Jong-un", "kim jong un"),
        ("  two   blanks ", "two blanks"),
        ("Straße", "STRASSE"),
        ("１９６１ treaty", "1961 treaty"),
        ("snake_case", "snake case"),
    ],
)
def test_case_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert same_words(one) == same_words(other)


@pytest.mark.parametrize(
    ("one", "other"), [("the North", "North"), ("visits", "visit"), ("की", "का"), ("1961", "1962")]
)
def test_words_make_a_difference(one: str, other: str) -> None:
    assert same_words(one) != same_words(other)


@pytest.mark.parametrize("text", ["", "?!", "…", "🇰🇵", "_"])
def test_a_text_without_a_word_has_no_words(text: str) -> None:
    assert same_words(text) == ""


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_made_visible_is_fine_to_print(text: str) -> None:
    assert list(faults(f"a{visible(text)}b".replace("@", "").replace("](", "").replace("<", ""), 10**6)) == []
