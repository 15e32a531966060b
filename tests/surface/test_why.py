"""Why a question was answered, offered or declined, told to curators."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.policies import NORMAL
from bot.sandbox.errors import Refused
from bot.sandbox.permissions import Permission
from bot.service.base import Base
from bot.service.explanation import explain
from bot.surface import render
from tests.surface.conftest import PACK, TODAY, Served

QUESTION = "@Footnote when did china and n korea sign their friendship treaty?"
MENU, FIELD = "Why this answer", "The question, as it was asked"
BASE = Base.of_packs([PACK])
ANSWERED = re.compile(r"^Why\n\*\*[01]\.\d\d is at least 0\.\d\d and .*: answered\.\*\*\nAsked: when did china")


async def test_the_menu_tells_a_curator_why_a_question_was_answered(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)

    seen = await served.person("cho").menu(MENU, answer)

    assert ANSWERED.match(seen.message.text)
    assert "Best: friendship-treaty-1961" in seen.message.text


async def test_what_is_told_is_seen_by_the_curator_alone_and_pings_nobody(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)

    seen = await served.person("cho").menu(MENU, answer)

    assert (seen.message.ephemeral, seen.message.pinged_nobody) == (True, True)


async def test_an_offer_is_explained(served: Served) -> None:
    offer = await served.person().say("general", "@Footnote china treaty")

    seen = await served.person("cho").menu(MENU, offer)

    assert "offered." in seen.message.text


async def test_a_refusal_is_explained_with_the_guard_that_spoke_and_its_word(served: Served) -> None:
    refusal = await served.person().say("general", "@Footnote when did China and Vietnam sign their friendship treaty?")

    seen = await served.person("cho").menu(MENU, refusal)

    assert "is below 0.20: declined." in seen.message.text
    assert '• the question names something the base does not cover ("Vietnam"): leaves 0.10 of it' in seen.message.text


async def test_a_direct_message_is_explained_to_the_owner(served: Served) -> None:
    ada = served.person()
    assert served.client.application is not None
    served.client.application.owner.id = int(ada.id)
    answer = await ada.dm("when did china and n korea sign their friendship treaty?")

    seen = await ada.menu(MENU, answer)

    assert ANSWERED.match(seen.message.text)


async def test_in_direct_messages_nobody_else_is_told(served: Served) -> None:
    cho = served.person("cho")
    answer = await cho.dm("when did china and n korea sign their friendship treaty?")

    seen = await cho.menu(MENU, answer)

    assert seen.message.text == ("In direct messages only whoever runs me can do that. In a server its curators can.")


async def test_members_are_not_shown_the_menu(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)

    with pytest.raises(Refused):
        await served.person().menu(MENU, answer)


async def test_a_member_to_whom_a_server_gave_the_menu_is_told_who_may(served: Served) -> None:
    """Servers may hand any command to anybody; who is a curator does not change by it."""
    answer = await served.person().say("general", QUESTION)
    handed_to_all(served)

    seen = await served.person().menu(MENU, answer)

    assert (seen.message.text, seen.message.ephemeral) == (
        "Only curators can do that here: members who may manage messages or the server.",
        True,
    )


def handed_to_all(served: Served) -> None:
    """The stand-in's word for what a server sets under Integrations."""
    commands = served.sandbox.world.commands
    commands[None] = tuple({**command, "default_member_permissions": None} for command in commands[None])


async def test_an_answer_to_a_slash_command_opens_a_form_for_the_question(served: Served) -> None:
    cho = served.person("cho")
    answer = await served.person().slash("ask", question="when did china and n korea sign their friendship treaty")
    form = await cho.menu(MENU, answer)

    seen = await cho.submit(form, {FIELD: "when did china and n korea sign their friendship treaty"})

    assert ANSWERED.match(seen.message.text)


async def test_a_question_that_was_deleted_opens_the_form(served: Served) -> None:
    ada, cho = served.person(), served.person("cho")
    answer = await ada.say("general", QUESTION)
    assert answer.sent is not None
    ada.acts.delete(answer.sent.channel_id, answer.sent.id)

    assert (await cho.menu(MENU, answer)).modal is not None


async def test_a_question_in_a_channel_that_the_bot_may_not_read_back_opens_the_form(served: Served) -> None:
    answer = await served.person().say("ask-footnote", QUESTION)
    served.deny("ask-footnote", Permission.READ_MESSAGE_HISTORY)

    assert (await served.person("cho").menu(MENU, answer)).modal is not None


async def test_a_question_that_takes_long_to_read_opens_the_form(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)
    served.sandbox.faults.rate_limit("/channels/*/messages/*", retry_after=30, method="GET")

    assert (await served.person("cho").menu(MENU, answer)).modal is not None


