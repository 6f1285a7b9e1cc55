"""A payment from abroad makes the entry that any payment makes, and its facts stay as they were told."""

from typing import Any

import pytest
from django.db import DatabaseError, connection

from server.audit_log.models import AuditEvent
from server.errors import InvalidInput
from server.ids import new_id
from server.inward_payments.models import InwardPayment
from server.inward_payments.recording import RecordedInwardPayment, record_inward_payment
from server.ledger.balance import balance_of
from server.ledger.models import EntryType, LedgerEntry
from server.merchants.models import Merchant
from server.money import MAX_PAISE
from server.payments.receiving import record_payment
from tests.conftest import audit_faults, guards_off
from tests.support.inward import facts, inward_payment
from tests.support.racing import at_once

NET = 10_335_156


def recorded(merchant: Merchant, reference: str = "WIRE 7", **changes: Any) -> RecordedInwardPayment:
    return record_inward_payment(merchant_id=merchant.id, reference=reference, facts=facts(**changes))


def test_the_net_amount_is_available_and_the_facts_stand_beside_the_entry(merchant: Merchant) -> None:
    before = balance_of(merchant.id).available_paise
    payment, replayed = recorded(merchant)
    assert not replayed
    entry = LedgerEntry.objects.get(reference="WIRE 7")
    assert (entry.entry_type, entry.amount_paise) == (EntryType.PAYMENT_RECEIVED, NET)
    assert balance_of(merchant.id).available_paise == before + NET
    assert (payment.entry_id, payment.seq, payment.recorded_at) == (entry.id, entry.seq, entry.created_at)
    assert (payment.foreign_minor, payment.exponent, str(payment.rate)) == (125_050, 2, "83.120000000000")
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.subject_id, event.merchant_id) == (
        "inward_payment.recorded",
        str(payment.id),
        merchant.id,
    )
    assert audit_faults() == []


def test_the_same_again_is_a_replay_in_any_spelling(merchant: Merchant) -> None:
    first = recorded(merchant).payment
    again, replayed = recorded(merchant, "wire  7", rate="83.1200")
    assert (again, replayed) == (first, True)
    assert LedgerEntry.objects.filter(merchant=merchant).count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"remitter_name": "Another Inc"}, "other facts"),
        ({"rate": None}, "other facts"),
        ({"purpose_code": "P0807"}, "other facts"),
        ({"charges_paise": 49_999, "net_paise": NET + 1}, "another amount"),
    ],
    ids=str,
)
def test_the_same_reference_with_other_facts_is_refused(
    merchant: Merchant, changes: dict[str, Any], words: str
) -> None:
    recorded(merchant)
    with pytest.raises(InvalidInput, match=words) as refused:
        recorded(merchant, **changes)
    assert refused.value.field == "reference"
    assert InwardPayment.objects.count() == 1


def test_a_payment_that_was_recorded_plainly_gets_no_facts(merchant: Merchant) -> None:
    record_payment(merchant_id=merchant.id, amount_paise=NET, reference="WIRE 7")
    with pytest.raises(InvalidInput, match="without these facts"):
        recorded(merchant)
    assert not InwardPayment.objects.exists()


def test_a_plain_record_of_it_is_a_replay(merchant: Merchant) -> None:
    payment = recorded(merchant).payment
    plain = record_payment(merchant_id=merchant.id, amount_paise=NET, reference="WIRE 7")
    assert (plain.entry.id, plain.replayed) == (payment.entry_id, True)


def test_of_many_at_once_one_records_it(merchant: Merchant) -> None:
    results = at_once(6, lambda _: recorded(merchant))
    assert sorted(str(getattr(each, "replayed", None)) for each in results) == ["False"] + ["True"] * 5
    assert InwardPayment.objects.count() == 1


def test_a_balance_that_would_be_too_large_is_the_net_amounts_fault(merchant: Merchant) -> None:
    huge: dict[str, Any] = {
        "gross_paise": MAX_PAISE,
        "net_paise": MAX_PAISE,
        "charges_paise": 0,
        "charges_tax_paise": 0,
        "rate": None,
    }
    with pytest.raises(InvalidInput) as refused:
        recorded(merchant, **huge)
    assert refused.value.field == "net_paise"


@pytest.mark.parametrize("change", ["UPDATE inward_payments SET net_paise = net_paise", "DELETE FROM inward_payments"])
def test_its_facts_never_change(merchant: Merchant, as_the_owner: None, change: str) -> None:
    inward_payment(merchant)
    with pytest.raises(DatabaseError, match="its rows are kept as they were written"), connection.cursor() as cursor:
        cursor.execute(change)


def copied(payment: InwardPayment, entry: LedgerEntry, paise: int) -> InwardPayment:
    """The same facts beside another entry, past the verb."""
    columns = {field.attname: getattr(payment, field.attname) for field in InwardPayment._meta.concrete_fields}
    figures = {"gross_paise": paise, "net_paise": paise, "charges_paise": 0, "charges_tax_paise": 0, "rate": None}
    copy = InwardPayment(**columns | figures | {"id": new_id(), "entry_id": entry.id, "seq": 0})
    copy.save(force_insert=True)
    return copy


def test_facts_belong_to_a_payment_of_their_merchant_and_amount(
    merchant: Merchant, new_merchant: Any, as_the_owner: None
) -> None:
    payment = inward_payment(merchant)
    plain = record_payment(merchant_id=merchant.id, amount_paise=500, reference="PLAIN").entry
    other = record_payment(merchant_id=new_merchant().id, amount_paise=500, reference="PLAIN").entry
    for entry, paise in ((plain, 501), (other, 500)):
        with pytest.raises(DatabaseError, match="has no payment"):
            copied(payment, entry, paise)
    added = copied(payment, plain, 500)
    added.refresh_from_db()
    assert (added.seq, added.recorded_at) == (plain.seq, plain.created_at)


def test_the_audit_finds_facts_that_do_not_agree(merchant: Merchant) -> None:
    inward_payment(merchant)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE inward_payments SET seq = seq + 1")
    assert any("inward" in fault for fault in audit_faults())
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE inward_payments SET seq = seq - 1")
    assert audit_faults() == []
