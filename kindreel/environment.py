"""Settings from the environment: each is declared once, with a default and a help text, and fails loudly.

`DECLARED` is what `docs/operators/settings.md` is checked against.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


class BadSetting(ValueError):
    """A setting that nobody can work with; the message names it and says what is wanted."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    help: str


DECLARED: dict[str, Setting] = {}


def _read(name: str, default: str, help: str, parse: Callable[[str], T]) -> T:
    DECLARED[name] = Setting(name, default, help)
    value = os.environ.get(name, "")
    try:
        return parse(value.strip() or default)
    except ValueError as error:
        raise BadSetting(f"{name}={value!r} cannot be used: {error}") from error


def text(name: str, default: str, help: str) -> str:
    return _read(name, default, help, str)


def number(name: str, default: int, help: str, *, least: int = 0) -> int:
    def parse(value: str) -> int:
        if not value.isascii() or not value.isdigit() or int(value) < least:
            raise ValueError(f"a whole number of at least {least} is wanted")
        return int(value)

    return _read(name, str(default), help, parse)


def flag(name: str, default: bool, help: str) -> bool:
    def parse(value: str) -> bool:
        if value.lower() not in {"0", "1", "no", "yes", "false", "true"}:
            raise ValueError("'yes' or 'no' is wanted")
        return value.lower() in {"1", "yes", "true"}

    return _read(name, "yes" if default else "no", help, parse)


def choice(name: str, default: str, help: str, among: list[str]) -> str:
    def parse(value: str) -> str:
        if value not in among:
            raise ValueError("one of " + ", ".join(among) + " is wanted")
        return value

    return _read(name, default, help, parse)


def words(name: str, default: str, help: str) -> list[str]:
    return _read(
        name, default, help, lambda value: [word.strip() for word in value.split(",") if word.strip()]
    )
