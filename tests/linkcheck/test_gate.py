"""What may be asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.linkcheck.gate import Gate, UnsafeAddress


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "gopher://a.example/",
        "//a.example/",
        "",
        "http://",
        "http://user@a.example/",
        "http://user:word@a.example/",
        "http://a.example:22/",
        "https://a.example:8080/",
        "http://a.example:99999/",
        "http://localhost/",
        "http://printer.local/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1%25eth0]/",
        "http://１２７.0.0.1/",
        "http://a.example\\@127.0.0.1/",
        "http://127.0.0.1#@a.example/",
        "http://a.example/\r\nHost: b.example",
        "http://[::1",
    ],
)
def test_what_is_not_of_the_open_web_is_not_asked_for(address: str) -> None:
    with pytest.raises(UnsafeAddress):
        Gate().opened(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example",
        "https://a.example:443/x?y=1#z",
        "http://a.example:80/",
        "https://münchen.example/ä",
        "https://8.8.8.8/",
    ],
)
def test_what_is_of_the_open_web_is_asked_for(address: str) -> None:
    assert Gate().opened(address)


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://", "http://a.example:", "http://["]))
def test_whatever_a_server_sends_is_an_address_or_refused(text: str, before: str) -> None:
    try:
        opened = Gate().opened(before + text)
    except UnsafeAddress:
        return
    assert (opened.scheme in ("http", "https"), opened.port in (80, 443)) == (True, True)


def test_an_endpoint_that_is_allowed_is_let_through_and_no_other_port_of_it() -> None:
    gate = Gate([("127.0.0.1", 8080)])
    gate.require("127.0.0.1", 8080)

    for machine, port in (("127.0.0.1", 80), ("127.0.0.1", 443), ("127.0.0.2", 8080), ("8.8.8.8", 8080)):
        with pytest.raises(UnsafeAddress):
            gate.require(machine, port)
