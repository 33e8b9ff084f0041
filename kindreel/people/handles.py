"""What a handle may be: 3 to 24 of a-z, 0-9, dot and underscore; none that is ours, none that looks like
another's."""

import re

from django.utils.translation import gettext_lazy as _

from kindreel.core.errors import Refused

PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9]|[._](?=[a-z0-9])){1,22}[a-z0-9]\Z")
RESERVED = frozenset(
    """
    about abuse account accounts admin administrator anonymous api app beacon blog c campaign campaigns
    celebrate contact create deleted desk discover embed everyone explore feed guidelines healthz help
    helpline home inbox info kindreel kindwords legal login logout mail me media mod moderation moderator
    moderators news nobody null official offline oembed owner partner partners password police policies
    policy postmaster privacy profile report reports root rules safety security settings share sign-in
    signin signup static staff support system tags team terms transparency tus undefined upload uploads
    user v video videos webmaster www you
    """.split()  # noqa: SIM905  # read as words
)
# Letters that look alike among what a handle may hold (Unicode TR 39's idea, cut down to our alphabet).
_LOOKS = str.maketrans("01i534789", "ollseatbg", "._")


def skeleton(handle: str) -> str:
    """How a handle looks at a glance; two handles with one skeleton cannot both exist."""
    return handle.translate(_LOOKS).replace("rn", "m").replace("vv", "w").replace("cl", "d")


_RESERVED_LOOKS = frozenset(skeleton(word) for word in RESERVED)


def clean_handle(handle: str) -> str:
    """The handle in its one form.

    Raises `Refused` when it cannot be had.
    """
    handle = handle.strip().lstrip("@").lower()
    if not handle.isascii():
        raise Refused(_("Use letters from a to z, numbers, dots and underscores."), field="handle")
    if not 3 <= len(handle) <= 24:
        raise Refused(_("A handle has 3 to 24 characters."), field="handle")
    if not PATTERN.match(handle):
        raise Refused(
            _("Use letters from a to z, numbers, and single dots or underscores between them."),
            field="handle",
        )
    if skeleton(handle) in _RESERVED_LOOKS:
        raise Refused(
            _("This handle is kept for the people who run the place. Try another one."), field="handle"
        )
    return handle
