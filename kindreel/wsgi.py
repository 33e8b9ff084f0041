"""Django as a WSGI application; the front calls it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
application = get_wsgi_application()
