"""Settings for tests: fast hashing, no limits that would slow a suite, a data folder of its own per
process."""

import os
import tempfile

if "KINDREEL_DATA" not in os.environ or os.environ.get("KINDREEL_DATA_FOR") != str(os.getpid()):
    os.environ["KINDREEL_DATA"] = tempfile.mkdtemp(prefix="kindreel-test-")
    os.environ["KINDREEL_DATA_FOR"] = str(os.getpid())

from kindreel.settings import *
from kindreel.settings import DATA, DATABASES, STORAGES, TASKS

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {**TASKS["default"], "BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
ACCOUNT_RATE_LIMITS = {}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
TEST_DATA = DATA

if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    # In a file, as in life: SQLite's shared memory locks whole tables between threads.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
