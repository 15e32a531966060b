"""The buttons under a reply."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.core.entry import Rank
from bot.service.base import handle
from bot.surface import render
from bot.surface.buttons import Deed, Order, is_known
from tests.surface.conftest import Served, reworded

QUESTION = "@Footnote when did china and n korea sign their friendship treaty?"
RIGHT, WRONG = (
    replace(claim, rank=rank, reason=reason)
    for claim, rank, reason in (
        (reworded("friendship-treaty-1961", "In 1961.").claims[0], Rank.PREFERRED, "By the text itself."),
        (reworded("friendship-treaty-1961", "In 1962.").claims[0], Rank.DEPRECATED, "A slip."),
    )
)
DIFFERING = replace(reworded("friendship-treaty-1961", ""), claims=(RIGHT, replace(WRONG, date=None)))
PICK = "When did China and North Korea sign their friendship treaty?"


async def test_sources_shows_them_in_full_to_the_presser_alone(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)

    seen = await served.person("ben").press(answer, "Sources")

    assert seen.message.ephemeral
    assert seen.message.text == (
        "Sources: When did China and North Korea sign their friendship treaty?\n"
        "**1** The Gazette, [A day in Beijing](https://gazette.example/day), 4 September 2025\n"
        "> says so\n"
        "friendship-treaty-1961 · revision 1"
    )


async def test_an_answer_whose_sources_agree_has_no_button_for_that(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)

    assert answer.message.buttons == ["Sources", "Not what I asked", "Remove"]


async def test_sources_differ_shows_each_account_to_the_presser_alone(served: Served) -> None:
    await served.edit("friendship-treaty-1961", DIFFERING)
    answer = await served.person().say("general", QUESTION)

    seen = await served.person("ben").press(answer, "Sources differ")

    assert answer.message.buttons == ["Sources", "Sources differ", "Not what I asked", "Remove"]
    assert seen.message.ephemeral
    assert "2 accounts. The first is what I answer with." in seen.message.text
    assert "Account 2, no longer held\nIn 1962.\n**Why:** A slip." in seen.message.text


async def test_sources_that_differ_no_more_are_said_not_to(served: Served) -> None:
    await served.edit("friendship-treaty-1961", DIFFERING)
    answer = await served.person().say("general", QUESTION)
    await served.edit("friendship-treaty-1961", reworded("friendship-treaty-1961", "Corrected words."))

    seen = await served.person().press(answer, "Sources differ")

    assert seen.message.text == render.NO_LONGER_DIFFER


async def test_an_answer_that_was_shared_keeps_the_button_for_accounts(served: Served) -> None:
    await served.edit("friendship-treaty-1961", DIFFERING)
    ada = served.person()
    private = await ada.slash("ask", question="when did china and n korea sign their friendship treaty", private=True)

    shared = await ada.press(private, "Share")

    assert [message.buttons for message in shared.messages if "Shared by" in message.text] == [
        ["Sources", "Sources differ", "Not what I asked", "Remove"]
    ]


async def test_not_what_i_asked_offers_the_runners_up(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)

    seen = await served.person().press(answer, "Not what I asked")

    assert seen.message.ephemeral
    assert "Is the friendship treaty between China and North Korea still in force?" in seen.message.buttons


async def test_a_runner_up_that_is_picked_is_answered(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)
    offer = await served.person().press(answer, "Not what I asked")

    seen = await served.person().press(offer, "Is the friendship treaty between China and North Korea still in force?")

    assert "The treaty was still in force." in seen.message.text
    assert "As of\n4 September 2025" in seen.message.text


async def test_the_asker_removes_the_answer(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)

    seen = await served.person().press(answer, "Remove")

    assert seen.removed == [answer.message.id]


async def test_nobody_else_removes_the_answer(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)

    seen = await served.person("dee").press(answer, "Remove")

    assert (seen.message.text, seen.removed) == (render.NOT_YOURS, [])


async def test_an_answer_to_a_slash_command_is_removed_by_its_asker_alone(served: Served) -> None:
    answer = await served.person().slash("ask", question="when did china and n korea sign their friendship treaty")

    refused = await served.person("ben").press(answer, "Remove")
    removed = await served.person().press(answer, "Remove")

    assert (refused.removed, removed.removed) == ([], [answer.message.id])


async def test_share_shows_a_private_answer_to_all(served: Served) -> None:
    answer = await served.person().slash(
        "ask", question="when did china and n korea sign the friendship treaty", private=True
    )

    await served.person().press(answer, "Share")

    shared = served.person("ben").reads("general")[-1]
    assert shared.text.startswith("Shared by Ada:")
    assert "11 July 1961" in shared.text


async def test_an_answer_is_shared_once(served: Served) -> None:
    answer = await served.person().slash(
        "ask", question="when did china and n korea sign the friendship treaty", private=True
    )
    await served.person().press(answer, "Share")

    [private] = [message for message in served.person().reads("general") if message.id == answer.message.id]
    assert private.buttons == ["Sources"]


async def test_share_pressed_faster_than_discord_is_shares_once(served: Served) -> None:
    ada = served.person()
    answer = await ada.slash("ask", question="when did china and n korea sign the friendship treaty", private=True)

    await asyncio.gather(*(ada.press(answer, "Share") for _ in range(3)))

    shown = served.person("ben").reads("general")
    assert [message.content for message in shown].count("Shared by Ada:") == 1


async def test_an_answer_that_could_not_be_shared_can_be_shared_again(served: Served) -> None:
    ada = served.person()
    answer = await ada.slash("ask", question="when did china and n korea sign the friendship treaty", private=True)
    served.sandbox.faults.status("POST", "/webhooks/*/*", 403)

    refused = await ada.press(answer, "Share")
    await ada.press(answer, "Share")

    assert "Please try again." in refused.message.text
    assert served.person("ben").reads("general")[-1].content == "Shared by Ada:"


async def test_an_answer_that_is_removed_twice_at_once_is_gone_and_says_so(served: Served) -> None:
    ada = served.person()
    answer = await ada.say("general", QUESTION)

    await asyncio.gather(ada.press(answer, "Remove"), ada.press(answer, "Remove"))

    texts = [message.text for message in ada.reads("general")]
    assert texts[-1] == render.REMOVED_ALREADY
    assert not any("11 July 1961" in text for text in texts)


async def test_the_asker_picks_from_an_offer_and_it_becomes_the_answer(served: Served) -> None:
    offer = await served.person().say("general", "@Footnote china and north korea friendship treaty, what about it")

    await served.person().press(offer, PICK)

    [shown] = [message for message in served.person("ben").reads("general") if message.id == offer.message.id]
    assert "11 July 1961" in shown.text
    assert shown.buttons == ["Sources", "Not what I asked", "Remove"]


async def test_somebody_else_who_picks_sees_the_answer_alone(served: Served) -> None:
    offer = await served.person().say("general", "@Footnote china and north korea friendship treaty, what about it")

    seen = await served.person("ben").press(offer, PICK)

    [left] = [message for message in served.person().reads("general") if message.id == offer.message.id]
    assert (seen.message.ephemeral, left.content) == (True, render.WHICH)


async def test_none_of_these_declines(served: Served) -> None:
    offer = await served.person().say("general", "@Footnote china and north korea friendship treaty, what about it")

    await served.person().press(offer, "None of these")

    [shown] = [message for message in served.person("ben").reads("general") if message.id == offer.message.id]
    assert (shown.text, shown.buttons) == (render.NO_ANSWER, [])


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("Sources", "The Gazette"),
        ("Not what I asked", "which of these you mean"),
        ("Share", "Shared by Ada:"),
    ],
)
async def test_buttons_of_an_answer_work_after_a_restart(served: Served, button: str, words: str) -> None:
    answer = await served.person().slash("ask", question=QUESTION, private=True)
    await served.restart()

    seen = await served.person().press(answer, button)

    assert any(words in message.text for message in seen.messages)


async def test_remove_works_after_a_restart(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)
    await served.restart()

    assert (await served.person().press(answer, "Remove")).removed == [answer.message.id]


@pytest.mark.parametrize(("button", "words"), [(PICK, "11 July 1961"), ("None of these", render.NO_ANSWER)])
async def test_buttons_of_an_offer_work_after_a_restart(served: Served, button: str, words: str) -> None:
    offer = await served.person().say("general", "@Footnote china and north korea friendship treaty, what about it")
    await served.restart()

    seen = await served.person().press(offer, button)

    assert words in seen.message.text


async def test_a_button_of_an_entry_that_was_edited_shows_it_as_it_is_now(served: Served) -> None:
    offer = await served.person().say("general", "@Footnote china and north korea friendship treaty, what about it")
    await served.edit("friendship-treaty-1961", reworded("friendship-treaty-1961", "Corrected words."))

    seen = await served.person("ben").press(offer, PICK)

    assert "Corrected words." in seen.message.text
    assert "revision 2" in seen.message.text


async def test_a_button_of_an_entry_that_was_retired_says_so(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)
    await served.edit("friendship-treaty-1961", None)

    seen = await served.person().press(answer, "Sources")

    assert seen.message.text == "The entry friendship-treaty-1961 was retired and is no longer an answer."


async def test_a_button_of_an_older_version_says_so(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)
    message = served.sandbox.world.message(answer.message.channel_id, answer.message.id)
    message.components[0]["components"][0]["custom_id"] = "fn1:gone"

    seen = await served.person().press(answer, "fn1:gone")

    assert seen.message.text == render.STALE_BUTTON


@pytest.mark.parametrize("deed", [Deed.SOURCES, Deed.PICK])
@pytest.mark.parametrize("entries", ["", "0000000000", "a.a.a"])
async def test_an_id_of_no_entry_there_is_gets_words(served: Served, deed: Deed, entries: str) -> None:
    ada = served.person()
    answer = await ada.say("general", QUESTION)
    forged = Order(deed, int(ada.id), (entries,)).custom_id
    message = served.sandbox.world.message(answer.message.channel_id, answer.message.id)
    message.components[0]["components"][0]["custom_id"] = forged

    seen = await ada.press(answer, forged)

    assert seen.message.text == "The entry behind this button is not in the base any more. Ask again to see what is."


@pytest.mark.parametrize("deed", [Deed.REMOVE, Deed.NONE])
async def test_an_id_that_names_the_presser_as_asker_does_not_fool_a_slash_answer(served: Served, deed: Deed) -> None:
    answer = await served.person().slash("ask", question="when did china and n korea sign their friendship treaty")
    ben = served.person("ben")
    forged = Order(deed, int(ben.id)).custom_id
    message = served.sandbox.world.message(answer.message.channel_id, answer.message.id)
    message.components[0]["components"][0]["custom_id"] = forged

    seen = await ben.press(answer, forged)

    assert seen.message.text == render.NOT_YOURS


def test_ids_stay_within_a_hundred_characters() -> None:
    longest = Order(Deed.SOURCES, 2**64 - 1, ("0" * 10,) * 3, date(2026, 11, 24))

    assert len(longest.custom_id) <= 100


@pytest.mark.parametrize("custom_id", ["", "fn:", "fn:fly:1:", "fn:sources:x:", "other", "fn:sources:1:" + "a" * 90])
def test_ids_that_no_button_has_are_not_known(custom_id: str) -> None:
    assert not is_known(custom_id)


async def test_a_runner_up_of_an_answer_as_of_a_day_is_answered_as_of_that_day(served: Served) -> None:
    asked = "when did china and north korea sign their friendship treaty"
    answer = await served.person().slash("ask", question=asked, as_of="2019-01-01")
    offer = await served.person().press(answer, "Not what I asked")

    seen = await served.person().press(offer, "When did China and North Korea establish diplomatic relations?")

    assert "Is the friendship treaty between China and North Korea still in force?" not in offer.message.buttons
    assert "As the base stands for 1 January 2019, without what came later:" in seen.message.text


async def test_the_sources_of_an_answer_as_of_a_day_are_those_of_its_claims(served: Served) -> None:
    asked = "when did china and north korea sign their friendship treaty"
    answer = await served.person().slash("ask", question=asked, as_of="2019-01-01")

    seen = await served.person().press(answer, "Sources")

    assert "**1** The Gazette" in seen.message.text


@pytest.mark.parametrize("day", ["2018-99-99", "----------", "9999999999", "2018-06-30"])
async def test_a_day_that_somebody_made_up_does_no_harm(served: Served, day: str) -> None:
    ada = served.person()
    answer = await ada.say("general", QUESTION)
    forged = f"fn:sources:1:{handle('friendship-treaty-1961')}:{day}"
    message = served.sandbox.world.message(answer.message.channel_id, answer.message.id)
    message.components[0]["components"][0]["custom_id"] = forged

    seen = await ada.press(answer, forged)

    assert "The Gazette" in seen.message.text
