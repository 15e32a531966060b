"""Settings: read once, from the environment over a file; every fault in them is named at once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.core import webaddress
from bot.core.errors import BadSettings
from bot.core.texts import visible

# Nothing but this machine, a port and a path: who reads addresses otherwise than we do finds nothing else in it.
_LOOPBACK = re.compile(r"(?P<scheme>[a-z]+)://(127\.0\.0\.1|localhost|\[::1\])(:(?P<port>[0-9]{1,5}))?(/[\w./-]*)?")
_LAST_PORT = 65535
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
        model: The folder of the sentence encoder; where there is no such folder, the bot does without.
        health_file: Touched each second while the bot is connected.
        site: Where the public site stands, without a slash at its end; None where there is none.
    """

    token: str | None = field(default=None, repr=False)
    database: str = "sqlite:///data/footnote.sqlite3"
    knowledge: Path = SHIPPED_KNOWLEDGE
    discord_api: str | None = None
    discord_gateway: str | None = None
    log_level: str = "INFO"
    model: Path = Path("data/model")
    health_file: Path = Path("data/health")
    site: str | None = None


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
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("holds a blank or a character that no token has; copy it again from the developer portal")
    return text


def _database(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("is not a database address; write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME")
    return text


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError("is not a folder; give the one that holds the packs")
    return Path(text)


def _new_folder(text: str) -> Path:
    if Path(text).exists() and not Path(text).is_dir():
        raise ValueError("is a file; name a folder")
    return Path(text)


def _file(text: str) -> Path:
    if Path(text).is_dir():
        raise ValueError("is a folder; name a file in it")
    return Path(text)


def _loopback(scheme: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        address = _LOOPBACK.fullmatch(text)
        if address is None or address["scheme"] != scheme or int(address["port"] or 0) > _LAST_PORT:
            raise ValueError(f"must be a {scheme}:// address on this machine, as the sandbox prints it")
        return text.rstrip("/")

    return read


def _level(text: str) -> str:
    if text.upper() not in logging.getLevelNamesMapping():
        raise ValueError("is not a level; write DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def site_address(text: str) -> str:
    """
    *text* as the address where a site stands: a public one of https, without a slash at its end.

    Raises:
        ValueError: It is none; the words go on after the address.
    """
    fault = webaddress.fault(text)
    if fault or not text.startswith("https://") or "?" in text or "#" in text or len(text) > webaddress.LONGEST:
        raise ValueError(f"{fault or 'is no address of a site'}; write https://HOST or https://HOST/FOLDER")
    return text.rstrip("/")


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
    Setting("FOOTNOTE_MODEL", "model", "The folder of the sentence encoder, if there is one", _new_folder),
    Setting("FOOTNOTE_HEALTH_FILE", "health_file", "Touched each second while the bot is connected", _file),
    Setting("FOOTNOTE_SITE", "site", "The https address of the public site, which answers then link to", site_address),
)


def load(environment: Mapping[str, str], file: Path | None = None) -> Config:
    """
    The settings of *environment*, and of *file* where the environment is silent.

    Raises:
        BadSettings: Naming every fault.
    """
    faults = list(_unknown(environment))
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


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """A word for each variable that is named like a setting and is none: a slip of the hand must not pass unseen."""
    known = sorted(setting.variable for setting in SETTINGS)
    for name in sorted(environment):
        if name.startswith("FOOTNOTE_") and name not in known:
            yield f"{visible(name)} is no setting; there are {', '.join(known)}"


def _value(setting: Setting, where: str, text: str, faults: list[str]) -> Any:
    try:
        if "\0" in text:
            raise ValueError("holds a character that no setting can; delete it")
        return setting.read(text.strip())
    except ValueError as error:
        faults.append(f"{where} '{visible(text.strip())}' {error}" if setting.shown else f"{where} {error}")
        return None


def _from_file(file: Path, faults: list[str]) -> dict[str, tuple[str, str]]:
    """The file's settings, each with its place for messages."""
    import yaml

    try:
        root = yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        faults.append(f"{file} cannot be read ({error.strerror}); correct its name")
        return {}
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        # The error's own words quote the line, which may hold a password.
        faults.append(f"{file}{_line(error)} is not YAML; write one setting a line, such as log_level: INFO")
        return {}
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        faults.append(f"{file} holds no settings; write one a line, such as log_level: INFO")
        return {}
    return dict(_pairs(file, root, faults))


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}:" if mark else ""


def _pairs(file: Path, root: Any, faults: list[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    seen: set[str] = set()
    for name, value in root.value:
        at = f"{file}:{name.start_mark.line + 1}:"
        fault = _fault(name.value, value.value, seen)
        if fault:
            faults.append(f"{at} {fault}")
        elif value.value.strip():
            yield name.value, (f"{at} {name.value}", value.value)
        seen.add(str(name.value))


def _fault(name: Any, value: Any, seen: set[str]) -> str | None:
    """What is wrong with a line of a file, after the names *seen* in it already; None if nothing is."""
    known = {setting.key for setting in SETTINGS if not setting.secret}
    if not isinstance(name, str):
        return "a setting needs a name; write log_level: INFO"
    if name in ("token", "DISCORD_TOKEN"):
        return f"{name} does not belong in a file; set DISCORD_TOKEN"
    if name not in known:
        return f"{visible(name)} is no setting; there are {', '.join(sorted(known))}"
    if name in seen:
        return f"{name} is there twice; keep one"
    return None if isinstance(value, str) else f"{name} must be one value"
