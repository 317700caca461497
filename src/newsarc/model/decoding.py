"""What goes wrong when bytes are read as JSON."""

from __future__ import annotations

import msgspec

NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""all that msgspec raises for bytes that are not the JSON they should be: malformed, not UTF-8, nested too deep"""
