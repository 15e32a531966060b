"""
The worker: a process of its own that draws, for as long as it may, in as much memory as it may.

resvg holds Python's lock while it draws, and whatever is wrong in it must not take the bot along. Both ways a message
is four bytes of its length, most significant first, and so many of it; an answer begins with a byte that tells whether
it is a picture or words.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from bot.core.errors import NoPicture

# Seconds for one picture, the start of the process included, before it is ended.
PATIENCE = 10.0
# Pictures until the process is replaced, so that whatever it lets leak does not add up.
_PICTURES = 200
# Its address space, in bytes, where the system can hold it to that; one picture takes less than a tenth.
_MEMORY = 1 << 30
_LENGTH = 4
_DRAWN, _FAILED = b"\1", b"\0"
# The only variables of ours that it gets: none that is secret.
_PASSED_ON = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Worker:
    """
    One process that draws, started when it is first needed, and again whenever it has died.

    Args:
        patience: Seconds for one picture.
        pictures: How many it draws until it is replaced.
    """

    def __init__(self, patience: float = PATIENCE, pictures: int = _PICTURES) -> None:
        self._patience, self._pictures = patience, pictures
        self._process: subprocess.Popen[bytes] | None = None
        self._drawn = 0
        self._at_work, self._closed = threading.Lock(), False

    @property
    def pid(self) -> int | None:
        """The id of the process; None while there is none."""
        return self._process.pid if self._process else None

    def png(self, svg: str) -> bytes:
        """
        The picture *svg* as PNG, one after the other however many threads ask.

        Raises:
            NoPicture: It cannot be drawn, or not in time, or this is closed.
        """
        with self._at_work:
            try:
                return self._asked(svg)
            except (OSError, EOFError):  # it died since its last picture, for which this one is not to blame
                self._end()
            try:
                return self._asked(svg)
            except (OSError, EOFError) as error:
                self._end()
                raise NoPicture("The picture could not be drawn: what draws it died twice.") from error

    def close(self) -> None:
        """End the process, whatever it is drawing, for good."""
        self._closed = True
        if self._process:
            self._process.kill()
        with self._at_work:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with contextlib.suppress(OSError):
                    pipe.close()
            process.wait()

    def _asked(self, svg: str) -> bytes:
        if self._closed:
            raise NoPicture("No pictures are drawn any more.")
        if self._process is None or self._drawn >= self._pictures:
            self._end()
            self._process, self._drawn = _started(), 0
        self._drawn += 1
        process = self._process
        assert process.stdin
        assert process.stdout
        with _ended_after(self._patience, process):
            _write(process.stdin, svg.encode(errors="replace"))
            answer = _read(process.stdout)
        if not answer.startswith(_DRAWN):
            raise NoPicture(answer[1:].decode(errors="replace"))
        return answer[1:]


@contextlib.contextmanager
def _ended_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
    """
    End *process* if what is done takes more than so many *seconds*.

    Raises:
        NoPicture: It was ended.
    """
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, EOFError):
        if late.is_set():
            raise NoPicture("The picture took too long to draw.") from None
        raise
    finally:
        timer.cancel()


def _started() -> subprocess.Popen[bytes]:
    ours = str(Path(__file__).parents[2])
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    passed_on["PYTHONPATH"] = os.pathsep.join([ours, *filter(None, [passed_on.get("PYTHONPATH")])])
    command = [sys.executable, "-m", __name__]
    return subprocess.Popen(command, env=passed_on, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603


def _write(to: IO[bytes], message: bytes) -> None:
    to.write(len(message).to_bytes(_LENGTH, "big") + message)
    to.flush()


def _read(of: IO[bytes]) -> bytes:
    """
    The next message.

    Raises:
        EOFError: There is none, or only a part of one.
    """
    length = _whole(of, _LENGTH)
    return _whole(of, int.from_bytes(length, "big"))


def _whole(of: IO[bytes], size: int) -> bytes:
    found = of.read(size)
    if len(found) < size:
        raise EOFError
    return found


def serve() -> None:
    """Draw what comes in, in the process that is the worker, until whoever started it is gone."""
    from bot.drawing.png import png

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which closes this one
    _hold_to(_MEMORY)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            _write(sys.stdout.buffer, _answer(png, _read(sys.stdin.buffer).decode()))


def _answer(png: Callable[[str], bytes], svg: str) -> bytes:
    try:
        return _DRAWN + png(svg)
    except Exception as error:  # whatever it is, the bot has words for it
        return _FAILED + str(error).encode(errors="replace")


def _hold_to(memory: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit, macOS may refuse it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    serve()
