"""Follow, block and mute. Each is one atomic change, safe to repeat, and safe against its opposite at the
same time."""

from django.db import transaction
from django.utils.translation import gettext as _

from kindreel.core import events
from kindreel.core.errors import Refused
from kindreel.core.text import clean_line, folded
from kindreel.people import events as verbs
from kindreel.people.models import Block, Follow, FollowRequest, Mute, MutedTerm, Person
from kindreel.people.queries import is_blocked_between

MOST_TERMS, LONGEST_TERM = 200, 60


def _pair(one: Person, other: Person) -> None:
    """Locks both rows in one order, so that a follow and a block at the same moment cannot both win."""
    list(
        Person.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk").values_list("pk")
    )


def follow(*, follower: Person, followed: Person) -> str:
    """'following', or 'requested' where the account is private. Raises `Refused` for oneself or past a
    block."""
    if follower.pk == followed.pk:
        raise Refused(_("You are already with yourself."))
    with transaction.atomic():
        _pair(follower, followed)
        followed.refresh_from_db(fields=["private", "state"])
        if is_blocked_between(follower, followed) or followed.state != "active" or follower.state != "active":
            raise Refused(_("You cannot follow this person."))
        if Follow.objects.filter(follower=follower, followed=followed).exists():
            return "following"
        if followed.private:
            made = FollowRequest.objects.get_or_create(asker=follower, asked=followed)[1]
            if made:
                events.record(verbs.ASKED, actor_id=follower.pk, subject=str(followed.pk))
            return "requested"
        _start(follower, followed)
    return "following"


def _start(follower: Person, followed: Person) -> None:
    if Follow.objects.get_or_create(follower=follower, followed=followed)[1]:
        events.record(verbs.FOLLOWED, actor_id=follower.pk, subject=str(followed.pk))


def unfollow(*, follower: Person, followed: Person) -> None:
    with transaction.atomic():
        FollowRequest.objects.filter(asker=follower, asked=followed).delete()
        if Follow.objects.filter(follower=follower, followed=followed).delete()[0]:
            events.record(verbs.UNFOLLOWED, actor_id=follower.pk, subject=str(followed.pk))


def accept(*, person: Person, asker: Person) -> None:
    """Lets a request in, if it is still there."""
    with transaction.atomic():
        _pair(person, asker)
        if FollowRequest.objects.filter(asker=asker, asked=person).delete()[0]:
            _start(asker, person)


def decline(*, person: Person, asker: Person) -> None:
    """The asker is not told."""
    FollowRequest.objects.filter(asker=asker, asked=person).delete()


def remove_follower(*, person: Person, follower: Person) -> None:
    with transaction.atomic():
        if Follow.objects.filter(follower=follower, followed=person).delete()[0]:
            events.record(verbs.FOLLOWER_REMOVED, actor_id=person.pk, subject=str(follower.pk))


def block(*, blocker: Person, blocked: Person) -> None:
    """From the next request on neither sees the other; follows and requests both ways are gone for good."""
    if blocker.pk == blocked.pk:
        raise Refused(_("You cannot block yourself."))
    with transaction.atomic():
        _pair(blocker, blocked)
        if not Block.objects.get_or_create(blocker=blocker, blocked=blocked)[1]:
            return
        both = [blocker.pk, blocked.pk]
        Follow.objects.filter(follower__in=both, followed__in=both).delete()
        FollowRequest.objects.filter(asker__in=both, asked__in=both).delete()
        events.record(verbs.BLOCKED, actor_id=blocker.pk, subject=str(blocked.pk))


def unblock(*, blocker: Person, blocked: Person) -> None:
    with transaction.atomic():
        if Block.objects.filter(blocker=blocker, blocked=blocked).delete()[0]:
            events.record(verbs.UNBLOCKED, actor_id=blocker.pk, subject=str(blocked.pk))


def mute(*, muter: Person, muted: Person) -> None:
    if muter.pk == muted.pk:
        raise Refused(_("You cannot mute yourself."))
    with transaction.atomic():
        if Mute.objects.get_or_create(muter=muter, muted=muted)[1]:
            events.record(verbs.MUTED, actor_id=muter.pk, subject=str(muted.pk))


def unmute(*, muter: Person, muted: Person) -> None:
    with transaction.atomic():
        if Mute.objects.filter(muter=muter, muted=muted).delete()[0]:
            events.record(verbs.UNMUTED, actor_id=muter.pk, subject=str(muted.pk))


def mute_term(*, person: Person, term: str) -> MutedTerm:
    """A word, or a hashtag when it begins with #. Raises `Refused` for nothing, too long or too many."""
    text = clean_line(term, most=LONGEST_TERM, field="term")
    kind = MutedTerm.HASHTAG if text.startswith("#") else MutedTerm.WORD
    text = folded(text.lstrip("#"))
    if not text.strip() or len(text) > LONGEST_TERM:  # folding makes two letters of some
        raise Refused(_("Write a word or a #hashtag."), field="term")
    with transaction.atomic():
        if person.muted_terms.count() >= MOST_TERMS:
            raise Refused(_("You have muted %(most)d words already.") % {"most": MOST_TERMS}, field="term")
        row, made = MutedTerm.objects.get_or_create(person=person, kind=kind, term=text)
        if made:
            events.record(verbs.MUTED, actor_id=person.pk, detail=kind)
    return row


def unmute_term(*, person: Person, pk: int) -> None:
    with transaction.atomic():
        if person.muted_terms.filter(pk=pk).delete()[0]:
            events.record(verbs.UNMUTED, actor_id=person.pk, detail="term")
