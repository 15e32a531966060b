"""Who is let in, and what is handed out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from urllib.parse import urlsplit

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.errors import Refused
from bot.sandbox.messages import Upload
from tests.sandbox.trial import Bots, TrialBot


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """Plain requests, as a browser or another site would send them."""
    async with aiohttp.ClientSession() as session:
        yield session


async def status(http: aiohttp.ClientSession, url: str, **headers: str) -> int:
    """The status of a request."""
    async with http.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()}) as response:
        return response.status


async def test_the_sandbox_listens_on_this_machine_only(sandbox: Sandbox) -> None:
    assert sandbox.addresses == [("127.0.0.1", urlsplit(sandbox.url).port)]


@pytest.mark.parametrize("path", ["/", "/sandbox/state", "/api/v10/users/@me", "/gateway", "/attachments/1/2/a.txt"])
async def test_a_request_for_another_host_is_refused(sandbox: Sandbox, http: aiohttp.ClientSession, path: str) -> None:
    assert await status(http, sandbox.url + path, Host="evil.example", X_Sandbox_Key=sandbox.key) == 403


@pytest.mark.parametrize("path", ["/", "/sandbox/state", "/api/v10/users/@me", "/gateway", "/sandbox/events"])
@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
async def test_a_request_from_another_site_is_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str, origin: str
) -> None:
    assert await status(http, sandbox.url + path, Origin=origin, X_Sandbox_Key=sandbox.key) == 403


async def test_a_request_from_the_page_itself_is_answered(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    assert await status(http, f"{sandbox.url}/sandbox/state", Origin=sandbox.url, X_Sandbox_Key=sandbox.key) == 200


async def test_localhost_is_this_machine_too(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    host = f"localhost:{urlsplit(sandbox.url).port}"

    assert await status(http, f"{sandbox.url}/sandbox/state", Host=host, X_Sandbox_Key=sandbox.key) == 200


@pytest.mark.parametrize("path", ["state", "snapshot", "events", "channels/1/messages"])
@pytest.mark.parametrize("key", ["", "?key=wrong", "?key=%ff"])
async def test_a_request_without_the_right_key_is_refused(
    sandbox: Sandbox, http: aiohttp.ClientSession, path: str, key: str
) -> None:
    assert await status(http, f"{sandbox.url}/sandbox/{path}{key}") == 403


async def test_two_sandboxes_have_different_keys_and_tokens() -> None:
    one, two = Sandbox(), Sandbox()

    assert (one.key != two.key, one.token != two.token) == (True, True)


async def test_the_page_without_its_key_says_where_the_key_is(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(sandbox.url) as response:
        assert (response.status, "printed when the sandbox was started" in await response.text()) == (403, True)


async def test_the_page_may_load_nothing_from_elsewhere(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(sandbox.page_url) as response:
        assert response.headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        )


@pytest.mark.parametrize("name", ["..%2Fserver.py", "%2e%2e%2fserver.py", "nothing.js", "__init__.py"])
async def test_only_the_pages_own_files_are_handed_out(
    sandbox: Sandbox, http: aiohttp.ClientSession, name: str
) -> None:
    assert await status(http, f"{sandbox.url}/static/{name}") == 404


async def attached(client: TrialBot, name: str, data: bytes) -> str:
    """The address of a file that the bot sent."""
    channel = discord.utils.get(client.get_all_channels(), name="general")
    assert isinstance(channel, discord.TextChannel)
    return (await channel.send(file=discord.File(BytesIO(data), name))).attachments[0].url


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("a.png", "image/png", None),
        ("a.html", "application/octet-stream", "attachment"),
        ("a.svg", "application/octet-stream", "attachment"),
        ("a.txt", "application/octet-stream", "attachment"),
    ],
)
async def test_a_file_that_could_run_in_a_browser_is_only_saved(
    client: TrialBot, http: aiohttp.ClientSession, name: str, kind: str, disposition: str | None
) -> None:
    async with http.get(await attached(client, name, b"<script>")) as response:
        told = response.headers

    assert (told["Content-Type"], told.get("Content-Disposition"), told["X-Content-Type-Options"]) == (
        kind,
        disposition,
        "nosniff",
    )


async def test_a_file_cannot_be_guessed_at(client: TrialBot, http: aiohttp.ClientSession) -> None:
    url = await attached(client, "a.txt", b"words")

    assert (await status(http, url.partition("?")[0]), await status(http, url)) == (404, 200)


async def test_a_file_of_a_deleted_message_is_gone(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    ada = sandbox.person("ada")
    seen = await ada.say("general", "", files=[Upload("a.txt", b"words")], wait=0)
    assert seen.sent is not None
    await ada.delete(seen, wait=0)

    assert await status(http, seen.sent.attachments[0]["url"]) == 404


async def test_a_reset_begins_anew_and_keeps_the_bots_commands(sandbox: Sandbox, bots: Bots) -> None:
    client = await bots.start()
    ada = sandbox.person("ada")
    await ada.say("general", "forget this", wait=0)

    sandbox.reset()
    await client.wait_for("ready")

    assert [item.content for item in ada.reads("general")][-1].startswith("Somebody told me")
    assert (await ada.slash("echo", text="still here")).messages[0].content == "still here"


async def test_somebody_who_is_not_there_cannot_act(sandbox: Sandbox) -> None:
    with pytest.raises(Refused, match="There is no zoe in the first guild; there is ada, ben, cho, dee, quizmaster"):
        sandbox.person("zoe")
