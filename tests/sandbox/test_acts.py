"""What people can do, with their own rights."""

from __future__ import annotations

import pytest

from bot.sandbox import channels, commands, messages
from bot.sandbox.acts import Acts, words_for
from bot.sandbox.errors import ApiError, Refused
from bot.sandbox.messages import Origin
from bot.sandbox.model import Json, Message
from bot.sandbox.world import World
from tests.sandbox.demo import button, channel, events, row, user


def acts(world: World, name: str = "ada") -> Acts:
    """What that person can do."""
    return Acts(world, user(world, name))


def post(world: World, author: str, **payload: object) -> Message:
    """A message in #general."""
    return messages.post(world, channel(world, "general"), Origin(user(world, author)), {"content": "hello", **payload})


@pytest.mark.parametrize("text", ["@Footnote hello", "@footnote hello", "@FOOTNOTE hello"])
def test_the_name_of_a_member_becomes_a_mention(world: World, text: str) -> None:
    assert acts(world).say(channel(world, "general").id, text).content == f"<@{world.bot_id}> hello"


@pytest.mark.parametrize("text", ["ada@footnote.example", "@footnotes", "@nobody"])
def test_what_only_looks_like_a_name_stays_as_it_is(world: World, text: str) -> None:
    assert acts(world).say(channel(world, "general").id, text).content == text


def test_the_name_of_a_role_becomes_a_mention_of_the_role(world: World) -> None:
    curator = next(role.id for role in world.roles.values() if role.name == "Curator")

    assert acts(world).say(channel(world, "general").id, "@Curator help").content == f"<@&{curator}> help"


def test_nobody_edits_what_others_wrote(world: World) -> None:
    message = post(world, "ben")

    with pytest.raises(Refused, match="You can edit only your own messages"):
        acts(world).edit(message.channel_id, message.id, "mine now")


def test_only_who_may_deletes_what_others_wrote(world: World) -> None:
    message = post(world, "ben")

    with pytest.raises(Refused, match="You may not delete other people's messages here"):
        acts(world).delete(message.channel_id, message.id)
    acts(world, "cho").delete(message.channel_id, message.id)
    assert message.id not in world.messages[message.channel_id]


def test_a_message_for_somebody_else_cannot_be_touched(world: World) -> None:
    general = channel(world, "general")
    hidden = messages.post(world, general, Origin(world.bot_id, only_for=user(world, "ben")), {"content": "psst"})

    with pytest.raises(Refused, match="That message is gone"):
        acts(world).react(general.id, hidden.id, "👍")


def test_forums_hold_posts_only(world: World) -> None:
    with pytest.raises(Refused, match="A forum holds posts only"):
        acts(world).say(channel(world, "questions").id, "hello")


def test_threads_are_not_opened_in_forums(world: World) -> None:
    with pytest.raises(Refused, match="Threads can be opened in text channels only"):
        acts(world).thread(channel(world, "questions").id, "Talk")


def test_nobody_reacts_in_an_archived_thread(world: World) -> None:
    thread = acts(world).thread(channel(world, "general").id, "Talk")
    message = acts(world).say(thread.id, "hello")
    channels.change(world, world.channel(thread.id), {"archived": True})

    with pytest.raises(Refused, match="This thread is archived"):
        acts(world).react(thread.id, message.id, "👍")


def test_who_leaves_sees_nothing_more(world: World) -> None:
    ada, general = acts(world), channel(world, "general")
    ada.leave(next(iter(world.guilds)))

    with pytest.raises(Refused, match="You cannot see that channel"):
        ada.say(general.id, "hello")


def test_who_joins_is_announced(world: World) -> None:
    ada, guild = acts(world), next(iter(world.guilds))
    ada.leave(guild)
    heard = events(world)

    ada.join(guild)

    assert [event.name for event in heard] == ["GUILD_MEMBER_ADD"]


def test_a_link_cannot_be_pressed(world: World) -> None:
    link = {"type": 2, "style": 5, "label": "Read", "url": "https://example.org"}
    message = post(world, "footnote", components=[row(link)])

    with pytest.raises(Refused, match="no such button"):
        acts(world).press(message.channel_id, message.id, "")


