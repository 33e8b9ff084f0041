"""What the headers of a tus request say, checked."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _
from starlette.datastructures import Headers

from kindreel.front.refusals import TOO_LARGE, Refusal

BAD = Refusal(400, _("This upload was not asked for in a way that we understand."))
WRONG_KIND = Refusal(415, _("An upload has to be sent as application/offset+octet-stream."))
BAD_SUM = Refusal(460, _("The bytes changed on their way to us. Please send this part again."))
ALGORITHMS = ("sha1", "sha256", "md5")
BODY_TYPE = "application/offset+octet-stream"
LONGEST_METADATA = 4000
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class Wrong(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


class Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


@dataclass
class Checksum:
    running: Hash
    wanted: bytes

    def check(self) -> None:
        if self.running.digest() != self.wanted:
            raise Wrong(BAD_SUM)


def number(headers: Headers, name: str) -> int:
    value = headers.get(name, "")
    if not _NUMBER.fullmatch(value):
        raise Wrong(BAD)
    return int(value)


def length(headers: Headers, most: int) -> int:
    """The whole length, which has to be known from the start, and above nothing."""
    asked = number(headers, "upload-length")
    if asked > most:
        raise Wrong(TOO_LARGE)
    if asked == 0:
        raise Wrong(BAD)
    return asked


def metadata(headers: Headers) -> str:
    """Pairs of a key and a word in base64, kept as they came; Django reads them."""
    given = headers.get("upload-metadata", "")
    pairs = [pair.strip().partition(" ") for pair in given.split(",")] if given else []
    keys = [key for key, _space, _word in pairs]
    if len(given) > LONGEST_METADATA or not given.isascii() or not all(keys) or len(set(keys)) < len(keys):
        raise Wrong(BAD)
    for _key, _space, word in pairs:
        _decoded(word)
    return given


def checksum(headers: Headers) -> Checksum | None:
    given = headers.get("upload-checksum")
    if given is None:
        return None
    algorithm, _space, word = given.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Wrong(BAD)
    return Checksum(hashlib.new(algorithm, usedforsecurity=False), _decoded(word))


def has_body(headers: Headers) -> bool:
    return headers.get("content-type", "") == BODY_TYPE


def _decoded(word: str) -> bytes:
    try:
        return base64.b64decode(word, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Wrong(BAD) from error
