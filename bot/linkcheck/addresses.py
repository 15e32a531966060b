"""Addresses of machines: which of them a page of the open web can be at."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

Address = IPv4Address | IPv6Address

# Written out, and not left to ipaddress.is_global: what that says changes with the version of Python.
_NOT_PUBLIC_4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network, and the unspecified address
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by the customers of a carrier; a cloud's metadata is in it too
        "127.0.0.0/8",
        "168.63.129.16/32",  # public by its number, and answered by a cloud's own machines
        "169.254.0.0/16",  # link-local, with the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4, which are gone
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
# All that is given out to the open web so far; what stands for another address (::ffff:0:0/96), unique-local and
# link-local addresses, multicast and whatever is reserved lie outside.
_UNICAST_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    ip_network(block)
    for block in (
        "2001::/23",  # protocols; Teredo, which may lead to any address, is one
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which may lead to any address
        "3fff::/20",  # documentation
    )
)
# Where a network has IPv6 alone, its resolver gives every site of IPv4 such an address.
_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether *address* is one machine's on the open web; one that stands for another is as public as that."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _NOT_PUBLIC_4)
    if stands_for := _stood_for(address):
        return is_public(stands_for)
    return address in _UNICAST_6 and not any(address in block for block in _NOT_PUBLIC_6)


def _stood_for(address: IPv6Address) -> IPv4Address | None:
    """The address of IPv4 that a machine reaches through *address*; None if it is one by itself."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped
