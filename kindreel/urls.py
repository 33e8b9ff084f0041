"""All routes. Pages are listed by noun in `web/urls/`, the API in `api/`."""

from django.urls import include, path

from kindreel.api.routes import api

urlpatterns = [
    path("", include("kindreel.web.urls.feed")),
    path("", include("kindreel.web.urls.videos")),
    path("", include("kindreel.web.urls.people")),
    path("", include("kindreel.web.urls.pages")),
    path("", include("kindreel.web.urls.account")),
    path("settings/", include("kindreel.web.urls.settings")),
    path("desk/", include("kindreel.web.urls.desk")),
    path("api/v1/", api.urls),
]
handler400 = "kindreel.web.views.errors.bad_request"
handler403 = "kindreel.web.views.errors.forbidden"
handler404 = "kindreel.web.views.errors.not_found"
handler500 = "kindreel.web.views.errors.broken"
