from kindreel.videos.models.rendition import Rendition
from kindreel.videos.models.video import Video

__all__ = ["Rendition", "Video"]
