"""Access: secrets, hosts, open access, rate limits, encryption keys, and limits of a request."""

from environs import EnvError, validate

from .encryption_keys import faults as key_faults
from .encryption_keys import read_keys
from .environment import DEBUG, env
from .secret_key import faults as secret_faults

DEVELOPMENT_KEY = "development-only-key-that-production-refuses"
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]

SECRET_KEY = env.str("SECRET_KEY", DEVELOPMENT_KEY)
# Account numbers are encrypted with the first key and decrypted with any. With DEBUG, one is derived from SECRET_KEY.
_encryption_keys: list[str] = env.list("PAYOUT_ENCRYPTION_KEYS", [])
if not DEBUG and (_faults := [*secret_faults(SECRET_KEY, DEVELOPMENT_KEY), *key_faults(_encryption_keys)]):
    raise EnvError("; ".join(_faults))
PAYOUT_ENCRYPTION_KEYS = read_keys(_encryption_keys, derive_from=SECRET_KEY if DEBUG else None)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", LOOPBACK)
LOOPBACK_ONLY = set(ALLOWED_HOSTS) <= set(LOOPBACK)
CORS_ALLOWED_ORIGINS: list[str] = env.list("CORS_ALLOWED_ORIGINS", [])
CORS_ALLOW_HEADERS = [
    "authorization",
    "content-type",
    "idempotency-key",
    "idempotency-retry",
    "x-merchant-id",
    "x-csrftoken",
]
CORS_EXPOSE_HEADERS = [
    "x-request-id",
    "retry-after",
    "ratelimit",
    "ratelimit-policy",
    "ratelimit-cost",
    "idempotency-window",
    "content-disposition",
]

# Callers name their merchant and need no key. For development: `up` then listens on loopback only.
PAYOUT_OPEN_ACCESS = env.bool("PAYOUT_OPEN_ACCESS", DEBUG)

# The number of our own proxies before the web server. Each appends the address it saw to X-Forwarded-For.
PAYOUT_PROXIES = env.int("PAYOUT_PROXIES", 0, validate=validate.Range(min=0, max=10))

# Rate limits per key or user: 600/minute allows a burst of 600, refilled by one every 0.1 s. Unauthenticated callers
# are counted by address. Open access has no limit.
_rate = validate.Regexp(r"none\Z|[1-9][0-9]{0,6}/(second|minute|hour|day)\Z", error="Such as 600/minute, or none.")
PAYOUT_RATE_LIMIT_READS = env.str("PAYOUT_RATE_LIMIT_READS", "1200/minute", validate=_rate)
PAYOUT_RATE_LIMIT_WRITES = env.str("PAYOUT_RATE_LIMIT_WRITES", "300/minute", validate=_rate)
# Session and CSRF cookies over https only. All browsers but Safari treat http://localhost as secure.
PAYOUT_SECURE_COOKIES = env.bool("PAYOUT_SECURE_COOKIES", not DEBUG)

# Redirect http to https, and tell browsers to use only https for a year (HSTS). The web server itself speaks http: a
# proxy before it terminates https, and says so in X-Forwarded-Proto.
PAYOUT_HTTPS_ONLY = env.bool("PAYOUT_HTTPS_ONLY", not DEBUG and not LOOPBACK_ONLY)

# The playground at /graphql/, introspection, and "Did you mean …" in errors.
PAYOUT_PLAYGROUND = env.bool("PAYOUT_PLAYGROUND", DEBUG)

# Plain creations over REST skip threads and middleware, and share a transaction with those that arrive with them
# (server/short_way). Off: each takes the long way, with the same answer.
PAYOUT_SHORT_WAY = env.bool("PAYOUT_SHORT_WAY", True)

# Streams of events and waiting calls that one caller may have open at once, in each web process.
PAYOUT_STREAMS_PER_CALLER = env.int("PAYOUT_STREAMS_PER_CALLER", 20, validate=validate.Range(min=1, max=2500))
# After so many seconds a stream is ended, and its reader comes again. aiohttp gives up after 300.
PAYOUT_STREAM_SECONDS = env.float("PAYOUT_STREAM_SECONDS", 280, validate=validate.Range(min=1, max=86_400))

# Limits of one request (docs/adr/0010): sizes in bytes, times in seconds.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # larger bodies are refused unread
LARGER_BODIES = dict.fromkeys(
    ("/api/v1/payouts/batch/", "/api/v1/payouts/preview/", "/api/v1/payout_batches/", "/graphql/"),
    512 * 1024,  # enough for 1,000 payouts
) | {
    "/api/v1/payout_sheets/": 1024 * 1024,  # and for a workbook of them, with its styles
    "/api/v1/operations/statements/": 20 * 1024 * 1024,  # a bank's statement of 100,000 lines
}
STRANGERS_BODY_SIZE = 16 * 1024  # of whoever sends neither a key nor a session, where access is closed: a sign-in
HEAD_MAX_SIZE = 64 * 1024
HEAD_SECONDS = 10  # until a request's head has arrived, counted from the end of the previous request
BODY_SECONDS = 5  # until its body has arrived
QUEUE_SECONDS = 2  # until a thread is free for it
SIGN_IN_QUEUE_SECONDS = 10  # the same for a sign-in, whose password takes long: a person waits at a form
QUERY_SECONDS = 5  # that the statements of one GraphQL query take together
