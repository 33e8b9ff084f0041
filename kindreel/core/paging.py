"""Lists in pages, by key and not by number: nothing is shown twice or skipped when rows come and go."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from kindreel.core.errors import Refused

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some items and the cursor of what follows, or None at the end."""

    items: list[M]
    next: str | None


def paged(rows: QuerySet[M], *, by: str, cursor: str | None, size: int) -> Page[M]:
    """The page after `cursor`, newest first by the time field `by`, then by primary key.

    Raises `Refused` for a cursor that is not ours.
    """
    if cursor:
        when, key = _read(cursor)
        try:
            rows = rows.filter(
                Q(**{f"{by}__lt": when}) | Q(**{by: when, "pk__lt": rows.model._meta.pk.to_python(key)})
            )
        except Exception as error:
            raise Refused(
                _("This page cannot be found any more. Begin at the top."), field="cursor"
            ) from error
    items = list(rows.order_by(f"-{by}", "-pk")[: size + 1])
    more = len(items) > size
    items = items[:size]
    return Page(items, _write(getattr(items[-1], by), items[-1].pk) if more else None)


def _write(when: datetime, key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps([when.isoformat(), str(key)]).encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, str]:
    try:
        if len(cursor) > 200:
            raise ValueError
        when, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        moment = datetime.fromisoformat(when)
        if moment.tzinfo is None or not isinstance(key, str) or not (key.isascii() and key.isprintable()):
            raise ValueError
        return moment.astimezone(UTC), key
    except (ValueError, TypeError, binascii.Error, OverflowError) as error:
        raise Refused(_("This page cannot be found any more. Begin at the top."), field="cursor") from error
