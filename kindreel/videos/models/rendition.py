from django.db import models

from kindreel.core import addresses
from kindreel.videos.models.video import Video

CAPTIONS = "captions-"


class Rendition(models.Model):
    """One file made from a video: '480p', '720p', '1080p', 'poster', 'preview', 'sprite', 'captions-es'."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="renditions")
    spec = models.CharField(max_length=40)
    name = models.CharField(max_length=80, unique=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    geometry = models.JSONField(default=dict, blank=True)  # of a sprite: columns, rows, every, count
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["video", "spec"], name="rendition_once")]

    @property
    def is_film(self) -> bool:
        return self.spec.removesuffix("p").isdigit()

    @property
    def language(self) -> str:
        """Of captions; else empty."""
        return self.spec.removeprefix(CAPTIONS) if self.spec.startswith(CAPTIONS) else ""

    @property
    def sheet(self) -> str:
        """Of a sprite, for the player: width, height, columns, rows, seconds between two, how many."""
        names = ("width", "height", "columns", "rows", "every", "count")
        return " ".join(str(self.geometry.get(name, 0)) for name in names)

    @property
    def kilobits(self) -> int:
        """A second, on average: what a line must carry."""
        return round(self.bytes * 8 / 1000 / self.video.duration) if self.video.duration else 0

    @property
    def url(self) -> str:
        return addresses.address(self.name)
