from django.urls import path

from kindreel.web.views import captions, videos

urlpatterns = [
    path("create", videos.create, name="create"),
    path("v/<str:id>", videos.show, name="video"),
    path("v/<str:id>/edit/", videos.edit, name="video_edit"),
    path("v/<str:id>/deletion/", videos.deletion, name="video_deletion"),
    path("v/<str:id>/captions/", captions.show, name="video_captions"),
    path("v/<str:id>/retry/", videos.retry, name="video_retry"),
    path("v/<str:id>/status/", videos.status, name="video_status"),
    path("v/<str:id>/addresses/", videos.addresses, name="video_addresses"),
]
