from django.db import models


class Event(models.Model):
    """One thing that happened; append-only, ids only."""

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["verb", "at"]), models.Index(fields=["subject", "at"])]


class Heartbeat(models.Model):
    """When a process of ours last said that it is alive; `doctor` reads it."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()


class DoomedFile(models.Model):
    """A stored file that no row names any more and that is to be deleted."""

    name = models.CharField(max_length=80, primary_key=True)
    since = models.DateTimeField(auto_now_add=True)
