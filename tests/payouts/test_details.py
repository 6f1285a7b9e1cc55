"""What a merchant says about a payout of its own: read strictly, written with the payout, and part of what its key is
for."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from server.audit_log.context import AuditContext
from server.errors import IdempotencyConflict, InvalidInput, Refusal
from server.merchants.models import Merchant
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.details import GivenDetails, PayoutDetails, Purpose, read_details
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout
from server.payouts.searching import PayoutFilter, ways_to
from server.payouts.together import PayoutOf, Undecided, create_payouts_together
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import account_of, pay

INVOICE = GivenDetails(reference="INV-201", narration="Invoice 201", purpose=Purpose.VENDOR_BILL)


def test_each_of_them_is_read() -> None:
    assert read_details(" INV-201 ", "Invoice 201", "vendor_bill") == INVOICE
    assert read_details(None, None, None) is None
    assert read_details("", "  ", None) is None
    assert read_details("x" * 40, "y" * 30, None) == GivenDetails("x" * 40, "y" * 30)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (("x" * 41, None, None), "reference"),
        ((201, None, None), "reference"),
        (("INV\n201", None, None), "reference"),
        ((None, "y" * 31, None), "narration"),
        ((None, "May & June", None), "narration"),
        ((None, "चालान", None), "narration"),
        ((None, ["Invoice"], None), "narration"),
        ((None, None, "gift"), "purpose"),
        ((None, None, "VENDOR_BILL"), "purpose"),
        ((None, None, ""), "purpose"),
        ((None, None, {}), "purpose"),
    ],
)
def test_a_faulty_one_is_refused_by_its_name(given: tuple[Any, Any, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_details(*given)
    assert refused.value.field == field


def test_they_are_stored_with_the_payout(merchant: Merchant) -> None:
    stored = pay(merchant, details=INVOICE).details
    assert (stored.reference, stored.narration, stored.purpose) == ("INV-201", "Invoice 201", "vendor_bill")
    assert (stored.reference_form, stored.batch_id, stored.merchant_id) == ("inv-201", None, merchant.id)
    assert not PayoutDetails.objects.filter(payout=pay(merchant)).exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (INVOICE, None),
        (None, INVOICE),
        (INVOICE, GivenDetails(reference="INV-202", narration="Invoice 201", purpose=Purpose.VENDOR_BILL)),
        (INVOICE, GivenDetails(reference="inv-201", narration="Invoice 201", purpose=Purpose.VENDOR_BILL)),
        (GivenDetails(narration="INV"), GivenDetails(reference="INV")),
        (GivenDetails(batch_id=UUID(int=1), batch_row=1), GivenDetails(batch_id=UUID(int=1), batch_row=2)),
    ],
)
def test_a_key_with_other_details_is_a_conflict_in_every_way_of_creating(
    merchant: Merchant, first: GivenDetails | None, second: GivenDetails | None
) -> None:
    batch_of(merchant, sent_row(merchant, 100), sent_row(merchant, 100), batch_id=UUID(int=1))
    account, key = account_of(merchant).id, uuid4()
    asked = PayoutRequest(account, 100, key, first)
    [made, twin, other] = create_payouts(merchant.id, [asked, asked, PayoutRequest(account, 100, key, second)])
    assert isinstance(made, Acceptance)
    assert isinstance(twin, Acceptance)
    assert (made.replayed, twin.replayed, twin.receipt) == (False, True, made.receipt)
    assert isinstance(other, IdempotencyConflict)

    [again, refused] = create_payouts(merchant.id, [asked, PayoutRequest(account, 100, key, second)])
    assert isinstance(again, Acceptance)
    assert isinstance(refused, IdempotencyConflict)
    assert single(merchant, key, first) == made.receipt
    with pytest.raises(IdempotencyConflict):
        single(merchant, key, second)
    assert Payout.objects.count() == 1


def single(merchant: Merchant, key: UUID, details: GivenDetails | None) -> str:
    return create_payout(
        merchant_id=merchant.id,
        bank_account_id=account_of(merchant).id,
        amount_paise=100,
        idempotency_key=key,
        details=details,
    ).receipt


@pytest.mark.parametrize("others", [0, 1])
def test_the_short_way_replays_no_payout_that_has_details(merchant: Merchant, others: int) -> None:
    key, account = uuid4(), account_of(merchant).id
    pay(merchant, 100, key=key, details=INVOICE)
    plain = [PayoutRequest(account, 100, key), *(PayoutRequest(account, 100, uuid4()) for _ in range(others))]
    results = create_payouts_together([PayoutOf(merchant.id, request, AuditContext()) for request in plain])
    assert results[0] is Undecided.OTHER
    assert Payout.objects.count() == 1 + others


def test_a_row_of_a_batch_is_paid_once_under_any_key(merchant: Merchant) -> None:
    batch = batch_of(merchant, *[sent_row(merchant, 100)] * 3)
    row = GivenDetails(batch_id=batch.id, batch_row=3)
    pay(merchant, 100, details=row)
    with pytest.raises(IntegrityError, match="batch_row_paid_once"):
        pay(merchant, 100, details=row)
    assert Payout.objects.count() == 1


def test_of_a_batch_each_payout_has_its_own(merchant: Merchant) -> None:
    account = account_of(merchant).id
    given = [INVOICE, None, GivenDetails(reference="INV-203"), GivenDetails(reference="never paid")]
    amounts = [100, 100, 100, 10**12]
    results = create_payouts(
        merchant.id,
        [PayoutRequest(account, paise, uuid4(), details) for paise, details in zip(amounts, given, strict=True)],
    )
    assert isinstance(results[3], Refusal)
    made = [each.payout_id for each in results[:3] if isinstance(each, Acceptance)]
    found = PayoutDetails.objects.in_bulk()
    assert [found[one].reference if one in found else None for one in made] == ["INV-201", None, "INV-203"]
    assert len(found) == 2


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payout_details SET reference = 'another'",
        "DELETE FROM payout_details",
        "TRUNCATE payout_details",
        "INSERT INTO payout_details (payout_id, merchant_id, reference) SELECT id, gen_random_uuid(), 'x' FROM payouts",
        "INSERT INTO payout_details (payout_id, merchant_id, purpose) SELECT id, id, 'salary' FROM merchants",
    ],
)
def test_the_database_refuses_to_change_them_or_to_add_foreign_ones(merchant: Merchant, statement: str) -> None:
    pay(merchant, 100, details=INVOICE)
    pay(merchant, 200)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("text", ["INV-201", "inv-201", " Inv‑201 ", "ＩＮＶ-201"])
def test_a_payout_is_found_by_its_reference_however_it_is_typed(merchant: Merchant, text: str) -> None:
    payout = pay(merchant, details=INVOICE)
    pay(merchant, details=GivenDetails(reference="INV-2011"))
    assert found(merchant, PayoutFilter(text=text)) == [payout.id]


def test_payouts_are_found_by_their_batch(merchant: Merchant) -> None:
    batch, other = (batch_of(merchant, *[sent_row(merchant)] * 2).id for _ in range(2))
    payouts = [pay(merchant, details=GivenDetails(batch_id=batch, batch_row=row)) for row in (1, 2)]
    pay(merchant, details=GivenDetails(batch_id=other, batch_row=1))
    assert set(found(merchant, PayoutFilter(batch_id=batch))) == {payout.id for payout in payouts}


def found(merchant: Merchant, wanted: PayoutFilter) -> list[UUID]:
    return [payout.id for way in ways_to(Payout.objects.all(), merchant.id, wanted) for payout in way]
