"""Ids and the clock they are made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.sandbox.snowflakes import Clock, Snowflakes, time_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_ids_of_one_instant_differ_and_rise() -> None:
    ids = Snowflakes(lambda: NOON)

    given = [int(ids.next()) for _ in range(3)]

    assert given == sorted(set(given))


def test_an_id_tells_when_it_was_given_out() -> None:
    assert time_of(Snowflakes(lambda: NOON).next()) == NOON


def test_a_clock_can_be_moved_on() -> None:
    clock = Clock()
    clock.set(NOON)
    clock.advance(900)

    assert timedelta(seconds=900) <= clock.now() - NOON < timedelta(seconds=910)
