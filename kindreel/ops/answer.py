"""What a command of ours has to say: facts for programs, lines for people."""

from dataclasses import dataclass, field
from typing import Any


class Failed(Exception):
    """A command could not do it; the sentence is its one line on standard error."""


@dataclass(frozen=True)
class Answer:
    """With a complaint, for standard error, the command failed although it has something to show."""

    facts: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    complaint: str = ""
