"""Every setting, read once from the environment (or `.env`), with its meaning.

A value that cannot be read raises `EnvError`, whose text names the variable; `manage.py` prints it as one line.
"""

from pathlib import Path
from typing import Any

from environs import Env, EnvError, validate
from huey import PostgresHuey, RedisHuey
from redis import ConnectionPool

from server import failpoints
from server.ops import roles
from server.ops.encryption_keys import read_keys
from server.postgresql.connection import connect

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

DEVELOPMENT_KEY = "development-only-key-that-production-refuses"
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]

# --- who may connect ---------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = env.str("SECRET_KEY", DEVELOPMENT_KEY)
if not DEBUG and SECRET_KEY in {DEVELOPMENT_KEY, ""}:
    raise EnvError('Environment variable "SECRET_KEY" must be set to a secret of your own when DEBUG is false')
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", LOOPBACK)
LOOPBACK_ONLY = set(ALLOWED_HOSTS) <= set(LOOPBACK)
CORS_ALLOWED_ORIGINS: list[str] = env.list("CORS_ALLOWED_ORIGINS", [])
CORS_ALLOW_HEADERS = ["authorization", "content-type", "idempotency-key", "x-merchant-id", "x-csrftoken"]
CORS_EXPOSE_HEADERS = ["x-request-id", "retry-after", "ratelimit", "ratelimit-policy"]

# Callers name their merchant and need no key. For a development machine: `up` then binds to loopback only.
PAYOUT_OPEN_ACCESS = env.bool("PAYOUT_OPEN_ACCESS", DEBUG)

# Proxies of ours between a caller and the web server: each appends to X-Forwarded-For whom it saw.
PAYOUT_PROXIES = env.int("PAYOUT_PROXIES", 0, validate=validate.Range(min=0, max=10))

# How often a caller may call: 600/minute is up to 600 at once, and one more every tenth of a second. Open access has no
# limit; whoever is not known is counted by address.
_rate = validate.Regexp(r"none\Z|[1-9][0-9]{0,6}/(second|minute|hour|day)\Z", error="Such as 600/minute, or none.")
PAYOUT_RATE_LIMIT_READS = env.str("PAYOUT_RATE_LIMIT_READS", "1200/minute", validate=_rate)
PAYOUT_RATE_LIMIT_WRITES = env.str("PAYOUT_RATE_LIMIT_WRITES", "300/minute", validate=_rate)
# Session and CSRF cookies over https alone. Browsers count http://localhost as safe, Safari excepted.
PAYOUT_SECURE_COOKIES = env.bool("PAYOUT_SECURE_COOKIES", not DEBUG)
# Account numbers are sealed with the first of these and opened with any. A development machine derives one of its own.
PAYOUT_ENCRYPTION_KEYS = read_keys(env.list("PAYOUT_ENCRYPTION_KEYS", []), derive_from=SECRET_KEY if DEBUG else None)

# Plain http is sent on to https, and browsers are told to use nothing else for a year. The web server itself speaks
# http: a proxy in front of it speaks https, and says so in X-Forwarded-Proto.
PAYOUT_HTTPS_ONLY = env.bool("PAYOUT_HTTPS_ONLY", not DEBUG and not LOOPBACK_ONLY)

# The playground at /graphql/, and with it what GraphQL tells of its schema: introspection, and "Did you mean …".
PAYOUT_PLAYGROUND = env.bool("PAYOUT_PLAYGROUND", DEBUG)

# --- where the data is -------------------------------------------------------------------------------------

# The embedded PostgreSQL lives here when DB_HOST is not set.
PAYOUT_DATA_DIR = env.path("PAYOUT_DATA_DIR", BASE_DIR / ".data").resolve()
DB_HOST = env.str("DB_HOST", "")
# Who owns the tables, for migrations and commands; and who serves, with the rights of server/ops/rights.py.
DB_OWNER = {"USER": env.str("DB_USER", "postgres"), "PASSWORD": env.str("DB_PASSWORD", "postgres")}
DB_APP = {
    "USER": env.str("DB_APP_USER", "payout_app"),
    "PASSWORD": env.str("DB_APP_PASSWORD", "") or roles.password_of_its_own(SECRET_KEY, DB_OWNER["PASSWORD"]),
}
REDIS_URL = env.str("REDIS_URL", "")

EMBEDDED_DATABASE = not DB_HOST

if DB_HOST:
    DB_PORT = env.int("DB_PORT", 5432)
else:
    from server.ops import embedded

    DB_HOST, DB_PORT = str(embedded.socket_directory(PAYOUT_DATA_DIR)), embedded.PORT

