"""A merchant's name and e-mail address can be mended."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from server.audit_log.models import AuditEvent
from server.errors import InvalidInput
from server.merchants.details import update_merchant
from server.merchants.models import Merchant
from tests.support.racing import at_once


def stored(merchant: Merchant) -> tuple[str, str]:
    merchant.refresh_from_db()
    return merchant.name, merchant.email


def test_name_and_email_are_changed_together_or_each_alone(merchant: Merchant) -> None:
    email = merchant.email
    assert update_merchant(merchant.id, name="  Kaveri Silks Pvt Ltd ").changed
    assert stored(merchant) == ("Kaveri Silks Pvt Ltd", email)
    assert update_merchant(merchant.id, email=" money@kaveri.example ").row.email == "money@kaveri.example"
    assert stored(merchant) == ("Kaveri Silks Pvt Ltd", "money@kaveri.example")
    update_merchant(merchant.id, name="Kaveri", email="silk@kaveri.example")
    assert stored(merchant) == ("Kaveri", "silk@kaveri.example")


def test_the_audit_log_holds_what_changed_and_nothing_else(merchant: Merchant) -> None:
    before = merchant.email
    update_merchant(merchant.id, name=merchant.name, email="new@kaveri.example")
    event = AuditEvent.objects.get(action="merchant.updated")
    assert (event.merchant_id, event.subject_id) == (merchant.id, str(merchant.id))
    assert event.changes == {"email": {"before": before, "after": "new@kaveri.example"}}


def test_the_same_values_again_change_nothing(merchant: Merchant) -> None:
    assert [update_merchant(merchant.id, name="Kaveri").changed for _ in range(2)] == [True, False]
    assert AuditEvent.objects.filter(action="merchant.updated").count() == 1


def test_a_merchants_own_email_may_change_its_case(merchant: Merchant) -> None:
    assert update_merchant(merchant.id, email=merchant.email.upper()).changed


def test_another_merchants_email_is_refused_in_any_case(new_merchant: Callable[..., Merchant]) -> None:
    merchant, other = new_merchant(), new_merchant()
    before = stored(merchant)
    with pytest.raises(InvalidInput) as refusal:
        update_merchant(merchant.id, name="Another", email=other.email.upper())
    assert refusal.value.field == "email"
    assert stored(merchant) == before
    assert not AuditEvent.objects.filter(action="merchant.updated").exists()


def test_of_two_merchants_that_take_an_email_at_once_one_gets_it(new_merchant: Callable[..., Merchant]) -> None:
    merchants = [new_merchant(), new_merchant()]
    results = at_once(2, lambda number: update_merchant(merchants[number].id, email="one@kaveri.example"))
    assert sorted(type(result).__name__ for result in results) == ["Change", "InvalidInput"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, None),
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"email": ""}, "email"),
        ({"email": "tea"}, "email"),
        ({"email": "x" * 250 + "@ganga.example"}, "email"),
        ({"name": "Good", "email": "bad"}, "email"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(
    merchant: Merchant, values: dict[str, str], field: str | None
) -> None:
    before = stored(merchant)
    with pytest.raises(InvalidInput) as refusal:
        update_merchant(merchant.id, **values)
    assert refusal.value.field == field
    assert stored(merchant) == before


def test_an_unknown_merchant_is_refused(database: None) -> None:
    with pytest.raises(InvalidInput) as refusal:
        update_merchant(uuid4(), name="Nobody")
    assert refusal.value.field == "merchant_id"
