from django.apps import AppConfig


class Videos(AppConfig):
    name = "kindreel.videos"
    label = "videos"