# No transaction of ours waits for anything but the database, so each statement and each pause between two takes some
# milliseconds. Who takes longer is stopped, hung or cut off, and must not stop others (docs/adr/0010).
LOCK_SECONDS = 2  # a merchant's queue has one waiter per process: see server/postgresql/turns.py
STATEMENT_SECONDS = 5
IDLE_IN_TRANSACTION_SECONDS = 3  # PostgreSQL then ends the session of a process that was stopped, and frees its locks
SILENCE_SECONDS = STATEMENT_SECONDS + 1  # a server that has not even said that the statement was cut off

# What a connection sees at its beginning (server/tenancy.py): every merchant, or nothing until it is known who asks.
PAYOUT_SIGHT = "*" if PAYOUT_OPEN_ACCESS or roles.part() is not roles.Part.WEB else ""

SESSION = (
    f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s"
    f" -c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_SECONDS}s"
    # Lock, then look: only in READ COMMITTED does the second statement see what the first one waited for.
    " -c default_transaction_isolation=read\\ committed"
    f" -c payout.merchant={PAYOUT_SIGHT}"
)
# For a network that swallows. (A unix socket takes no notice.)
NETWORK = {
    "connect_timeout": 2,  # the least that libpq knows
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 1000 * SILENCE_SECONDS,
}

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "server.postgresql",
        "NAME": env.str("DB_NAME", "payout_engine"),
        **(DB_OWNER if roles.part() is roles.Part.OWNER else DB_APP),
        "HOST": DB_HOST,
        "PORT": DB_PORT,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": NETWORK
        | {"application_name": "payout-engine", "options": SESSION, "silence_seconds": SILENCE_SECONDS}
        # What a session asks again is planned once: planning was four fifths of PostgreSQL's work for a balance.
        | {"server_side_binding": True, "prepare_threshold": 3},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- payouts -----------------------------------------------------------------------------------------------

_positive = validate.Range(min=0, min_inclusive=False, max=366 * 24 * 3600)  # seconds, at most a year

PAYOUT_IDEMPOTENCY_WINDOW_HOURS = env.float(
    "PAYOUT_IDEMPOTENCY_WINDOW_HOURS", 24, validate=validate.Range(min=0, min_inclusive=False, max=10 * 366 * 24)
)
PAYOUT_MAX_RETRIES = env.int("PAYOUT_MAX_RETRIES", 3, validate=validate.Range(min=1))
PAYOUT_RETRY_DELAYS_SECONDS = env.list(
    "PAYOUT_RETRY_DELAYS_SECONDS", [10, 30, 90], subcast=float, validate=validate.Length(min=1)
)
PAYOUT_PROCESSING_TIMEOUT_SECONDS = env.float("PAYOUT_PROCESSING_TIMEOUT_SECONDS", 30, validate=_positive)
# An outcome that is unknown for longer is shown to a person, and the bank then asked at a slower pace.
PAYOUT_REVIEW_AFTER_SECONDS = env.float("PAYOUT_REVIEW_AFTER_SECONDS", 900, validate=_positive)
PAYOUT_REVIEW_RETRY_SECONDS = env.float("PAYOUT_REVIEW_RETRY_SECONDS", 900, validate=_positive)
PAYOUT_BANK_FAILURE_RATE = env.float("PAYOUT_BANK_FAILURE_RATE", 0.2, validate=validate.Range(min=0, max=1))
PAYOUT_BANK_LATENCY_SECONDS = env.list(
    "PAYOUT_BANK_LATENCY_SECONDS", [0.1, 0.5], subcast=float, validate=validate.Length(equal=2)
)
PAYOUT_BANK_DEADLINE_SECONDS = env.float("PAYOUT_BANK_DEADLINE_SECONDS", 10, validate=_positive)

if PAYOUT_BANK_DEADLINE_SECONDS >= PAYOUT_PROCESSING_TIMEOUT_SECONDS:
    raise EnvError(
        'Environment variable "PAYOUT_BANK_DEADLINE_SECONDS" must be shorter than PAYOUT_PROCESSING_TIMEOUT_SECONDS'
    )
if not all(0 <= delay <= 366 * 24 * 3600 for delay in PAYOUT_RETRY_DELAYS_SECONDS):
    raise EnvError('Environment variable "PAYOUT_RETRY_DELAYS_SECONDS" must hold delays from 0 to a year')
if not 0 <= PAYOUT_BANK_LATENCY_SECONDS[0] <= PAYOUT_BANK_LATENCY_SECONDS[1]:
    raise EnvError('Environment variable "PAYOUT_BANK_LATENCY_SECONDS" must be least,most with 0 <= least <= most')

# Payouts that one worker process has in hand at a time. Each mostly waits for the bank, and costs a connection to
# PostgreSQL.
PAYOUT_WORKER_THREADS = env.int("PAYOUT_WORKER_THREADS", 16, validate=validate.Range(min=1, max=200))

# --- the queue ---------------------------------------------------------------------------------------------
# PostgreSQL holds the work, huey only rings (docs/adr/0002): a ring may be lost, so it must be cheap, not durable.

