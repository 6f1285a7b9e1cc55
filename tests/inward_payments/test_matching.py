"""Invoices and payments from abroad are matched m to n, in parts, and neither beyond what it is."""

import random
from typing import Any

import pytest
from django.db import DatabaseError, connection

from server.audit_log.models import AuditEvent
from server.errors import InvalidInput
from server.ids import new_id
from server.inward_payments.invoices import Invoice, InvoiceMatch, InvoiceUnmatch
from server.inward_payments.matching import matched_of, unmatch_invoice, used_of
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from tests.integrity.test_verify_ledger import broken, planted
from tests.support.inward import add, inward_payment, matched
from tests.support.racing import at_once


def test_an_invoice_is_kept_and_the_same_again_is_a_replay(merchant: Merchant) -> None:
    added = add(merchant)
    assert not added.replayed
    assert (added.invoice.minor, added.invoice.exponent) == (200_000, 2)
    assert add(merchant) == (added.invoice, True)
    with pytest.raises(InvalidInput, match="with other facts") as refused:
        add(merchant, number="inv/26/071", amount="2000.01")
    assert refused.value.field == "number"
    assert AuditEvent.objects.latest("id").action == "inward_invoice.added"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"amount": "2000"}, "amount"),
        ({"amount": "0.00"}, "amount"),
        ({"currency": "XTS"}, "currency"),
        ({"buyer_country": "usa"}, "buyer_country"),
        ({"buyer": "x" * 141}, "buyer"),
        ({"hsn_or_sac": "998"}, "hsn_or_sac"),
        ({"edf_number": " "}, "edf_number"),
    ],
    ids=str,
)
def test_what_is_wrong_is_refused_by_its_name(merchant: Merchant, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        add(merchant, **changes)
    assert refused.value.field == field
    assert not Invoice.objects.exists()


def test_one_payment_pays_two_invoices_and_two_payments_pay_one(merchant: Merchant) -> None:
    first, second = add(merchant).invoice, add(merchant, number="INV/26/072", amount="500.00").invoice
    one, other = inward_payment(merchant), inward_payment(merchant)  # 1250.50 each
    before = balance_of(merchant.id)
    matched(first, one, "1250.50")
    matched(first, other, "749.50")
    matched(second, other, "500.00")
    assert (matched_of(first), matched_of(second)) == (200_000, 50_000)
    assert (used_of(one), used_of(other)) == (125_050, 124_950)
    assert balance_of(merchant.id) == before, "no money is moved"


@pytest.mark.parametrize(("amount", "field"), [("1250.51", "inward_amount"), ("2000.01", "invoice_amount")])
def test_neither_is_taken_beyond_its_amount(merchant: Merchant, amount: str, field: str) -> None:
    invoice, payment = add(merchant).invoice, inward_payment(merchant)
    with pytest.raises(InvalidInput) as refused:
        matched(invoice, payment, amount)
    assert refused.value.field == field
    matched(invoice, payment, "1250.50")
    with pytest.raises(InvalidInput, match=r"which is 0\.00"):
        matched(invoice, payment, "0.01")


def test_what_is_taken_back_may_be_matched_again(merchant: Merchant) -> None:
    invoice, payment = add(merchant).invoice, inward_payment(merchant)
    match = matched(invoice, payment, "1250.50")
    assert unmatch_invoice(match).changed
    assert not unmatch_invoice(match).changed
    assert InvoiceUnmatch.objects.count() == 1
    assert used_of(payment) == 0
    matched(invoice, payment, "1250.50")


def test_two_currencies_are_matched_by_a_rate_that_explains_them(merchant: Merchant) -> None:
    invoice, payment = add(merchant, currency="JPY", amount="200000").invoice, inward_payment(merchant)
    for given, field in (
        ({}, "invoice_amount"),
        ({"invoice_amount": "150060"}, "cross_rate"),
        ({"invoice_amount": "150062", "cross_rate": "150"}, "cross_rate"),
        ({"invoice_amount": "150060.00", "cross_rate": "150"}, "invoice_amount"),
    ):
        with pytest.raises(InvalidInput) as refused:
            matched(invoice, payment, "1000.40", **given)
        assert refused.value.field == field
    match = matched(invoice, payment, "1000.40", invoice_amount="150061", cross_rate="150")
    assert (match.inward_minor, match.invoice_minor) == (100_040, 150_061)


def test_one_currency_has_no_rate(merchant: Merchant) -> None:
    invoice, payment = add(merchant).invoice, inward_payment(merchant)
    for given, field in (({"cross_rate": "1"}, "cross_rate"), ({"invoice_amount": "4.00"}, "invoice_amount")):
        with pytest.raises(InvalidInput) as refused:
            matched(invoice, payment, "5.00", **given)
        assert refused.value.field == field


def test_of_many_at_once_no_more_than_fit_are_made(merchant: Merchant) -> None:
    invoice, payment = add(merchant, amount="30.00").invoice, inward_payment(merchant)

    def one(_: int) -> bool:
        try:
            matched(invoice, payment, "10.00")
        except InvalidInput:
            return False
        return True

    assert at_once(6, one).count(True) == 3
    assert matched_of(invoice) == 3_000


def test_any_sequence_keeps_both_sides_within_their_amounts(merchant: Merchant) -> None:
    dice = random.Random(25)
    invoices = [add(merchant, number=f"INV {n}", amount=f"{dice.randint(1, 9)}.00").invoice for n in range(3)]
    payments = [inward_payment(merchant, foreign_amount=f"{dice.randint(1, 9)}.00", rate=None) for _ in range(3)]
    for _ in range(60):
        live = list(InvoiceMatch.objects.filter(unmatch__isnull=True))
        if live and dice.random() < 0.3:
            unmatch_invoice(dice.choice(live))
            continue
        invoice, payment, paise = dice.choice(invoices), dice.choice(payments), dice.randint(1, 400)
        fits = matched_of(invoice) + paise <= invoice.minor and used_of(payment) + paise <= payment.foreign_minor
        try:
            matched(invoice, payment, f"{paise // 100}.{paise % 100:02d}")
        except InvalidInput:
            assert not fits
        else:
            assert fits


@pytest.mark.parametrize("table", ["inward_invoices", "inward_invoice_matches", "inward_invoice_unmatches"])
def test_nothing_of_it_changes(merchant: Merchant, as_the_owner: None, table: str) -> None:
    unmatch_invoice(matched(add(merchant).invoice, inward_payment(merchant), "5.00"))
    with pytest.raises(DatabaseError, match="its rows are kept as they were written"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def past_the_verb(row: Any, **changes: Any) -> None:
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    type(row)(**columns | {"id": new_id()} | changes).save(force_insert=True)


def test_the_database_says_it_too(merchant: Merchant, new_merchant: Any, as_the_owner: None) -> None:
    invoice, payment = add(merchant).invoice, inward_payment(merchant)
    stranger = new_merchant()
    match = matched(invoice, payment, "5.00")
    more = {"inward_minor": 124_551, "invoice_minor": 124_551}
    whole = {"inward_minor": 199_501, "invoice_minor": 199_501}
    yen = add(merchant, number="YEN", currency="JPY", amount="9").invoice
    for changes, words in (
        (more, "more than the invoice or the payment has left"),
        (whole, "more than the invoice or the payment has left"),
        ({"invoice_id": add(stranger).invoice.id}, "has no such invoice and payment"),
        ({"invoice_id": yen.id}, "two currencies has a rate"),
        ({"cross_rate": 1}, "two currencies has a rate"),
        ({"invoice_id": yen.id, "cross_rate": 100, "invoice_minor": 3}, "does not explain"),
    ):
        with pytest.raises(DatabaseError, match=words):
            past_the_verb(match, **changes)
    with pytest.raises(DatabaseError, match="of this number already"):
        past_the_verb(invoice, number="inv/26/071")
    with pytest.raises(DatabaseError, match="has no match"):
        InvoiceUnmatch(match=match, merchant=stranger).save(force_insert=True)


@pytest.mark.parametrize("change", ["cross_rate = cross_rate + 1", "invoice_minor = invoice_minor + 2"])
def test_verify_ledger_finds_a_rate_that_does_not_explain_its_match(
    merchant: Merchant, as_the_owner: None, change: str
) -> None:
    invoice, payment = add(merchant, currency="JPY", amount="200000").invoice, inward_payment(merchant)
    matched(invoice, payment, "1000.40", invoice_amount="150061", cross_rate="150")
    assert broken() == {}
    with planted(f"UPDATE inward_invoice_matches SET {change}"):
        assert broken() == {"inward.matches": 1}
