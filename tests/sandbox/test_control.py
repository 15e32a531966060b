"""The control routes, as the page and other processes use them."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.model import Json
from tests.sandbox.trial import TrialBot


@dataclass(frozen=True, slots=True)
class Page:
    """What the page does, as one person."""

    session: aiohttp.ClientSession
    sandbox: Sandbox
    person: str

    async def get(self, path: str, **query: str) -> Json:
        """The answer to a GET."""
        async with self.session.get(f"/sandbox/{path}", params={"as": self.person, **query}) as response:
            return dict(await response.json())

    async def post(self, path: str, **body: Any) -> Json:
        """The answer to a POST."""
        async with self.session.post(f"/sandbox/{path}", json=body) as response:
            return dict(await response.json())

    async def act(self, do: str, **body: Any) -> Json:
        """Do something."""
        return await self.post("act", **{"as": self.person, "do": do, **body})

    async def channel(self, name: str) -> Json:
        """The channel of that name."""
        return next(dict(item) for item in (await self.get("state"))["channels"] if item["name"] == name)

    async def command(self, name: str) -> str:
        """The id of the command of that name."""
        return next(str(item["id"]) for item in (await self.get("state"))["commands"] if item["name"] == name)

    def events(self) -> Any:
        """The event stream."""
        return self.session.ws_connect("/sandbox/events", params={"as": self.person})


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    """The page, as ada."""
    headers = {"X-Sandbox-Key": sandbox.key}
    async with aiohttp.ClientSession(sandbox.url, headers=headers) as session:
        yield Page(session, sandbox, sandbox.person("ada").id)


async def heard(stream: aiohttp.ClientWebSocketResponse, kind: str) -> Json:
    """The next frame of that kind."""
    while True:
        frame = dict(await stream.receive_json(timeout=5))
        if frame["t"] == kind:
            return frame


async def test_the_state_names_people_channels_and_the_bot(page: Page) -> None:
    state = await page.get("state")

    assert (
        state["guild"]["name"],
        state["bot"]["display_name"],
        [item["username"] for item in state["people"]],
        [(item["name"], item["type"], item["can_send"]) for item in state["channels"]],
        state["bot_online"],
    ) == (
        "History Corner",
        "Footnote",
        ["ada", "ben", "cho", "dee", "quizmaster"],
        [("general", 0, True), ("ask-footnote", 0, True), ("announcements", 0, False), ("questions", 15, True)],
        False,
    )


async def test_newcomers_are_greeted_with_what_the_sandbox_was_given() -> None:
    welcome = {"title": "Hello", "text": "Ask away.", "examples": ["When?"]}
    async with (
        Sandbox(welcome=welcome) as sandbox,
        aiohttp.ClientSession(sandbox.url, headers={"X-Sandbox-Key": sandbox.key}) as session,
    ):
        assert (await Page(session, sandbox, sandbox.person("ada").id).get("state"))["welcome"] == welcome


@pytest.mark.usefixtures("client")
async def test_the_state_shows_a_person_the_commands_they_may_use(page: Page) -> None:
    names = {item["name"] for item in (await page.get("state"))["commands"]}

    assert {"echo", "garden", "Count letters"} <= names
    assert "plant" not in names


async def test_messages_come_oldest_first_with_what_a_page_needs(page: Page) -> None:
    channel = await page.channel("general")

    messages = (await page.get(f"channels/{channel['id']}/messages", limit="1"))["messages"]

    assert [(item["author"]["display_name"], item["seen_only_by_you"], item["pending"]) for item in messages] == [
        ("Ada", False, False)
    ]


async def test_messages_before_another_can_be_asked_for(page: Page) -> None:
    channel = await page.channel("general")
    path = f"channels/{channel['id']}/messages"
    last = (await page.get(path))["messages"][-1]

    earlier = (await page.get(path, before=last["id"]))["messages"]

    assert [item["author"]["username"] for item in earlier] == ["ben"]


async def test_messages_of_a_hidden_channel_are_not_told(page: Page, sandbox: Sandbox) -> None:
    hidden = sandbox.person("cho").channel("curators")

    assert (await page.get(f"channels/{hidden.id}/messages"))["messages"] == []


@pytest.mark.usefixtures("client")
async def test_what_is_said_and_answered_comes_over_the_stream(page: Page) -> None:
    channel = await page.channel("general")
    async with page.events() as stream:
        said = await page.act("say", channel_id=channel["id"], content="@Footnote hello")
        own = await heard(stream, "message")
        typing = await heard(stream, "typing")
        answer = await heard(stream, "message")

    assert (own["message"]["id"], typing["user"]["username"], answer["message"]["embeds"][0]["title"]) == (
        said["message"]["id"],
        "footnote",
        "An answer",
    )


@pytest.mark.usefixtures("client")
async def test_a_command_shows_that_the_bot_thinks_and_then_its_answer(page: Page) -> None:
    channel, command = await page.channel("general"), await page.command("slow")
    async with page.events() as stream:
        await page.act("slash", channel_id=channel["id"], command_id=command, options={})
        states = [(await heard(stream, "message"))["message"] for _ in range(2)]

    assert [(item["pending"], item["content"]) for item in states] == [(True, ""), (False, "done at last")]
    assert states[1]["interaction_metadata"]["name"] == "slow"


@pytest.mark.usefixtures("client")
async def test_completion_waits_for_the_bot(page: Page) -> None:
    channel, command = await page.channel("general"), await page.command("garden")

    found = await page.act(
        "autocomplete", channel_id=channel["id"], command_id=command, options={"name": "herb"}, focused="name"
    )

    assert found == {"choices": [{"name": "Herb garden", "value": "Herb garden"}]}


@pytest.mark.usefixtures("client")
async def test_a_form_is_opened_and_sent_off(page: Page) -> None:
    channel = await page.channel("general")
    async with page.events() as stream:
        await page.act("say", channel_id=channel["id"], content="@Footnote hello")
        await heard(stream, "message")
        where = {"channel_id": channel["id"], "message_id": (await heard(stream, "message"))["message"]["id"]}
        await page.act("press", custom_id="panel:write", **where)
        modal = (await heard(stream, "modal"))["modal"]
        values = {modal["components"][0]["components"][0]["custom_id"]: "hi", "mood": ["Cross"]}
        await page.act("submit", interaction_id=modal["interaction_id"], values=values)
        states = [(await heard(stream, "message"))["message"] for _ in range(2)]

    assert (modal["title"], states[1]["content"], states[1]["seen_only_by_you"]) == ("A note", "hi (Cross)", True)


@pytest.mark.usefixtures("client")
async def test_nobody_else_hears_of_an_ephemeral_message(page: Page, sandbox: Sandbox) -> None:
    ben = Page(page.session, sandbox, sandbox.person("ben").id)
    async with ben.events() as stream:
        await sandbox.person("ada").slash("who", member="ben")
        await sandbox.person("ada").say("general", "the end", wait=0)

        assert (await heard(stream, "message"))["message"]["content"] == "the end"


async def test_a_message_that_the_bot_deletes_goes_from_the_page(page: Page, client: TrialBot) -> None:
    channel = client.get_channel(int((await page.channel("general"))["id"]))
    async with page.events() as stream:
        sent = await channel.send("gone soon")  # type: ignore[union-attr]
        await sent.delete()

        assert (await heard(stream, "message_removed"))["id"] == str(sent.id)


async def test_a_message_that_the_bot_changes_changes_on_the_page(page: Page, client: TrialBot) -> None:
    channel = client.get_channel(int((await page.channel("general"))["id"]))
    async with page.events() as stream:
        sent = await channel.send("one")  # type: ignore[union-attr]
        await sent.edit(content="two")

        assert [(await heard(stream, "message"))["message"]["content"] for _ in range(2)] == ["one", "two"]


async def test_the_page_hears_when_the_bot_goes(page: Page, client: TrialBot) -> None:
    async with page.events() as stream:
        await client.close()

        assert (await heard(stream, "bot"))["online"] is False


@pytest.mark.usefixtures("client")
async def test_traffic_is_shown(page: Page) -> None:
    async with page.events() as stream:
        entry = (await heard(stream, "traffic"))["entry"]

    assert entry.keys() >= {"at", "kind", "direction", "name", "body"}


@pytest.mark.usefixtures("client")
async def test_traffic_never_shows_the_bots_token(sandbox: Sandbox) -> None:
    assert sandbox.token not in json.dumps([entry.as_json() for entry in sandbox.traffic.entries])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"do": "fly"}, "There is nothing called 'fly' to do"),
        ({"do": "say", "content": "x"}, "channel_id is missing"),
        ({"do": "say", "channel_id": "1", "content": "x"}, "You cannot see that channel"),
        ({"do": "slash", "channel_id": "1", "command_id": "1"}, "You cannot see that channel"),
        ({"as": "1", "do": "open_dm"}, "There is no such person to act as"),
        ({"do": "submit", "interaction_id": "1"}, "That form is not open"),
    ],
)
async def test_what_cannot_be_done_is_refused_in_words(page: Page, body: Json, words: str) -> None:
    answer = await page.post("act", **{"as": page.person, **body})

    assert answer["error"].startswith(words)


async def test_a_message_beyond_the_limit_is_refused_in_words(page: Page) -> None:
    channel = await page.channel("general")

    answer = await page.act("say", channel_id=channel["id"], content="x" * 2001)

    assert answer == {"error": "Discord would not take that. content: Must be 2000 or fewer in length."}


async def test_everything_else_can_be_done_by_the_control_routes(page: Page) -> None:
    channel, forum = await page.channel("general"), await page.channel("questions")
    files = [{"filename": "a.txt", "base64": base64.b64encode(b"words").decode()}]
    said = (await page.act("say", channel_id=channel["id"], content="hello", files=files))["message"]
    where = {"channel_id": channel["id"], "message_id": said["id"]}

    edited = await page.act("edit", content="bye", **where)
    done = [await page.act("react", emoji="👍", **where), await page.act("unreact", emoji="👍", **where)]
    thread = await page.act("thread", name="Talk", **where)
    post = await page.act("forum_post", channel_id=forum["id"], title="When?", content="when?", tags=["open"])
    done += [await page.act("typing", channel_id=channel["id"]), await page.act("delete", **where)]
    done += [await page.act("leave"), await page.act("join")]

    assert (said["attachments"][0]["filename"], edited["message"]["content"]) == ("a.txt", "bye")
    assert (thread["channel"]["parent_id"], post["channel"]["parent_id"]) == (channel["id"], forum["id"])
    assert done == [{"ok": True}] * 6


async def test_direct_messages_are_opened_by_the_bots_name(page: Page) -> None:
    assert (await page.act("open_dm"))["channel"] | {"id": ""} == {
        "id": "",
        "name": "Footnote",
        "type": 1,
        "topic": None,
        "parent_id": None,
        "can_send": True,
    }


async def test_troubles_can_be_made(page: Page, sandbox: Sandbox) -> None:
    await page.post("fault", kind="status", method="GET", route="/users/@me", status=503)

    async with page.session.get("/api/v10/users/@me", headers={"Authorization": f"Bot {sandbox.token}"}) as response:
        assert response.status == 503


@pytest.mark.parametrize("kind", ["status", "rate_limit", "delay", "drop", "reconnect", "invalid", "silence"])
async def test_every_kind_of_trouble_is_known(page: Page, kind: str) -> None:
    assert await page.post("fault", kind=kind) == {"ok": True}


async def test_an_unknown_trouble_is_refused_in_words(page: Page) -> None:
    assert (await page.post("fault", kind="fire"))["error"].startswith("There is no trouble called 'fire'")


async def test_a_reset_is_told_to_every_page(page: Page) -> None:
    async with page.events() as stream:
        await page.post("reset")

        assert await heard(stream, "reset") == {"t": "reset"}


async def test_a_snapshot_holds_the_world(page: Page) -> None:
    world = await page.get("snapshot")

    assert {item["name"] for item in world["channels"]} >= {"general", "curators"}
