from django.apps import AppConfig
from django.conf import settings


class Core(AppConfig):
    name = "kindreel.core"
    label = "core"

    def ready(self) -> None:
        """Uploads are written there before anybody asks whose they are."""
        settings.WORK.mkdir(parents=True, exist_ok=True)
