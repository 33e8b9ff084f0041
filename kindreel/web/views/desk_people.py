"""The desk for people: who waits, invitations, help for those locked out, roles. For moderators only."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kindreel.core.errors import NotFound, Refused
from kindreel.people import queries
from kindreel.people.access import person_for_desk
from kindreel.people.actions import join, links
from kindreel.people.models import Person
from kindreel.people.models.person import State
from kindreel.web.context import house
from kindreel.web.forms.desk import FindForm, RoleForm
from kindreel.web.forms.signin import handle_as_typed
from kindreel.web.views.account.guards import moderator
from kindreel.web.views.common import is_ending, person_of

MOST_SHOWN = 100


@never_cache
@require_safe
@moderator
def people(request: HttpRequest) -> HttpResponse:
    """The waiting list, and the person that `?handle=` names."""
    wanted = handle_as_typed(request.GET.get("handle", "")[:200])
    found = _found(person_of(request), wanted) if wanted else None
    return _desk(request, found=found, missing=bool(wanted and found is None))


def _found(moderator: Person, handle: str) -> Person | None:
    try:
        return person_for_desk(moderator, handle)
    except NotFound:
        return None


def _desk(request: HttpRequest, *, found: Person | None = None, **more: Any) -> HttpResponse:
    waiting = queries.waiting()
    context = {
        "waiting": waiting[:MOST_SHOWN],
        "waiting_count": waiting.count(),
        "find_form": FindForm(request.GET or None),
        "role_form": RoleForm(initial={"role": found.role}) if found else None,
        "found": found,
        **more,
    }
    return render(request, "desk/people.html", context)


@require_POST
@moderator
def approval(request: HttpRequest, handle: str) -> HttpResponse:
    """Lets a waiting person in; its end turns them away."""
    person, by = person_for_desk(person_of(request), handle), person_of(request)
    decide = join.turn_away if is_ending(request) else join.approve
    decide(person=person, by=by)
    words = {State.ACTIVE: _("@%s is in."), State.REMOVED: _("@%s was turned away.")}
    messages.success(request, words[State(person.state)] % person.handle)
    return redirect("desk_people")


@never_cache
@require_POST
@moderator
def invitations(request: HttpRequest) -> HttpResponse:
    """A new invitation, shown in this answer only."""
    secret = links.invite(by=person_of(request))
    return _desk(request, made=_address(request, "join", secret))


@never_cache
@require_POST
@moderator
def reset_link(request: HttpRequest, handle: str) -> HttpResponse:
    """A link to a new password, shown in this answer only; the moderator hands it over."""
    person = person_for_desk(person_of(request), handle)
    secret = links.reset_link(person=person, by=person_of(request))
    return _desk(request, found=person, made=_address(request, "reset", secret), made_for=person.handle)


def _address(request: HttpRequest, door: str, secret: str) -> str:
    return f"{house(request)['origin']}{reverse(door, args=[secret])}"


@require_POST
@moderator
def role(request: HttpRequest, handle: str) -> HttpResponse:
    person, form = person_for_desk(person_of(request), handle), RoleForm(request.POST)
    if not form.is_valid():
        raise Refused(_("There is no such role."))
    join.give_role(person=person, role=form.cleaned_data["role"], by=person_of(request))
    messages.success(request, _("@%s has a new role.") % person.handle)
    return redirect(f"{reverse('desk_people')}?handle={person.handle}")
