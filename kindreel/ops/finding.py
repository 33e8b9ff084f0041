"""What a check of the doctor found."""

import enum
from dataclasses import dataclass


class Level(enum.StrEnum):
    WELL = "well"
    NOTE = "note"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """`mend` says what to do about it."""

    part: str
    level: Level
    says: str
    mend: str = ""

    def facts(self) -> dict[str, str]:
        return {"part": self.part, "level": str(self.level), "says": self.says, "mend": self.mend}


def well(part: str, says: str) -> Finding:
    return Finding(part, Level.WELL, says)


def note(part: str, says: str, mend: str = "") -> Finding:
    return Finding(part, Level.NOTE, says, mend)


def broken(part: str, says: str, mend: str) -> Finding:
    return Finding(part, Level.BROKEN, says, mend)
