"""A fee is taken with the hold, and given back with what it was charged for."""

from uuid import uuid4

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.batches.paying import pay_batch
from server.batches.previewing import preview
from server.errors import InsufficientFunds, InvalidInput
from server.fees.bands import Band
from server.fees.models import FeeCharge, FeeRefund
from server.fees.setting import set_fee_plan, set_tax_profile
from server.ledger.balance import balance_of
from server.ledger.models import EntryType, LedgerEntry
from server.merchants.models import Merchant
from server.money import MAX_PAISE
from server.payments.receiving import record_payment
from server.payouts.cancelling import cancel
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.details import GivenDetails
from server.payouts.idempotency import Acceptance
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.rail import rail_of
from server.payouts.returning import record_by_hand
from server.rails.rules import Rail
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import account_of, pay
from tests.payouts.test_planning import account_at
from tests.payouts.test_returning import told
from tests.support.fees import BANDS
from tests.support.returns import hear, returned_payout

FEE, IGST = 300, 54


def entries(merchant: Merchant) -> list[tuple[str, int]]:
    return list(LedgerEntry.objects.filter(merchant=merchant).order_by("seq").values_list("entry_type", "amount_paise"))


def test_a_payout_is_charged_with_its_hold_by_the_cheapest_rail(charged: Merchant) -> None:
    payout = pay(charged, 10_000)
    assert entries(charged)[1:] == [("payout_hold", -10_000), ("fee_debit", -FEE), ("fee_tax_debit", -IGST)]
    charge = FeeCharge.objects.get(payout=payout)
    assert (charge.rail, charge.place_of_supply, charge.charged_at) == ("NEFT", "27", payout.created_at)
    assert (charge.fee_paise, charge.igst_paise, charge.cgst_paise, charge.sgst_paise) == (FEE, IGST, 0, 0)
    rail = rail_of(payout)
    assert rail is not None
    assert rail.rail is Rail.NEFT
    balance = balance_of(charged.id)
    assert (balance.available_paise, balance.held_paise) == (100_000 - 10_000 - FEE - IGST, 10_000)


def test_inside_our_state_there_are_two_taxes_each_rounded(within_the_state: Merchant) -> None:
    payout = pay(within_the_state, 10_000, details=GivenDetails(rail=Rail.IMPS))
    charge = FeeCharge.objects.get(payout=payout)
    assert (charge.fee_paise, charge.igst_paise, charge.cgst_paise, charge.sgst_paise) == (595, 0, 54, 54)
    assert entries(within_the_state)[2:] == [("fee_debit", -595), ("fee_tax_debit", -108)]


def test_parts_of_nothing_post_nothing(merchant: Merchant) -> None:
    free = [Band(rail, None, 0) for rail in (Rail.NEFT, Rail.RTGS)]
    set_fee_plan(merchant.id, [Band(Rail.IMPS, None, 3), *free])
    payout = pay(merchant, 10_000)
    assert entries(merchant)[1:] == [("payout_hold", -10_000)]
    assert FeeCharge.objects.get(payout=payout).fee_paise == 0
    by_imps = pay(merchant, 10_000, details=GivenDetails(rail=Rail.IMPS))
    assert entries(merchant)[3:] == [("fee_debit", -3)], "GST on 3 paise within a state: 0 and 0"
    assert FeeCharge.objects.get(payout=by_imps).tax_entry is None


def test_no_plan_no_entry_and_no_row(merchant: Merchant) -> None:
    pay(merchant)
    set_fee_plan(merchant.id, BANDS)
    set_fee_plan(merchant.id, [])
    pay(merchant)
    assert [kind for kind, _ in entries(merchant)[1:]] == ["payout_hold", "payout_hold"]
    assert not FeeCharge.objects.exists()


def test_the_balance_must_suffice_for_fee_and_tax_too(charged: Merchant) -> None:
    with pytest.raises(InsufficientFunds) as refused:
        pay(charged, 100_000 - FEE - IGST + 1)
    assert refused.value.available_paise == 100_000
    pay(charged, 100_000 - FEE - IGST)
    assert balance_of(charged.id).available_paise == 0


