from django.urls import path

from kindreel.web.views import pages

urlpatterns = [
    path("about", pages.about, name="about"),
    path("healthz", pages.healthz, name="healthz"),
    path("language/", pages.language, name="language"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
]
