"""RazorpayX's key, account and address: all of them are needed where it is the bank, and none elsewhere."""

from urllib.parse import urlsplit

from environs import EnvError, validate

from .environment import env
from .payouts import PAYOUT_BANK

# Of its dashboard: rzp_live_… or rzp_test_…, and the secret that was shown beside it, once.
PAYOUT_RAZORPAYX_KEY_ID = env.str("PAYOUT_RAZORPAYX_KEY_ID", "")
PAYOUT_RAZORPAYX_KEY_SECRET = env.str("PAYOUT_RAZORPAYX_KEY_SECRET", "")
# The account that pays: the customer identifier of RazorpayX Lite, or the number of the current account.
PAYOUT_RAZORPAYX_ACCOUNT_NUMBER = env.str("PAYOUT_RAZORPAYX_ACCOUNT_NUMBER", "")
PAYOUT_RAZORPAYX_BASE_URL = env.str("PAYOUT_RAZORPAYX_BASE_URL", "https://api.razorpay.com").rstrip("/")
# Of each worker process. RazorpayX asks for 5 to 10 in all.
PAYOUT_RAZORPAYX_CALLS_PER_SECOND = env.float(
    "PAYOUT_RAZORPAYX_CALLS_PER_SECOND", 5, validate=validate.Range(min=0, min_inclusive=False, max=1000)
)


def _fault(name: str, words: str) -> EnvError:
    return EnvError(f'Environment variable "{name}" {words}')  # never its value: it may be a secret


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def _check() -> None:
    for name, value in (
        ("PAYOUT_RAZORPAYX_KEY_ID", PAYOUT_RAZORPAYX_KEY_ID),
        ("PAYOUT_RAZORPAYX_KEY_SECRET", PAYOUT_RAZORPAYX_KEY_SECRET),
        ("PAYOUT_RAZORPAYX_ACCOUNT_NUMBER", PAYOUT_RAZORPAYX_ACCOUNT_NUMBER),
    ):
        if not value:
            raise _fault(name, "must be set when PAYOUT_BANK is razorpayx")
        if not _is_plain(value):
            raise _fault(name, "invalid: it must be printable ASCII without blanks")
    if not PAYOUT_RAZORPAYX_KEY_ID.startswith(("rzp_test_", "rzp_live_")):
        raise _fault("PAYOUT_RAZORPAYX_KEY_ID", "invalid: a key's id begins with rzp_live_ or rzp_test_")
    if not PAYOUT_RAZORPAYX_ACCOUNT_NUMBER.isalnum():
        raise _fault("PAYOUT_RAZORPAYX_ACCOUNT_NUMBER", "invalid: it has letters and digits alone")
    try:
        url = urlsplit(PAYOUT_RAZORPAYX_BASE_URL)
        host, _ = url.hostname, url.port
    except ValueError:
        raise _fault("PAYOUT_RAZORPAYX_BASE_URL", "invalid: it is no URL") from None
    on_this_machine = url.scheme == "http" and host in ("localhost", "127.0.0.1", "::1")
    if not host or (url.scheme != "https" and not on_this_machine):
        raise _fault("PAYOUT_RAZORPAYX_BASE_URL", "invalid: it must begin with https://, as the key is sent to it")
    if (
        url.username
        or url.password
        or url.path
        or url.query
        or url.fragment
        or not _is_plain(PAYOUT_RAZORPAYX_BASE_URL)
    ):
        raise _fault("PAYOUT_RAZORPAYX_BASE_URL", "invalid: a scheme and a host alone, as https://api.razorpay.com")


if PAYOUT_BANK == "razorpayx":
    _check()
