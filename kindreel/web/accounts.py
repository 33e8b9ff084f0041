"""Where allauth asks us: who may come in, what is said, where to go next. It never sends mail here."""

from io import BytesIO
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import clean_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kindreel.core import events
from kindreel.core.errors import Refused
from kindreel.people.events import PASSWORD_RESET
from kindreel.people.models import Person
from kindreel.people.models.person import State

HOME = "/"
LONGEST_NEXT = 2000
_TOO_OFTEN = gettext_lazy("That were many tries in a short time. Please wait a few minutes and try again.")
_WRONG_CODE = gettext_lazy("This code does not fit. Please check it, or take a newer one.")


def is_own_address(url: str) -> bool:
    """A path on this server; nothing that a browser would read as another host."""
    if not url.startswith("/") or len(url) > LONGEST_NEXT:
        return False
    return url_has_allowed_host_and_scheme(url, allowed_hosts=None)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Who waits for approval gets no session; who was removed is told so after the right password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "Handle and password do not fit together. Check both and try again."
        ),
        "invalid_login": gettext_lazy("Handle and password do not fit together. Check both and try again."),
        "incorrect_password": gettext_lazy("This is not your password. Check it and try again."),
        "enter_current_password": gettext_lazy("This is not your password. Check it and try again."),
        "too_many_login_attempts": _TOO_OFTEN,
        "rate_limited": _TOO_OFTEN,
        "incorrect_code": _WRONG_CODE,
        "account_inactive": gettext_lazy("This account was removed."),
    }

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        if user.state == State.WAITING:
            return redirect("account_waiting")
        return super().pre_login(request, user, **kwargs)  # type: ignore[no-any-return]

    def is_safe_url(self, url: str) -> bool:
        return is_own_address(url)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return HOME

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return HOME

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return HOME

    def get_client_ip(self, request: HttpRequest) -> str:
        """What our front says; without it (a developer's server) the other end of the line."""
        told = request.headers.get(settings.TRUSTED_CLIENT_IP_HEADER) or request.META.get("REMOTE_ADDR", "")
        return clean_client_ip(told) or "0.0.0.0"  # noqa: S104  # a name for 'unknown', nothing is bound to it

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: e-mail is optional here, and no way in depends on it."""

    def forget_failed_tries(self, request: HttpRequest, handle: str) -> None:
        """Who proved themselves another way need not wait out their wrong passwords."""
        self._delete_login_attempts_cached_email(request, username=handle)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [
            {**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)
        ]


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _WRONG_CODE}

    def _get_site_name(self) -> str:
        return str(settings.PROJECT_NAME)

    def _get_user_identifier(self, user: Person) -> str:
        return f"@{user.handle}"

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def build_totp_svg(self, url: str) -> str:
        """With a white ground, so that a camera can read it in the dark look, too."""
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        out = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(out)
        return out.getvalue().decode()


def recover_with_code(*, handle: str, code: str, password: str) -> Person:
    """Sets a new password; the code is used up, and sessions and API tokens end.

    Raises `Refused`, the same whether there is no such person or the code does not fit.
    """
    with transaction.atomic():
        person = Person.objects.filter(handle=handle).exclude(state=State.REMOVED).first()
        row = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
        if person is None or row is None or not row.wrap().validate_code(code):
            raise Refused(_("Handle and code do not fit together. Check both; a code works only once."))
        person.set_password(password)
        person.save(update_fields=["password"])
        person.tokens.all().delete()
        events.record(PASSWORD_RESET, subject=str(person.pk), detail="recovery_code")
    return person
