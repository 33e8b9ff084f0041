from django.apps import AppConfig


class Feed(AppConfig):
    name = "kindreel.feed"
    label = "feed"
