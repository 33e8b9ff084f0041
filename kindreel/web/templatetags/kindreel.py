"""Template words of ours."""

import re
from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from kindreel.core import clock
from kindreel.core.text import folded
from kindreel.hashtags.parsing import _MENTION, _TAG, hashtags_in

register = template.Library()


@register.filter
def linked(text: str) -> SafeString:
    """A text with its hashtags and mentions as links; everything else escaped."""
    escaped = str(conditional_escape(text))
    escaped = _TAG.sub(_tag, escaped)
    escaped = _MENTION.sub(lambda found: _link("profile", found[1].lower(), found[0]), escaped)
    return mark_safe(escaped.replace("\n", "<br>"))  # noqa: S308  # escaped above; only our own links were added


def _tag(found: re.Match[str]) -> str:
    return _link("hashtag", folded(found[1]), found[0]) if hashtags_in(found[0]) else found[0]


def _link(page: str, value: str, shown: str) -> str:
    return format_html('<a href="{}">{}</a>', reverse(page, args=[value]), shown)


@register.filter
def host_of(address: str) -> str:
    return address.split("://", 1)[-1].split("/", 1)[0]


@register.filter
def seconds(duration: float | None) -> str:
    """0:07, 2:59."""
    whole = round(duration or 0)
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def span(moment: datetime) -> str:
    """How long it is between now and then: 3 days, 2 hours. Django has no such words in Filipino."""
    minutes = int(abs((clock.now() - moment).total_seconds()) // 60)
    if minutes >= 24 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return ngettext("%(number)d minute", "%(number)d minutes", max(1, minutes)) % {"number": max(1, minutes)}
