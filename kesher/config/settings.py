"""All settings, once. What differs between installations is read from the environment (docs/operating.md)."""

from functools import partial
from pathlib import Path
from typing import Any

import dj_database_url
import dj_email_url
from django.utils.translation import gettext_lazy as _

from kesher.config.environment import (
    ARE_HOSTS,
    IS_ADDRESS,
    IS_COUNT,
    IS_COUNT_OR_NONE,
    IS_DATABASE,
    IS_LEVEL,
    IS_MAIL,
    IS_PUBLIC_KEY,
    IS_REDIS,
    IS_SECRET,
    IS_SENDER,
    IS_ZONE,
    data_folder,
    env,
    kept_secret,
    read,
)

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()
DEBUG = env.bool("KESHER_DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "", validate=IS_SECRET) or kept_secret(DATA, "secret_key")
BASE_URL = env.str("BASE_URL", "http://localhost:8000", validate=IS_ADDRESS).rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["*"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
IS_HTTPS = BASE_URL.startswith("https://")

# ── What it is made of ───────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "kesher.core",
    "kesher.activity",
    "kesher.businesses",
    "kesher.customers",
    "kesher.messaging",
    "kesher.calendar",
    "kesher.entitlements",
    "kesher.contracts",
    "kesher.inquiries",
    "kesher.reports",
    "kesher.office",
    "kesher.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django_vite",
]
MIDDLEWARE = [
    "kesher.core.journal.RequestLog",
    "kesher.core.perimeter.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kesher.businesses.middleware.Presence",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "kesher.config.urls"
WSGI_APPLICATION = "kesher.config.wsgi.application"

# ── Templates: Jinja2 for our pages, Django's own only where a library brings it ─────────────────
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "jinja2"],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "kesher.core.templates.environment",
            "context_processors": ["kesher.office.shell.frame"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ── Data ─────────────────────────────────────────────────────────────────────────────────────────
DATABASES: dict[str, Any] = {
    "default": read(
        partial(
            dj_database_url.parse,
            conn_max_age=env.int("CONNECTION_MAX_AGE", 600, validate=IS_COUNT_OR_NONE),
            conn_health_checks=True,
        ),
        env.str("DATABASE_URL", f"sqlite:///{DATA / 'kesher.sqlite3'}", validate=IS_DATABASE),
        name="DATABASE_URL",
    ),
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {"connect_timeout": 3, "tcp_user_timeout": 5000, "server_side_binding": True}
    )
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", True) and not IS_SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", "", validate=IS_REDIS)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
}
UPLOADS = DATA / "uploads"
BACKUPS = env.path("BACKUP_FOLDER", DATA / "backups")
BACKUPS_KEPT = env.int("BACKUPS_KEPT", 14, validate=IS_COUNT)
MEDIA_ROOT = UPLOADS
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT_MB", 20, validate=IS_COUNT) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# One for each person selected for one change of many (at most 2,000, customers/bulk_changing.py) and the form's own; who selects
# somewhat too many is told so by that page.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600

# ── Background jobs ──────────────────────────────────────────────────────────────────────────────
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
WORKER_THREADS = env.int("WORKER_THREADS", 2, validate=IS_COUNT)
WORKER_LEASE_SECONDS = env.int("WORKER_LEASE_SECONDS", 45, validate=IS_COUNT)

# ── Who is here ──────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "businesses.User"
AUTHENTICATION_BACKENDS = ["kesher.businesses.accounts.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "kesher.businesses.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "kesher_session"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "kesher.businesses.sessions"
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 30, validate=IS_COUNT)
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", 12, validate=IS_COUNT) * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "kesher_csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kesher.office.views.failures.csrf_failed"

# ── The perimeter ────────────────────────────────────────────────────────────────────────────────
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
X_FRAME_OPTIONS = "DENY"

# ── Language, time ───────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "he"
LANGUAGES = [("he", _("Hebrew")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = env.str("TIME_ZONE", "Asia/Jerusalem", validate=IS_ZONE)
USE_TZ = True

# ── Static files: built by Vite with a hash in the name ──────────────────────────────────────────
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[-.][0-9a-zA-Z_-]{8}\..+$"
DJANGO_VITE = {
    "default": {"manifest_path": PACKAGE / "static" / "dist" / "manifest.json", "static_url_prefix": "dist"}
}

# ── Mail of the installation (a business may have its own server) ────────────────────────────────
vars().update(read(dj_email_url.parse, env.str("EMAIL_URL", "dummy:", validate=IS_MAIL), name="EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "Kesher <kesher@localhost>", validate=IS_SENDER)
IS_MAIL_CONFIGURED = bool(env.str("EMAIL_URL", ""))

# ── Web push: the services that browsers subscribe to; a server of one's own is added by its host name ──
PUSH_HOSTS = [
    "fcm.googleapis.com", "push.services.mozilla.com", "notify.windows.com", "push.apple.com",
    *env.list("PUSH_HOSTS", [], validate=ARE_HOSTS),
]  # fmt: skip

# ── Activation codes: the vendor's public key; without one the installation makes its own pair ───
ACTIVATION_PUBLIC_KEY = env.str("ACTIVATION_PUBLIC_KEY", "", validate=IS_PUBLIC_KEY)

LOGGING_CONFIG = "kesher.core.journal.configure"
LOGGING = {
    "level": env.str("LOG_LEVEL", "INFO", validate=IS_LEVEL),
    "json": env.bool("LOG_JSON", None),
    "debug": DEBUG,
}
SILENCED_SYSTEM_CHECKS: list[str] = []

from kesher.config.accounts import *
