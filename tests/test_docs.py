"""The README tells the truth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app import COMMANDS
from bot.cli import main
from bot.config import SETTINGS, SHIPPED_KNOWLEDGE
from bot.service.base import Base
from bot.service.upkeep import load_packs

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_of_the_terminal_is_in_the_readme(command: str) -> None:
    assert f"footnote {command}" in README


def test_the_settings_table_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (?:`(\w+)`|\(never\)) \|[^|]*\| (.+?) \|$", README, re.MULTILINE)

    assert rows == [(one.variable, "" if one.secret else one.key, one.about) for one in SETTINGS]


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_of_discord_is_in_the_readme(name: str) -> None:
    assert f"/{name}" in README or f"*{name}*" in README


def test_the_readme_has_two_commands_to_set_up() -> None:
    assert len(re.findall(r"^```sh$", README, re.MULTILINE)) == 2


def test_links_within_the_project_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", README)

    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_answer_that_the_readme_opens_with_is_the_one_that_is_given() -> None:
    base = Base.of_packs(load_packs(SHIPPED_KNOWLEDGE))
    question = README[README.index("**") + 2 : README.index("?**") + 1]
    answered = base.entries[base.index.search(question)[0].entry_id]
    opening = " ".join(README[: README.index("Footnote is a Discord bot")].replace(">", "").split())

    assert answered.question == question
    assert answered.leading_claims[0].text in opening
    assert answered.sources[0].title in opening


def test_the_entry_that_curators_are_shown_is_the_one_that_stands_in_the_base() -> None:
    shown = (SHIPPED_KNOWLEDGE / "README.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    files = "\n".join(file.read_text("utf-8") for file in SHIPPED_KNOWLEDGE.glob("*/entries/*.yaml"))

    assert shown.strip() in files