def test_a_menu_cannot_be_pressed(world: World) -> None:
    menu = {"type": 3, "custom_id": "pick", "options": [{"label": "One", "value": "1"}]}
    message = post(world, "footnote", components=[row(menu)])

    with pytest.raises(Refused, match="That is not a button"):
        acts(world).press(message.channel_id, message.id, "pick")


@pytest.mark.parametrize(
    ("values", "words"), [(["9"], "has no choice 9"), (["1", "2"], "choose 1 to 1"), ([], "choose 1")]
)
def test_a_menu_is_chosen_from_as_it_allows(world: World, values: list[str], words: str) -> None:
    options = [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]
    menu = {"type": 3, "custom_id": "pick", "options": options}
    message = post(world, "footnote", components=[row(menu)])

    with pytest.raises(Refused, match=words):
        acts(world).select(message.channel_id, message.id, "pick", values)


def test_a_menu_of_people_hands_the_bot_the_person_chosen(world: World) -> None:
    message = post(world, "footnote", components=[row({"type": 5, "custom_id": "who"})])
    ben, heard = user(world, "ben"), events(world)

    acts(world).select(message.channel_id, message.id, "who", [ben])

    data = heard[-1].data["data"]
    assert (data["values"], list(data["resolved"]["users"])) == ([ben], [ben])


def uploaded(world: World, *options: Json) -> str:
    """The id of a guild command with these options."""
    payload = {"name": "ask", "description": "Ask", "options": list(options)}
    return str(commands.upload(world, next(iter(world.guilds)), [payload])[0]["id"])


def sent(world: World, command: str, **options: object) -> Json:
    """The data that the bot gets when ada uses the command."""
    return acts(world).slash(channel(world, "general").id, command, (), options).data


def test_a_guilds_command_says_in_its_data_which_guild(world: World) -> None:
    assert sent(world, uploaded(world))["guild_id"] == next(iter(world.guilds))


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ({"type": 3, "max_length": 3}, "four", "takes 0 to 3 characters"),
        ({"type": 4, "max_value": 3}, 4, "takes a number of at most 3"),
        ({"type": 4}, "x", "takes a number"),
        ({"type": 3, "choices": [{"name": "A", "value": "a"}]}, "b", "takes one of: a"),
        ({"type": 6}, "nobody", "there is no nobody here"),
        ({"type": 11}, {"filename": "a"}, "A file is written"),
    ],
)
def test_an_option_takes_only_what_discords_form_would(world: World, option: Json, value: object, words: str) -> None:
    command = uploaded(world, {"name": "it", "description": "It", **option})

    with pytest.raises(Refused, match=words):
        sent(world, command, it=value)


def test_an_option_that_is_not_the_commands_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="ask has no option other; it has none"):
        sent(world, uploaded(world), other=1)


def test_a_channel_is_described_to_the_bot(world: World) -> None:
    command = uploaded(world, {"name": "it", "description": "It", "type": 7})

    resolved = sent(world, command, it="#general")["resolved"]["channels"]

    assert [item["name"] for item in resolved.values()] == ["general"]


def test_what_is_typed_for_completion_may_break_the_options_rules(world: World) -> None:
    options = [{"name": "it", "description": "It", "type": 4, "autocomplete": True, "required": True}]
    command = uploaded(world, *options)

    data = acts(world).autocomplete(channel(world, "general").id, command, "it", (), {"it": "12x"}).data

    assert data["options"] == [{"name": "it", "type": 4, "value": "12x", "focused": True}]


def test_the_words_for_an_error_tell_its_places() -> None:
    error = ApiError(400, 50035, "Invalid Form Body", {"content": {"_errors": [{"code": "C", "message": "Too long."}]}})

    assert words_for(error) == "Discord would not take that. content: Too long."


def test_a_form_that_was_never_opened_cannot_be_sent_off(world: World) -> None:
    with pytest.raises(Refused, match="That form is not open"):
        acts(world).submit("1", {})


def test_a_button_gone_from_its_message_cannot_be_pressed(world: World) -> None:
    message = post(world, "footnote", components=[row(button())])
    messages.edit(world, message, {"components": []})

    with pytest.raises(Refused, match="has no such button or menu any more"):
        acts(world).press(message.channel_id, message.id, "go")
