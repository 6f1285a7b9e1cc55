"""A payout to a new account waits until the account has cooled off, and says so; its key is for what was asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection

from server.audit_log.models import AuditEvent
from server.bank.models import BankTransfer
from server.bank.simulator import SimulatedBank
from server.cooling_off.cooled import cooling_off_until
from server.cooling_off.models import CooledPayout, CoolingOff
from server.cooling_off.setting import hours_of, set_cooling_off
from server.errors import IdempotencyConflict, InvalidInput
from server.ids import new_id
from server.ledger.balance import balance_of
from server.merchants.models import BankAccount, Merchant
from server.payouts import lifecycle
from server.payouts.cancelling import cancel
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.details import GivenDetails
from server.payouts.explaining import explanation_of, next_action_at
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout
from server.payouts.planning import PlanWarningCode, plan_payout
from server.payouts.states import Status
from server.payouts.together import Undecided, create_payouts_together
from tests.conftest import account_of, guards_off, pay
from tests.payouts.test_scheduling import let_time_pass, settle
from tests.payouts.test_together import of
from tests.support.counting import round_trips
from tests.support.servers import wait_until


@pytest.fixture
def cooling(merchant: Merchant) -> Merchant:
    """24 hours, and an account that is new."""
    account_of(merchant)
    set_cooling_off(merchant.id, hours=24)
    return merchant


def ends(merchant: Merchant, hours: int = 24) -> datetime:
    return account_of(merchant).created_at + timedelta(hours=hours)


def age(account: BankAccount, hours: float) -> None:
    """It was added so many hours ago."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE bank_accounts SET created_at = now() - make_interval(secs => %s) WHERE id = %s",
            [hours * 3600, account.id],
        )


def create(
    merchant: Merchant, key: UUID | None = None, at: datetime | None = None, reference: str | None = None
) -> Acceptance:
    details = GivenDetails(reference, not_before=at) if at or reference else None
    return create_payout(
        merchant_id=merchant.id,
        bank_account_id=account_of(merchant).id,
        amount_paise=500,
        idempotency_key=key or uuid4(),
        details=details,
    )


def test_a_payout_to_a_new_account_waits_and_says_why(cooling: Merchant) -> None:
    payout = create(cooling).payout
    assert (payout.not_before, payout.next_attempt_at) == (ends(cooling), None)
    assert cooling_off_until(payout) == ends(cooling) == next_action_at(payout)
    assert explanation_of(payout, was_retried=False).words.startswith("Cooling off:")
    assert balance_of(cooling.id).held_paise == 500
    assert settle(payout) == 0
    assert not BankTransfer.objects.exists()
    let_time_pass(payout)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE cooled_payouts c SET until = p.not_before FROM payouts p WHERE p.id = c.payout_id")
    wait_until(lambda: settle(payout) == 1)
    assert payout.status == Status.COMPLETED
    assert cooling_off_until(payout) == payout.not_before, "it stays a fact"


def test_it_can_be_cancelled_meanwhile(cooling: Merchant) -> None:
    payout = create(cooling).payout
    cancel(payout)
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert (payout.status, balance_of(cooling.id).held_paise) == (Status.FAILED, 0)


@pytest.mark.parametrize("reference", [None, "INV-7"])
def test_a_replay_is_a_replay_to_the_byte_whatever_the_delay_has_become(
    cooling: Merchant, reference: str | None
) -> None:
    key = uuid4()
    made = create(cooling, key, reference=reference)
    for hours in (24, 48, 0):
        set_cooling_off(cooling.id, hours=hours)
        again = create(cooling, key, reference=reference)
        assert (again.replayed, again.receipt, again.payout_id) == (True, made.receipt, made.payout_id)
        accepted = again.as_accepted()
        assert (accepted.not_before, accepted.next_attempt_at) == (ends(cooling), None)
        assert cooling_off_until(accepted) == ends(cooling)
    with pytest.raises(IdempotencyConflict):
        create(cooling, key, ends(cooling), reference)
    assert Payout.objects.count() == 1


def test_a_time_that_was_asked_for_is_what_the_key_is_for(cooling: Merchant) -> None:
    soon, late = datetime.now(UTC) + timedelta(hours=1), datetime.now(UTC) + timedelta(hours=72)
    keys = uuid4(), uuid4()
    first, second = create(cooling, keys[0], soon), create(cooling, keys[1], late)
    assert first.payout.not_before == ends(cooling)
    assert CooledPayout.objects.get().asked_not_before == soon
    assert (second.payout.not_before, cooling_off_until(second.payout)) == (late, None)
    assert create(cooling, keys[0], soon).receipt == first.receipt
    assert cooling_off_until(create(cooling, keys[1], late).as_accepted()) is None
    for other in (None, ends(cooling), late):
        with pytest.raises(IdempotencyConflict):
            create(cooling, keys[0], other)


@pytest.mark.parametrize(("hours", "waits"), [(23.9, True), (24.1, False), (1000, False)])
def test_an_account_cools_off_once(cooling: Merchant, hours: float, waits: bool) -> None:
    age(account_of(cooling), hours)
    payout = create(cooling).payout
    assert (payout.not_before is not None, cooling_off_until(payout) is not None) == (waits, waits)
    assert CooledPayout.objects.exists() is waits


def test_the_last_seconds_are_not_waited_for(cooling: Merchant) -> None:
    age(account_of(cooling), 24 - 2 / 3600)
    assert create(cooling).payout.not_before is None


