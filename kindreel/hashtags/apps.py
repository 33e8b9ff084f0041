from django.apps import AppConfig


class Hashtags(AppConfig):
    name = "kindreel.hashtags"
    label = "hashtags"
