from django.apps import AppConfig


class Web(AppConfig):
    name = "kindreel.web"
    label = "web"
