from django.apps import AppConfig


class Core(AppConfig):
    name = "kindreel.core"
    label = "core"
