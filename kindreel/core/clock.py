"""The time, through one door, so that a test can move it."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()
