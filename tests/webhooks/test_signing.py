"""Signatures verify with the library that receivers use, whatever the time zone of either side."""

import base64
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from server.webhooks.signing import new_secret, sign

BODY = '{"type":"payout.completed","data":{"reason":"खाता"}}'.encode()
IST = timezone(timedelta(hours=5, minutes=30))


@pytest.fixture(params=["UTC", "Asia/Kolkata", "America/New_York"])
def _zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_a_secret_is_32_random_bytes_in_standard_base64() -> None:
    secrets = {new_secret() for _ in range(200)}
    assert len(secrets) == 200
    for secret in secrets:
        prefix, _, text = secret.partition("_")
        assert prefix == "whsec"
        assert len(base64.b64decode(text, validate=True)) == 32
    assert any("/" in secret or "+" in secret for secret in secrets)  # not the alphabet of URLs


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("zone", [UTC, IST])
def test_a_signature_verifies_in_each_time_zone(zone: timezone) -> None:
    secret, now = new_secret(), datetime.now(zone)
    headers = sign([secret], "msg_1", now, BODY)
    assert headers["webhook-id"] == "msg_1"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 5
    assert Webhook(secret).verify(BODY, headers)["type"] == "payout.completed"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        sign([new_secret()], "msg_1", datetime(2026, 11, 29), BODY)


def test_while_a_secret_rotates_either_verifies_and_no_other() -> None:
    new, old = new_secret(), new_secret()
    headers = sign([new, old], "msg_1", datetime.now(UTC), BODY)
    assert [one.partition(",")[0] for one in headers["webhook-signature"].split(" ")] == ["v1", "v1"]
    Webhook(new).verify(BODY, headers)
    Webhook(old).verify(BODY, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(BODY, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(new).verify(BODY + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(new).verify(BODY, headers | {"webhook-id": "msg_2"})


def test_the_specifications_own_example_is_reproduced() -> None:
    """Of its libraries' tests."""
    headers = sign(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "whsec_",
        "whsec_" + base64.b64encode(bytes(23)).decode(),
        "whsec_" + base64.b64encode(bytes(65)).decode(),
        "whsec_" + base64.urlsafe_b64encode(b"\xff" * 24).decode(),
        base64.b64encode(bytes(32)).decode(),
        "whsec_ä",
    ],
)
def test_a_secret_of_another_form_signs_nothing(secret: str) -> None:
    with pytest.raises(ValueError, match="a webhook secret is") as refused:
        sign([secret], "msg_1", datetime.now(UTC), BODY)
    assert len(secret) < 8 or secret not in str(refused.value)
