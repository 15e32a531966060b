"""People and the real discord.py client, by way of the sandbox."""

from __future__ import annotations

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.errors import Refused
from bot.sandbox.messages import Upload
from tests.sandbox.trial import Bots, TrialBot

pytestmark = pytest.mark.usefixtures("client")


async def test_a_mention_is_answered_with_an_embed_and_buttons_while_typing(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").say("general", "@Footnote when was it?")

    assert (seen.message.buttons, seen.message.text, seen.typing) == (
        ["Write", "Change", "Later", "Number 7"],
        "Here @everyone:\nAn answer\nIt was in 1961.\nWhen\n11 July 1961",
        True,
    )


async def test_an_answer_may_carry_files_and_show_one_in_its_embed(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").say("general", "@Footnote when was it?")

    listed = [item["filename"] for item in seen.message.attachments]
    assert (listed, seen.message.embeds[0]["image"]["url"].startswith(sandbox.url)) == (["words.txt"], True)


async def test_an_answer_that_allows_no_mentions_pings_nobody(sandbox: Sandbox) -> None:
    seen = await sandbox.person("dee").say("general", "@Footnote hello")

    assert seen.message.pinged_nobody


async def test_what_does_not_mention_the_bot_is_left_alone(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").say("general", "nothing to see", wait=0.3)

    assert len(seen) == 0


async def test_the_bot_answers_direct_messages(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").dm("hello")

    assert seen.message.embeds[0]["title"] == "An answer"


async def test_a_slash_command_is_answered_and_followed_up(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").slash("echo", text="hey", times=2)

    assert [(item.content, item.ephemeral) for item in seen] == [("heyhey", False), ("more", True)]


async def test_nobody_else_sees_an_ephemeral_message(sandbox: Sandbox) -> None:
    await sandbox.person("ada").slash("echo", text="hey")

    assert [item.content for item in sandbox.person("ben").reads("general")][-1] == "hey"


async def test_a_deferred_answer_is_filled_later(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").slash("slow")

    assert [(item.content, item.json["pending"]) for item in seen] == [("done at last", False)]


async def test_a_command_that_nobody_answers_fails(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").slash("mute")

    assert seen.failed == "The application did not respond"


async def test_a_member_can_be_chosen_by_name(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").slash("who", member="cho")

    assert seen.message.content == "Cho 2"


async def test_a_file_can_be_given_to_a_command(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").slash("read", file=Upload("a.txt", b"inside"))

    assert seen.message.content == "inside"


async def test_a_sub_command_is_used_by_its_path(sandbox: Sandbox) -> None:
    seen = await sandbox.person("dee").slash("plant add", name="fern")

    assert seen.message.content == "added fern"


async def test_a_command_for_managers_is_not_offered_to_members(sandbox: Sandbox) -> None:
    with pytest.raises(Refused, match="You have no command plant here"):
        await sandbox.person("ada").slash("plant add", name="fern")


async def test_a_command_wants_its_required_options(sandbox: Sandbox) -> None:
    with pytest.raises(Refused, match="Fill in text: this command needs it"):
        await sandbox.person("ada").slash("echo")


async def test_a_number_out_of_range_is_not_sent(sandbox: Sandbox) -> None:
    with pytest.raises(Refused, match="times takes a number from 1 to 3"):
        await sandbox.person("ada").slash("echo", text="hey", times=4)


async def test_autocomplete_offers_what_the_bot_finds(sandbox: Sandbox) -> None:
    choices = await sandbox.person("ada").autocomplete("garden", "name", "ro")

    assert [choice["value"] for choice in choices] == ["Rose garden", "Rock garden"]


async def test_a_button_opens_a_form_and_the_form_fills_the_deferred_answer(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")

    form = await ada.press(answer, "Write")
    seen = await ada.submit(form, {"Text": "hello", "mood": "Calm"})

    assert (seen.message.content, seen.message.ephemeral) == ("hello (Calm)", True)


async def test_a_form_keeps_to_its_lengths(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    form = await ada.press(await ada.say("general", "@Footnote hello"), "Write")

    with pytest.raises(Refused, match="Text: write 0 to 20 characters; these are 21"):
        await ada.submit(form, {"Text": "x" * 21, "mood": "Calm"})


async def test_a_button_can_change_its_message(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")

    seen = await ada.press(answer, "Change")

    assert (seen.message.id, seen.message.content) == (answer.message.id, "changed")


async def test_a_button_that_is_switched_off_cannot_be_pressed(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")
    await ada.press(answer, "Change")

    with pytest.raises(Refused, match="It is switched off"):
        await ada.press(answer, "Change")


async def test_a_button_can_change_its_message_after_a_deferral(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")

    seen = await ada.press(answer, "Later")

    assert (seen.message.id, seen.message.content) == (answer.message.id, "changed later")


async def test_a_menu_on_a_message_is_chosen_from_by_label(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")

    seen = await ada.select(answer, "Pick", "Two")

    assert seen.message.content == "picked 2"


async def test_a_button_with_data_in_its_id_is_understood(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")

    assert (await ada.press(answer, "Number 7")).message.content == "number 7"


async def test_buttons_still_work_after_the_bot_was_restarted(sandbox: Sandbox, bots: Bots) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")
    await bots.stop()
    await bots.start()

    assert (await ada.press(answer, "Change")).message.content == "changed"


async def test_a_menu_command_reads_a_message_that_does_not_mention_the_bot(sandbox: Sandbox) -> None:
    written = await sandbox.person("ben").say("general", "four", wait=0)

    seen = await sandbox.person("ada").menu("Count letters", written)

    assert seen.message.content == "4"


async def test_a_menu_command_can_be_used_on_a_person(sandbox: Sandbox) -> None:
    seen = await sandbox.person("ada").menu("Greet", sandbox.person("ben"))

    assert seen.message.content == "hello Ben"


async def test_a_command_of_everywhere_can_be_used_in_direct_messages(sandbox: Sandbox, client: TrialBot) -> None:
    await client.tree.sync()

    seen = await sandbox.person("ada").slash("echo", channel="dm", text="psst")

    assert seen.messages[0].content == "psst"


async def test_a_thread_can_be_opened_on_a_message_and_spoken_in(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    written = await ada.say("general", "let us talk", wait=0)

    thread = ada.thread("general", "Talk", written)
    seen = await ada.say(thread, "@Footnote here?")

    assert seen.message.channel_id == thread.id


async def test_a_forum_post_that_mentions_the_bot_is_answered_in_the_post(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")

    seen = await ada.forum_post("questions", "When?", "@Footnote when?", tags=["open"])

    assert seen.sent is not None
    assert seen.message.channel_id == seen.sent.channel_id


async def test_a_reply_to_the_bot_mentions_it(sandbox: Sandbox) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")

    seen = await ada.say("general", "and then?", reply_to=answer)

    assert seen.message.embeds[0]["title"] == "An answer"


async def test_members_cannot_write_where_they_may_not(sandbox: Sandbox) -> None:
    with pytest.raises(Refused, match="You may not write in this channel"):
        await sandbox.person("ada").say("announcements", "hello")


async def test_members_do_not_see_what_is_hidden_from_them(sandbox: Sandbox) -> None:
    with pytest.raises(Refused, match="You see no channel curators"):
        await sandbox.person("ada").say("curators", "hello")
