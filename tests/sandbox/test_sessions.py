"""Sessions on the gateway: numbers, shards and replay."""

from __future__ import annotations

from bot.sandbox.intents import KNOWN
from bot.sandbox.model import Event, Json
from bot.sandbox.sessions import REPLAYED, Session, shard_of


def session(sent: list[Json]) -> Session:
    """A session of a bot that is there."""
    return Session(KNOWN, 0, 1, sent.append)


def test_events_are_numbered_in_order() -> None:
    sent: list[Json] = []
    running = session(sent)

    for name in ("A", "B"):
        running.dispatch(name, {})

    assert [(frame["s"], frame["t"]) for frame in sent] == [(1, "A"), (2, "B")]


def test_a_bot_that_resumes_gets_what_it_missed_and_then_resumed() -> None:
    sent: list[Json] = []
    running = session([])
    for name in ("A", "B", "C"):
        running.dispatch(name, {})

    assert running.resume(sent.append, 1)
    assert [frame["t"] for frame in sent] == ["B", "C", "RESUMED"]


def test_a_bot_away_too_long_cannot_resume() -> None:
    sent: list[Json] = []
    running = session(sent)
    for _ in range(REPLAYED + 1):
        running.dispatch("A", {})

    assert not running.resume(sent.append, 0)


def test_a_bot_cannot_resume_ahead_of_what_it_was_sent() -> None:
    sent: list[Json] = []

    assert not session(sent).resume(sent.append, 5)


def test_a_guild_belongs_to_the_shard_of_its_id() -> None:
    guild_id = str(7 << 22)

    assert (shard_of(guild_id, 4), shard_of(None, 4)) == (3, 0)


def test_a_shard_hears_nothing_of_other_shards_guilds() -> None:
    sent: list[Json] = []
    second = Session(KNOWN, 1, 2, sent.append)

    for number in (2, 3):
        second.tell(Event("CHANNEL_CREATE", {"id": number}, str(number << 22)))

    assert [frame["d"]["id"] for frame in sent] == [3]
