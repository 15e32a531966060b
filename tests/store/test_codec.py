"""Entries as text: whole, canonical, and refused in words when they are not ours."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.entry import Entry
from bot.core.errors import StoreUnavailable
from bot.core.pack import Pack
from bot.store.codec import decode, decode_pack, encode
from tests.store.samples import PACK, TREATY
from tests.strategies import entries, packs

# A machine under load is slow to make packs, and that is no defect.
UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow])


@UNHURRIED
@given(entries())
def test_an_entry_comes_back_as_it_was_written(entry: Entry) -> None:
    assert decode(encode(entry)) == entry


@UNHURRIED
@given(packs())
def test_a_pack_comes_back_as_it_was_written(pack: Pack) -> None:
    assert decode_pack(encode(pack)) == pack


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_somebody_typed_comes_back_and_every_database_can_hold_it(typed: str) -> None:
    body = encode(replace(TREATY, question=typed))

    assert body.isascii()
    assert body.isprintable()
    assert decode(body).question == typed


def test_a_body_is_canonical_and_holds_no_defaults() -> None:
    assert encode(TREATY) == (
        '{"claims":[{"citations":[{"says":"dates the treaty to July 1961","source":{"id":"bs-2025-09-04",'
        '"published":"2025-09-04","publisher":"Business Standard","title":"What history says about the ties",'
        '"url":"https://www.example.org/ties"}}],"date":"1961-07-11","text":"They signed it in Beijing."}],'
        '"id":"friendship-treaty-1961","kind":"fact","question":"When was the friendship treaty signed?"}'
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": "red"}, "entry has 'colour', which this version does not know"),
        ({"question": None}, "entry.question is not text"),
        ({"variants": "one"}, "entry.variants is not a list"),
        ({"claims": [{}]}, "entry.claims[0] lacks 'citations'"),
        ({"claims": ["text"]}, "entry.claims[0] is not an object"),
        ({"kind": "rumour"}, "entry.kind is 'rumour', which this version does not know"),
    ],
)
def test_a_body_of_another_shape_is_refused_with_the_place_named(change: dict[str, object], words: str) -> None:
    body = json.dumps(json.loads(encode(TREATY)) | change)

    with pytest.raises(StoreUnavailable) as refused:
        decode(body)

    assert str(refused.value) == words


def test_a_body_with_a_date_that_is_none_is_refused_with_the_place_named() -> None:
    body = encode(TREATY).replace("1961-07-11", "soon")

    with pytest.raises(StoreUnavailable, match=r"^entry\.claims\[0\]\.date: 'soon' is not a date; "):
        decode(body)


@pytest.mark.parametrize("value", ["730", 730.0, True, [730]])
def test_a_limit_that_is_no_whole_number_is_refused_with_the_place_named(value: object) -> None:
    body = json.dumps(json.loads(encode(PACK)) | {"stale_after": value})

    with pytest.raises(StoreUnavailable, match=r"^pack\.stale_after is not a whole number$"):
        decode_pack(body)


@pytest.mark.parametrize("body", ["", "{", "nonsense", "[" * 100_000])
def test_a_body_that_is_not_json_is_refused_in_words(body: str) -> None:
    with pytest.raises(StoreUnavailable, match="it is not JSON"):
        decode(body)


def test_a_question_that_needs_no_database_does_not_load_one() -> None:
    program = "import sys, bot.store.base, bot.store.codec; print({'sqlalchemy', 'pydantic', 'yaml'} & {*sys.modules})"

    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "set()\n"
