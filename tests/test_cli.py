"""The command line, in whole processes."""

from __future__ import annotations

import datetime
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.revision import Scope
from bot.core.verification import Verification
from bot.service.timeline import NOTHING
from bot.store.sql import SqlStore
from tests.conftest import environment
from tests.service.exams import write
from tests.service.test_contradictions import TWIN
from tests.store.packs import written

ROOT = Path(__file__).parents[1]
QUESTION = "when did china and n korea sign their treaty?"


def footnote(*words: str, given: str = "", **changed: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", *words]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(**changed),
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_ask_answers_with_the_claim_its_date_and_its_source() -> None:
    said = footnote("ask", QUESTION)

    assert said.returncode == 0
    assert "11 July 1961" in said.stdout
    assert 'Business Standard, "Kim Jong Un in Beijing: What history says about China-North Korea ties"' in said.stdout


def test_ask_json_is_one_object() -> None:
    answered = json.loads(footnote("ask", "--json", QUESTION).stdout)

    assert (answered["outcome"], answered["entry"], answered["date"]) == (
        "answer",
        "friendship-treaty-1961",
        "1961-07-11",
    )


def test_ask_explain_tells_why_below_the_answer() -> None:
    said = footnote("ask", "--explain", "when did Vietnam sign its treaty with china?").stdout

    assert said.startswith("I have no sourced answer to that.\n\nWhy: ")
    assert 'the question names something the base does not cover ("Vietnam"): leaves 0.10 of it' in said


def test_ask_explain_json_adds_why_and_changes_nothing_else() -> None:
    plain = json.loads(footnote("ask", "--json", QUESTION).stdout)
    explained = json.loads(footnote("ask", "--json", "--explain", QUESTION).stdout)

    assert list(explained) == [*plain, "why"]
    assert explained["why"]["entries"][0]["entry"] == "friendship-treaty-1961"


def test_a_batch_is_answered_line_by_line_in_order() -> None:
    given = f'{{"q": "{QUESTION}"}}\n{{"q": "best pizza in town"}}\n'

    lines = [json.loads(line) for line in footnote("ask", "--batch", "-", "--json", given=given).stdout.splitlines()]

    assert [(line["q"], line["outcome"]) for line in lines] == [
        (QUESTION, "answer"),
        ("best pizza in town", "no_answer"),
    ]


def test_as_of_leaves_out_what_came_later() -> None:
    said = footnote("ask", "--json", "--as-of", "1960-01-01", QUESTION)

    assert json.loads(said.stdout)["entry"] != "friendship-treaty-1961"


def test_check_stale_lists_what_may_have_changed_with_its_place_and_exits_with_one() -> None:
    said = footnote("check", "--stale", "--today", "2027-03-01")

    [first, *_] = said.stdout.splitlines()
    assert re.match(
        r"\S+/entries/[\w-]+\.yaml:\d+:3: '[\w-]+' may have changed: review due since 28 February 2027; ", first
    )
    assert (said.returncode, said.stderr) == (1, f"{len(said.stdout.splitlines())} stale entries\n")


def test_check_stale_is_content_where_nothing_is() -> None:
    said = footnote("check", "--stale", "--today", "2026-11-24")

    assert (said.returncode, said.stdout) == (0, "no entry is stale on 2026-11-24\n")


def test_check_stale_lists_problems_first(tmp_path: Path) -> None:
    written(tmp_path, ("pack.yaml", "language: en", "language: e"))

    said = footnote("check", "--stale", str(tmp_path))

    assert (said.returncode, said.stderr) == (1, "1 problem\n")


def test_a_verification_comes_through_export_and_sync(tmp_path: Path) -> None:
    """What the command line exports says when the entry was checked, and to sync it again is no news."""
    database = {"FOOTNOTE_DATABASE": f"sqlite:///{tmp_path / 'store.sqlite3'}"}
    written(tmp_path / "in" / "small-pack")
    footnote("sync", "--knowledge", str(tmp_path / "in"), **database)
    store = SqlStore(database["FOOTNOTE_DATABASE"])
    at = datetime.datetime(2028, 1, 2, tzinfo=datetime.UTC)
    store.verify(Verification(Scope.pack("small-pack"), "friendship-treaty-1961", 1, "42", at))
    store.close()

    footnote("export", str(tmp_path / "out"), **database)
    said = footnote("sync", "--knowledge", str(tmp_path / "out"), **database)

    assert "checked: 2028-01-02" in (tmp_path / "out/small-pack/entries/treaty.yaml").read_text("utf-8")
    assert said.stdout == "small-pack: 0 added, 0 changed, 0 retired, 2 unchanged\n"


@pytest.mark.parametrize(
    ("words", "changed", "code", "line"),
    [
        (["run"], {}, 2, "footnote: There is no token; set DISCORD_TOKEN"),
        (["ask"], {}, 2, "footnote: Give one question, or --batch FILE; see: "),
        (["ask", "--batch", "none"], {}, 2, "footnote: Invalid value for '--batch': 'none': No such file"),
        (["ask", "--batch", "bot"], {}, 2, "footnote: Invalid value for '--batch': 'bot': Is a directory"),
        (["ask", "--as-of", "2026-13-45", "x"], {}, 2, "footnote: Invalid value for '--as-of'"),
        (["sing"], {}, 2, "footnote: No such command 'sing'; see: "),
        (["sync"], {"FOOTNOTE_DATABASE": "sqlite:///bot/cli.py"}, 2, "is a file of another kind"),
        (["export", "bot/cli.py"], {"FOOTNOTE_DATABASE": "sqlite:////proc/none/x.sqlite3"}, 2, "footnote: "),
        (["--settings", "none.yaml", "run"], {}, 2, "footnote: none.yaml cannot be read"),
        (["--settings", "bot", "run"], {}, 2, "footnote: bot cannot be read"),
        (["ask", "x", "--knowledge", "nowhere"], {}, 2, "footnote: FOOTNOTE_KNOWLEDGE 'nowhere' is not a folder"),
        (["sync"], {"FOOTNOTE_DATABASE": "sqlite:////proc/none/x.sqlite3"}, 2, "footnote: "),
        (
            ["bench", "--sizes", "1500,many"],
            {},
            2,
            "footnote: Invalid value for '--sizes': 'many' is not a valid integer",
        ),
        (["bench", "--sizes", "5"], {}, 2, "footnote: Invalid value for '--sizes': 5 is not in the range 50<=x"),
        (["bench", "--sizes", "50", "--engines", "grep"], {}, 2, "there is no engine 'grep'; there are footnote, "),
        (["bench", "--sizes", "50", "--knowledge", "knowledge"], {}, 2, "footnote: --sizes invents its bases"),
        (["bench", "--sizes", "50", "--out", "bot/cli.py"], {}, 2, "footnote: bot/cli.py: File exists; give another"),
        (["bench", "--out", "nowhere"], {}, 2, "footnote: --engines and --out go with --sizes; see: "),
        (["eval", "nowhere"], {}, 2, "footnote: Invalid value for '[DIR]': Directory 'nowhere' does not exist"),
        (["eval", "bot/core"], {}, 2, "footnote: bot/core holds neither packs nor a base.jsonl; name a folder"),
        (["eval", "knowledge", "--knowledge", "knowledge"], {}, 2, "footnote: Give DIR, or --knowledge; see: "),
        (
            ["eval", "knowledge", "--alone", "--picture", "nowhere/risk.svg"],
            {},
            2,
            "footnote: nowhere/risk.svg: No such",
        ),
        (["site"], {}, 2, "footnote: Missing option '--out'; see: "),
        (["site", "--out", "bot"], {}, 2, "footnote: bot is there and holds no site of ours; name a new folder"),
        (["site", "--out", "x", "--address", "http://facts.example"], {}, 2, "write https://HOST or https://HOST/FOLD"),
        (["check", "--today", "2026-11-24"], {}, 2, "footnote: --today goes with --stale; see: "),
        (["check", "--stale", "--today", "soon"], {}, 2, "footnote: Invalid value for '--today'"),
        (["check", "--json"], {}, 2, "footnote: --json goes with --links; see: "),
        (
            ["timeline", "--from", "soon"],
            {},
            2,
            "footnote: 'soon' is no time that I can read; write a day, month or year",
        ),
        (["timeline", "--from", "1953", "--to", "1950"], {}, 2, "footnote: '1953/1950' ends before it starts"),
        (["timeline", "--topic", "sanction"], {}, 2, "No entry lists the topic 'sanction'; did you mean 'sanctions'?"),
        (["timeline", "--person", "Kim Jong Unn"], {}, 2, "'Kim Jong Unn'; did you mean 'Kim Jong Un'?"),
        (["timeline", "--out", "timeline.gif"], {}, 2, "'timeline.gif' ends neither in .png nor in .svg; name it so"),
        (["timeline", "--out", "nowhere/timeline.png"], {}, 2, "footnote: nowhere/timeline.png: No such file"),
        (["health"], {"FOOTNOTE_HEALTH_FILE": "none"}, 1, ""),
        (["run"], {"FOOTNOTE_LOG_LEVEL": "LOUD"}, 2, "footnote: FOOTNOTE_LOG_LEVEL 'LOUD' is not a level"),
    ],
)
def test_wrong_use_is_one_line_that_says_what_to_do(
    words: list[str], changed: dict[str, str], code: int, line: str
) -> None:
    said = footnote(*words, **changed)

    assert (said.returncode, line in said.stderr, len(said.stderr.splitlines()) <= 1) == (code, True, True)


def test_a_batch_with_a_bad_line_names_it() -> None:
    said = footnote("ask", "--batch", "-", given='{"q": "treaty"}\nnot json\n')

    assert (said.returncode, said.stderr.startswith("footnote: Line 2 of the batch is not JSON")) == (2, True)


def test_a_timeline_is_printed_an_event_a_line_with_its_entry() -> None:
    said = footnote("timeline", "--topic", "treaty", "--from", "1961-07", "--to", "1961-07").stdout.splitlines()
    [signed] = [line for line in said if line.endswith(" (friendship-treaty-1961)")]

    assert said[0] == f"treaty, July 1961: {len(said) - 1} events"
    assert signed.startswith("  11 July 1961: China and North Korea signed their Treaty of Friendship")


def test_a_timeline_without_events_says_so() -> None:
    said = footnote("timeline", "--topic", "sanctions", "--from", "1700", "--to", "1710")

    assert (said.returncode, said.stdout.splitlines()) == (
        0,
        ["sanctions, 1700 to 1710: 0 events", NOTHING],
    )


@pytest.mark.parametrize(("ending", "starts"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("PNG", b"\x89PNG")])
def test_a_timeline_is_drawn_by_the_ending_of_its_file(tmp_path: Path, ending: str, starts: bytes) -> None:
    out = tmp_path / f"timeline.{ending}"

    said = footnote("timeline", "--person", "KIM JONG UN", "--from", "2018", "--out", str(out))

    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    assert out.read_bytes().startswith(starts)


def test_check_of_the_packs_that_ship_finds_nothing() -> None:
    said = footnote("check", "knowledge")

    assert (said.returncode, "no problems" in said.stdout) == (0, True)


def test_check_prints_every_problem_with_its_place_and_exits_1(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: demo\ntitel: Demo\n")

    said = footnote("check", str(tmp_path))

    assert said.returncode == 1
    assert f"{tmp_path / 'pack.yaml'}:2:1: " in said.stdout


def test_check_tells_what_contradicts_itself_and_exits_1_and_the_pack_still_loads(tmp_path: Path) -> None:
    pack = str(written(tmp_path, ("entries/summits.yaml", "- id: summit-2025\n", TWIN)))

    said, asked = footnote("check", pack), footnote("ask", "when was the treaty signed?", "--knowledge", pack)

    assert (said.returncode, said.stderr) == (1, "1 contradiction keeps no pack from loading\n")
    assert "'friendship-pact' (1962) and 'friendship-treaty-1961' (11 July 1961) ask when" in said.stdout
    assert asked.returncode == 0


def test_check_of_links_asks_for_nothing_while_there_are_problems(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: demo\ntitel: Demo\n")

    said = footnote("check", "--links", str(tmp_path))

    assert (said.returncode, f"{tmp_path / 'pack.yaml'}:2:1: " in said.stdout) == (1, True)


# Port 22 is no web server's: whoever checks links does not ask there, so that this test needs no network.
KNOCKING = (
    ("sources.yaml", "https://www.example.org/ties", "https://www.example.org:22/ties"),
    ("sources.yaml", "https://kcna.example/talks", "https://kcna.example:22/talks"),
)


def test_check_of_links_names_each_that_is_broken_and_exits_1(tmp_path: Path) -> None:
    said = footnote("check", "--links", str(written(tmp_path, *KNOCKING)))

    first, _, last = said.stdout.splitlines()
    assert first.startswith(f"{tmp_path / 'sources.yaml'}:5:3: unsafe address (the address names a port")
    assert (said.returncode, last, said.stderr) == (1, "2 sources: unsafe address 2", "")


def test_check_of_links_json_is_one_object(tmp_path: Path) -> None:
    said = footnote("check", "--links", "--json", str(written(tmp_path, *KNOCKING)))

    assert json.loads(said.stdout)["verdicts"] == {"unsafe address": 2}


def test_check_of_links_tells_a_person_at_a_terminal_how_far_it_is(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are no such terminals here")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot.cli", "check", "--links", str(written(tmp_path, *KNOCKING))]

    subprocess.run(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=theirs, check=False)
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        shown = terminal.read(1000)

    assert shown == b"\r1 of 2 addresses\r2 of 2 addresses\r\n"


def test_a_pack_with_problems_stops_the_bot_before_anything_is_written(tmp_path: Path) -> None:
    broken = tmp_path / "packs" / "demo"
    broken.mkdir(parents=True)
    (broken / "pack.yaml").write_text("id: demo\n")
    database = f"sqlite:///{tmp_path / 'store.sqlite3'}"

    said = footnote("sync", "--knowledge", str(tmp_path / "packs"), FOOTNOTE_DATABASE=database)

    assert (said.returncode, "list them all with: footnote check" in said.stderr) == (2, True)
    assert not (tmp_path / "store.sqlite3").exists()


def test_sync_then_export_gives_packs_that_check_clean_and_sync_to_nothing_new(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    footnote("sync", FOOTNOTE_DATABASE=database)
    footnote("export", str(tmp_path / "out"), FOOTNOTE_DATABASE=database)

    checked = footnote("check", str(tmp_path / "out"))
    again = footnote("sync", "--knowledge", str(tmp_path / "out"), FOOTNOTE_DATABASE=database)

    assert checked.returncode == 0
    assert "0 added, 0 changed, 0 retired" in again.stdout


def test_migrate_tells_the_schema(tmp_path: Path) -> None:
    said = footnote("migrate", FOOTNOTE_DATABASE=f"sqlite:///{tmp_path / 'store.sqlite3'}")

    assert (said.returncode, said.stdout.startswith("The database is at schema ")) == (0, True)


def test_site_writes_pages_from_the_files_and_says_how_many(tmp_path: Path) -> None:
    out = tmp_path / "site"

    said = footnote("site", "--out", str(out), FOOTNOTE_DATABASE=f"sqlite:///{tmp_path / 'none.sqlite3'}")

    assert re.fullmatch(rf"{out}: \d+ entries as the files stand, \d+ files, \d+ bytes\n", said.stdout)
    assert "When did China and North Korea sign" in (out / "e/friendship-treaty-1961/index.html").read_text("utf-8")
    assert not (tmp_path / "none.sqlite3").exists()


def test_site_takes_history_from_the_database_and_its_address_from_the_settings(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    footnote("sync", FOOTNOTE_DATABASE=database)

    said = footnote(
        "site", "--out", str(tmp_path / "site"), FOOTNOTE_DATABASE=database, FOOTNOTE_SITE="https://facts.example/kb/"
    )

    page = (tmp_path / "site/e/friendship-treaty-1961/index.html").read_text("utf-8")
    assert "with their history" in said.stdout
    assert "added by sync" in page
    assert '<link rel="canonical" href="https://facts.example/kb/e/friendship-treaty-1961/">' in page


def test_the_sandbox_prints_its_address_and_ends_quietly_when_told_to() -> None:
    command = [sys.executable, "-m", "bot.cli", "sandbox", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert first.startswith("Open http://127.0.0.1:")
    assert "Traceback" not in errors


def test_bench_over_sizes_prints_a_table_and_writes_it_with_a_picture(tmp_path: Path) -> None:
    words = ("--sizes", "100,50", "--engines", "footnote,fts5", "--questions", "10", "--out", str(tmp_path / "out"))

    said = footnote("bench", *words)

    measured = [[cell.strip() for cell in line.split("|")[1:3]] for line in said.stdout.splitlines()[2:6]]
    assert measured == [
        ["50", "Footnote"],
        ["50", "SQLite FTS5 porter"],
        ["100", "Footnote"],
        ["100", "SQLite FTS5 porter"],
    ]
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"bench.md", "bench.svg"}


def test_eval_prints_a_table_for_a_person_and_draws_a_picture(tmp_path: Path) -> None:
    said = footnote("eval", str(write(tmp_path)), "--picture", str(tmp_path / "risk.svg"))

    assert said.stdout.startswith(f"{tmp_path}: 2 entries with 3 phrasings\nquestions: 2 to answer")
    assert (tmp_path / "risk.svg").read_text("utf-8").endswith("</svg>")


def test_eval_json_is_one_object_with_what_went_wrong_if_so_wished(tmp_path: Path) -> None:
    write(tmp_path, questions='{"q": "how wide is the river", "entry": "treaty"}\n')

    said = footnote("eval", str(tmp_path), "--json", "--misses", "--alone").stdout

    assert json.loads(said)["misses"] == ["'how wide is the river' wants treaty, found river at 1.00"]


def test_eval_lists_what_went_wrong_below_the_table(tmp_path: Path) -> None:
    write(tmp_path, questions='{"q": "how wide is the river", "entry": "treaty"}\n')

    said = footnote("eval", str(tmp_path), "--misses", "--alone").stdout

    assert said.endswith("\nwhat went wrong\n  'how wide is the river' wants treaty, found river at 1.00\n")


def test_eval_takes_a_folder_of_packs() -> None:
    said = json.loads(footnote("eval", "knowledge", "--alone", "--json").stdout)

    assert (said["of"], said["questions"]["noisy"]) == ("china-north-korea", 0)


def test_eval_of_a_bad_line_names_it(tmp_path: Path) -> None:
    said = footnote("eval", str(write(tmp_path, unknown="not json\n")))

    wanted = f'footnote: {tmp_path}/unknown.jsonl:1: it is no object of JSON; write {{"q": "..."}}\n'
    assert (said.returncode, said.stderr) == (2, wanted)


def test_eval_without_what_draws_says_how_to_install_it(tmp_path: Path) -> None:
    write(tmp_path)
    program = f"""
import sys
sys.modules["pygal"] = None  # as if it were not installed
from bot.cli import main
main(["eval", {str(tmp_path)!r}, "--picture", {str(tmp_path / "risk.svg")!r}])
"""

    said = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=False
    )

    wanted = "footnote: There is no picture: pygal is not installed; run: python3 -m pip install 'footnote[bench]'\n"
    assert (said.returncode, said.stderr) == (2, wanted)


def test_a_reader_that_leaves_a_pipe_is_left_in_peace() -> None:
    command = [sys.executable, "-m", "bot.cli", "ask", "--batch", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, errors = process.communicate('{"q": "treaty"}\n', timeout=60)

    assert (process.returncode, errors) == (0, "")


def test_a_command_by_itself_shows_what_there_is_and_is_wrong_use() -> None:
    said = footnote()

    assert (said.returncode, "Commands:" in said.stderr) == (2, True)


def test_help_names_every_command() -> None:
    said = footnote("--help").stdout

    assert all(f"  {command} " in said for command in ("ask", "check", "export", "run", "sandbox", "sync"))
