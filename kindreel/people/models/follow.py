from django.conf import settings
from django.db import models

from kindreel.core import clock


class Follow(models.Model):
    follower = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    followed = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="followers")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="follow_once"),
            models.CheckConstraint(
                condition=~models.Q(follower=models.F("followed")), name="follow_not_self"
            ),
        ]


class FollowRequest(models.Model):
    """Somebody asks to follow a private account."""

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follow_requests")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="requests_to_follow")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asker", "asked"], name="request_once")]
