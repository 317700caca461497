"""The place to stand between newsarc and the addresses it connects to.

A guard sees each address after the name was resolved and before the connection is made, at every hop, and again before
a connection that is still open is used for another target: what it allowed is what is spoken to, so no name, spelling
or redirect leads around it.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from newsarc.errors import Refused
from newsarc.fetch.reach import Reach, embedded_reach, says_private
from newsarc.lexicon.network import network


class Address(msgspec.Struct, frozen=True):
    """One address that is about to be connected to."""

    host: str
    """the name as the address bar spells it, or the literal"""
    ip: str
    """what it resolved to, as the system spells it; an IPv6 address may carry its zone"""
    port: int
    vouched: bool = False
    """the user typed this host and port, or what they typed there led here"""


class Guard(Protocol):
    """Decides about one address. Must be safe to call from several threads."""

    def allow(self, address: Address) -> None:
        """Return when *address* may be connected to; raise errors.Refused when not."""


class PublicOnly:
    """Lets newsarc speak to the public internet, and to what the user typed.

    Refused are private, loopback, link-local and all other special addresses (data/network.json), however they are
    disguised, and ports that belong to other services. A host that the user typed may be private when its spelling
    says so (an address, localhost, a name of a local network), at the port they typed; a public name that leads to a
    private address is refused even then, because its owner, not the user, chose the address. With *allow_private*
    only addresses that nothing can answer from are refused.
    """

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private

    def allow(self, address: Address) -> None:
        """Return when *address* may be connected to; raise errors.Refused, which says why, when not."""
        reach, name = embedded_reach(address.ip)
        if reach is Reach.NOBODY:
            raise Refused(f"{_where(address)} ({name}), where nothing can be fetched")
        if self._allow_private:
            return
        if reach is Reach.ALLOWED or (reach is Reach.TYPED and not (address.vouched and says_private(address.host))):
            raise Refused(f"{_where(address)} ({name}); --allow-private fetches it anyway")
        if address.port in network().ports and not address.vouched:
            raise Refused(f"port {address.port} belongs to another service ({network().ports[address.port]})")


def _where(address: Address) -> str:
    return address.ip if address.host.strip("[]") == address.ip else f"{address.host} is {address.ip}"
