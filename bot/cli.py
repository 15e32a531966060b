"""The command line. Exit codes: 0 fine, 1 problems found, 2 wrong use or something that must be put right first."""

from __future__ import annotations

import datetime
import errno
import functools
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from bot.config import Config, load
from bot.core.errors import FootnoteError, UnknownEntry
from bot.core.texts import visible

if TYPE_CHECKING:
    from bot.core.pack import Pack
    from bot.service.base import Base

P = ParamSpec("P")
T = TypeVar("T")


def _in_words(command: Callable[P, T]) -> Callable[P, T]:
    """Turn our own errors into one line on stderr and exit code 2."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except FootnoteError as error:
            click.echo(f"footnote: {error}", err=True)
            sys.exit(2)
        except BrokenPipeError:  # the reader of a pipe left: nothing to say, and nobody to say it to
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            click.echo(f"footnote: {_system_words(error)}", err=True)
            sys.exit(2)

    return run


def _system_words(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "The port is in use, perhaps by another sandbox; give another with --port, or 0 for any free one"
    return f"{error.filename or 'The system'}: {error.strerror or error}; give another place, or put this one right"


class _Commands(click.Group):
    """The commands, whose wrong use is one line as well."""

    def main(self, *args: Any, **more: Any) -> Any:
        """Run the command that the arguments name, and exit with its code."""
        try:
            sys.exit(super().main(*args, **{**more, "standalone_mode": False}))
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.echo(f"footnote: {_usage_words(error)}", err=True)
            sys.exit(2)
        except click.Abort:  # Ctrl-C
            sys.exit(130)


def _usage_words(error: click.ClickException) -> str:
    words = visible(" ".join(error.format_message().split())).removesuffix(".")
    context = getattr(error, "ctx", None)
    return f"{words}; see: {context.command_path} --help" if context else words


def _knowledge(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--knowledge", type=click.Path(path_type=Path), help="Another folder of packs.")(command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="footnote")
@click.option("--settings", type=click.Path(path_type=Path), help="A YAML file of settings.")
@click.pass_context
def main(context: click.Context, settings: Path | None) -> None:
    """Footnote answers questions from a curated fact base, with a source and a date on every answer."""
    context.obj = settings


def _config(context: click.Context, knowledge: Path | None = None) -> Config:
    environment = dict(os.environ)
    if knowledge is not None:
        environment["FOOTNOTE_KNOWLEDGE"] = str(knowledge)
    return load(environment, context.obj)


def _packs(context: click.Context, knowledge: Path | None) -> tuple[Pack, ...]:
    from bot.service.upkeep import load_packs

    return load_packs(_config(context, knowledge).knowledge)


@main.command()
@click.argument("question", required=False)
@click.option(
    "--batch",
    type=click.File("r", encoding="utf-8", errors="replace"),
    help='A file of {"q": "..."} lines; - for stdin.',
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a question.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Answer as the base stood for that day.")
@_knowledge
@click.pass_context
@_in_words
def ask(
    context: click.Context,
    question: str | None,
    batch: Any,
    as_json: bool,
    as_of: datetime.datetime | None,
    knowledge: Path | None,
) -> None:
    """Ask the packs as their files stand."""
    from bot.core.policies import NORMAL
    from bot.service.batch import answered, read_batch

    gc.disable()  # a process this short never needs it; collecting costs a tenth of a cold start
    if (question is None) == (batch is None):
        raise click.UsageError("Give one question, or --batch FILE.")
    base = _base(_packs(context, knowledge), as_of)
    questions: Iterator[str] = read_batch(batch) if batch else iter([question or ""])
    for one in questions:
        if as_json or batch:
            click.echo(json.dumps(answered(base, one, NORMAL), ensure_ascii=False))
        else:
            click.echo(_answer_in_words(base, one))


def _base(packs: tuple[Pack, ...], as_of: datetime.datetime | None) -> Base:
    from bot.service.base import Base

    return Base.of_packs(pack.standing_on(as_of.date()) if as_of else pack for pack in packs)


def _answer_in_words(base: Base, question: str) -> str:
    from bot.core.policies import NORMAL
    from bot.service.ask import ask as put
    from bot.service.text import reply_text

    return reply_text(base, put(base, question, NORMAL), datetime.datetime.now(datetime.UTC).date())


@main.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@_knowledge
@click.pass_context
@_in_words
def check(context: click.Context, folder: Path | None, knowledge: Path | None) -> None:
    """Print every Problem of the packs in DIR.

    Each as file:line:column: what is wrong; what to do.
    """
    from bot.store.files import read_packs

    packs, problems = read_packs(folder or _config(context, knowledge).knowledge)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", err=True)
        sys.exit(1)
    for pack in packs:
        click.echo(f"{pack.id}: {len(pack.entries)} entries, {len(pack.questions)} known questions, no problems")


@main.command()
@click.pass_context
@_in_words
def migrate(context: click.Context) -> None:
    """Bring the database to this version's schema."""
    from bot.store.migrations import migrate as bring

    click.echo(f"The database is at schema {bring(_config(context).database)}.")


