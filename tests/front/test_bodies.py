import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from starlette.types import Message

from kindreel.front.bodies import Body, Gone, TooSlow


async def silent() -> Message:
    await asyncio.sleep(10)
    raise AssertionError("never")


async def gone() -> Message:
    return {"type": "http.disconnect"}


def test_take_does_not_wait_for_ever(tmp_path: Path) -> None:
    with closing(Body(tmp_path)) as body, pytest.raises(TooSlow):
        asyncio.run(body.take(silent, 100, patience=0.05))


def test_take_notices_who_has_gone(tmp_path: Path) -> None:
    with closing(Body(tmp_path)) as body, pytest.raises(Gone):
        asyncio.run(body.take(gone, 100))
