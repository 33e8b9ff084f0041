"""What a moderator says about a held video: it may be seen, or it is taken down. Nobody judges their own."""

from django.db import transaction
from django.utils.translation import gettext as _

from kindreel.core import clock, events
from kindreel.core.errors import Refused
from kindreel.people.models import Person
from kindreel.videos.actions.change import fit_files
from kindreel.videos.actions.move import move
from kindreel.videos.actions.receive import _to_work
from kindreel.videos.events import RELEASED, TAKEN_DOWN
from kindreel.videos.models import Video
from kindreel.videos.states import State


def release(*, video: Video, by: Person) -> None:
    """Live, for those it is meant for. Nothing happens when it is not held any more."""
    _judge(video, by, State.PUBLISHED)


def take_down(*, video: Video, by: Person) -> None:
    """Removed; its author still sees it, and that it was removed."""
    _judge(video, by, State.REMOVED)


def _judge(video: Video, by: Person, to: State) -> None:
    if not by.moderates or by.pk == video.author_id:
        raise Refused(_("Somebody else has to decide about this."))
    with transaction.atomic():
        fresh = Video.objects.select_for_update().select_related("author").get(pk=video.pk)
        if fresh.state != State.HELD or fresh.deleted_at is not None:
            return
        live = to == State.PUBLISHED
        when = fresh.published_at or clock.now() if live else fresh.published_at
        more = {"published_at": when, "unfinished": live or fresh.unfinished, "deadline": fresh.deadline}
        if move(fresh, to, reason="" if live else "text", **more):
            fit_files(fresh, fresh=True)
            transaction.on_commit(lambda: _to_work(fresh.pk))  # what could not be finished while it was held
            events.record(RELEASED if live else TAKEN_DOWN, actor_id=by.pk, subject=fresh.pk)
