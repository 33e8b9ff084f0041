"""Who may see which video: the one rule, as a queryset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Concat

from kindreel.people.models import Follow, MutedTerm, Person
from kindreel.people.visibility import Viewer
from kindreel.videos.states import State

if TYPE_CHECKING:
    from kindreel.videos.models.video import Video  # noqa: F401  # named below in quotes


class VideoQuerySet(models.QuerySet["Video"]):
    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def published(self) -> Self:
        return self.kept().filter(state=State.PUBLISHED)

    def visible_to(self, viewer: Viewer) -> Self:
        """What the viewer may open: their own in any state, and of others what is published and meant for
        them."""
        authors = Person.objects.content_visible_to(viewer)
        others = self._meant_for(viewer) & Q(state=State.PUBLISHED, author__in=authors.values("pk"))
        if viewer is None or not viewer.is_adult:
            others &= Q(sensitive=False)
        return self.kept().filter(others if viewer is None else others | Q(author_id=viewer.pk))

    def _meant_for(self, viewer: Viewer) -> Q:
        meant = Q(audience__in=["everyone", "unlisted"])
        if viewer is None:
            return meant
        follows = Follow.objects.filter(follower_id=viewer.pk, followed_id=OuterRef("author_id"))
        return meant | Q(audience="followers") & Q(Exists(follows))

    def listed_to(self, viewer: Viewer) -> Self:
        """What may stand in a list on somebody's profile: visible, published, and not by link only."""
        return self.visible_to(viewer).filter(state=State.PUBLISHED).exclude(audience="unlisted")

    def offered_to(self, viewer: Viewer) -> Self:
        """What a feed, a hashtag page or a search may offer unasked: listed, without what the viewer muted.

        Nobody's 'only me' videos are offered to themselves there.
        """
        listed = self.listed_to(viewer).exclude(audience="only_me")
        if viewer is None:
            return listed
        authors = Person.objects.unmuted_by(viewer).values("pk")
        return listed.filter(author__in=authors).filter(Q(author_id=viewer.pk) | ~_muted_terms(viewer))


def _muted_terms(viewer: Person) -> Q:
    words = MutedTerm.objects.filter(person_id=viewer.pk, kind=MutedTerm.WORD)
    tags = MutedTerm.objects.filter(person_id=viewer.pk, kind=MutedTerm.HASHTAG)
    # A word counts where it stands alone: `folded` has single spaces and no punctuation around words.
    inside = words.annotate(
        haystack=ExpressionWrapper(OuterRef("folded"), output_field=models.TextField()),
        needle=Concat(models.Value(" "), "term", models.Value(" ")),
    )
    from kindreel.videos import models as videos

    tagged = videos.Video.hashtags.through.objects.filter(
        video_id=OuterRef("pk"), hashtag__name__in=tags.values("term")
    )
    return Q(Exists(inside.filter(haystack__contains=models.F("needle")))) | Q(Exists(tagged))
