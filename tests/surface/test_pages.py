"""Any listing in pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.seen import Seen
from bot.service import browse
from bot.service.listing import By, Item, Listing, Offer, Query
from bot.surface import render
from bot.surface.pages import Turn, is_known, page
from tests.conftest import SOURCE, entries_of
from tests.surface.conftest import AT, ENTRIES, PACK, Served

SWEEP = tuple(
    entry
    for number in range(1, 20)
    for entry in entries_of(f"""
- id: talks-{number}
  question: When was round {number} of the talks?
  claims: [{{text: Round {number} was held., date: {1980 + number}-05-01}}]
  topics: [talks]
""")
)


@pytest.fixture
async def talks(served: Served) -> Seen:
    """The first of three pages, as Ada asked for them."""
    served.store.sync(replace(PACK, entries=(*ENTRIES, *SWEEP)), AT)
    await served.restart()
    return await served.person().slash("topic", topic="talks")


def first_line(text: str) -> str:
    return text.splitlines()[1]


async def test_a_page_says_which_it_is(talks: Seen) -> None:
    assert talks.message.text.splitlines()[-1] == "Page 1 of 3 · 19 entries"


async def test_a_page_has_buttons_and_a_menu(talks: Seen) -> None:
    assert talks.message.buttons == ["Back", "Next", "Remove"]


async def test_next_turns_the_page_for_all_to_see(served: Served, talks: Seen) -> None:
    await served.person().press(talks, "Next")

    shown = served.person("ben").reads("general")[-1]
    assert first_line(shown.text) == "**9 When was round 9 of the talks?**"
    assert shown.text.splitlines()[-1] == "Page 2 of 3 · 19 entries"


async def test_back_turns_it_back(served: Served, talks: Seen) -> None:
    ada = served.person()
    await ada.press(talks, "Next")
    await ada.press(talks, "Back")

    assert ada.reads("general")[-1].text == talks.message.text


async def test_the_last_page_has_the_rest_and_no_next(served: Served, talks: Seen) -> None:
    ada = served.person()
    await ada.press(talks, "Next")
    await ada.press(talks, "Next")

    last = ada.reads("general")[-1]
    assert first_line(last.text) == "**17 When was round 17 of the talks?**"
    assert last.component("Next")["disabled"]


async def test_somebody_else_who_turns_the_page_sees_it_alone(served: Served, talks: Seen) -> None:
    seen = await served.person("ben").press(talks, "Next")

    assert (seen.message.ephemeral, first_line(seen.message.text)) == (True, "**9 When was round 9 of the talks?**")
    assert served.person().reads("general")[-1].text == talks.message.text


async def test_somebody_else_goes_on_in_their_own_copy(served: Served, talks: Seen) -> None:
    ben = served.person("ben")
    copy = await ben.press(talks, "Next")
    await ben.press(copy, "Next")

    assert [message.text.splitlines()[-1] for message in ben.reads("general")[-2:]] == [
        "Page 1 of 3 · 19 entries",
        "Page 3 of 3 · 19 entries",
    ]


async def test_the_menu_opens_an_entry_for_whoever_chose_it(served: Served, talks: Seen) -> None:
    seen = await served.person("ben").select(talks, "Open one of these", "3. When was round 3 of the talks?")

    assert seen.message.ephemeral
    assert "Round 3 was held. [1]" in seen.message.text
    assert seen.message.buttons == ["Sources", "Not what I asked", "Share"]


async def test_only_the_asker_removes_a_listing(served: Served, talks: Seen) -> None:
    refused = await served.person("ben").press(talks, "Remove")
    removed = await served.person().press(talks, "Remove")

    assert (refused.message.text, removed.removed) == (render.NOT_YOURS, [talks.message.id])


async def test_pages_are_turned_after_a_restart(served: Served, talks: Seen) -> None:
    await served.restart()
    await served.person().press(talks, "Next")

    assert "Page 2 of 3" in served.person().reads("general")[-1].text


async def test_the_menu_opens_an_entry_after_a_restart(served: Served, talks: Seen) -> None:
    await served.restart()
    seen = await served.person().select(talks, "Open one of these", "3. When was round 3 of the talks?")

    assert "Round 3 was held. [1]" in seen.message.text


async def test_a_listing_that_shrank_meanwhile_shows_its_last_page(served: Served, talks: Seen) -> None:
    for number in range(2, 20):
        await served.edit(f"talks-{number}", None)

    await served.person().press(talks, "Next")

    shown = served.person().reads("general")[-1].text
    assert (first_line(shown), shown.splitlines()[-1]) == ("**1 When was round 1 of the talks?**", "1 entry")


async def test_an_entry_that_was_retired_meanwhile_is_said_to_be(served: Served, talks: Seen) -> None:
    await served.edit("talks-3", None)

    seen = await served.person().select(talks, "Open one of these", "3. When was round 3 of the talks?")

    assert seen.message.text == "The entry talks-3 was retired and is no longer an answer."


@pytest.mark.parametrize("query", ["fly:me", "topic:", "year:196X", "topic:" + "a" * 49])
async def test_a_button_of_no_query_there_is_says_so(served: Served, talks: Seen, query: str) -> None:
    forged = f"fn:page:{served.person().id}:1:{query}"
    message = served.sandbox.world.message(talks.message.channel_id, talks.message.id)
    message.components[0]["components"][1]["custom_id"] = forged

    seen = await served.person().press(talks, forged)

    assert seen.message.text == render.STALE_BUTTON


async def test_an_id_that_names_the_presser_as_asker_does_not_turn_anothers_page(served: Served, talks: Seen) -> None:
    ben = served.person("ben")
    forged = Turn(int(ben.id), 1, Query(By.TOPIC, "talks")).custom_id
    message = served.sandbox.world.message(talks.message.channel_id, talks.message.id)
    message.components[0]["components"][1]["custom_id"] = forged

    assert (await ben.press(talks, forged)).message.ephemeral


@pytest.fixture
def for_curators(monkeypatch: pytest.MonkeyPatch) -> None:
    """Topics are for curators alone."""
    monkeypatch.setitem(browse._WAYS, By.TOPIC, replace(browse._WAYS[By.TOPIC], for_curators=True))


@pytest.mark.usefixtures("for_curators")
async def test_what_is_for_curators_is_refused_to_others(served: Served) -> None:
    seen = await served.person("ben").slash("topic", topic="treaty")

    assert seen.message.text == "Only curators can do that here: members who may manage messages or the server."


@pytest.mark.usefixtures("for_curators")
async def test_what_is_for_curators_is_shown_to_a_curator_alone(served: Served) -> None:
    seen = await served.person("cho").slash("topic", topic="treaty")

    assert ("2 entries" in seen.message.text, seen.message.ephemeral) == (True, True)


async def test_a_page_that_has_become_one_for_curators_turns_for_nobody_else(
    served: Served, talks: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(browse._WAYS, By.TOPIC, replace(browse._WAYS[By.TOPIC], for_curators=True))

    seen = await served.person("ben").press(talks, "Next")

    assert "Only curators" in seen.message.text


async def test_a_page_for_curators_never_takes_the_place_of_one_for_all(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.store.sync(replace(PACK, entries=(*ENTRIES, *SWEEP)), AT)
    await served.restart()
    curator = served.person("cho")
    shown = await curator.slash("topic", topic="talks")
    monkeypatch.setitem(browse._WAYS, By.TOPIC, replace(browse._WAYS[By.TOPIC], for_curators=True))

    seen = await curator.press(shown, "Next")

    assert (seen.message.ephemeral, "Page 2 of 3" in seen.message.text) == (True, True)


@given(custom_id=st.text(max_size=100) | st.from_regex(r"fn:page:[0-9]{1,25}:[0-9]{1,6}:(topic|year|fly):.{0,50}"))
def test_whatever_comes_in_place_of_an_id_is_a_turn_or_nothing(custom_id: str) -> None:
    turn = Turn.decode(custom_id)

    assert turn is None or Turn.decode(turn.custom_id) == turn


@given(query=st.builds(Query.named, st.sampled_from(By), st.text(min_size=1, max_size=100)))
def test_ids_stay_within_a_hundred_characters(query: Query) -> None:
    assert len(Turn(2**64 - 1, 99_999, query).custom_id) <= 100


@pytest.mark.parametrize("custom_id", ["", "fn:page:1:1", "fn:page:x:1:topic:a", "fn:open:", "fn:open:x"])
def test_ids_that_no_page_has_are_not_known(custom_id: str) -> None:
    assert not is_known(custom_id)


@pytest.mark.parametrize("letter", ["a", "*", "@", "한", "://"])
def test_texts_as_long_as_they_come_stay_within_what_discord_takes(letter: str) -> None:
    address = "https://a.example/" + "%" * 900
    source = replace(SOURCE, publisher=letter * 150, title=letter * 300, author=letter * 200, url=address)
    entry = replace(ENTRIES[0], question=letter * 200)
    items = tuple(
        Item(replace(entry, id=f"{number:060}"), letter * 99, lines=(letter * 600, letter * 900), is_disputed=True)
        for number in range(9)
    )
    listing = Listing(letter * 400, items, source)

    sent = page(listing, Turn(1, 0, Query.named(By.TOPIC, letter * 60)), private=False)

    assert len(sent["embed"].description) <= 4096
    assert len(sent["embed"].title) <= 256
    assert len(sent["embed"]) <= 6000
    assert all(len(option.label) <= 100 for option in sent["view"].children[-1].item.options)


def test_an_empty_listing_says_so_and_offers_what_is_near() -> None:
    listing = Listing("Topic: x", (), near=(Offer("topic:y", "Topic: y (1 entry)"),))

    sent = page(listing, Turn(1, 0, Query(By.TOPIC, "x")), private=True)

    assert sent["embed"].description == "Nothing in the base.\nWhat there is instead:\n• Topic: y (1 entry)"


def test_an_empty_base_has_nothing_to_open() -> None:
    sent = page(Listing("Topic: x", ()), Turn(1, 0, Query(By.TOPIC, "x")), private=True)

    assert (sent["embed"].description, sent["view"].children) == ("Nothing in the base.", [])
