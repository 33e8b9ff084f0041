"""Routes, by noun; each app's own are in `web/urls/` and `api/`."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
