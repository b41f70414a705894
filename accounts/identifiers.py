"""Identifiers made here, so that every PostgreSQL and Python in use makes the same."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562): sorts by the millisecond it was made in."""
    milliseconds = time.time_ns() // 1_000_000
    value = int.from_bytes(milliseconds.to_bytes(6) + os.urandom(10))
    value = value & ~(0xF << 76) | (0x7 << 76)
    return UUID(int=value & ~(0x3 << 62) | (0x2 << 62))


def row_id(text: str) -> int:
    """The id that a form sent, 0 for what is none: a row that nobody finds."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
