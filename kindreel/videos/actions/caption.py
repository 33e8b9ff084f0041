"""A caption and what is read out of it."""

import re

from kindreel.core.text import folded
from kindreel.hashtags.actions import rows_for
from kindreel.hashtags.parsing import hashtags_in, mentions_in
from kindreel.people.models import Person
from kindreel.videos.models import Video

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def apply_caption(video: Video, caption: str) -> None:
    """Sets caption, hashtags and mentions; inside a transaction. Whom the author cannot see is not
    mentioned."""
    video.caption = caption
    video.folded = searchable(caption)
    video.save(update_fields=["caption", "folded"])
    video.hashtags.set(rows_for(hashtags_in(caption)))
    video.mentions.set(Person.objects.visible_to(video.author).filter(handle__in=mentions_in(caption)))


def searchable(text: str) -> str:
    """Folded words with single spaces around each: ' caf con leche '."""
    return f" {_BETWEEN_WORDS.sub(' ', folded(text)).strip()} "
