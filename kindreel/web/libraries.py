"""Libraries of others that `bin/fetch-js` brought. A page works without them: a missing one is no error."""

from django.contrib.staticfiles import finders
from django.templatetags.static import static

FILES = {"tus": "vendor/tus.js"}


def library(name: str) -> str:
    """Its address, or '' when it is not here."""
    path = FILES[name]
    if finders.find(path) is None:
        return ""
    try:
        return static(path)
    except ValueError:  # it was fetched after the static files were collected
        return ""
