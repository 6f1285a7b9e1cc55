"""Sign-in, sessions, and the security headers for browsers."""

from environs import validate

from .callers import LOOPBACK_ONLY, PAYOUT_HTTPS_ONLY, PAYOUT_PROXIES, PAYOUT_SECURE_COOKIES
from .environment import env

AUTHENTICATION_BACKENDS = ["server.access.auth_backend.ThrottledBackend"]
PASSWORD_HASHERS = ["server.access.password_hashing.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Who cannot do anything before they have set up a second factor: nobody, operators, or everybody who signs in.
PAYOUT_REQUIRE_SECOND_FACTOR = env.str(
    "PAYOUT_REQUIRE_SECOND_FACTOR", "off", validate=validate.OneOf(["off", "operators", "everybody"])
)
LOGIN_REDIRECT_URL = "admin:index"  # of the admin's own sign-in, where `next` names another site's page or none
SESSION_ENGINE = "server.access.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # a working day from sign-in, also if active: an open page polls all the time
# A browser takes a cookie of such a name from this very host alone, and sends it to no other. It asks for Secure.
COOKIE_PREFIX = "__Host-" if PAYOUT_SECURE_COOKIES else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # the default sets a cookie of its own
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PAYOUT_SECURE_COOKIES
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # until the browser is closed; every page sets it again

SECURE_SSL_REDIRECT = PAYOUT_HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^health/integrity$"]  # requested from inside, not through the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PAYOUT_HTTPS_ONLY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PAYOUT_PROXIES else None
# `check --deploy` is wrong about these: server/api/http/security_headers.py sets X-Frame-Options (W002);
# CsrfForSessions is Django's own class, which it does not recognize (W003); HSTS for the domain's other names is not
# ours to decide (W005, W021); requests to this machine's own names cross no network (W004, W008).
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003", "security.W005", "security.W021"]
if LOOPBACK_ONLY and not PAYOUT_HTTPS_ONLY:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008"]
