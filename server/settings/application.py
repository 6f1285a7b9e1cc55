"""Installed apps, middleware, templates, static files and logging."""

from .environment import BASE_DIR

INSTALLED_APPS = [
    "server.admin.apps.OperatorsAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "corsheaders",
    "huey.contrib.djhuey",
    "server.observability",
    "server.audit_log",
    "server.request_log",
    "server.ledger",
    "server.bank",
    "server.merchants",
    "server.payouts",
    "server.access",
    "server.adjustments",
    "server.integrity",
    "server.approvals",
    "server.batches",
    "server.exports",
    "server.events",
    "server.webhooks",
    "server.balance_monitors",
    "server.name_checks",
    "server.payout_orders",
    "server.statements",
    "server.reconciliation",
    "server.fees",
    "server.inward_payments",
    "server.lineage",
    "server.cooling_off",
    "server.expected_receipts",
    "server.alerts",
    "server.api",
    "server.ops",
]

# API requests skip those marked `for_pages`; requests of programs (with a key) also skip those `for_browsers`.
MIDDLEWARE = [
    "server.api.http.middleware.every_response",
    "django.middleware.security.SecurityMiddleware",
    "server.api.http.middleware.Cors",
    "server.api.http.early_refusals.refuse_early",
    "server.api.http.middleware.known_host",
    "server.api.http.middleware.count_sign_ins",
    "server.api.http.middleware.StaticFiles",
    "server.api.http.middleware.Common",
    "server.api.http.middleware.Sessions",
    "server.api.http.middleware.CsrfForSessions",
    "server.api.http.middleware.Authentication",
    "server.api.http.middleware.Messages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "server" / "admin" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

ROOT_URLCONF = "server.urls"
CSRF_FAILURE_VIEW = "server.api.http.middleware.csrf_failure"
WSGI_APPLICATION = "server.wsgi.application"

APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-in"
FORMAT_MODULE_PATH = ["server.admin.formats"]
STATIC_URL = "/static/"
# The dashboard, which `up` builds from web/. If it is not built, `/` says how to.
WEB_DIST = BASE_DIR / "web" / "dist"
STATICFILES_DIRS = [WEB_DIST] if WEB_DIST.is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False  # only the dashboard loads them
# Vite's names contain a hash of the contents: browsers keep them for years and never ask again. The build also writes
# each file in brotli and gzip (web/scripts/compress.mjs), of which WhiteNoise sends what the browser accepts.
WHITENOISE_IMMUTABLE_FILE_TEST = rf"^{STATIC_URL}assets/.+-[\w-]{{8}}\.[a-z0-9]+$"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "server.observability.log_redaction.Line", "fmt": "%(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {},  # without Django's own handlers, which would print every line again, unmasked
        "django.server": {"propagate": True},
        # Needs a handler of its own: run_huey adds one to a logger without any, and lines would appear twice.
        "huey": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "gunicorn.error": {"level": "WARNING"},
        "uvicorn": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # any client can cause it, and it is refused
    },
}
