"""What leaves this tree: the wheel's content, the locked versions, the image, and what they promise of each other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from bot.cli import main
from bot.config import SETTINGS
from bot.drawing.fonts import paths

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
# One pin of the lock: its name, its version, then its hashes.
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)[^\n]*((?:\n    --hash=sha256:[0-9a-f]{64}[ \\]*)*)", re.MULTILINE)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """pyproject.toml's project table."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


@pytest.fixture(scope="module")
def shipped() -> dict[str, str]:
    """What the wheel will hold: the path in it, and the file's own."""
    return {file.distribution_path: file.path for file in WheelBuilder(str(ROOT)).recurse_included_files()}


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    """The one service of compose.yaml."""
    (only,) = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"].values()
    found: dict[str, Any] = only
    return found


def files(folder: str) -> Iterator[str]:
    """Every file in *folder* of the tree that is not Python's cache."""
    for file in sorted((ROOT / folder).rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(ROOT).as_posix()


def instructions(name: str) -> list[str]:
    """What follows *name* in each such line of the Dockerfile."""
    return re.findall(rf"^{name}\s+(.+)$", DOCKERFILE, re.MULTILINE)


def test_every_file_of_the_package_is_in_the_wheel(shipped: dict[str, str]) -> None:
    assert set(files("bot")) - shipped.keys() == set()


def test_the_wheel_carries_every_pack_inside_the_package(shipped: dict[str, str]) -> None:
    assert {f"bot/{file}" for file in files("knowledge")} - shipped.keys() == set()


def test_the_wheel_holds_nothing_but_the_package(shipped: dict[str, str]) -> None:
    assert {path for path in shipped if not path.startswith("bot/")} == set()


def test_every_licence_of_what_is_shipped_comes_along(project: dict[str, Any]) -> None:
    found = [file for pattern in project["license-files"] for file in ROOT.glob(pattern)]

    assert {file.relative_to(ROOT).as_posix() for file in found} == {
        *("LICENSE", "LICENSES/Apache-2.0.txt", "LICENSES/OFL-1.1.txt"),
        *("bot/matching/data/NOTICE", "bot/drawing/data/NOTICE"),
    }


def test_the_wheel_carries_the_fonts_and_what_is_known_of_their_letters(
    shipped: dict[str, str],
) -> None:
    fonts = {Path(path).relative_to(ROOT / "bot/drawing/data").name for path in paths()}

    assert {f"bot/drawing/data/{name}" for name in (*fonts, "letters.bin", "NOTICE")} <= shipped.keys()


def test_what_a_host_installs_is_locked_at_a_version_that_the_project_admits(project: dict[str, Any]) -> None:
    pins = {(canonicalize_name(name), version) for name, version, _ in PIN.findall(LOCK)}
    locked = dict(pins)
    wanted = [Requirement(text) for text in [*project["dependencies"], *project["optional-dependencies"]["postgres"]]]

    for want in wanted:
        assert canonicalize_name(want.name) in locked, f"{want.name} is not in requirements.lock; its head says how"
    for name, version in pins:
        for want in wanted:
            if canonicalize_name(want.name) == name:
                assert version in want.specifier, f"{name}=={version} is locked, but pyproject.toml wants {want}"


def test_every_locked_version_has_hashes() -> None:
    without = [name for name, _, hashes in PIN.findall(LOCK) if not hashes]

    assert without == []


def test_the_lock_names_no_place_to_get_packages_from() -> None:
    assert re.findall(r"://|^--?\w+.*|(?<![\w.])/\w+", LOCK, re.MULTILINE) == []


def test_both_stages_of_the_image_are_one_python_that_the_project_supports(project: dict[str, Any]) -> None:
    bases = {line.partition(" ")[0] for line in instructions("FROM")}
    (base,) = bases
    version = re.fullmatch(r"python:(3\.\d+)-slim(?:@sha256:[0-9a-f]{64})?", base)

    assert len(instructions("FROM")) == 2
    assert version is not None
    assert version[1] in SpecifierSet(project["requires-python"])
    assert f"Programming Language :: Python :: {version[1]}" in project["classifiers"]


def test_the_image_installs_only_what_is_locked_by_hash() -> None:
    installs = re.findall(r"pip [^&\n]*\binstall\b[^&\n]*", DOCKERFILE)

    assert installs
    assert [line for line in installs if "--require-hashes" not in line and "--no-deps" not in line] == []


def test_the_image_runs_as_an_ordinary_user_who_owns_the_volume() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert instructions("VOLUME") == ["/data"]
    assert "--owner=10001 --group=10001 --mode=0750 /data" in DOCKERFILE


def test_what_the_image_starts_and_what_watches_it_are_commands_of_ours() -> None:
    (health,) = instructions("HEALTHCHECK")
    watched = yaml.safe_load(health.partition("CMD ")[2])
    started = [yaml.safe_load(line) for line in (*instructions("ENTRYPOINT"), *instructions("CMD"))]

    for program, command in (started[0] + started[1], watched):
        assert program == "footnote"
        assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


def test_the_image_sets_only_settings_that_exist() -> None:
    named = set(re.findall(r"\b(FOOTNOTE_\w+)=", DOCKERFILE))

    assert named
    assert named <= {setting.variable for setting in SETTINGS}


def test_the_database_outlives_the_container_and_its_health_does_not() -> None:
    assert "FOOTNOTE_DATABASE=sqlite:////data/" in DOCKERFILE
    assert "FOOTNOTE_HEALTH_FILE=/tmp/" in DOCKERFILE


def test_the_builder_is_sent_everything_that_the_image_copies() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    sent = [line.removeprefix("!") for line in ignored if line.startswith("!")]
    copied = [source for line in instructions("COPY") if "--from" not in line for source in line.split()[:-1]]

    assert "*" in ignored
    assert [path for path in copied if not any(fnmatch(path, pattern) for pattern in sent)] == []


def test_compose_runs_it_without_a_right_that_it_does_not_need(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [mount.partition(":")[0] for mount in service["tmpfs"]] == ["/tmp"]
    assert service["volumes"] == ["data:/data"]


def test_compose_takes_the_token_from_the_environment_and_says_when_it_is_missing(service: dict[str, Any]) -> None:
    assert service["environment"]["DISCORD_TOKEN"].startswith("${DISCORD_TOKEN:?")


def test_compose_sets_only_settings_that_exist(service: dict[str, Any]) -> None:
    assert set(service["environment"]) <= {setting.variable for setting in SETTINGS}


def test_the_oldest_python_promised_is_the_one_that_lint_and_types_check_for(project: dict[str, Any]) -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    oldest = project["requires-python"].removeprefix(">=")

    assert tool["mypy"]["python_version"] == oldest
    assert tool["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
