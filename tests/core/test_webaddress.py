"""Addresses of public pages, and addresses of everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.webaddress import fault


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/a/b_(c)?d=e&f=%20#g",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG:8443/",
        "https://пример.рф/страница",
        "https://xn--e1afmkfd.xn--p1ai/",
        "https://8.8.8.8/page",
        "https://[2606:4700:4700::1111]/page",
        "https://2012.example.org/",
        "https://example.org./",
    ],
)
def test_a_public_page_has_an_address(url: str) -> None:
    assert fault(url) is None


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("", "does not begin with http:// or https://"),
        ("example.org/page", "does not begin with http:// or https://"),
        ("ftp://example.org/page", "does not begin with http:// or https://"),
        ("javascript:alert(1)", "does not begin with http:// or https://"),
        ("https://", "has no host"),
        ("https:///page", "has no host"),
        ("https://user@example.org/", "holds a user name or a password"),
        ("https://user:secret@example.org/", "holds a user name or a password"),
        ("https://@example.org/", "holds a user name or a password"),
        ("https://example.org/a b", "holds a blank or a character that no address holds"),
        ("https://example.org/a\n", "holds a blank or a character that no address holds"),
        ("https://example.org/<b>", "holds a blank or a character that no address holds"),
        ("https:\\\\example.org", "holds a blank or a character that no address holds"),
        ("https://example.org:port/", "cannot be read"),
        ("https://example.org:99999/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str, what: str) -> None:
    assert fault(url) == what


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST.", "db.localhost", "printer.local", "wiki.internal", "router", "127.0.0.1", "127.1",
        "0177.0.0.1", "0x7f.1", "2130706433", "１２７.0.0.1", "10.0.0.8", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "0.0.0.0", "100.64.0.1", "192.0.2.1", "256.256.256.256", "[::1]", "[::]",
        "[fe80::1]", "[fd00::1]",
        "[::ffff:127.0.0.1]", "[::ffff:a00:1]",
    ],
)  # fmt: skip
def test_a_host_that_readers_cannot_reach_is_refused(host: str) -> None:
    assert (fault(f"http://{host}/page") or "").startswith("leads to a host that is not public (")


@given(st.text() | st.text("htps:/@[].0123456789abcdefx%?#", max_size=30).map("http://".__add__))
def test_any_text_is_an_address_or_is_refused_in_words(text: str) -> None:
    assert fault(text) != ""
