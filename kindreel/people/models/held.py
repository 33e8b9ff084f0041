from django.conf import settings
from django.db import models

from kindreel.core import clock


class HeldText(models.Model):
    """A name or bio that a gate held: kept for its writer and a moderator, shown to nobody else."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="held_texts")
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    reason = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="held_text_once")]
