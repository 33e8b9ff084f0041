"""Pages about the place itself."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kindreel.people.ages import minimum_age
from kindreel.web.views.common import back, viewer_of


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    context = {"contact": settings.CONTACT, "minimum_age": minimum_age(viewer.country if viewer else "")}
    return render(request, "pages/about.html", context)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For proxies and supervisors: 200 when pages and database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """A visitor's choice in a cookie, a person's in their account."""
    code = request.POST.get("language", "")
    response = back(request, "/")
    if code in dict(settings.LANGUAGES):
        viewer = viewer_of(request)
        if viewer is not None:
            viewer.language = code
            viewer.save(update_fields=["language"])
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=31_536_000,
            samesite="Lax",
            secure=secure,
            httponly=True,
        )
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to install the page as an app."""
    icons = [
        {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {
            "src": static("img/icon-maskable-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ]
    body = {
        "name": settings.PROJECT_NAME, "short_name": settings.PROJECT_NAME[:12], "id": "/", "start_url": "/",
        "description": _("Short videos in a place where kindness is the default."),
        "display": "standalone", "background_color": "#141014", "theme_color": "#141014", "icons": icons,
    }  # fmt: skip
    return JsonResponse(body, content_type="application/manifest+json")
