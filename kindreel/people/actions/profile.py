"""What people say about themselves, and their settings."""

from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from kindreel.core import addresses, events, gates
from kindreel.core.errors import Refused
from kindreel.core.text import clean_line, clean_text
from kindreel.people.events import CHANGED, TEXT_JUDGED
from kindreel.people.models import Follow, FollowRequest, HeldText, Person

MOST_LINKS = 4
SWITCHES = ("private", "lists_hidden", "likes_hidden", "less_motion")


def change_profile(*, person: Person, name: str, pronouns: str, bio: str, links: str) -> list[str]:
    """Changes what stands on the profile; returns the kinds of text that a gate held.

    A held text is kept, and the old one stays up. Raises `Refused` with the field.
    """
    texts = {
        "name": clean_line(name, most=40, field="name"),
        "pronouns": clean_line(pronouns, most=24, field="pronouns"),
        "bio": clean_text(bio, most=300, field="bio"),
    }
    addresses_ = _links(links)
    verdicts = {
        kind: _read(person, kind, text) for kind, text in texts.items() if text != getattr(person, kind)
    }
    with transaction.atomic():
        # Who goes back to the words that stand takes back those that wait.
        HeldText.objects.filter(person=person, kind__in=texts.keys() - verdicts.keys()).delete()
        for kind, verdict in verdicts.items():
            _take(person, kind, texts[kind], verdict)
        person.links = addresses_
        person.save(update_fields=["name", "pronouns", "bio", "links"])
        events.record(CHANGED, actor_id=person.pk, detail="profile")
    return [kind for kind, verdict in verdicts.items() if verdict.outcome == gates.Outcome.HOLD]


def _read(person: Person, kind: str, text: str) -> gates.Verdict:
    verdict = gates.read(gates.Draft(kind, text, person.pk, person.language))
    if verdict.outcome == gates.Outcome.REFUSE:
        raise Refused(verdict.reason or _("This text cannot stand here."), field=kind)
    return verdict


def _take(person: Person, kind: str, text: str, verdict: gates.Verdict) -> None:
    HeldText.objects.filter(person=person, kind=kind).delete()
    if verdict.outcome == gates.Outcome.HOLD:
        HeldText.objects.create(person=person, kind=kind, text=text, reason=verdict.reason[:300])
    else:
        setattr(person, kind, text)


def _links(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINKS:
        raise Refused(_("%(most)d links fit.") % {"most": MOST_LINKS}, field="links")
    return [_link(line) for line in lines]


def _link(line: str) -> str:
    line = clean_line(line, most=200, field="links")
    address = line if "://" in line else "https://" + line
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        fits = False
    if not fits or " " in address:
        raise Refused(_("A link looks like https://example.org."), field="links")
    return address


def change_picture(*, person: Person, webp: bytes | None) -> None:
    """A new picture, already re-encoded; None takes it away. The old file goes after the change is
    durable."""
    old = person.picture
    name = addresses.new_name("webp", public=True) if webp is not None else ""
    if webp is not None:
        default_storage.save(name, ContentFile(webp))
    with transaction.atomic():
        person.picture = name
        person.save(update_fields=["picture"])
        events.record(CHANGED, actor_id=person.pk, detail="picture")
        if old:
            transaction.on_commit(lambda: default_storage.delete(old))


def change_settings(*, person: Person, language: str, theme: str, country: str, **switches: bool) -> None:
    """Language, look, country and those switches that are given: another page, saved at the same moment, must
    not turn a switch back. Opening a private account lets those in who had asked."""
    with transaction.atomic():
        person.refresh_from_db(fields=SWITCHES, from_queryset=Person.objects.select_for_update())
        opened = person.private and not switches.get("private", person.private)
        person.language, person.theme, person.country = language, theme, country
        for name, value in switches.items():
            setattr(person, name, value)
        person.save(update_fields=["language", "theme", "country", *switches])
        if opened:
            _let_in(person)
        events.record(CHANGED, actor_id=person.pk, detail="settings")


def _let_in(person: Person) -> None:
    for request in FollowRequest.objects.filter(asked=person, asker__state="active"):
        Follow.objects.get_or_create(follower_id=request.asker_id, followed=person)
    FollowRequest.objects.filter(asked=person).delete()


def let_stand(*, held: HeldText, by: Person) -> None:
    """A moderator lets a held text be seen: it takes the place of the old one."""
    _judge(held, by, stands=True)


def turn_down(*, held: HeldText, by: Person) -> None:
    """A moderator does not let it be seen; the old one stays up."""
    _judge(held, by, stands=False)


def _judge(held: HeldText, by: Person, *, stands: bool) -> None:
    if not by.moderates or by.pk == held.person_id:
        raise Refused(_("Somebody else has to decide about this."))
    with transaction.atomic():
        if not HeldText.objects.filter(pk=held.pk, text=held.text).delete()[0]:
            return
        if stands:
            Person.objects.filter(pk=held.person_id).update(**{held.kind: held.text})
        events.record(TEXT_JUDGED, actor_id=by.pk, subject=str(held.person_id), detail=held.kind)