def test_a_failed_payout_gives_back_fee_and_tax_with_the_hold(charged: Merchant) -> None:
    payout = pay(charged, 10_000, script=Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    assert entries(charged)[4:] == [("payout_release", 10_000), ("fee_refund", FEE), ("fee_tax_refund", IGST)]
    refund = FeeRefund.objects.get(charge_id=payout.id)
    assert (refund.cause, refund.refunded_at) == ("failed", refund.fee_entry.created_at)
    assert balance_of(charged.id).available_paise == 100_000


def test_a_completed_payout_keeps_its_charge(charged: Merchant) -> None:
    pay(charged, 10_000)
    settle_due(SimulatedBank())
    assert not FeeRefund.objects.exists()
    assert balance_of(charged.id).total_paise == 100_000 - 10_000 - FEE - IGST


@pytest.mark.parametrize("gives_back", [True, False])
def test_a_returned_payout_gives_it_back_by_its_plan(merchant: Merchant, gives_back: bool) -> None:
    set_fee_plan(merchant.id, BANDS, refund_on_return=gives_back)
    returned_payout(merchant)
    assert FeeRefund.objects.filter(cause="returned").exists() is gives_back
    assert (balance_of(merchant.id).total_paise == 100_000) is gives_back


def test_a_payout_that_fails_finds_room_for_its_fee(charged: Merchant) -> None:
    pay(charged, 10_000, script=Script.ACCOUNT_CLOSED)
    room = MAX_PAISE - balance_of(charged.id).total_paise
    with pytest.raises(InvalidInput, match="2\\^53"):
        record_payment(merchant_id=charged.id, amount_paise=room - FEE - IGST + 1, reference="TOO MUCH")
    record_payment(merchant_id=charged.id, amount_paise=room - FEE - IGST, reference="ALL")
    settle_due(SimulatedBank())
    assert Payout.objects.get().status == "failed"
    assert balance_of(charged.id).total_paise == MAX_PAISE


def test_a_payout_that_comes_back_needs_no_room_for_a_fee_that_is_kept(merchant: Merchant) -> None:
    set_fee_plan(merchant.id, BANDS, refund_on_return=False)
    payout = pay(merchant, 10_000)
    settle_due(SimulatedBank())
    room = MAX_PAISE - balance_of(merchant.id).total_paise
    record_payment(merchant_id=merchant.id, amount_paise=room - 10_000, reference="ALL")
    record_by_hand(Payout.objects.get(pk=payout.pk), told())
    assert balance_of(merchant.id).total_paise == MAX_PAISE


def test_a_batch_is_charged_item_by_item_as_far_as_the_balance_goes(charged: Merchant) -> None:
    account = account_of(charged).id
    requests = [PayoutRequest(account, 40_000, uuid4()) for _ in range(3)]
    results = create_payouts(charged.id, requests)
    assert [type(each) for each in results] == [Acceptance, Acceptance, InsufficientFunds]
    assert [kind for kind, _ in entries(charged)[1:]] == [
        *["payout_hold"] * 2,
        *["fee_debit", "fee_tax_debit"] * 2,
    ]
    assert FeeCharge.objects.count() == 2


def test_a_batch_takes_what_its_preview_says_and_keeps_what_was_paid_for_good(charged: Merchant) -> None:
    scripts = {10_000: Script.PAYS, 20_000: Script.ACCOUNT_CLOSED, 30_000: Script.PAYS_THEN_RETURNS}
    rows = [sent_row(charged, paise, script) for paise, script in scripts.items()]
    rows.append(sent_row(charged, 5_000, Script.STAYS_IN_PROGRESS))
    said = preview(charged.id, rows)
    assert (said.payable_paise, said.fees_paise, said.short_by_paise) == (65_000, 4 * (FEE + IGST), 0)
    assert pay_batch(batch_of(charged, *rows)).created == 4
    assert balance_of(charged.id).available_paise == 100_000 - said.payable_paise - said.fees_paise
    cancel(Payout.objects.get(amount_paise=5_000))
    settle_due(SimulatedBank())
    hear()
    balance = balance_of(charged.id)
    assert (balance.available_paise, balance.held_paise) == (100_000 - 10_000 - FEE - IGST, 0)
    assert sorted(FeeRefund.objects.values_list("charge__payout__amount_paise", "cause")) == [
        (5_000, "failed"),
        (20_000, "failed"),
        (30_000, "returned"),
    ]


def test_a_replay_is_the_same_to_the_byte_and_charges_nothing(charged: Merchant) -> None:
    key, account = uuid4(), account_of(charged).id

    def create() -> Acceptance:
        return create_payout(merchant_id=charged.id, bank_account_id=account, amount_paise=10_000, idempotency_key=key)

    made = create()
    set_fee_plan(charged.id, [Band(rail, None, 9_000) for rail in (Rail.IMPS, Rail.NEFT, Rail.RTGS)])
    again = create()
    assert (again.receipt, again.replayed) == (made.receipt, True)
    assert FeeCharge.objects.get().fee_paise == FEE
    assert LedgerEntry.objects.filter(entry_type=EntryType.FEE_DEBIT).count() == 1


def test_a_payout_is_charged_by_the_plan_and_the_place_of_its_moment(charged: Merchant) -> None:
    first = pay(charged, 10_000)
    set_fee_plan(charged.id, [Band(rail, None, 100) for rail in (Rail.IMPS, Rail.NEFT, Rail.RTGS)])
    set_tax_profile(charged.id, state_code="29")
    second = pay(charged, 10_000)
    charges = FeeCharge.objects.in_bulk([first.id, second.id])
    assert [charges[each.id].fee_paise for each in (first, second)] == [FEE, 100]
    assert [charges[each.id].igst_paise for each in (first, second)] == [IGST, 0]
    assert charges[second.id].rail == "IMPS", "all cost the same, and it is the first there"


def test_where_no_rail_fits_nothing_is_charged(charged: Merchant) -> None:
    nowhere = account_at(charged, "XNSE0000001", "50100000777703")
    created = create_payout(
        merchant_id=charged.id, bank_account_id=nowhere.id, amount_paise=50, idempotency_key=uuid4()
    )
    charge = FeeCharge.objects.get(payout_id=created.payout_id)
    assert (charge.rail, charge.fee_paise, rail_of(Payout.objects.get())) == (None, 0, None)
