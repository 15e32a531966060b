"""Settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import SETTINGS, Config, load
from bot.core.errors import BadSettings


def test_nothing_set_leaves_the_defaults() -> None:
    assert load({}) == Config()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "footnote.yaml"
    file.write_text("log_level: debug\ndatabase: sqlite:///file.sqlite3\n")

    config = load({"FOOTNOTE_LOG_LEVEL": "ERROR"}, file)

    assert (config.log_level, config.database) == ("ERROR", "sqlite:///file.sqlite3")


def test_every_fault_is_named_at_once() -> None:
    environment = {
        "FOOTNOTE_DATABASE": "mysql://x",
        "FOOTNOTE_LOG_LEVEL": "LOUD",
        "FOOTNOTE_KNOWLEDGE": "/nowhere",
        "FOOTNOTE_DISCORD_API": "http://127.0.0.1:1",
    }

    with pytest.raises(BadSettings) as refused:
        load(environment)

    assert str(refused.value) == (
        "FOOTNOTE_DATABASE is not a database address; write sqlite:///FILE or"
        " postgresql+psycopg://USER@HOST/NAME;"
        " FOOTNOTE_KNOWLEDGE '/nowhere' is not a folder; give the one that holds the packs;"
        " FOOTNOTE_LOG_LEVEL 'LOUD' is not a level; write DEBUG, INFO, WARNING or ERROR;"
        " FOOTNOTE_DISCORD_API and FOOTNOTE_DISCORD_GATEWAY go together: set both or neither"
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://discord.example/api",
        "http://10.0.0.1",
        "http://169.254.169.254",
        "ftp://127.0.0.1",
        "http://[",
        "http://discord.example\\@127.0.0.1",
        "http://127.0.0.1@discord.example",
        "http://127.0.0.1.discord.example",
        "http://127.0.0.1:99999",
        "http://127.0.0.1/?",
    ],
)
def test_discord_is_redirected_to_this_machine_alone(address: str) -> None:
    with pytest.raises(BadSettings, match="must be a http:// address on this machine"):
        load({"FOOTNOTE_DISCORD_API": address, "FOOTNOTE_DISCORD_GATEWAY": "ws://127.0.0.1:1"})


def test_a_variable_that_is_named_like_a_setting_and_is_none_is_refused() -> None:
    with pytest.raises(BadSettings, match=r"^FOOTNOTE_DATABSE is no setting; there are DISCORD_TOKEN, "):
        load({"FOOTNOTE_DATABSE": "sqlite:///x.sqlite3"})


def test_a_token_in_a_file_is_refused_without_repeating_it(tmp_path: Path) -> None:
    file = tmp_path / "footnote.yaml"
    file.write_text("token: very-secret\n")

    with pytest.raises(BadSettings) as refused:
        load({}, file)

    assert str(refused.value) == f"{file}:1: token does not belong in a file; set DISCORD_TOKEN"


@pytest.mark.parametrize("address", ["sqlite", "sqlite://", "sqlite://host/x", "mysql://x"])
def test_an_address_of_no_database_is_refused(address: str) -> None:
    with pytest.raises(BadSettings, match="is not a database address; write sqlite:///FILE"):
        load({"FOOTNOTE_DATABASE": address})


def test_a_password_in_a_database_address_is_not_repeated() -> None:
    with pytest.raises(BadSettings) as refused:
        load({"FOOTNOTE_DATABASE": "postgresql://bot:s3cret@db/footnote"})

    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("text", ["token: 'very-secret", "token: *very-secret", "a: b\n token: very-secret"])
def test_a_file_that_is_not_yaml_is_refused_without_repeating_its_token(tmp_path: Path, text: str) -> None:
    file = tmp_path / "footnote.yaml"
    file.write_text(text)

    with pytest.raises(BadSettings) as refused:
        load({}, file)

    assert "very-secret" not in str(refused.value)


def test_a_token_with_blanks_around_it_is_taken_without_them() -> None:
    assert load({"DISCORD_TOKEN": "  abc.def\n"}).token == "abc.def"


def test_a_value_with_blanks_around_it_is_taken_without_them() -> None:
    assert load({"FOOTNOTE_LOG_LEVEL": "ERROR\r"}).log_level == "ERROR"


def test_five_faults_in_a_file_are_named_at_once_each_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "footnote.yaml"
    file.write_text(
        "DISCORD_TOKEN: very-secret\nlog_level: LOUD\nlevel: INFO\nhealth_file: /\n"
        'log_level: INFO\ndiscord_api: "http://127.0.0.1:1\\e[2J"\n'
    )

    with pytest.raises(BadSettings) as refused:
        load({"FOOTNOTE_DISCORD_GATEWAY": "ws://127.0.0.1:1"}, file)

    assert str(refused.value) == (
        f"{file}:1: DISCORD_TOKEN does not belong in a file; set DISCORD_TOKEN;"
        f" {file}:3: level is no setting; there are database, discord_api, discord_gateway, health_file, knowledge,"
        f" log_level, model, site;"
        f" {file}:5: log_level is there twice; keep one;"
        f" {file}:6: discord_api 'http://127.0.0.1:1\\u001B[2J' must be a http:// address on this machine,"
        f" as the sandbox prints it;"
        f" {file}:2: log_level 'LOUD' is not a level; write DEBUG, INFO, WARNING or ERROR;"
        f" {file}:4: health_file '/' is a folder; name a file in it"
    )


def test_a_token_that_was_copied_with_a_line_break_is_refused_without_repeating_it() -> None:
    with pytest.raises(BadSettings) as refused:
        load({"DISCORD_TOKEN": "abc.def\nSECRET"})

    assert str(refused.value) == (
        "DISCORD_TOKEN holds a blank or a character that no token has; copy it again from the developer portal"
    )


def test_an_empty_value_in_a_file_leaves_the_default(tmp_path: Path) -> None:
    file = tmp_path / "footnote.yaml"
    file.write_text("knowledge:\n")

    assert load({}, file) == Config()


def test_the_token_is_not_shown() -> None:
    assert "very-secret" not in repr(load({"DISCORD_TOKEN": "very-secret"}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("databse: x", "1: databse is no setting; there are"),
        ("- a", "holds no settings"),
        ("log_level: [a]", "1: log_level must be one value"),
        ("a: 'b", "is not YAML"),
        ("? [a]\n: b", "1: a setting needs a name"),
        ("a: b\nb: [", "2: is not YAML"),
        ("[" * 5000, "is not YAML"),
        ('database: "sqlite:///a\\0b"', "1: database holds a character that no setting can; delete it"),
    ],
)
def test_a_file_with_faults_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "footnote.yaml"
    file.write_text(text)

    with pytest.raises(BadSettings) as refused:
        load({}, file)

    assert words in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="cannot be read"):
        load({}, tmp_path / "none.yaml")


@given(st.dictionaries(st.sampled_from([setting.variable for setting in SETTINGS]), st.text(max_size=50)))
def test_no_environment_does_worse_than_being_refused(environment: dict[str, str]) -> None:
    try:
        assert isinstance(load(environment), Config)
    except BadSettings as refused:
        assert len(str(refused).splitlines()) == 1  # noqa: PT017


@pytest.mark.parametrize("address", ["https://facts.example", "https://facts.example/base/"])
def test_a_site_stands_at_an_https_address(address: str) -> None:
    assert load({"FOOTNOTE_SITE": address}).site == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://facts.example",
        "facts.example",
        "https://localhost/base",
        "https://user:word@facts.example",
        "https://facts.example/?q=",
        "https://facts.example/#top",
        "https://facts.example/a b",
        f"https://facts.example/{'x' * 1000}",
    ],
)
def test_what_is_no_public_https_address_is_refused_as_a_site(address: str) -> None:
    with pytest.raises(BadSettings, match="write https://HOST or https://HOST/FOLDER"):
        load({"FOOTNOTE_SITE": address})
