"""What happened to somebody's videos since they looked into their inbox.

Kept in the session: it is a quiet dot, not a record.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest

from kindreel.core import clock
from kindreel.people.models import Person
from kindreel.videos import queries
from kindreel.videos.models import Video

SEEN, TOLD = "news_seen", "news_told"
LONGEST = timedelta(days=7)
MOST = 50


def news_of(request: HttpRequest, person: Person) -> "QuerySet[Video]":
    return queries.settled_since(person, _since(request)).exclude(pk__in=request.session.get(TOLD, []))


def seen(request: HttpRequest, when: datetime) -> None:
    request.session[SEEN] = when.isoformat()
    request.session[TOLD] = []


def told(request: HttpRequest, video: Video) -> None:
    """Its page says it already; then the dot need not."""
    known = request.session.get(TOLD, [])
    if video.pk not in known and video.state_since > _since(request) and queries.is_settled(video):
        request.session[TOLD] = [*known, video.pk][-MOST:]


def _since(request: HttpRequest) -> datetime:
    """A new session knows no more than the last days."""
    seen = request.session.get(SEEN)
    return datetime.fromisoformat(seen) if seen else clock.now() - LONGEST
