"""Asking in Discord, in every way there is."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.revision import Scope
from bot.sandbox import limits
from bot.sandbox.permissions import Permission
from bot.store.base import Edit
from bot.surface import render
from tests.surface.conftest import AT, ENTRIES, Served, reworded

TREATY = """\
When did China and North Korea sign their friendship treaty?
China and North Korea signed their treaty of friendship in Beijing. [1]
When
11 July 1961
Sources
1 The Gazette, [A day in Beijing](https://gazette.example/day), 4 September 2025
friendship-treaty-1961 · revision 1 · strong match"""


async def test_a_mention_is_answered_with_the_claim_its_date_and_its_source(served: Served) -> None:
    seen = await served.person().say("general", "@Footnote when did china and n korea sign their friendship treaty?")

    assert seen.message.text == TREATY


async def test_the_title_of_an_answer_links_to_its_page_where_there_is_a_site(served: Served) -> None:
    await served.restart(site="https://facts.example/kb")

    seen = await served.person().say("general", "@Footnote friendship treaty year")

    assert [embed["url"] for embed in seen.message.embeds] == ["https://facts.example/kb/e/friendship-treaty-1961"]


async def test_an_entry_of_the_servers_own_is_on_no_site(served: Served) -> None:
    await served.restart(site="https://facts.example/kb")
    server = Scope.server(int(served.person().guild.id))
    served.store.append(Edit(server, ENTRIES[0].id, reworded(ENTRIES[0].id, "They signed it here."), "42", AT))
    await served.client.with_upkeep(lambda upkeep: upkeep.refresh())

    seen = await served.person().slash("fact", entry=ENTRIES[0].id)

    assert "They signed it here." in seen.message.text
    assert ["url" in embed for embed in seen.message.embeds] == [False]


async def test_without_a_site_an_answer_links_to_none(served: Served) -> None:
    seen = await served.person().say("general", "@Footnote friendship treaty year")

    assert [embed.get("url") for embed in seen.message.embeds] == [None]


async def test_the_answer_to_a_mention_is_a_reply_that_pings_nobody(served: Served) -> None:
    seen = await served.person().say("general", "@Footnote friendship treaty year")

    assert seen.sent is not None
    assert seen.message.json["referenced_message"]["id"] == seen.sent.id
    assert seen.message.pinged_nobody


async def test_slash_ask_answers_for_all_to_see(served: Served) -> None:
    seen = await served.person().slash("ask", question="when did china and north korea sign their friendship treaty")

    assert (seen.message.text, seen.message.ephemeral) == (TREATY, False)


async def test_a_private_ask_is_seen_by_the_asker_alone(served: Served) -> None:
    seen = await served.person().slash("ask", question="friendship treaty of 1961 year", private=True)

    assert (seen.message.ephemeral, seen.message.buttons) == (True, ["Sources", "Not what I asked", "Share"])


async def test_a_direct_message_is_answered(served: Served) -> None:
    seen = await served.person().dm("when did china and n korea sign their friendship treaty?")

    assert seen.message.text == TREATY


async def test_a_mention_in_a_thread_is_answered(served: Served) -> None:
    thread = served.person("ben").thread("general", "The treaty")

    seen = await served.person().say(thread, "@Footnote friendship treaty year")

    assert "11 July 1961" in seen.message.text


async def test_a_forum_post_that_mentions_the_bot_is_answered_in_it(served: Served) -> None:
    seen = await served.person().forum_post("questions", "The treaty", "@Footnote friendship treaty year")

    assert "11 July 1961" in seen.message.text


async def test_a_question_that_is_deleted_meanwhile_is_answered_all_the_same(served: Served) -> None:
    ada = served.person()
    answered = asyncio.create_task(ada.say("general", "@Footnote friendship treaty year"))
    await asyncio.sleep(0)
    asked = ada.reads("general")[-1]
    ada.acts.delete(asked.channel_id, asked.id)

    assert "11 July 1961" in (await answered).message.text


async def test_a_reply_to_the_bot_is_a_question(served: Served) -> None:
    first = await served.person().say("general", "@Footnote first embassies")

    seen = await served.person().say("general", "and how did kim travel to beijing in march 2018?", reply_to=first)

    assert "armoured train" in seen.message.text


async def test_the_menu_check_the_facts_answers_for_a_message_of_somebody_else(served: Served) -> None:
    said = await served.person("ben").say(
        "general", "when was the friendship treaty signed by china and n korea", wait=0.2
    )

    seen = await served.person().menu("Check the facts", said)

    assert (seen.message.text, seen.message.ephemeral) == (TREATY, True)


async def test_talk_that_does_not_mention_the_bot_is_left_alone(served: Served) -> None:
    seen = await served.person().say("general", "when did china and n korea sign their friendship treaty?", wait=0.5)

    assert len(seen) == 0


async def test_another_bot_is_left_alone(served: Served) -> None:
    seen = await served.person("quizmaster").say("general", "@Footnote friendship treaty", wait=0.5)

    assert len(seen) == 0


async def test_a_question_with_two_parts_gets_the_one_that_the_base_holds(served: Served) -> None:
    asked = "@Footnote how do I bake bread? When did China and North Korea establish diplomatic relations?"

    seen = await served.person().say("general", asked)

    assert (
        'Answers: "When did China and North Korea establish diplomatic relations" · ask the rest by itself\n\n'
        "China and North Korea took up diplomatic relations. [1]"
    ) in seen.message.text


async def test_two_entries_that_are_close_are_offered(served: Served) -> None:
    seen = await served.person().say("general", "@Footnote china and north korea friendship treaty, what about it")

    assert seen.message.content == "I am not sure which of these you mean:"
    assert seen.message.buttons[-1] == "None of these"


async def test_one_entry_that_may_be_meant_is_asked_about(served: Served) -> None:
    seen = await served.person().say("general", "@Footnote china treaty")

    assert (seen.message.content, seen.message.buttons) == (
        "I am not sure. Did you mean this?",
        ["When did China and North Korea sign their friendship treaty?", "None of these"],
    )


async def test_what_the_base_does_not_hold_is_declined(served: Served) -> None:
    seen = await served.person().say("general", "@Footnote how do I bake bread?")

    assert seen.message.text == render.NO_ANSWER


async def test_the_same_question_about_another_country_is_not_answered(served: Served) -> None:
    seen = await served.person().say("general", "@Footnote when did China and Vietnam sign their friendship treaty?")

    assert "1961" not in seen.message.text


POLITE = (
    render.NO_ANSWER,
    "Ask me something in words, for example: When did China and North Korea establish diplomatic relations?",
)
BAD_QUESTIONS = {
    "nothing": "",
    "emoji": "🔥🔥🔥👀",
    "own emoji": "<:blob:123456789012345678>",
    "zero-width": "\u200b\u200b\u200d",
    "right to left": "\u202egniht on\u202c",
    "pings": "@everyone @here <@&1234567890> <@1234567890>",
    "code": "```py\nimport os; os.system('rm -rf /')\n```",
    "binary": "\x00\x01\x02\x7f\ufffd" * 20,
    "markup": "[click](https://example.org) **bold** ||hidden|| # big",
    "long": "what " * 390,
    "sql": "'; DROP TABLE revision; --",
    "a wall": "A" * 1900,
    "punctuation": "?!.,;:-()[]{}" * 100,
    "backticks": "`" * 1900,
    "time": "<t:0:R>",
    "accents": "e\u0301" * 900,
    "numbers": "9" * 900 + "/" + "9" * 900,
}


@pytest.mark.parametrize("text", BAD_QUESTIONS.values(), ids=BAD_QUESTIONS.keys())
async def test_whatever_is_typed_gets_a_short_polite_answer(served: Served, text: str) -> None:
    seen = await served.person("dee").say("general", f"@Footnote {text}")

    assert seen.message.text in POLITE
    assert seen.message.pinged_nobody


async def test_a_message_as_long_as_they_come_gets_a_short_answer_that_pings_nobody(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """4,000 characters, as people write them who pay Discord for it."""
    monkeypatch.setattr(limits, "CONTENT", 4000)

    seen = await served.person().dm(("@everyone treatyx " * 223)[:4000])

    assert (len(seen.message.text) < 600, seen.message.pinged_nobody) == (True, True)


async def test_ask_as_of_a_day_answers_without_what_came_later(served: Served) -> None:
    seen = await served.person().slash("ask", question="is the friendship treaty still in force", as_of="June 2018")

    assert "The treaty was still in force." not in seen.message.text


async def test_an_answer_as_of_a_day_says_so(served: Served) -> None:
    asked = "when did china and north korea sign their friendship treaty"
    seen = await served.person().slash("ask", question=asked, as_of="June 2018")

    assert "As the base stands for 30 June 2018, without what came later:" in seen.message.text


async def test_a_day_that_cannot_be_read_is_refused_in_words(served: Served) -> None:
    seen = await served.person().slash("ask", question="treaty", as_of="soon")

    assert seen.message.ephemeral
    assert seen.message.text.startswith("'soon' is no time that I can read; write a day, month or year")


async def test_what_happened_in_a_time_is_told_as_a_timeline(served: Served) -> None:
    seen = await served.person().say("general", "@Footnote what happened between 1949 and 1961?")

    assert seen.message.text.index("6 October 1949") < seen.message.text.index("11 July 1961")
    assert [one["description"][:28] for one in seen.message.json["attachments"]] == ["Timeline of Demo pack, 1949 "]


async def test_a_timeline_as_of_a_day_ends_with_that_day(served: Served) -> None:
    asked = "what happened between 1949 and 2020?"
    seen = await served.person().slash("ask", question=asked, as_of="1955")

    assert "As the base stands for 31 December 1955" in seen.message.text
    assert "6 October 1949" in seen.message.text
    assert "11 July 1961" not in seen.message.text


async def test_a_timeline_goes_without_its_picture_where_no_file_may_be_attached(served: Served) -> None:
    served.deny("general", Permission.ATTACH_FILES)

    seen = await served.person().say("general", "@Footnote what happened between 1949 and 1961?")

    assert "6 October 1949" in seen.message.text
    assert not seen.message.json["attachments"]


async def test_a_timeline_as_of_a_day_has_no_buttons_that_lead_to_later_days(served: Served) -> None:
    seen = await served.person().slash("ask", question="what happened between 1949 and 2020?", as_of="1955")

    assert seen.message.buttons == ["Remove"]


async def test_a_timeline_of_what_came_after_the_day_is_declined(served: Served) -> None:
    seen = await served.person().slash("ask", question="what happened in 1961?", as_of="1955")

    assert "11 July 1961" not in seen.message.text
