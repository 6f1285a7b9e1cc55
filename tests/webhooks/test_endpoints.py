"""Endpoints are made within their limits, keep what they were made with, and their secrets rotate."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from server.audit_log.models import AuditEvent
from server.errors import InvalidInput, NotFound
from server.events.positions import Position
from server.merchants.models import Merchant
from server.webhooks.endpoints import backlogs, create_endpoint, delete_endpoint, endpoints_of, rotate_secret, set_state
from server.webhooks.models import EndpointState, WebhookEndpoint
from server.webhooks.secrets import signing_secrets
from tests.conftest import pay
from tests.support.webhooks import ALL_TYPES, SOMEWHERE, new_endpoint


def secrets_of(endpoint: WebhookEndpoint, hours: int = 0) -> list[str]:
    assert endpoint.secret_sealed
    columns = (endpoint.secret_sealed, endpoint.old_secret_sealed, endpoint.old_secret_until)
    return signing_secrets(endpoint.id, *columns, endpoint.created_at + timedelta(hours=hours))


def test_an_endpoint_begins_where_the_feed_ends(merchant: Merchant) -> None:
    pay(merchant)
    endpoint, secret = new_endpoint(merchant.id)
    assert endpoint.state == EndpointState.ENABLED
    assert endpoint.origin == endpoint.cursor == Position(2, 0)
    assert endpoint.secret_hint == secret[-4:]
    assert secret.startswith("whsec_")
    assert secrets_of(endpoint) == [secret]
    assert secret.encode() not in bytes(endpoint.secret_sealed or b"")
    assert list(endpoints_of(merchant.id)) == [endpoint]
    [event] = AuditEvent.objects.filter(action="webhook_endpoint.created")
    assert (event.merchant_id, event.subject_id) == (merchant.id, str(endpoint.id))
    assert secret not in str(event.changes)


@pytest.mark.parametrize(
    ("types", "why"),
    [
        ([], "at least one"),
        (["PAYOUT_LOST"], "each once"),
        (["TEST"], "each once"),
        (ALL_TYPES[:1] * 2, "each type once"),
    ],
)
def test_types_are_known_and_named_once(merchant: Merchant, types: list[str], why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as refusal:
        create_endpoint(merchant.id, SOMEWHERE, types)
    assert refusal.value.field == "event_types"
    assert not WebhookEndpoint.objects.exists()


@pytest.mark.parametrize(
    "url", ["http://example.com/", "https://127.0.0.1/", "https://user@example.com/", "", "x" * 3000]
)
def test_a_url_is_refused_that_may_not_be_reached(merchant: Merchant, url: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create_endpoint(merchant.id, url, ALL_TYPES)
    assert refusal.value.field == "url"


def test_a_merchant_has_ten_endpoints_and_none_twice(new_merchant: Callable[..., Merchant]) -> None:
    merchant, other = new_merchant(), new_merchant()
    made = [new_endpoint(merchant.id, f"{SOMEWHERE}/{n}").endpoint for n in range(9)]
    with pytest.raises(InvalidInput, match="already") as refusal:
        new_endpoint(merchant.id, f"{SOMEWHERE}/3")
    assert refusal.value.field == "url"
    new_endpoint(merchant.id, f"{SOMEWHERE}/3", ["PAYOUT_FAILED"])
    with pytest.raises(InvalidInput, match="10 endpoints at most"):
        new_endpoint(merchant.id, f"{SOMEWHERE}/10")
    new_endpoint(other.id, f"{SOMEWHERE}/3")
    delete_endpoint(made[3].id)
    new_endpoint(merchant.id, f"{SOMEWHERE}/3")


def test_two_secrets_sign_until_the_old_one_ends(merchant: Merchant) -> None:
    endpoint, first = new_endpoint(merchant.id)
    rotated, second = rotate_secret(endpoint.id, grace_hours=24)
    assert secrets_of(rotated) == [second, first]
    assert secrets_of(rotated, hours=25) == [second]
    assert rotated.secret_hint == second[-4:]
    rotated, third = rotate_secret(endpoint.id, grace_hours=0)
    assert secrets_of(rotated) == [third]
    for hours in (-1, 169):
        with pytest.raises(InvalidInput) as refusal:
            rotate_secret(endpoint.id, grace_hours=hours)
        assert refusal.value.field == "grace_hours"


def test_an_endpoint_is_disabled_and_enabled(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    assert not set_state(endpoint.id, EndpointState.ENABLED).changed
    disabled = set_state(endpoint.id, EndpointState.DISABLED).row
    assert (disabled.state, disabled.disabled_because, disabled.due_at) == ("disabled", "Disabled by hand.", None)
    enabled = set_state(endpoint.id, EndpointState.ENABLED).row
    assert (enabled.state, enabled.disabled_because) == ("enabled", None)
    assert [
        *AuditEvent.objects.filter(subject_id=str(endpoint.id)).order_by("id").values_list("action", flat=True)
    ] == [
        "webhook_endpoint.created",
        "webhook_endpoint.disabled",
        "webhook_endpoint.enabled",
    ]


def test_a_deleted_endpoint_has_no_secret_and_is_found_no_more(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    delete_endpoint(endpoint.id)
    kept = WebhookEndpoint.objects.get()
    assert (kept.secret_sealed, kept.old_secret_sealed, kept.state) == (None, None, "disabled")
    assert not endpoints_of(merchant.id)
    for call in (
        lambda: delete_endpoint(endpoint.id),
        lambda: set_state(endpoint.id, EndpointState.ENABLED),
        lambda: rotate_secret(endpoint.id, grace_hours=1),
        lambda: delete_endpoint(uuid4()),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_backlog_is_counted(merchant: Merchant) -> None:
    endpoint = new_endpoint(merchant.id).endpoint
    assert backlogs([endpoint.id]) == {endpoint.id: 0}
