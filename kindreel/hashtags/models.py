from django.db import models

from kindreel.core import clock


class Hashtag(models.Model):
    """One idea, however it is typed: `name` is folded (no accents, no case), `shown` as it was first
    written."""

    name = models.CharField(max_length=60, unique=True)
    shown = models.CharField(max_length=60)
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"#{self.shown}"
