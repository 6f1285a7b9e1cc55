"""The database's half of the rules: every test here goes around Python, as a slip or a psql session would."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.fees.models import FeeCharge, FeePlan
from server.fees.setting import set_fee_plan, set_tax_profile
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.money import MAX_PAISE
from server.payouts import leases
from server.payouts.details import GivenDetails
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.rails.rules import Rail
from tests.conftest import empty_the_books, pay
from tests.support.fees import BANDS, ELSEWHERE, charge_fees
from tests.support.returns import returned_payout

pytestmark = pytest.mark.usefixtures("as_the_owner")


@pytest.fixture
def uncharged(merchant: Merchant) -> Payout:
    """It is older than its merchant's plan."""
    payout = pay(merchant, 10_000)
    charge_fees(merchant)
    return payout


def run(*statements: tuple[str, list[Any]]) -> None:
    """In one transaction, to its end."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values)


def entry(merchant: UUID, kind: str, paise: int, entry_id: UUID) -> tuple[str, list[Any]]:
    columns = "id, merchant_id, entry_type, amount_paise, description"
    return f"INSERT INTO ledger_entries ({columns}) VALUES (%s, %s, %s, %s, '')", [entry_id, merchant, kind, paise]


def charging(payout: Payout, entered: tuple[int, int] = (-300, -54), **changes: Any) -> list[tuple[str, list[Any]]]:
    """A sound charge of ₹3 by NEFT with its entries, but for these changes."""
    entries = [uuid4(), uuid4()]
    plan = FeePlan.objects.filter(merchant_id=payout.merchant_id).latest("version")
    values = {
        "payout_id": payout.id,
        "merchant_id": payout.merchant_id,
        "plan_id": plan.id,
        "rail": "NEFT",
        "place_of_supply": ELSEWHERE,
        "fee_paise": 300,
        "igst_paise": 54,
        "cgst_paise": 0,
        "sgst_paise": 0,
        "fee_entry_id": entries[0],
        "tax_entry_id": entries[1],
    } | changes
    kinds = zip(("fee_debit", "fee_tax_debit"), entered, entries, strict=True)
    places = ", ".join(["%s"] * len(values))
    return [
        *(entry(payout.merchant_id, kind, paise, entry_id) for kind, paise, entry_id in kinds if paise),
        (f"INSERT INTO fee_charges ({', '.join(values)}) VALUES ({places})", list(values.values())),
    ]


def test_a_sound_charge_is_admitted_and_told_by_verify_ledger(uncharged: Payout) -> None:
    run(*charging(uncharged))
    assert FeeCharge.objects.get().charged_at == uncharged.created_at
    empty_the_books()  # the payout is older than the plan, which the audit would tell


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"fee_paise": 301}, "costs 300 paise by its plan"),
        ({"rail": "IMPS"}, "costs 595 paise by its plan"),
        ({"rail": "UPI"}, "costs no paise by its plan"),
        ({"igst_paise": 55}, "the taxes 54"),
        ({"igst_paise": 0, "cgst_paise": 27, "sgst_paise": 27}, "the taxes 54"),
        ({"place_of_supply": "29"}, "place of supply"),
        ({"plan_id": uuid4()}, "by the plan in force"),
        ({"payout_id": uuid4()}, "has no new payout"),
        ({"merchant_id": uuid4()}, "has no new payout"),
    ],
)
def test_a_charge_that_its_plan_does_not_make_is_refused(uncharged: Payout, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(DatabaseError, match=why):
        run(*charging(uncharged, **changes))
    assert not FeeCharge.objects.exists()


def test_a_charge_by_an_earlier_plan_is_refused(uncharged: Payout) -> None:
    earlier = FeePlan.objects.get(version=1)
    set_fee_plan(uncharged.merchant_id, BANDS, gst_bp=0)
    with pytest.raises(DatabaseError, match="by the plan in force"):
        run(*charging(uncharged, plan_id=earlier.id))


def test_a_charge_by_another_rail_than_the_callers_is_refused(merchant: Merchant) -> None:
    payout = pay(merchant, 10_000, details=GivenDetails(rail=Rail.IMPS))
    charge_fees(merchant)
    with pytest.raises(DatabaseError, match="goes by IMPS"):
        run(*charging(payout))


def test_a_charge_of_a_payout_that_is_under_way_is_refused(uncharged: Payout) -> None:
    settle_due(SimulatedBank())
    with pytest.raises(DatabaseError, match="has no new payout"):
        run(*charging(uncharged))


@pytest.mark.parametrize("entered", [(-301, -54), (-300, -53), (-300, 0), (0, -54)])
def test_a_charge_without_its_entries_is_refused(uncharged: Payout, entered: tuple[int, int]) -> None:
    with pytest.raises(DatabaseError, match=r"are one, of one merchant|violates foreign key"):
        run(*charging(uncharged, entered))
    assert not FeeCharge.objects.exists()


@pytest.mark.parametrize("kind", ["fee_debit", "fee_tax_debit", "fee_refund", "fee_tax_refund"])
def test_an_entry_without_its_fact_is_refused(merchant: Merchant, kind: str) -> None:
    with pytest.raises(DatabaseError, match="are one, of one merchant"):
        run(entry(merchant.id, kind, -5 if kind.endswith("debit") else 5, uuid4()))
    assert LedgerEntry.objects.count() == 1


def test_an_entry_of_another_merchant_is_refused(uncharged: Payout, new_merchant: Callable[..., Merchant]) -> None:
    other, theirs = new_merchant(100_000), uuid4()
    *_, tax, charge = charging(uncharged, fee_entry_id=theirs)
    with pytest.raises(DatabaseError, match="are one, of one merchant"):
        run(entry(other.id, "fee_debit", -300, theirs), tax, charge)


REFUND = (
    "INSERT INTO fee_refunds (payout_id, merchant_id, cause, fee_entry_id, tax_entry_id) VALUES (%s, %s, %s, %s, %s)"
)


@pytest.mark.parametrize("cause", ["failed", "returned"])
def test_a_payout_that_is_paid_for_good_is_given_nothing_back(charged: Merchant, cause: str) -> None:
    payout = pay(charged, 10_000)
    settle_due(SimulatedBank())
    fee, tax = uuid4(), uuid4()
    with pytest.raises(DatabaseError, match=f"has not {cause}"):
        run(
            entry(charged.id, "fee_refund", 300, fee),
            entry(charged.id, "fee_tax_refund", 54, tax),
            (REFUND, [payout.id, charged.id, cause, fee, tax]),
        )


def test_a_fee_that_its_plan_keeps_is_not_given_back(merchant: Merchant) -> None:
    set_fee_plan(merchant.id, BANDS, refund_on_return=False)
    payout, fee, tax = returned_payout(merchant), uuid4(), uuid4()
    with pytest.raises(DatabaseError, match="is owed nothing"):
        run(
            entry(merchant.id, "fee_refund", 300, fee),
            entry(merchant.id, "fee_tax_refund", 54, tax),
            (REFUND, [payout.id, merchant.id, "returned", fee, tax]),
        )


def test_no_credit_takes_the_room_of_a_fee_that_may_come_back(charged: Merchant) -> None:
    pay(charged, 10_000)
    room = MAX_PAISE - balance_of(charged.id).total_paise
    with pytest.raises(DatabaseError, match="would pass"):
        run(entry(charged.id, "adjustment_credit", room - 353, uuid4()))


RETURN = """INSERT INTO payout_returns (payout_id, merchant_id, amount_paise, entry_id, return_reference,
    reason_code, reason, value_on, learned) VALUES (%s, %s, 10000, %s, 'R', 'x', 'x', now(), 'bank')"""
PLAN = """INSERT INTO fee_plans (id, merchant_id, version, bands, gst_bp, supplier_state, refund_on_return,
    follows_default, after_seq, started_at)
    VALUES (gen_random_uuid(), %s, 7, '[]', 0, '29', true, false, 99, '2001-01-01')"""
FAIL = """UPDATE payouts SET status = 'failed', last_answer = 'voided', failure_reason = 'x', failed_at = now(),
    unresolved_since = NULL, lease = NULL, lease_expires_at = NULL, next_attempt_at = NULL WHERE id = %s"""
RELEASE = """INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, payout_id, description)
    VALUES (gen_random_uuid(), %s, 'payout_release', %s, %s, '')"""


def test_a_payout_that_fails_and_keeps_its_fee_is_refused(charged: Merchant) -> None:
    payout = pay(charged, 10_000)
    leases.claim_next_due()
    with pytest.raises(DatabaseError, match="has failed, and its fee was not given back"):
        run((FAIL, [payout.id]), (RELEASE, [charged.id, 10_000, payout.id]))
    payout.refresh_from_db()
    assert payout.status == "processing"


@pytest.mark.parametrize("given_back", [(299, 54), (300, 53)])
def test_a_refund_of_another_amount_is_refused(charged: Merchant, given_back: tuple[int, int]) -> None:
    payout = pay(charged, 10_000)
    leases.claim_next_due()
    fee, tax = uuid4(), uuid4()
    with pytest.raises(DatabaseError, match="are one, of one merchant"):
        run(
            (FAIL, [payout.id]),
            (RELEASE, [charged.id, 10_000, payout.id]),
            entry(charged.id, "fee_refund", given_back[0], fee),
            entry(charged.id, "fee_tax_refund", given_back[1], tax),
            (REFUND, [payout.id, charged.id, "failed", fee, tax]),
        )


def test_a_payout_that_comes_back_and_keeps_its_fee_against_its_plan_is_refused(charged: Merchant) -> None:
    payout = pay(charged, 10_000)
    settle_due(SimulatedBank())
    back = uuid4()
    with pytest.raises(DatabaseError, match="has returned, and its fee was not given back"):
        run(
            entry(charged.id, "payout_returned", 10_000, back),
            (
                RETURN,
                [payout.id, charged.id, back],
            ),
        )


@pytest.mark.parametrize("table", ["fee_plans", "merchant_tax_profiles", "fee_charges", "fee_refunds"])
@pytest.mark.parametrize("change", ["UPDATE {} SET merchant_id = NULL", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_is_written_stays(charged: Merchant, table: str, change: str) -> None:
    pay(charged, 10_000, Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    with pytest.raises(DatabaseError, match="is refused, its rows are kept"):
        run((change.format(table), []))


def test_versions_and_times_are_the_databases(merchant: Merchant) -> None:
    charge_fees(merchant)
    run(
        (
            PLAN,
            [merchant.id],
        )
    )
    plan = FeePlan.objects.get(bands=[])
    assert (plan.version, plan.after_seq, plan.started_at.year > 2001) == (2, 1, True)
    profile = set_tax_profile(merchant.id, state_code="29").row
    assert profile.version == 2
