"""People and the real discord.py client, by way of the sandbox."""

from __future__ import annotations

from bot.sandbox import Sandbox
from tests.sandbox.conftest import TrialBot


async def test_a_mention_is_answered_with_embed_buttons_and_file(sandbox: Sandbox, client: TrialBot) -> None:
    seen = await sandbox.person("ada").say("general", "@Footnote when was it?")

    assert (seen.message.buttons, seen.message.text, seen.typing) == (
        ["Write", "Change", "Later", "Number 7"],
        "Here @everyone:\nAn answer\nIt was in 1961.\nWhen\n11 July 1961",
        True,
    )


async def test_a_slash_command_is_answered_and_followed_up(sandbox: Sandbox, client: TrialBot) -> None:
    seen = await sandbox.person("ada").slash("echo", text="hey", times=2)

    assert [(item.content, item.ephemeral) for item in seen] == [("heyhey", False), ("more", True)]


async def test_autocomplete_offers_what_the_bot_finds(sandbox: Sandbox, client: TrialBot) -> None:
    choices = await sandbox.person("ada").autocomplete("garden", "name", "ro")

    assert [choice["value"] for choice in choices] == ["Rose garden", "Rock garden"]


async def test_a_button_opens_a_form_and_the_form_fills_the_deferred_answer(sandbox: Sandbox, client: TrialBot) -> None:
    ada = sandbox.person("ada")
    answer = await ada.say("general", "@Footnote hello")

    form = await ada.press(answer, "Write")
    seen = await ada.submit(form, {"Text": "hello", "mood": "Calm"})

    assert (seen.message.content, seen.message.ephemeral) == ("hello (Calm)", True)
