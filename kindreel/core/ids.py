"""Public ids: 22 characters of base 62, 48 bits of time and 80 random bits, sortable by time."""

import secrets
import time

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LENGTH = 22


def new_id() -> str:
    """A fresh id: not guessable (80 random bits), and later ids sort after earlier ones by the
    millisecond."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return encode(value)


def encode(value: int) -> str:
    digits = []
    for _ in range(LENGTH):
        value, rest = divmod(value, 62)
        digits.append(ALPHABET[rest])
    return "".join(reversed(digits))


def is_id(text: str) -> bool:
    return len(text) == LENGTH and all(letter in ALPHABET for letter in text)
