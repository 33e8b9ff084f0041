"""All settings. What an operator may change comes from the environment, through `environment`."""

import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django.conf.locale

from kindreel import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(env.text("KINDREEL_DATA", "./var", "Folder for everything that the community keeps.")).resolve()
ORIGIN = env.text(
    "KINDREEL_ORIGIN",
    "",
    "Public address, such as https://reels.example.org; empty on one machine without TLS.",
).rstrip("/")
PORT = env.number("PORT", 8000, "Port of the one listener.", least=1)
LISTEN = env.text("KINDREEL_LISTEN", "127.0.0.1", "Address to listen on; 0.0.0.0 for all of them.")
DEBUG = env.flag(
    "KINDREEL_DEBUG", False, "Django's debug pages; for developers only, never on a public server."
)


def _secret() -> str:
    given = env.text("KINDREEL_SECRET", "", "Signing secret; empty: made once and kept in the data folder.")
    if given:
        return given
    path = DATA / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x") as file:
                path.chmod(0o600)
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:  # another process of ours was quicker
            pass
    return path.read_text().strip()


SECRET_KEY = _secret()

_origin = urlsplit(ORIGIN)
HTTPS = _origin.scheme == "https"
ALLOWED_HOSTS = [_origin.hostname] if _origin.hostname else ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += env.words("KINDREEL_HOSTS", "", "Further host names that this server answers to.")
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_FAILURE_VIEW = "kindreel.web.views.errors.csrf_failed"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = env.words(
    "KINDREEL_TRUSTED_PROXIES", "127.0.0.1,::1", "Addresses of proxies whose forwarded headers are believed."
)

INSTALLED_APPS = [
    "kindreel.core",
    "kindreel.people",
    "kindreel.hashtags",
    "kindreel.videos",
    "kindreel.feed",
    "kindreel.web",
    "kindreel.ops",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kindreel.web.middleware.private_answers",
    "kindreel.web.middleware.language_of_person",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kindreel.web.middleware.standing_of_person",
    "kindreel.web.views.errors.OurErrors",
]
ROOT_URLCONF = "kindreel.urls"
WSGI_APPLICATION = "kindreel.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "kindreel" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kindreel.web.templatetags.kindreel",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kindreel.web.context.house",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- database
# -------------------------------------------------------------------------------------------------------
_database = env.text(
    "KINDREEL_DATABASE", "", "postgres://person:word@host:5432/name; empty: SQLite in the data folder."
)


def _databases(address: str) -> dict[str, dict[str, object]]:
    if not address:
        options = {
            # IMMEDIATE: a read that turns into a write would otherwise fail at once, whatever the time-out.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
        return {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": DATA / "db.sqlite3",
                "OPTIONS": options,
            }
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise env.BadSetting("KINDREEL_DATABASE must look like postgres://person:word@host:5432/name")
    postgres: dict[str, object] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    return {"default": postgres}


DATABASES = _databases(_database)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

# Rate limits live here: with Django's 300 entries a flood of other keys would push a counter out.
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
_redis = env.text(
    "KINDREEL_REDIS", "", "redis://host:6379/0 for cache and rate limits; empty: the process's memory."
)
if _redis:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis}}

# --- people
# -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "feed"
SIGN_UP = env.choice(
    "KINDREEL_SIGN_UP",
    "open",
    "Who may join: anybody, with an invitation, after a moderator's approval, or nobody.",
    ["open", "invitation", "approval", "closed"],
)
MINIMUM_AGE = env.number(
    "KINDREEL_MINIMUM_AGE", 13, "Minimum age where the country has no stricter one.", least=0
)
MINIMUM_AGES = env.words(
    "KINDREEL_MINIMUM_AGES", "", "Minimum age per country, such as DE=16,KR=14; before our table."
)
ACCOUNT_ADAPTER = "kindreel.web.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "signup": env.text("KINDREEL_SIGN_UPS_PER_ADDRESS", "30/h/ip", "Limit of sign-ups from one address."),
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_DIGITS = 12  # one code is enough for a new password: it must not be guessed
MFA_TOTP_TOLERANCE = 1  # clocks of phones drift
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_ADAPTER = "kindreel.web.accounts.SecondFactors"
USERSESSIONS_TRACK_ACTIVITY = False
DELETION_GRACE_DAYS = env.number(
    "KINDREEL_DELETION_GRACE_DAYS", 14, "Days in which a deleted account can come back."
)
TRUSTED_CLIENT_IP_HEADER = "X-Kindreel-Client"
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = (
    TRUSTED_CLIENT_IP_HEADER  # set by our front, which drops what a client sends
)

# --- languages
# --------------------------------------------------------------------------------------------------------
django.conf.locale.LANG_INFO["fil"] = {
    "bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino",
}  # fmt: skip
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("pt-br", "Português (Brasil)"),
    ("id", "Bahasa Indonesia"),
    ("fil", "Filipino"),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "kindreel" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# --- files and videos
# -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
FILES = DATA / "files"
UPLOADS = DATA / "uploads"
WORK = DATA / "work"
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "kindreel.core.storage.LocalFiles", "OPTIONS": {"location": FILES}},
    "staticfiles": {"BACKEND": "kindreel.web.storage.HashedModules"},
}
UPLOAD_PATHS = ["/create", "/api/v1/uploads", "/api/v1/videos"]
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = WORK
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
MAX_VIDEO_SECONDS = env.number("KINDREEL_MAX_VIDEO_SECONDS", 180, "Longest video, in seconds.", least=1)
MAX_VIDEO_MEGABYTES = env.number(
    "KINDREEL_MAX_VIDEO_MEGABYTES", 500, "Largest upload, in megabytes.", least=1
)
UPLOADS_PER_DAY = env.number(
    "KINDREEL_UPLOADS_PER_DAY", 50, "Videos that one person may upload in a day.", least=1
)
KEEP_ORIGINALS = env.flag(
    "KINDREEL_KEEP_ORIGINALS", True, "Keep the stripped original beside the renditions."
)
UNDO_DAYS = env.number("KINDREEL_UNDO_DAYS", 30, "Days in which a deleted video can come back.")
MEDIA_WORKERS = env.number("KINDREEL_MEDIA_WORKERS", 1, "Processes that render videos on this machine.")
MEDIA_DELIVERY = env.choice(
    "KINDREEL_MEDIA_DELIVERY",
    "front",
    "Who sends media bytes: the front itself, or a proxy through X-Accel-Redirect.",
    ["front", "x-accel"],
)

CONTENT_GATES = env.words(
    "KINDREEL_CONTENT_GATES",
    "",
    "Dotted paths of what reads texts before they are shown; an error holds the text.",
)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "media"]}}

LOG_LEVEL = env.choice(
    "KINDREEL_LOG_LEVEL", "INFO", "How much the log says.", ["DEBUG", "INFO", "WARNING", "ERROR"]
)
LOGGING_CONFIG = None  # kindreel.ops.log sets it up, once per process
PROJECT_NAME = env.text("KINDREEL_NAME", "Kindreel", "What this community is called.")
CONTACT = env.text(
    "KINDREEL_CONTACT", "", "How to reach the people who run this server, shown on the about page."
)
SILENCED_SYSTEM_CHECKS: list[str] = []