@main.command()
@_knowledge
@click.pass_context
@_in_words
def sync(context: click.Context, knowledge: Path | None) -> None:
    """Write what changed in the packs to the database."""
    from bot.app import now, open_store
    from bot.service.upkeep import load_packs
    from bot.service.upkeep import sync as write

    config = _config(context, knowledge)
    packs = load_packs(config.knowledge)
    store = open_store(config)
    try:
        for pack_id, synced in write(store, packs, now()).items():
            click.echo(
                f"{pack_id}: {len(synced.added)} added, {len(synced.changed)} changed,"
                f" {len(synced.retired)} retired, {len(synced.unchanged)} unchanged"
            )
    finally:
        store.close()


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_context
@_in_words
def export(context: click.Context, folder: Path) -> None:
    """Write the base in the database to DIR, as packs."""
    from bot.app import open_store
    from bot.store.export import write_pack

    store = open_store(_config(context))
    try:
        packs = store.packs()
        if not packs:
            raise UnknownEntry("The database holds no pack yet; run: footnote sync")
        for pack in packs:
            write_pack(pack, folder / pack.id)
            click.echo(f"{folder / pack.id}: {len(pack.entries)} entries")
    finally:
        store.close()


@main.command()
@_knowledge
@click.pass_context
@_in_words
def run(context: click.Context, knowledge: Path | None) -> None:
    """Connect to Discord and answer. Needs DISCORD_TOKEN."""
    from bot.run import run as serve

    serve(_config(context, knowledge))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any free one.")
@click.option("--no-bot", is_flag=True, help="The stand-in alone, for a bot started with: footnote run.")
@_knowledge
@click.pass_context
@_in_words
def sandbox(context: click.Context, port: int, no_bot: bool, knowledge: Path | None) -> None:
    """Try it in a browser, with no Discord account.

    Starts a stand-in for Discord with the bot in it, and prints the address of its page.
    """
    from bot.run import run_sandbox

    run_sandbox(_config(context, knowledge), port, with_bot=not no_bot)


@main.command(name="eval")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False
)
@click.option("--misses", is_flag=True, help="List the known questions that went wrong.")
@_knowledge
@click.pass_context
@_in_words
def evaluate(context: click.Context, folder: Path | None, misses: bool, knowledge: Path | None) -> None:
    """Measure how good the answers are.

    On the packs' known questions, or on a base in DIR of the form of tests/data/hwu64.
    """
    from bot.evaluation import of_folder, of_packs

    for line in of_folder(folder) if folder else of_packs(_packs(context, knowledge), misses):
        click.echo(line)


@main.command()
@click.pass_context
@_in_words
def health(context: click.Context) -> None:
    """Tell whether the bot is connected.

    The one that `footnote run` started with the same settings: exit code 0 if it is connected, 1 if not.
    """
    from bot.health import is_connected

    well = is_connected(_config(context).health_file)
    click.echo("connected" if well else "not connected")
    sys.exit(0 if well else 1)


@main.command()
@click.option("--questions", type=click.IntRange(10, 100_000), default=1000, show_default=True, help="Matches to time.")
@_knowledge
@click.pass_context
@_in_words
def bench(context: click.Context, questions: int, knowledge: Path | None) -> None:
    """Measure how fast it is on this machine."""
    from bot.bench import measure

    for line in measure(_config(context, knowledge), questions):
        click.echo(line)


if __name__ == "__main__":
    main()
