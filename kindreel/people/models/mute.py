from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kindreel.core import clock


class Mute(models.Model):
    """Somebody's videos leave my lists; they do not know, and can still see mine."""

    muter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="muted_by")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["muter", "muted"], name="mute_once"),
            models.CheckConstraint(condition=~models.Q(muter=models.F("muted")), name="mute_not_self"),
        ]


class MutedTerm(models.Model):
    """A word or a hashtag that I do not want to meet in lists; kept folded (no accents, no case)."""

    WORD, HASHTAG = "word", "hashtag"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="muted_terms")
    kind = models.CharField(max_length=8, choices=[(WORD, _("word")), (HASHTAG, _("hashtag"))])
    term = models.CharField(max_length=60)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "term"], name="muted_term_once")]