def test_a_change_is_for_new_payouts(cooling: Merchant) -> None:
    first = create(cooling).payout
    set_cooling_off(cooling.id, hours=1)
    second = create(cooling).payout
    set_cooling_off(cooling.id, hours=0)
    third = create(cooling).payout
    first.refresh_from_db()
    assert [each.not_before for each in (first, second, third)] == [ends(cooling), ends(cooling, 1), None]


def test_a_batch_waits_where_an_account_is_new(cooling: Merchant) -> None:
    old = account_of(cooling, "1234")
    age(old, 100)
    requests = [PayoutRequest(account.id, 5, uuid4()) for account in (old, account_of(cooling), old)]
    requests.append(PayoutRequest(account_of(cooling).id, 5, uuid4(), GivenDetails("INV-1")))
    made = create_payouts(cooling.id, requests)
    found = [each.payout.not_before for each in made if isinstance(each, Acceptance)]
    assert found == [None, ends(cooling), None, ends(cooling)]
    again = create_payouts(cooling.id, requests)
    assert [each.receipt for each in again] == [each.receipt for each in made]  # type: ignore[union-attr]


def test_the_short_way_leaves_it_to_the_long_one(cooling: Merchant) -> None:
    assert create_payouts_together([of(cooling)]) == [Undecided.OTHER]


def test_another_merchants_new_accounts_are_paid_at_once(
    cooling: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    assert pay(new_merchant()).not_before is None


def test_the_plan_says_it_and_promises_what_is_made(cooling: Merchant) -> None:
    def plan(at: datetime | None = None) -> Any:
        return plan_payout(
            merchant_id=cooling.id, bank_account_id=account_of(cooling).id, amount_paise=500, not_before=at
        )

    found = plan()
    assert found.cooling_off_until == ends(cooling) == create(cooling).payout.not_before
    assert found.chosen.expected_by >= ends(cooling)
    [words] = [each.words for each in found.warnings if each.code is PlanWarningCode.COOLING_OFF]
    assert "IST" in words
    late = ends(cooling) + timedelta(hours=1)
    assert plan(late).cooling_off_until is None
    age(account_of(cooling), 25)
    assert plan().cooling_off_until is None


def test_off_it_costs_nothing(merchant: Merchant) -> None:
    with round_trips() as before:
        pay(merchant)
    assert not any("cooling" in statement for statement in before.statements)
    assert (before.round_trips, CoolingOff.objects.exists()) == (before.round_trips, False)


@pytest.mark.parametrize("bad", [-1, 73, 1.0, True, "5", None, 2**70])
def test_a_delay_that_cannot_be_is_refused(merchant: Merchant, bad: object) -> None:
    with pytest.raises(InvalidInput, match="0 to 72"):
        set_cooling_off(merchant.id, hours=bad)
    assert hours_of(merchant.id) == 0


def test_the_same_delay_again_changes_nothing(merchant: Merchant) -> None:
    assert [set_cooling_off(merchant.id, hours=hours).changed for hours in (0, 5, 5, 0)] == [False, True, False, True]
    events = AuditEvent.objects.filter(action="merchant.cooling_off_set").order_by("id")
    changes = [(change["before"], change["after"]) for event in events for change in (event.changes or {}).values()]
    assert changes == [(0, 5), (5, 0)]
    merchant.refresh_from_db()
    assert merchant.terms_version == 2


def test_an_unknown_merchant_has_none(database: None) -> None:
    with pytest.raises(InvalidInput, match="No merchant"):
        set_cooling_off(new_id(), hours=5)


# Around Python, as the owner.


def sql(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize("not_before", ["NULL", "now() + interval '1 hour'"])
def test_no_payout_to_a_new_account_is_sent_before(cooling: Merchant, not_before: str) -> None:
    with pytest.raises(DatabaseError, match="is new, and cools off"):
        sql(
            "INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status,"
            f" attempt_count, not_before) VALUES (%s, %s, %s, 5, %s, 'pending', 0, {not_before})",
            new_id(),
            cooling.id,
            account_of(cooling).id,
            uuid4(),
        )


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cooled_payouts SET until = until + interval '1 hour'",
        "DELETE FROM cooled_payouts",
        "TRUNCATE cooled_payouts",
        "DELETE FROM cooling_offs",
        "TRUNCATE cooling_offs",
        "UPDATE cooling_offs SET merchant_id = gen_random_uuid()",
    ],
)
def test_what_waited_and_whose_delay_it_is_stay(cooling: Merchant, statement: str) -> None:
    create(cooling)
    with pytest.raises(DatabaseError, match="cool"):
        sql(statement)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "values",
    [
        "p.id, p.merchant_id, p.not_before + interval '1 hour'",
        "p.id, gen_random_uuid(), p.not_before",
        "gen_random_uuid(), p.merchant_id, p.not_before",
    ],
)
def test_only_a_new_payout_of_its_merchant_waits_for_that(cooling: Merchant, values: str) -> None:
    late = ends(cooling) + timedelta(hours=9)
    create(cooling, at=late)
    with pytest.raises(DatabaseError, match="has no new payout"):
        sql(f"INSERT INTO cooled_payouts (payout_id, merchant_id, until) SELECT {values} FROM payouts p")


def test_a_change_of_the_delay_is_a_change_of_terms(merchant: Merchant, as_the_owner: None) -> None:
    sql("INSERT INTO cooling_offs VALUES (%s, 5)", merchant.id)
    sql("UPDATE cooling_offs SET hours = 6")
    merchant.refresh_from_db()
    assert merchant.terms_version == 2
