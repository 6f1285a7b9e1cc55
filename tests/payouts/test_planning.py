"""A plan promises what a creation does, and costs about what a balance costs."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.cooling_off.setting import set_cooling_off
from server.errors import InsufficientFunds, InvalidInput
from server.india import IST
from server.ledger.balance import balance_of
from server.merchants.accounts import rename_bank_account, retire_bank_account
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account
from server.merchants.suspension import suspend_merchant
from server.money import MAX_PAISE
from server.name_checks.checking import check_name
from server.payments.receiving import record_payment
from server.payout_orders.ending import cancel_order
from server.payouts.creation import create_payout
from server.payouts.details import GivenDetails
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.planning import PayoutPlan, PlanWarningCode, plan_payout
from server.rails import rules as rules_module
from server.rails.rules import Rail
from tests.conftest import account_of, pay
from tests.support.fees import charge_fees
from tests.support.orders import waiting_order
from tests.support.returns import returned_payout

LAKH = 1_00_000_00


def plan(merchant: Merchant, paise: int = 10_000, **more: Any) -> PayoutPlan:
    asked: dict[str, Any] = {"bank_account_id": account_of(merchant).id} | more
    return plan_payout(merchant_id=merchant.id, amount_paise=paise, **asked)


def warnings(found: PayoutPlan) -> set[PlanWarningCode]:
    return {warning.code for warning in found.warnings}


def account_at(merchant: Merchant, code: str, number: str) -> BankAccount:
    return add_bank_account(
        merchant_id=merchant.id,
        account_holder_name="Kaveri Silks LLP",
        account_number=number,
        ifsc_code=code,
        account_type=BankAccount.AccountType.CURRENT,
    )


def test_a_plan_says_the_rail_what_it_costs_and_what_is_left(merchant: Merchant) -> None:
    found = plan(merchant)
    assert found.chosen is not None
    assert found.chosen.rail is Rail.IMPS
    assert (found.total_cost_paise, found.available_after_paise, found.short_by_paise) == (10_000, 90_000, 0)
    assert (found.sequence, found.held_by()) == (1, [])
    assert not Payout.objects.exists()


def test_a_short_balance_is_said_with_the_payouts_that_hold_the_money(merchant: Merchant) -> None:
    small, large = pay(merchant, 1_000), pay(merchant, 60_000)
    found = plan(merchant, 50_000)
    assert (found.short_by_paise, found.available_after_paise) == (11_000, 0)
    assert [hold.payout_id for hold in found.held_by()] == [large.id]
    assert small.id not in {hold.payout_id for hold in found.held_by()}


def test_a_later_moment_is_what_the_expected_time_counts_from(merchant: Merchant) -> None:
    later = datetime.now(UTC) + timedelta(days=3)
    found = plan(merchant, not_before=later)
    assert found.chosen is not None
    assert found.chosen.expected_by == later + timedelta(minutes=1)


def test_what_was_paid_already_warns(merchant: Merchant) -> None:
    code = PlanWarningCode
    assert warnings(plan(merchant)) == {code.FIRST_PAYMENT_TO_ACCOUNT, code.NAME_NOT_CHECKED}
    pay(merchant)
    repeated = {code.SAME_ACCOUNT_AND_AMOUNT_RECENTLY}
    assert warnings(plan(merchant)) - warnings(plan(merchant, 9_999)) == repeated
    assert code.FIRST_PAYMENT_TO_ACCOUNT in warnings(plan(merchant)), "it is only being paid"
    settle_due(SimulatedBank())
    assert code.FIRST_PAYMENT_TO_ACCOUNT not in warnings(plan(merchant))


def test_what_came_back_was_not_paid(merchant: Merchant) -> None:
    account = returned_payout(merchant, 10_000).bank_account_id
    found = warnings(plan(merchant, bank_account_id=account))
    assert PlanWarningCode.FIRST_PAYMENT_TO_ACCOUNT in found
    assert PlanWarningCode.SAME_ACCOUNT_AND_AMOUNT_RECENTLY not in found


def test_a_branch_that_another_bank_keeps_and_a_known_one_are_told_apart(merchant: Merchant) -> None:
    code = PlanWarningCode
    sublet = account_at(merchant, "HDFC0CAACOB", "50100000777701")
    found = plan(merchant, bank_account_id=sublet.id)
    assert warnings(found) == {code.FIRST_PAYMENT_TO_ACCOUNT, code.NAME_NOT_CHECKED, code.BANK_IS_SUBLET}
    assert "HDFC" not in next(each.words for each in found.warnings if each.code is code.BANK_IS_SUBLET)
    unknown = account_at(merchant, "HDFC0ZZZZZZ", "50100000777702")
    assert code.BRANCH_UNKNOWN in warnings(plan(merchant, bank_account_id=unknown.id))


def test_a_checked_name_does_not_warn(merchant: Merchant) -> None:
    BankAccount.objects.filter(pk=account_of(merchant).id).update(is_verified=True)
    assert PlanWarningCode.NAME_NOT_CHECKED not in warnings(plan(merchant))


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (Script.PAYS, None),
        (Script.NAME_IS_CLOSE, None),
        (Script.NAME_DIFFERS, PlanWarningCode.NAME_DIFFERS),
        (Script.NAME_NOT_SHOWN, PlanWarningCode.NAME_NOT_CHECKED),
        (Script.ACCOUNT_CLOSED, PlanWarningCode.ACCOUNT_CLOSED),
        (Script.NEVER_ANSWERS, PlanWarningCode.NAME_NOT_CHECKED),
    ],
)
def test_what_the_bank_said_of_the_holder_warns_and_never_refuses(
    merchant: Merchant, script: Script, says: PlanWarningCode | None
) -> None:
    account = account_of(merchant, script)
    check_name(account.id)
    about = {PlanWarningCode.NAME_NOT_CHECKED, PlanWarningCode.NAME_DIFFERS, PlanWarningCode.ACCOUNT_CLOSED}
    found = plan(merchant, bank_account_id=account.id)
    assert warnings(found) & about == ({says} if says else set())
    assert found.short_by_paise == 0
    assert pay(merchant, 10_000, script)
    BankAccount.objects.filter(pk=account.pk).update(is_verified=True)
    by_the_bank = says if says is not PlanWarningCode.NAME_NOT_CHECKED else None
    found = plan(merchant, bank_account_id=account.id)
    assert warnings(found) & about == ({by_the_bank} if by_the_bank else set())


def test_a_check_of_another_name_says_nothing_of_this_one(merchant: Merchant) -> None:
    account = account_of(merchant)
    check_name(account.id)
    assert PlanWarningCode.NAME_NOT_CHECKED not in warnings(plan(merchant))
    rename_bank_account(account.id, account_holder_name="Somebody else")
    assert PlanWarningCode.NAME_NOT_CHECKED in warnings(plan(merchant))


@pytest.mark.parametrize(("paise", "needed"), [(50_00_00_000_00 - 1, False), (50_00_00_000_00, True)])
def test_from_50_crore_on_an_lei_is_needed(merchant: Merchant, paise: int, needed: bool) -> None:
    assert (PlanWarningCode.LEI_NEEDED in warnings(plan(merchant, paise))) is needed


def test_where_no_rail_fits_the_plan_says_so_and_the_payout_can_be_made(merchant: Merchant) -> None:
    nowhere = account_at(merchant, "XNSE0000001", "50100000777703")
    found = plan(merchant, 50, bank_account_id=nowhere.id)
    assert (found.chosen, PlanWarningCode.NO_RAIL_FITS in warnings(found)) == (None, True)
    assert create_payout(
        merchant_id=merchant.id, bank_account_id=nowhere.id, amount_paise=50, idempotency_key=uuid4()
    ).payout


# Parity: for a merchant at rest the plan promises what the creation does.

BALANCE = 6 * LAKH
AMOUNTS = st.one_of(
    st.sampled_from(
        [1, 99, 100, 2 * LAKH - 1, 2 * LAKH, 5 * LAKH, 5 * LAKH + 1, BALANCE - 1, BALANCE, BALANCE + 1, 2**53 - 1]
    ),
    st.integers(1, 7 * LAKH),
)
MOMENTS = st.sampled_from([None, timedelta(minutes=-1), timedelta(days=1), timedelta(days=92), timedelta(days=94)])
ACCOUNTS = st.sampled_from(["pays", "sublet", "off IMPS", "RTGS alone", "retired", "another's", "nobody's"])


@pytest.fixture
def accounts(merchant: Merchant, new_merchant: Callable[..., Merchant]) -> dict[str, UUID]:
    record_payment(merchant_id=merchant.id, amount_paise=BALANCE - 100_000, reference="MORE")
    retired = account_of(merchant, Script.ACCOUNT_CLOSED)
    retire_bank_account(account_id=retired.id)
    return {
        "pays": account_of(merchant).id,
        "sublet": account_at(merchant, "HDFC0CAACOB", "50100000777701").id,
        "off IMPS": account_at(merchant, "BKID0WAINGB", "50100000777702").id,
        "RTGS alone": account_at(merchant, "XNSE0000001", "50100000777703").id,
        "retired": retired.id,
        "another's": account_of(new_merchant()).id,
        "nobody's": uuid4(),
    }


def agree(merchant: Merchant, account: UUID, paise: int, rail: Rail | None, moment: datetime | None) -> None:
    planned: tuple[str, object]
    before = balance_of(merchant.id).available_paise
    try:
        found = plan_payout(
            merchant_id=merchant.id, bank_account_id=account, amount_paise=paise, rail=rail, not_before=moment
        )
        planned = ("short", found.available_paise) if found.short_by_paise else ("made", found.total_cost_paise)
    except InvalidInput as refused:
        planned = (refused.message, refused.field)
    made: tuple[str, object]
    try:
        details = GivenDetails(not_before=moment, rail=rail)
        create_payout(
            merchant_id=merchant.id,
            bank_account_id=account,
            amount_paise=paise,
            idempotency_key=uuid4(),
            details=None if details == GivenDetails() else details,
        )
        made = ("made", before - balance_of(merchant.id).available_paise)
    except InsufficientFunds as refused:
        made = ("short", refused.available_paise)
    except InvalidInput as refused:
        made = (refused.message, refused.field)
    assert planned == made


RAILS = st.sampled_from([None, *Rail])


CASES = st.tuples(ACCOUNTS, AMOUNTS, RAILS, MOMENTS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=CASES)
def test_a_plan_that_is_short_of_nothing_is_what_create_payout_accepts(
    merchant: Merchant, accounts: dict[str, UUID], case: tuple[str, int, Rail | None, timedelta | None]
) -> None:
    account, paise, rail, after = case
    agree(merchant, accounts[account], paise, rail, None if after is None else datetime.now(UTC) + after)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=CASES)
def test_they_agree_at_the_same_cost_where_there_is_a_fee_plan(
    merchant: Merchant, accounts: dict[str, UUID], case: tuple[str, int, Rail | None, timedelta | None]
) -> None:
    if not merchant.terms_version:
        charge_fees(merchant)
        merchant.terms_version = 2
    account, paise, rail, after = case
    agree(merchant, accounts[account], paise, rail, None if after is None else datetime.now(UTC) + after)


@pytest.fixture
def a_rule_ends_tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From tomorrow on NEFT, by which a payout is cheapest, takes ₹1,000 at least."""
    found = json.loads(rules_module.FILE.read_text(encoding="utf-8"))
    [neft] = [row for row in found["rules"] if row["rail"] == "NEFT" and row["to"] is None]
    tomorrow = (datetime.now(IST).date() + timedelta(days=1)).isoformat()
    found["rules"].append(neft | {"from": tomorrow, "min_paise": 1_000_00})
    neft["to"] = tomorrow
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    monkeypatch.setattr(rules_module, "FILE", file)
    rules_module.rules.cache_clear()
    yield
    monkeypatch.undo()
    rules_module.rules.cache_clear()


