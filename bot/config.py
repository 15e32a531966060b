"""Settings: read once, from the environment over a file; every fault in them is named at once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.core.errors import BadSettings

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_HERE = Path(__file__).parent
# A wheel carries the knowledge inside the package; a checkout has it beside.
SHIPPED_KNOWLEDGE = next(
    (place for place in (_HERE / "knowledge", _HERE.parent / "knowledge") if place.is_dir()), Path("knowledge")
)


@dataclass(frozen=True, slots=True)
class Config:
    """
    Everything that can be set.

    Attributes:
        token: What the bot logs in with; None where a command needs none. It is never shown, logged or written.
        database: A SQLAlchemy address.
        knowledge: The folder of packs.
        discord_api: Where Discord's REST interface is, on this machine; None for Discord itself.
        discord_gateway: Where its gateway is, on this machine; None exactly when *discord_api* is.
        log_level: The least severe of Python's levels that is logged.
        health_file: Touched each second while the bot is connected.
    """

    token: str | None = field(default=None, repr=False)
    database: str = "sqlite:///data/footnote.sqlite3"
    knowledge: Path = SHIPPED_KNOWLEDGE
    discord_api: str | None = None
    discord_gateway: str | None = None
    log_level: str = "INFO"
    health_file: Path = Path("data/health")


@dataclass(frozen=True, slots=True)
class Setting:
    """
    One setting, for reading it and for the table in the README.

    Attributes:
        variable: Its name in the environment.
        key: Its name in the file and in Config; the token has none in a file.
        read: Turns its text into its value; raises ValueError with what is wrong and what to do.
        secret: Whether it may stand in the environment alone.
        shown: Whether a message may repeat its text, which might hold a password.
    """

    variable: str
    key: str
    about: str
    read: Callable[[str], Any]
    secret: bool = False
    shown: bool = True


def _token(text: str) -> str:
    token = text.strip()
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ValueError("holds a blank or a character that no token has; copy it again from the developer portal")
    return token


def _database(text: str) -> str:
    scheme = text.partition("://")[0]
    if scheme not in ("sqlite", "postgresql+psycopg"):
        raise ValueError("is not a database address; write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME")
    return text


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError("is not a folder; give the one that holds the packs")
    return Path(text)


def _loopback(scheme: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            address = urlsplit(text)
            host = address.hostname
        except ValueError:
            host = None
        if host not in _LOOPBACK or address.scheme != scheme:
            raise ValueError(f"must be a {scheme}:// address on this machine, as the sandbox prints it")
        return text.rstrip("/")

    return read


def _level(text: str) -> str:
    if text.upper() not in logging.getLevelNamesMapping():
        raise ValueError("is not a level; write DEBUG, INFO, WARNING or ERROR")
    return text.upper()


SETTINGS = (
    Setting(
        "DISCORD_TOKEN", "token", "The bot's token; only ever in the environment", _token, secret=True, shown=False
    ),
    Setting(
        "FOOTNOTE_DATABASE", "database", "Where revisions are kept, as a SQLAlchemy address", _database, shown=False
    ),
    Setting("FOOTNOTE_KNOWLEDGE", "knowledge", "The folder of packs", _folder),
    Setting("FOOTNOTE_DISCORD_API", "discord_api", "A stand-in for Discord's REST, on this machine", _loopback("http")),
    Setting("FOOTNOTE_DISCORD_GATEWAY", "discord_gateway", "Its gateway, on this machine", _loopback("ws")),
    Setting("FOOTNOTE_LOG_LEVEL", "log_level", "DEBUG, INFO, WARNING or ERROR", _level),
    Setting("FOOTNOTE_HEALTH_FILE", "health_file", "Touched each second while the bot is connected", Path),
)


def load(environment: Mapping[str, str], file: Path | None = None) -> Config:
    """
    The settings of *environment*, and of *file* where the environment is silent.

    Raises:
        BadSettings: Naming every fault.
    """
    faults: list[str] = []
    given = _from_file(file, faults) if file else {}
    given |= {
        setting.key: (setting.variable, environment[setting.variable])
        for setting in SETTINGS
        if environment.get(setting.variable, "").strip()
    }
    values = {setting.key: _value(setting, *given[setting.key], faults) for setting in SETTINGS if setting.key in given}
    if ("discord_api" in given) != ("discord_gateway" in given):
        faults.append("FOOTNOTE_DISCORD_API and FOOTNOTE_DISCORD_GATEWAY go together: set both or neither")
    if faults:
        raise BadSettings("; ".join(faults))
    return Config(**values)


def _value(setting: Setting, where: str, text: str, faults: list[str]) -> Any:
    try:
        return setting.read(text)
    except ValueError as error:
        faults.append(f"{where} '{text}' {error}" if setting.shown else f"{where} {error}")
        return None


def _from_file(file: Path, faults: list[str]) -> dict[str, tuple[str, str]]:
    """The file's settings, each with its place for messages."""
    import yaml

    try:
        root = yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        faults.append(f"{file} cannot be read ({error.strerror}); correct its name")
        return {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        faults.append(f"{file} is not YAML: {' '.join(str(error).split())}")
        return {}
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        faults.append(f"{file} holds no settings; write one a line, such as log_level: INFO")
        return {}
    return dict(_pairs(file, root, faults))


def _pairs(file: Path, root: Any, faults: list[str]) -> list[tuple[str, tuple[str, str]]]:
    known = {setting.key for setting in SETTINGS if not setting.secret}
    pairs = []
    for name, value in root.value:
        if not isinstance(name.value, str):
            faults.append(f"{file}:{name.start_mark.line + 1}: a setting needs a name; write log_level: INFO")
            continue
        where = f"{file}:{name.start_mark.line + 1}: {name.value}"
        if name.value == "token":
            faults.append(f"{where} does not belong in a file; set DISCORD_TOKEN")
        elif name.value not in known:
            faults.append(f"{where} is no setting; there are {', '.join(sorted(known))}")
        elif not isinstance(value.value, str):
            faults.append(f"{where} must be one value")
        elif value.value.strip():
            pairs.append((name.value, (where, value.value)))
    return pairs
