"""Which addresses newsarc speaks to: every special range, in every disguise, from everyone who may lead there."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.errors import Refused
from newsarc.fetch.guard import Address, PublicOnly
from newsarc.fetch.reach import Reach, embedded_reach, says_private
from newsarc.lexicon.network import network

TYPED, ALLOWED, NOBODY, PUBLIC = Reach.TYPED, Reach.ALLOWED, Reach.NOBODY, Reach.PUBLIC

REACH = {
    # public ground
    "93.184.216.34": PUBLIC, "1.1.1.1": PUBLIC, "172.32.0.1": PUBLIC, "172.15.255.255": PUBLIC,
    "100.63.255.255": PUBLIC,
    "100.128.0.0": PUBLIC, "198.17.255.255": PUBLIC, "198.20.0.0": PUBLIC, "223.255.255.255": PUBLIC,
    "11.0.0.0": PUBLIC,
    "2606:4700::1111": PUBLIC, "2a00:1450::1": PUBLIC, "2001:4860:4860::8888": PUBLIC, "64:ff9b::5db8:d822": PUBLIC,
    "::ffff:93.184.216.34": PUBLIC,
    # what the user may type
    "127.0.0.1": TYPED, "127.255.255.254": TYPED, "10.0.0.1": TYPED, "172.16.0.1": TYPED, "172.31.255.255": TYPED,
    "192.168.1.1": TYPED, "100.64.0.1": TYPED, "100.127.255.255": TYPED, "::1": TYPED, "fc00::1": TYPED,
    "fdff::1": TYPED,
    "::ffff:127.0.0.1": TYPED, "::ffff:10.0.0.1": TYPED, "64:ff9b::7f00:1": TYPED, "64:ff9b::10.0.0.1": TYPED,
    "2606:4700::5efe:10.0.0.1": TYPED, "2606:4700::200:5efe:192.168.0.1": TYPED,
    # only --allow-private
    "169.254.169.254": ALLOWED, "169.254.0.1": ALLOWED, "169.254.170.2": ALLOWED, "100.100.100.200": ALLOWED,
    "168.63.129.16": ALLOWED, "192.0.0.192": ALLOWED, "fd00:ec2::254": ALLOWED, "fd20:ce::254": ALLOWED,
    "192.0.0.1": ALLOWED, "192.0.2.1": ALLOWED, "198.51.100.1": ALLOWED, "203.0.113.255": ALLOWED,
    "198.18.0.1": ALLOWED, "198.19.255.255": ALLOWED, "192.88.99.1": ALLOWED, "192.31.196.1": ALLOWED,
    "192.52.193.1": ALLOWED, "192.175.48.1": ALLOWED, "fe80::1": ALLOWED, "fe80::1%lo": ALLOWED, "febf::1": ALLOWED,
    "fec0::1": ALLOWED, "::127.0.0.1": ALLOWED, "::93.184.216.34": ALLOWED, "2002:7f00:1::": ALLOWED,
    "2002:5db8:d822::1": ALLOWED, "2001:0:4136:e378:8000:63bf:f5ff:fffe": ALLOWED,
    "64:ff9b:1::93.184.216.34": ALLOWED, "::ffff:169.254.169.254": ALLOWED,
    "64:ff9b::a9fe:a9fe": ALLOWED, "::ffff:0:10.0.0.1": ALLOWED, "2001:db8::1": ALLOWED, "3fff::1": ALLOWED,
    "2001:2::1": ALLOWED, "2001:10::1": ALLOWED, "2001:20::1": ALLOWED, "5f00::1": ALLOWED, "2620:4f:8000::1": ALLOWED,
    # nobody
    "0.0.0.0": NOBODY,  # noqa: S104
    "0.1.2.3": NOBODY, "224.0.0.1": NOBODY, "239.255.255.255": NOBODY, "240.0.0.1": NOBODY,
    "255.255.255.255": NOBODY, "::": NOBODY, "ff02::1": NOBODY, "100::1": NOBODY, "4000::1": NOBODY,
    "::ffff:0.0.0.0": NOBODY,
    "2001::1": NOBODY, "64:ff9b:1::1": NOBODY, "200::1": NOBODY, "e000::1": NOBODY, "": NOBODY, "localhost": NOBODY,
    "1.2.3": NOBODY,
}  # fmt: skip


@pytest.mark.parametrize("ip", REACH)
def test_every_special_address_has_its_reach(ip: str) -> None:
    assert embedded_reach(ip)[0] is REACH[ip]


def test_the_table_is_sound() -> None:
    ranges = [row.range for row in network().ranges]
    assert len(set(ranges)) == len(ranges)
    assert all(ip_network(one) for one in ranges), "no host bits are set"
    assert network().sources


DISGUISES = {
    "mapped": lambda v4: IPv6Address(0xFFFF << 32 | v4),
    "compatible": IPv6Address,
    "translated": lambda v4: IPv6Address(0xFFFF << 48 | v4),
    "nat64": lambda v4: IPv6Address(0x64FF9B << 96 | v4),
    "local nat64": lambda v4: IPv6Address(0x64FF9B0001 << 80 | v4),
    "6to4": lambda v4: IPv6Address(0x2002 << 112 | v4 << 80 | 1),
    "teredo client": lambda v4: IPv6Address(0x20010000 << 96 | 0x5DB8D822 << 64 | (v4 ^ 0xFFFFFFFF)),
    "teredo server": lambda v4: IPv6Address(0x20010000 << 96 | v4 << 64 | 0xA2472FEE),
    "isatap": lambda v4: IPv6Address(0x26064700 << 96 | 0x5EFE << 32 | v4),
    "isatap, global": lambda v4: IPv6Address(0x26064700 << 96 | 0x02005EFE << 32 | v4),
}


@given(st.integers(2, 2**32 - 1), st.sampled_from(sorted(DISGUISES)))
def test_no_disguise_widens_the_reach(v4: int, disguise: str) -> None:
    plain, _name = embedded_reach(str(IPv4Address(v4)))
    assert embedded_reach(str(DISGUISES[disguise](v4)))[0] >= plain


@given(st.ip_addresses().map(str) | st.text(max_size=20))
def test_no_text_upsets_the_guard(ip: str) -> None:
    reach, name = embedded_reach(ip)
    assert isinstance(reach, Reach)
    assert name


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True), ("2130706433", True), ("0x7f.1", True), ("0177.0.0.1", True), ("127.1.", True),
        ("[::1]", True), ("::1", True), ("localhost", True), ("LOCALHOST.", True), ("a.localhost", True),
        ("intranet", True), ("nas.local", True), ("wiki.internal", True), ("printer.lan", True),
        ("box.home.arpa", True),
        ("news.example", False), ("127.0.0.1.nip.example", False), ("localhost.news.example", False),
        ("1.news", False), ("a.0xg", False),
    ],
)  # fmt: skip
def test_a_name_says_whether_it_is_private(host: str, private: bool) -> None:
    assert says_private(host) is private


def allowed(guard: PublicOnly, host: str, ip: str, *, vouched: bool, port: int = 443) -> bool:
    try:
        guard.allow(Address(host=host, ip=ip, port=port, vouched=vouched))
    except Refused:
        return False
    return True


@pytest.mark.parametrize("ip", [ip for ip in REACH if ip[:1].isalnum() or ip.startswith(":")])
def test_who_may_lead_where(ip: str) -> None:
    reach, guard, everywhere = REACH[ip], PublicOnly(), PublicOnly(allow_private=True)
    assert allowed(guard, ip, ip, vouched=False) is (reach is PUBLIC)
    assert allowed(guard, ip, ip, vouched=True) is (reach <= TYPED and (reach is PUBLIC or says_private(ip)))
    assert allowed(guard, "news.example", ip, vouched=True) is (reach is PUBLIC), "its owner chose the address"
    assert allowed(everywhere, "news.example", ip, vouched=False) is (reach < NOBODY)


@pytest.mark.parametrize("port", [22, 25, 6000, 6667, 11, 2049])
def test_ports_of_other_services_are_left_alone(port: int) -> None:
    guard = PublicOnly()
    assert not allowed(guard, "news.example", "1.1.1.1", vouched=False, port=port)
    assert allowed(guard, "news.example", "1.1.1.1", vouched=True, port=port)
    assert allowed(guard, "news.example", "1.1.1.1", vouched=False, port=8080)
