"""The one door to a video."""

from kindreel.core.errors import NotFound
from kindreel.core.ids import is_id
from kindreel.people.models import Person
from kindreel.people.visibility import Viewer
from kindreel.videos.models import Video
from kindreel.videos.states import State


def video_for(viewer: Viewer, id: str) -> Video:
    """The video, if the viewer may see it.

    Raises `NotFound`, the same whether it is missing, deleted or not for them.
    """
    if not is_id(id):
        raise NotFound
    found = Video.objects.visible_to(viewer).filter(pk=id)
    video = found.select_related("author").prefetch_related("renditions", "hashtags").first()
    if video is None:
        raise NotFound
    return video


def own_video(person: Person, id: str) -> Video:
    """One's own video, to change it."""
    video = video_for(person, id)
    if video.author_id != person.pk:
        raise NotFound
    return video


def deleted_video(person: Person, id: str) -> Video:
    """One's own deleted video, to take the deletion back."""
    video = Video.objects.filter(pk=id, author=person).exclude(deleted_at=None).first() if is_id(id) else None
    if video is None:
        raise NotFound
    return video


def held_video(moderator: Person, id: str) -> Video:
    """A video that waits for a moderator, for one. Raises `NotFound` for everybody else."""
    found = Video.objects.filter(pk=id, state=State.HELD, deleted_at=None) if is_id(id) else None
    video = found.select_related("author").first() if found is not None and moderator.moderates else None
    if video is None:
        raise NotFound
    return video
