"""The number of the request that is being answered, readable anywhere below it, threads included."""

import secrets
from contextvars import ContextVar

current: ContextVar[str] = ContextVar("kindreel_request_id", default="")


def new() -> str:
    """Starts a request in this context; whatever number a client sent is not used."""
    number = secrets.token_hex(8)
    current.set(number)
    return number
