from django.apps import AppConfig


class Ops(AppConfig):
    name = "kindreel.ops"
    label = "ops"