async def test_the_menu_of_a_question_tells_what_would_come_of_it(served: Served) -> None:
    said = await served.person().say("general", QUESTION.removeprefix("@Footnote "), wait=0.2)

    assert ANSWERED.match((await served.person("cho").menu(MENU, said)).message.text)


async def test_a_form_that_was_open_during_a_restart_is_answered(served: Served) -> None:
    cho = served.person("cho")
    answer = await cho.slash("ask", question="china treaty")
    form = await cho.menu(MENU, answer)
    await served.restart()

    assert "offered." in (await cho.submit(form, {FIELD: "china treaty"})).message.text


async def test_a_form_of_somebody_who_is_no_curator_any_more_is_refused(served: Served) -> None:
    cho = served.person("cho")
    form = await cho.menu(MENU, await cho.slash("ask", question="china treaty"))
    cho.take("Curator")

    seen = await cho.submit(form, {FIELD: "china treaty"})

    assert seen.message.text.startswith("Only curators can do that here")


async def test_a_private_answer_carries_the_button_for_a_curator(served: Served) -> None:
    seen = await served.person("cho").slash("ask", question="friendship treaty of 1961 year", private=True)

    assert seen.message.buttons == ["Sources", "Not what I asked", "Share", "Why"]


@pytest.mark.parametrize("question", ["china treaty", "how do I bake bread?"])
async def test_a_private_offer_or_refusal_carries_it_last(served: Served, question: str) -> None:
    seen = await served.person("cho").slash("ask", question=question, private=True)

    assert seen.message.buttons[-1] == "Why"


async def test_an_answer_that_all_see_carries_no_button_that_most_may_not_use(served: Served) -> None:
    seen = await served.person("cho").slash("ask", question="friendship treaty of 1961 year")

    assert "Why" not in seen.message.buttons


async def test_the_button_asks_for_the_question_after_a_restart_too(served: Served) -> None:
    cho = served.person("cho")
    answer = await cho.slash("ask", question="friendship treaty of 1961 year", private=True)
    await served.restart()
    form = await cho.press(answer, "Why")

    assert "offered." in (await cho.submit(form, {FIELD: "china treaty"})).message.text


async def test_a_button_of_somebody_who_is_no_curator_any_more_is_refused(served: Served) -> None:
    cho = served.person("cho")
    answer = await cho.slash("ask", question="china treaty", private=True)
    cho.take("Curator")

    assert (await cho.press(answer, "Why")).message.text.startswith("Only curators can do that here")


async def test_another_question_can_be_put_from_an_explanation(served: Served) -> None:
    cho = served.person("cho")
    told = await cho.menu(MENU, await cho.say("general", QUESTION))
    form = await cho.press(told, "Another question")

    assert "declined." in (await cho.submit(form, {FIELD: "how do I bake bread?"})).message.text


async def test_words_that_mean_nothing_are_explained_as_that(served: Served) -> None:
    cho = served.person("cho")
    form = await cho.menu(MENU, await cho.slash("ask", question="china treaty"))

    seen = await cho.submit(form, {FIELD: "@everyone 🔥"})

    assert "There is no word in it to search for: declined." in seen.message.text


async def test_an_entry_that_was_retired_meanwhile_is_explained_away(served: Served) -> None:
    answer = await served.person().say("general", QUESTION)
    await served.edit("friendship-treaty-1961", None)

    seen = await served.person("cho").menu(MENU, answer)

    assert "friendship-treaty-1961" not in seen.message.text


async def test_help_tells_curators_of_it_and_nobody_else(served: Served) -> None:
    curator, member = await served.person("cho").slash("help"), await served.person().slash("help")

    assert (MENU in curator.message.text, MENU in member.message.text) == (True, False)


@given(st.text(max_size=4000) | st.text("*_~|`<>@[]()#1.?! \n", max_size=1000))
def test_whatever_was_asked_the_explanation_keeps_to_discords_limits(typed: str) -> None:
    embed = render.why(explain(BASE, typed, NORMAL, TODAY))

    assert 0 < len(embed) <= 6000
    assert 0 < len(embed.description or "") <= 4096
    assert all(0 < len(field.value or "") <= 1024 and len(field.name or "") <= 256 for field in embed.fields)


@pytest.mark.parametrize(
    "typed", ["**treaty** ||x||", "[treaty](https://evil.example)", "`treaty` # x", "<t:0:R> treaty"]
)
def test_what_was_asked_is_never_markup(typed: str) -> None:
    told = (render.why(explain(BASE, typed, NORMAL, TODAY)).description or "").split("\n", 1)[1]

    assert not re.search(r"\*\*|\|\||`|<|(?<!\\)\[|://", re.sub(r"\\.", "", told))


def test_the_figures_of_the_best_two_fit_with_every_feature() -> None:
    fields = render.why(explain(BASE, "china treaty", NORMAL, TODAY)).fields

    assert "spread" in (fields[-1].value or "")
