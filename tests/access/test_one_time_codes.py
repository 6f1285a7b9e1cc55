"""The codes of an app are those of RFC 6238; a browser is told in words."""

from uuid import uuid4

import pytest

from server.access.browsers import browser_in_words
from server.access.one_time_codes import (
    as_text,
    enrolment_uri,
    matching_step,
    new_recovery_codes,
    new_secret,
    recovery_hash,
)

# RFC 6238, appendix B: SHA-1, the seconds since 1970 and the last six of the eight digits printed there.
SECRET = b"12345678901234567890"
VECTORS = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 20000000000: "353130"}


@pytest.mark.parametrize("seconds", VECTORS)
def test_the_codes_are_those_of_the_standard(seconds: int) -> None:
    assert matching_step(SECRET, VECTORS[seconds], seconds, -1) == seconds // 30


NEAR = {-31: False, -30: True, 29: True, 30: True, 59: True, 60: False}


@pytest.mark.parametrize(("seconds", "is_right"), NEAR.items())
def test_a_clock_may_be_off_by_one_step(seconds: int, is_right: bool) -> None:
    """The code of step 37037036, which begins at 1111111080, and is asked at `seconds` from there."""
    found = matching_step(SECRET, "081804", 1111111080 + seconds, -1)
    assert found == (1111111080 // 30 if is_right else None)


def test_a_code_of_a_used_step_or_an_earlier_one_does_not_count() -> None:
    step = 1111111109 // 30
    assert matching_step(SECRET, "081804", 1111111109, step - 1) == step
    assert matching_step(SECRET, "081804", 1111111109, step) is None
    assert matching_step(SECRET, "081804", 1111111109, step + 1) is None


def test_secrets_and_recovery_codes_differ_and_are_long() -> None:
    assert len({new_secret() for _ in range(50)}) == 50
    assert len(new_secret()) == 20
    codes = [code for _ in range(5) for code in new_recovery_codes()]
    assert (len(set(codes)), {len(code.replace("-", "")) for code in codes}) == (50, {16})


def test_a_recovery_code_is_compared_as_it_is_typed_and_for_its_factor() -> None:
    one, other = uuid4(), uuid4()
    [code, *_] = new_recovery_codes()
    assert recovery_hash(one, f" {code.upper().replace('-', ' ')}\n") == recovery_hash(one, code)
    assert recovery_hash(one, code) != recovery_hash(other, code)


def test_the_uri_carries_what_an_app_shows() -> None:
    uri = enrolment_uri(SECRET, "asha:x@kaveri.example")
    assert uri.startswith("otpauth://totp/Payout%20engine:asha%20x%40kaveri.example?")
    assert "&issuer=Payout%20engine&" in uri
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" in uri
    assert as_text(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


BROWSERS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36": "Chrome on Windows",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0": "Edge on Windows",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15": "Safari on macOS",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox on Linux",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36": (
        "Samsung Internet on Android"
    ),
    "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605 CriOS/130.0 Safari/604.1": "Chrome on iPad",
    "curl/8.5.0": "Another program",
    "": "Another program",
    "x" * 60_000 + "Firefox/1 Linux": "Another program",
}


@pytest.mark.parametrize("user_agent", BROWSERS, ids=lambda text: BROWSERS[text] + text[-8:])
def test_a_browser_is_told_in_words(user_agent: str) -> None:
    assert browser_in_words(user_agent) == BROWSERS[user_agent]