@pytest.mark.parametrize("rail", [None, Rail.NEFT])
@pytest.mark.usefixtures("a_rule_ends_tomorrow")
def test_they_agree_for_a_new_account_by_the_rules_of_when_it_has_cooled_off(
    merchant: Merchant, rail: Rail | None
) -> None:
    account = account_of(merchant).id
    charge_fees(merchant)
    set_cooling_off(merchant.id, hours=48)
    agree(merchant, account, 10_000, rail, None)
    assert plan(merchant).total_cost_paise == 10_702, "by IMPS"


def test_what_is_beyond_every_balance_is_short(merchant: Merchant) -> None:
    charge_fees(merchant)
    found = plan(merchant, MAX_PAISE)
    assert (found.total_cost_paise, found.short_by_paise) == (MAX_PAISE, MAX_PAISE + 354 - 100_000)
    record_payment(merchant_id=merchant.id, amount_paise=MAX_PAISE - 100_000, reference="ALL")
    assert plan(merchant, MAX_PAISE).short_by_paise == 354
    pay(merchant, 10)
    assert plan(merchant, MAX_PAISE).short_by_paise == 354 + 10 + 354
    empty = plan(merchant, MAX_PAISE, rail=Rail.RTGS)
    assert empty.available_after_paise == 0


def test_a_plan_says_the_fee_by_each_rail_and_takes_the_cheapest(merchant: Merchant) -> None:
    charge_fees(merchant)
    found = plan(merchant)
    assert found.chosen is not None
    assert (found.chosen.rail, found.total_cost_paise, found.short_by_paise) == (Rail.NEFT, 10_354, 0)
    by_rail = {rail: found.price_by(rail) for rail in Rail}
    assert {rail: price and price.total_paise for rail, price in by_rail.items()} == {
        Rail.IMPS: 595 + 107,
        Rail.NEFT: 300 + 54,
        Rail.RTGS: 2_000 + 360,
        Rail.UPI: None,
    }
    assert plan(merchant, 100_000).short_by_paise == 354
    named = plan(merchant, rail=Rail.IMPS)
    assert named.total_cost_paise == 10_702


