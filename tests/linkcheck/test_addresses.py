"""Which machines are of the open web."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.linkcheck.addresses import Address, is_public

# What Python's own tables do not have, or not in each of its versions.
_SPECIAL = [
    ip_network(block)
    for block in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
]


def expected(address: Address) -> bool:
    """Whether *address* is a globally routable unicast address by Python's tables, or stands for one."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return expected(address.ipv4_mapped)
        if address in ip_network("64:ff9b::/96"):
            return expected(IPv4Address(address.packed[-4:]))
        if address.is_site_local:
            return False
    special = any(address in block for block in _SPECIAL if block.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not special


def in_six(prefix: str, at: int) -> st.SearchStrategy[IPv6Address]:
    """Addresses below *prefix* that carry one of IPv4, which ends *at* so many bits from the end."""
    base = int(IPv6Address(prefix))
    return st.ip_addresses(v=4).map(lambda four: IPv6Address(base | int(four) << at))


EMBEDDED = st.one_of(
    in_six("::ffff:0:0", 0),  # mapped
    in_six("::", 0),  # compatible
    in_six("::ffff:0:0:0", 0),  # translated
    in_six("64:ff9b::", 0),  # NAT64
    in_six("64:ff9b:1::", 0),  # NAT64 of a network's own
    in_six("2002::", 80),  # 6to4
    in_six("2001::", 64),  # Teredo, the server
    in_six("2001::", 0),  # Teredo, the client
)


@given(st.ip_addresses() | EMBEDDED)
def test_what_is_public_is_exactly_what_is_globally_routable(address: Address) -> None:
    assert is_public(address) == expected(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "127.0.0.1",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:169.254.169.254",
        "::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::808:808",
        "2002:7f00:1::",
        "2002:808:808::",
        "2001:0:808:808::1",
        "2001:db8::1",
        "3fff::1",
        "4000::1",
    ],
)
def test_what_is_nobodys_on_the_open_web_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_what_is_somebodys_on_the_open_web_is_public(address: str) -> None:
    assert is_public(ip_address(address))
