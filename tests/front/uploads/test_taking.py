import asyncio
from pathlib import Path

import pytest
from starlette.types import Message

from kindreel.core.shelf import Shelf
from kindreel.front.uploads import taking

PIECE = b"x" * taking.AT_ONCE


@pytest.mark.parametrize(("after", "safe"), [(0.0, 2 * len(PIECE)), (60.0, 0)])
def test_a_slow_upload_is_confirmed_on_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: float, safe: int
) -> None:
    """A crash after two pieces costs only what was not confirmed by then."""
    monkeypatch.setattr(taking, "CONFIRM_AFTER", after)
    shelf, sent = Shelf(tmp_path), 0
    upload = shelf.create("ana", 10 * len(PIECE), "", 0.0)

    async def receive() -> Message:
        nonlocal sent
        sent += 1
        if sent > 2:
            raise RuntimeError("crash")
        return {"type": "http.request", "body": PIECE, "more_body": True}

    async def run() -> None:
        await taking.take(shelf, upload, receive, None, asyncio.Event())

    with pytest.raises(RuntimeError):
        asyncio.run(run())
    found = shelf.find(upload.id, 0.0)
    assert found is not None and found.offset == safe