def test_they_agree_for_a_suspended_merchant_and_for_none(merchant: Merchant) -> None:
    account = account_of(merchant).id
    suspend_merchant(merchant_id=merchant.id, reason="Papers are missing.")
    agree(merchant, account, 500, None, None)
    with pytest.raises(InvalidInput, match="No merchant with this id"):
        plan_payout(merchant_id=uuid4(), bank_account_id=account, amount_paise=500)


def test_a_plan_is_one_statement_as_a_balance_is(
    merchant: Merchant, django_assert_num_queries: Callable[..., Any]
) -> None:
    account = account_of(merchant).id
    with django_assert_num_queries(1):
        plan_payout(merchant_id=merchant.id, bank_account_id=account, amount_paise=500)


def test_a_plan_takes_no_lock(merchant: Merchant) -> None:
    account = account_of(merchant).id
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        plan_payout(merchant_id=merchant.id, bank_account_id=account, amount_paise=500)
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND mode NOT IN "
            "('AccessShareLock', 'ExclusiveLock')"
        )
        found = cursor.fetchone()
        cursor.execute("COMMIT")
    assert found == (0,)


def test_orders_that_wait_are_warned_of(merchant: Merchant) -> None:
    assert PlanWarningCode.ORDERS_WAIT_BEFORE_IT not in warnings(plan(merchant, 10))
    placed = waiting_order(merchant, 1_23_45_678_00)
    [words] = [each.words for each in plan(merchant, 10).warnings if each.code.name == "ORDERS_WAIT_BEFORE_IT"]
    assert words.startswith("Payout orders of ₹1,23,45,678.00 wait for this money.")
    cancel_order(placed)
    assert PlanWarningCode.ORDERS_WAIT_BEFORE_IT not in warnings(plan(merchant, 10))
