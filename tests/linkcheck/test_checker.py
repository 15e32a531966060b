"""Checking addresses, on a web of its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.linkcheck.checker import LinkChecker
from bot.linkcheck.limits import SHIPPED
from bot.linkcheck.verdict import Finding, Verdict
from tests.linkcheck.web import HERE, PAGE, QUICK, Names, Speech, Web, says


@pytest.mark.parametrize(
    ("status", "finding"),
    [
        ("200 OK", Finding(Verdict.OK)),
        ("206 Partial Content", Finding(Verdict.OK)),
        ("300 Multiple Choices", Finding(Verdict.UNREACHABLE, "300 Multiple Choices")),
        ("302 Found", Finding(Verdict.UNREACHABLE, "302 Found")),
        ("400 Bad Request", Finding(Verdict.REFUSED, "400 Bad Request")),
        ("401 Unauthorized", Finding(Verdict.REFUSED, "401 Unauthorized")),
        ("403 Forbidden", Finding(Verdict.REFUSED, "403 Forbidden")),
        ("404 Whatever", Finding(Verdict.GONE, "404 Not Found")),
        ("410 Gone", Finding(Verdict.GONE, "410 Gone")),
        ("429 Too Many Requests", Finding(Verdict.REFUSED, "429 Too Many Requests")),
        ("451 No", Finding(Verdict.REFUSED, "451 Unavailable For Legal Reasons")),
        ("500 Oops", Finding(Verdict.UNREACHABLE, "500 Internal Server Error")),
        ("503 Oops", Finding(Verdict.UNREACHABLE, "503 Service Unavailable")),
        ("999 Denied", Finding(Verdict.UNREACHABLE, "999")),
    ],
)
async def test_what_a_status_comes_to(status: str, finding: Finding) -> None:
    async with Web(page=[says(status)]) as web:
        assert await web.finding(web.url()) == finding


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (403, 1), (500, 3), (502, 3), (429, 3), (408, 3)])
async def test_only_what_may_pass_is_asked_again(status: int, asked: int) -> None:
    async with Web(page=[says(f"{status} No")]) as web:
        await web.finding(web.url())

    assert len(web.asked) == asked


async def test_what_passed_is_ok() -> None:
    async with Web(page=[says("503 Busy"), PAGE]) as web:
        assert await web.finding(web.url()) == Finding(Verdict.OK)


async def test_the_next_try_waits_twice_as_long_and_by_chance_longer() -> None:
    async with Web(page=[says("503 Busy")]) as web:
        await web.found(web.url(), chance=0.5)

    assert web.clock.slept == [3.0, 6.0]


@pytest.mark.parametrize(
    ("asked_for", "slept"),
    [
        ("7", [7.0]),
        ("0", [2.0]),
        ("Tue, 24 Nov 2026 12:00:09 GMT", [9.0]),
        ("Tue, 24 Nov 2020 12:00:00 GMT", [2.0]),
        ("Tue, 24 Nov 2026 12:00:00 -0000", [2.0]),
        ("soon", [2.0]),
        ("-5", [2.0]),
        ("", [2.0]),
    ],
)
async def test_a_server_is_left_alone_as_long_as_it_asks_for(asked_for: str, slept: list[float]) -> None:
    async with Web(page=[says("429 Slowly", Retry_After=asked_for), PAGE]) as web:
        assert await web.finding(web.url()) == Finding(Verdict.OK)

    assert web.clock.slept == slept


@pytest.mark.parametrize("asked_for", ["61", "9" * 400, "Fri, 24 Nov 2056 12:00:00 GMT"])
async def test_a_server_that_wants_to_be_left_alone_for_long_is_not_asked_again(asked_for: str) -> None:
    async with Web(page=[says("429 Slowly", Retry_After=asked_for)]) as web:
        await web.finding(web.url())

    assert (len(web.asked), web.clock.slept) == (1, [])


async def test_other_addresses_of_a_host_that_wants_to_be_left_alone_wait_too() -> None:
    async with Web(page=[says("429 Slowly", Retry_After="30"), PAGE]) as web:
        await web.found(web.url(), web.url("other"))

    assert web.clock.slept == [30.0, 1.0]


@pytest.mark.parametrize("status", [301, 308])
async def test_what_moved_for_good_is_told_with_where_it_is_now(status: int) -> None:
    async with Web(page=[says(f"{status} Moved", Location="/new")]) as web:
        finding = await web.finding(web.url())

    assert finding == Finding(Verdict.MOVED, moved_to=web.url("new"))


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_what_is_elsewhere_for_now_is_ok(status: int) -> None:
    async with Web(page=[says(f"{status} Elsewhere", Location="/new")]) as web:
        assert await web.finding(web.url()) == Finding(Verdict.OK)


async def test_where_it_is_now_is_as_far_as_every_step_is_for_good() -> None:
    steps = {"page": "301 /b", "b": "308 /c", "c": "302 /d", "d": "301 /e"}
    pages = {name: [says(f"{step[:3]} Moved", Location=step[4:])] for name, step in steps.items()}
    async with Web(**pages) as web:
        finding = await web.finding(web.url())

    assert finding == Finding(Verdict.MOVED, moved_to=web.url("c"))


async def test_what_moved_to_a_page_that_is_gone_is_gone() -> None:
    async with Web(page=[says("301 Moved", Location="/new")], new=[says("404 No")]) as web:
        finding = await web.finding(web.url())

    assert finding == Finding(Verdict.GONE, f"404 Not Found, at {web.url('new')}")


@pytest.mark.parametrize(("steps", "verdict"), [(5, Verdict.MOVED), (6, Verdict.UNREACHABLE)])
async def test_five_steps_are_followed_and_no_more(steps: int, verdict: Verdict) -> None:
    pages = {f"p{at}": [says("301 Moved", Location=f"/p{at + 1}")] for at in range(steps)}
    async with Web(**pages) as web:
        finding = await web.finding(web.url("p0"))

    assert (finding.verdict, len(web.asked)) == (verdict, 6)


@pytest.mark.parametrize("location", ["/page", "/other"])
async def test_a_circle_is_left(location: str) -> None:
    pages = {"page": [says("302 Found", Location=location)], "other": [says("302 Found", Location="/page")]}
    async with Web(**pages) as web:
        finding = await web.finding(web.url())

    assert finding == Finding(Verdict.REFUSED, "it leads back to where it was; it may want cookies")


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "javascript:alert(1)",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "http://user:word@b.example/",
        "http://b.example:22/",
        "http://localhost/",
        "http://[",
        "http://b.example/\x1b[2J",
    ],
)
async def test_a_step_to_what_is_not_of_the_open_web_is_not_taken(location: str) -> None:
    async with Web(page=[says("302 Found", Location=location)]) as web:
        finding = await web.finding(web.url())

    assert (finding.verdict, len(web.asked), "\x1b" in finding.why) == (Verdict.UNSAFE, 1, False)


async def test_a_step_to_a_host_that_is_within_is_not_taken() -> None:
    async with Web() as web:
        web.pages["/page"] = [says("302 Found", Location=web.url(host="inside.example"))]
        web.names = Names(inside_example=[["10.0.0.1"]])
        finding = await web.finding(web.url())

    assert (finding.verdict, len(web.asked)) == (Verdict.UNSAFE, 1)
    assert finding.why.startswith("the address leads to a machine that is not on the open web (10.0.0.1), at http://")


async def test_a_host_of_which_one_machine_is_within_is_not_asked() -> None:
    async with Web() as web:
        web.names = Names(a_example=[[HERE, "192.168.0.1"]])
        finding = await web.finding(web.url())

    assert (finding.verdict, web.asked) == (Verdict.UNSAFE, [])


async def test_a_name_that_leads_elsewhere_once_it_was_looked_at_is_not_followed() -> None:
    async with Web(page=[says("302 Found", Location="/inside")]) as web:
        web.names = Names(a_example=[[HERE], ["10.0.0.1"]])
        finding = await web.finding(web.url())

    assert (finding.verdict, web.asked) == (Verdict.UNSAFE, [("a.example", "/page")])


async def test_a_request_looks_its_host_up_once_and_connects_to_what_it_saw() -> None:
    async with Web() as web:
        web.names = Names(a_example=[[HERE], ["10.0.0.1"]])
        finding = await web.finding(web.url())

    assert (finding, web.names.asked) == (Finding(Verdict.OK), ["a.example"])


async def test_each_request_looks_its_host_up_anew() -> None:
    async with Web() as web:
        await web.found(web.url("one"), web.url("two"))

    assert web.names.asked == ["a.example", "a.example"]


async def test_another_port_of_this_machine_is_not_asked() -> None:
    async with Web() as web:
        checker = LinkChecker([(HERE, web.port)], limits=QUICK, resolver=web.names, clock=web.clock)
        address = f"http://a.example:{web.tls_port}/"
        findings = await checker.check([address])

    assert (findings[address].verdict, web.asked) == (Verdict.UNSAFE, [])


async def test_a_certificate_that_nobody_vouches_for_is_told_and_not_asked_again() -> None:
    async with Web() as web:
        finding = await web.finding(web.tls_url())

    assert finding == Finding(Verdict.BAD_CERTIFICATE, "self-signed certificate")
    assert (len(web.names.asked), web.asked) == (1, [])


async def test_a_certificate_of_another_host_is_told() -> None:
    async with Web() as web:
        address = web.tls_url(host="a.example")
        findings = await web.found(address, trusting=True)

    assert findings[address].verdict is Verdict.BAD_CERTIFICATE


@pytest.mark.parametrize("location", ["/end", "//self-made.example:{tls_port}/end"])
async def test_a_step_from_https_to_https_is_taken(location: str) -> None:
    async with Web() as web:
        web.pages["/page"] = [says("302 Found", Location=location.format(tls_port=web.tls_port))]
        findings = await web.found(web.tls_url(), trusting=True)

    assert findings[web.tls_url()] == Finding(Verdict.OK)


async def test_a_step_from_https_to_http_is_not_taken_and_told() -> None:
    async with Web() as web:
        web.pages["/page"] = [says("301 Moved", Location=web.url("end"))]
        findings = await web.found(web.tls_url(), trusting=True)

    assert findings[web.tls_url()] == Finding(Verdict.UNSAFE, f"it leads from https to {web.url('end')}")
    assert len(web.asked) == 1


async def test_a_step_from_http_to_https_is_taken() -> None:
    async with Web() as web:
        web.pages["/page"] = [says("301 Moved", Location=web.tls_url("end"))]
        findings = await web.found(web.url(), trusting=True)

    assert findings[web.url()] == Finding(Verdict.MOVED, moved_to=web.tls_url("end"))


async def test_a_server_that_speaks_no_tls_is_unreachable() -> None:
    async with Web() as web:
        finding = await web.finding(f"https://a.example:{web.port}/page")

    assert finding.verdict is Verdict.UNREACHABLE


async def _never(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.02)


async def _drip_head(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(1000):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("speech", [_never, _drip, _drip_head])
async def test_who_takes_longer_than_a_request_may_is_unreachable(speech: Speech) -> None:
    async with Web(page=[speech]) as web:
        finding = await web.finding(web.url(), replace(QUICK, request=0.3))

    assert finding == Finding(Verdict.UNREACHABLE, "no whole answer within 0.3 seconds")
    assert len(web.asked) == 3


async def test_of_a_page_without_end_as_much_is_read_as_shows_that_it_comes() -> None:
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"." * 10_000)
            await writer.drain()
            sent += 10_000

    async with Web(page=[endless]) as web:
        finding = await web.finding(web.url())

    assert finding == Finding(Verdict.OK)
    assert sent < 50_000_000  # what the system holds between the two, and no more


async def test_a_packed_page_is_not_unpacked() -> None:
    async with Web(page=[says("200 OK", b"nothing that is packed", Content_Encoding="gzip")]) as web:
        assert await web.finding(web.url()) == Finding(Verdict.OK)

    assert "Accept-Encoding: identity" in web.heads[0]


@pytest.mark.parametrize(
    "head",
    [b"X: " + b"x" * 1_000_000, b"\r\n".join(b"X%d: x" % at for at in range(100_000))],
    ids=["long", "many"],
)
async def test_a_head_without_measure_is_not_read_to_its_end(head: bytes) -> None:
    async with Web(page=[b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n"]) as web:
        finding = await web.finding(web.url())

    assert finding.verdict is Verdict.UNREACHABLE


@pytest.mark.parametrize(
    "speech",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\0" * 99,
    ],
)
async def test_who_breaks_off_or_speaks_no_http_is_asked_again_and_unreachable(speech: bytes) -> None:
    async with Web(page=[speech]) as web:
        finding = await web.finding(web.url())

    assert (finding.verdict, len(web.asked), finding.why != "") == (Verdict.UNREACHABLE, 3, True)


async def test_a_host_that_nobody_knows_is_unreachable() -> None:
    async with Web() as web:
        web.names = Names(a_example=[[]])
        assert await web.finding(web.url()) == Finding(Verdict.UNREACHABLE, "its host is not found")


async def test_a_port_that_nobody_listens_at_is_unreachable() -> None:
    async with Web() as web:
        pass
    assert (await web.finding(web.url())).verdict is Verdict.UNREACHABLE


async def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_between() -> None:
    async with Web() as web:
        findings = await web.found(*(web.url(f"p{at}") for at in range(4)))

    assert {finding.verdict for finding in findings.values()} == {Verdict.OK}
    assert (web.most_at_once["a.example"], web.clock.slept) == (1, [1.0, 1.0, 1.0])


async def test_a_host_that_others_lead_to_is_asked_one_thing_at_a_time_too() -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(PAGE)

    async with Web(end=[slow]) as web:
        web.pages["/page"] = [says("302 Found", Location=web.url("end", "z.example"))]
        await web.found(*(web.url(host=f"h{at}.example") for at in range(6)))

    assert (web.most_at_once["z.example"], len(web.asked)) == (1, 12)


async def test_several_hosts_are_asked_at_once_and_no_more_than_a_few() -> None:
    now, most, full = 0, 0, asyncio.Event()

    async def together(writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        if now == 3:
            full.set()
        await full.wait()
        await asyncio.sleep(0.02)  # time for more to come, if more may
        writer.write(PAGE)
        now -= 1

    async with Web(page=[together]) as web:
        await web.found(*(web.url(host=f"h{at}.example") for at in range(9)), limits=replace(QUICK, hosts=3))

    assert most == 3


async def test_when_the_time_is_up_nothing_more_is_asked() -> None:
    async with Web() as web:
        findings = await web.found(web.url("a"), web.url("b"), web.url("c"), limits=replace(QUICK, in_all=1.5))

    assert [finding.verdict for finding in findings.values()] == [Verdict.OK, Verdict.OK, Verdict.UNCHECKED]


async def test_no_cookie_is_kept_and_no_password_or_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    async with Web(page=[says("302 Found", Location="/end", Set_Cookie="a=b; Path=/")]) as web:
        finding = await web.finding(web.url())

    assert finding == Finding(Verdict.OK)
    assert not any("cookie" in head.lower() or "authorization" in head.lower() for head in web.heads)


async def test_who_asks_says_who_it_is() -> None:
    async with Web() as web:
        await web.finding(web.url())

    assert "User-Agent: Footnote/" in web.heads[0]


async def test_an_address_that_is_given_twice_is_asked_once_and_how_many_are_done_is_told() -> None:
    done: list[int] = []
    async with Web() as web:
        checker = LinkChecker(
            [(HERE, web.port)], limits=QUICK, resolver=web.names, clock=web.clock, on_checked=done.append
        )
        await checker.check([web.url(), web.url(), web.url("b")])

    assert (len(web.asked), done) == (2, [1, 2])


def test_the_limits_that_ship_are_those_of_the_documents() -> None:
    assert (SHIPPED.redirects, SHIPPED.tries, SHIPPED.body) == (5, 3, 65_536)
