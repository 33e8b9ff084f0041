from django.apps import AppConfig


class People(AppConfig):
    name = "kindreel.people"
    label = "people"
