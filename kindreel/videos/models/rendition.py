from django.db import models

from kindreel.core import addresses
from kindreel.videos.models.video import Video


class Rendition(models.Model):
    """One file made from a video: '480p', '720p', '1080p', 'poster', 'preview'. Lost ones are made again."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="renditions")
    spec = models.CharField(max_length=40)
    name = models.CharField(max_length=80, unique=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["video", "spec"], name="rendition_once")]

    @property
    def is_film(self) -> bool:
        return self.spec.endswith("p")

    @property
    def url(self) -> str:
        return addresses.address(self.name)
