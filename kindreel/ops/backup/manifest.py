"""What a backup holds, with digests; it stands at the end of the archive."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from kindreel.ops.answer import Failed

FORMAT = 1
PIECE = 1 << 20


@dataclass
class Manifest:
    """Keys of `rows` are labels of models, keys of `files` names in the storage."""

    version: str
    made_at: str
    migrations: list[list[str]]
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    format: int = FORMAT

    def text(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        try:
            facts: dict[str, Any] = json.loads(text)
            if facts.get("format") == FORMAT:
                return cls(**facts)
        except (ValueError, TypeError, AttributeError) as error:
            raise Failed("the manifest of this backup cannot be read") from error
        raise Failed("this backup was made by another version, in a form that this one does not know")


class Counted:
    """Reads through to a file while it counts and digests the bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._digest.update(data)
        self.size += len(data)
        return data

    def pieces(self) -> Iterator[bytes]:
        while piece := self.read(PIECE):
            yield piece

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()
