"""From where an IP address can be reached, whatever disguise it comes in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from newsarc.lexicon.network import network

_Ip = IPv4Address | IPv6Address
_NUMBER = re.compile(r"(0x[0-9a-f]*|\d+)\Z")
"""a last label of this form makes a host an IPv4 address (WHATWG URL standard, "ends in a number")"""


class Reach(IntEnum):
    """Who may lead newsarc to an address, from all to none."""

    PUBLIC = 0
    TYPED = 1
    """only the user, by typing it"""
    ALLOWED = 2
    """only --allow-private"""
    NOBODY = 3


_REACH = {"typed": Reach.TYPED, "allowed": Reach.ALLOWED, "nobody": Reach.NOBODY, "public": Reach.PUBLIC}


def embedded_reach(ip: str) -> tuple[Reach, str]:
    """Return the narrowest reach of *ip* and of every IPv4 address inside it, and the name of the range that says so.

    Something that is no address is within nobody's reach.

    >>> embedded_reach("::ffff:10.0.0.1")
    (<Reach.TYPED: 1>, 'private')
    """
    try:
        address = ip_address(ip.partition("%")[0])
    except ValueError:
        return Reach.NOBODY, "no address"
    found = [_reach(one) for one in (address, *_inside(address))]
    if "%" in ip:
        found.append((Reach.TYPED, "with a zone"))
    return max(found, key=lambda one: one[0])


def says_private(host: str) -> bool:
    """Say whether whoever types *host* knows by its spelling that it is no public name.

    True for address literals in every spelling, single labels, and the endings of local networks.

    >>> [says_private(host) for host in ("0x7f.1", "[::1]", "intranet", "nas.local", "news.example")]
    [True, True, True, True, False]
    """
    name = host.strip("[]").rstrip(".").lower()
    last = name.rpartition(".")[2]
    return ":" in name or "." not in name or last in network().private_endings or bool(_NUMBER.match(last))


def _reach(address: _Ip) -> tuple[Reach, str]:
    """Return what the most specific range that holds *address* says; without one, IPv6 has public ground only inside
    2000::/3.
    """
    held = [row for row in _ranges() if address.version == row[0].version and address in row[0]]
    if held:
        _range, reach, name = max(held, key=lambda row: row[0].prefixlen)
        return reach, name
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return Reach.NOBODY, "not assigned"
    return Reach.PUBLIC, "public"


_GLOBAL_UNICAST = IPv6Network("2000::/3")
_LAST_32_BITS = tuple(map(IPv6Network, ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")))
"""IPv4-compatible, IPv4-translated (RFC 2765), NAT64 (RFC 6052) and local NAT64 (RFC 8215)"""
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""upper half of the interface identifier (RFC 5214, section 6.1)"""


def _inside(address: _Ip) -> Iterator[IPv4Address]:
    """Yield every IPv4 address that *address* can stand for."""
    if isinstance(address, IPv4Address):
        return
    number = int(address)
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if number > 1 and any(address in prefix for prefix in _LAST_32_BITS):
        yield IPv4Address(number & 0xFFFFFFFF)
    if (number >> 32) & 0xFFFFFFFF in _ISATAP:
        yield IPv4Address(number & 0xFFFFFFFF)


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[IPv4Network | IPv6Network, Reach, str], ...]:
    return tuple((ip_network(row.range), _REACH[row.reach], row.name) for row in network().ranges)
