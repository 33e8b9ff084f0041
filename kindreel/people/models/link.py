from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kindreel.core import clock


class OneTimeLink(models.Model):
    """A link that opens one door once. Only the digest of its secret is kept."""

    class Kind(models.TextChoices):
        ADMIN = "admin", _("first administrator")
        RESET = "reset", _("new password")
        INVITATION = "invitation", _("invitation")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="links_for")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="links_made"
    )
    made_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """Opens the API for one person. Only the digest is kept; the token is shown once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True)
