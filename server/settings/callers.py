"""Who may call, how often, and what a call may cost."""

from environs import EnvError, validate

from server.settings.encryption_keys import read_keys

from .environment import DEBUG, env

DEVELOPMENT_KEY = "development-only-key-that-production-refuses"
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]

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

# What a client may cost (docs/adr/0010); the last one in seconds until a thread is free to answer it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # a larger body is refused before it is read
LARGER_BODIES = dict.fromkeys(("/api/v1/payouts/batch/", "/graphql/"), 512 * 1024)  # 1,000 payouts, generously spaced
HEAD_MAX_SIZE = 64 * 1024
HEAD_SECONDS = 10  # for a request's head to arrive, counted from the end of the request before it
BODY_SECONDS = 5
QUEUE_SECONDS = 2
