"""The one place that builds everything."""

from __future__ import annotations

import datetime
import gc
import logging
import re

import discord
import yarl

from bot.config import Config
from bot.core.errors import BadSettings
from bot.core.policies import NORMAL
from bot.health import toucher
from bot.matching.encoder import MODEL, Encoder
from bot.service.archive import Archive
from bot.service.upkeep import Upkeep, load_packs, sync
from bot.store.base import Store
from bot.surface import ask, browse, conflicts, drafting, editing, lookup, stale, teach, timeline, why
from bot.surface.client import Footnote

# What people can use in Discord, beyond talking to the bot.
_FOR_CURATORS = (
    *why.COMMANDS,
    *stale.COMMANDS,
    *conflicts.COMMANDS,
    *editing.COMMANDS,
    *drafting.COMMANDS,
    *teach.COMMANDS,
)
COMMANDS = (*ask.COMMANDS, *lookup.COMMANDS, *browse.COMMANDS, *timeline.COMMANDS, *_FOR_CURATORS)


def build(config: Config, *, guild_ready_timeout: float = 2.0) -> Footnote:
    """
    The whole bot, not yet started: the store migrated, the packs synced into it, the base read.

    Raises:
        BadPack: A pack has Problems; nothing of it was written.
        StoreUnavailable: The database cannot be opened.
        NoEncoder: There is a sentence encoder, and it cannot be used.
        BadSettings: There is no token.
    """
    if not config.token:
        raise BadSettings(
            "There is no token; set DISCORD_TOKEN to your bot's (see the README, 'Connect it to Discord')"
        )
    redirect(config)
    packs = load_packs(config.knowledge)
    store = open_store(config)
    try:
        sync(store, packs, now())
        upkeep = Upkeep(store, {pack.id for pack in packs}, encoder(config))
    except BaseException:
        store.close()
        raise
    gc.freeze()  # the base outlives every question: the collector need not walk it each time
    on_alive = toucher(config.health_file)
    timeout, site = guild_ready_timeout, config.site
    return Footnote(upkeep, NORMAL, today, COMMANDS, on_alive, guild_ready_timeout=timeout, site=site, now=now)


def encoder(config: Config) -> Encoder | None:
    """
    The sentence encoder in the folder that *config* names; None if there is none.

    Raises:
        NoEncoder: There is one, and it cannot be used.
    """
    return Encoder(config.model) if (config.model / MODEL).is_file() else None


def open_store(config: Config) -> Store:
    """The store that *config* names, migrated to this version."""
    from bot.store.migrations import migrate
    from bot.store.sql import SqlStore

    migrate(config.database)
    return SqlStore(config.database)


def archive(config: Config) -> Archive:
    """
    The packs that *config* names with the history that the database has of them; without, where there is no database.

    Raises:
        BadPack: A pack has Problems.
        StoreUnavailable: There is a database, and it cannot be read.
    """
    packs = load_packs(config.knowledge)
    if not has_database(config):
        return Archive.of_packs(packs)
    store = open_store(config)
    try:
        return Archive.of_store(store, packs)
    finally:
        store.close()


def has_database(config: Config) -> bool:
    """Whether the database that *config* names is there already; a server is taken to be."""
    from bot.store.database import Database

    file = Database(config.database).file
    return file is None or file.exists()


def redirect(config: Config) -> None:
    """Point discord.py at the stand-in that *config* names, or at Discord itself: its addresses belong to classes."""
    api, gateway = config.discord_api, config.discord_gateway
    discord.http.Route.BASE = api or "https://discord.com/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway or "wss://gateway.discord.gg/")


def start_logging(config: Config) -> None:
    """
    Log to stderr from *config*'s level on, with the token struck out of whatever might carry it.

    discord.py says at DEBUG what members type, which is not ours to keep: it begins at INFO.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_Discreet(config.token))
    logging.basicConfig(level=config.log_level, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLevelNamesMapping()[config.log_level]))
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here


# An interaction's own token, good for a quarter of an hour, which discord.py logs with its requests.
_INTERACTION = re.compile(r"(/(?:interactions|webhooks)/\d+/)[\w.-]+")


class _Discreet(logging.Formatter):
    """Formats a record whole, traceback and all, then takes the token out of it."""

    def __init__(self, token: str | None) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        text = _INTERACTION.sub(r"\1[token]", text)
        return text.replace(self._token, "[token]") if self._token else text


def today() -> datetime.date:
    """The day it is, in UTC: a server's members live in all zones."""
    return now().date()


def now() -> datetime.datetime:
    """The moment it is, in UTC."""
    return datetime.datetime.now(datetime.UTC)
