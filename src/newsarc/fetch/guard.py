"""The place to stand between newsarc and the addresses it connects to.

A guard sees each address after the name was resolved and before the connection is made, at every hop: what it allowed
is what is connected to, so no name, spelling or redirect leads around it.
"""

from __future__ import annotations

from typing import Protocol

import msgspec


class Address(msgspec.Struct, frozen=True):
    """One address that is about to be connected to."""

    host: str
    """the name as the address bar spells it, or the literal"""
    ip: str
    """what it resolved to, as the system spells it; an IPv6 address may carry its zone"""
    port: int


class Guard(Protocol):
    """Decides about one address. Must be safe to call from several threads."""

    def allow(self, address: Address) -> None:
        """Return when *address* may be connected to; raise errors.Refused when not."""


class AllowAll:
    """The guard of addresses that the user typed: all are allowed."""

    def allow(self, address: Address) -> None:
        """Return: nothing is refused."""
