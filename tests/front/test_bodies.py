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


def test_a_body_that_trickles_on_purpose_is_not_waited_for(tmp_path: Path) -> None:
    async def trickle() -> Message:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def take() -> None:
        body = Body(tmp_path)
        try:
            await body.take(trickle, 1_000_000, patience=0.1)
        finally:
            body.close()

    with pytest.raises(TooSlow):
        asyncio.run(asyncio.wait_for(take(), 10))