if REDIS_URL:
    try:
        _pool = ConnectionPool.from_url(REDIS_URL, socket_timeout=2, socket_connect_timeout=0.5)
    except ValueError as error:
        raise EnvError(f'Environment variable "REDIS_URL" invalid: {error}') from error
    HUEY = RedisHuey("payouts", connection_pool=_pool, immediate=False, results=False)
else:
    _database = DATABASES["default"]
    HUEY = PostgresHuey(
        "payouts",
        immediate=False,
        results=False,
        create_tables=False,  # by server/ops/migrations
        connection=lambda: connect(silence_seconds=2, **HUEY.storage.connection_params),
        host=_database["HOST"],
        port=_database["PORT"],
        user=_database["USER"],
        password=_database["PASSWORD"],
        dbname=_database["NAME"],
        options="-c synchronous_commit=off -c lock_timeout=1s -c statement_timeout=1s",
        **NETWORK,
    )

# --- faults on request, for tests --------------------------------------------------------------------------

PAYOUT_FAILPOINTS = env.str("PAYOUT_FAILPOINTS", "")
PAYOUT_FAILPOINTS_SEED = env.str("PAYOUT_FAILPOINTS_SEED", "")
PAYOUT_FAILPOINTS_LOG = env.str("PAYOUT_FAILPOINTS_LOG", "")
if not DEBUG and (PAYOUT_FAILPOINTS or PAYOUT_FAILPOINTS_LOG):
    raise EnvError('Environment variable "PAYOUT_FAILPOINTS" and its log are for tests: refused when DEBUG is false')
try:
    failpoints.arm(PAYOUT_FAILPOINTS, seed=PAYOUT_FAILPOINTS_SEED, log=PAYOUT_FAILPOINTS_LOG)
except ValueError as error:
    raise EnvError(f'Environment variable "PAYOUT_FAILPOINTS" invalid: {error}') from error

# --- Django ------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "server.ops.apps.OperatorsAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "huey.contrib.djhuey",
    "strawberry_django",
    "server.trail",
    "server.ledger",
    "server.bank",
    "server.merchants",
    "server.payouts",
    "server.access",
    "server.api",
    "server.ops",
]

# A call of an API passes those by that are `for_pages`, a program's also those that are `for_browsers`.
MIDDLEWARE = [
    "server.api.middleware.every_answer",
    "django.middleware.security.SecurityMiddleware",
    "server.api.middleware.Cors",
    "server.api.door.refused_at_the_door",
    "server.api.middleware.known_host",
    "server.api.middleware.StaticFiles",
    "server.api.middleware.Common",
    "server.api.middleware.Sessions",
    "server.api.middleware.CsrfForSessions",
    "server.api.middleware.People",
    "server.api.middleware.Messages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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

AUTHENTICATION_BACKENDS = ["server.access.backend.ThrottledBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "server.access.session_store"
SESSION_COOKIE_AGE = 12 * 3600  # a working day from the sign-in, however busy: an open page asks all the time
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PAYOUT_SECURE_COOKIES
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # until the browser is closed; every page gives it anew

SECURE_SSL_REDIRECT = PAYOUT_HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from within, past the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PAYOUT_HTTPS_ONLY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PAYOUT_PROXIES else None
# Of `check --deploy`: server/api/headers.py says X-Frame-Options (W002); CsrfForSessions is Django's own, which it does
# not recognize (W003); the domain's other names are not ours to bind (W005, W021); what is called by names of this
# machine alone crosses no network (W004, W008).
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003", "security.W005", "security.W021"]
if LOOPBACK_ONLY and not PAYOUT_HTTPS_ONLY:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008"]

ROOT_URLCONF = "server.urls"
CSRF_FAILURE_VIEW = "server.api.middleware.csrf_failure"
WSGI_APPLICATION = "server.wsgi.application"

# What a client may cost (docs/adr/0010); the last one in seconds until a thread is free to answer it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # a larger body is refused before it is read
LARGER_BODIES = dict.fromkeys(("/api/v1/payouts/batch/", "/graphql/"), 512 * 1024)  # 1,000 payouts, generously spaced
HEAD_MAX_SIZE = 64 * 1024
HEAD_SECONDS = 10  # for a request's head to arrive, counted from the end of the request before it
BODY_SECONDS = 5
QUEUE_SECONDS = 2

APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-in"
STATIC_URL = "/static/"
# The page, built from web/ by `up`; where it is not built, `/` says how to.
WEB_DIST = BASE_DIR / "web" / "dist"
STATICFILES_DIRS = [WEB_DIST] if WEB_DIST.is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False  # the page is the only one that loads them

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "server.redaction.Line", "fmt": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {},  # no handlers of Django's own beside ours: they would say every line again, unmasked
        "django.server": {"propagate": True},
        # With no handler of its own, run_huey would give it a second one.
        "huey": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody may send one, and it is refused
    },
}
