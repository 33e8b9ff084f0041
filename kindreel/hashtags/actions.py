"""Giving hashtags their rows."""

from kindreel.core.text import folded
from kindreel.hashtags.models import Hashtag


def rows_for(shown: list[str]) -> list[Hashtag]:
    """The rows of these hashtags, made where there are none."""
    names = {folded(word)[:60]: word for word in shown}
    Hashtag.objects.bulk_create(
        [Hashtag(name=name, shown=word) for name, word in names.items()], ignore_conflicts=True
    )
    return list(Hashtag.objects.filter(name__in=names))
