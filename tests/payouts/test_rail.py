"""A payout's rail: a caller's choice is judged once and kept, the engine's is the same whenever it is asked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.errors import IdempotencyConflict, InvalidInput
from server.merchants.models import Merchant
from server.payouts import creation
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.details import GivenDetails, PayoutDetails
from server.payouts.idempotency import Acceptance
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.payouts.rail import ChosenBy, UtrLooks, rail_of, utr_looks
from server.rails.rules import Rail, Rules, rules
from tests.conftest import account_of, pay
from tests.support import counting

NEFT = GivenDetails(rail=Rail.NEFT)
RTGS = GivenDetails(rail=Rail.RTGS)


def test_a_callers_choice_is_kept_with_the_rules_that_allowed_it(merchant: Merchant) -> None:
    payout = pay(merchant, details=NEFT)
    assert (payout.details.rail, payout.details.rail_rules) == ("NEFT", rules().version)
    found = rail_of(payout)
    assert found is not None
    assert (found.rail, found.chosen_by, found.rules_version) == (Rail.NEFT, ChosenBy.CALLER, rules().version)


def test_the_engines_choice_has_no_row(merchant: Merchant) -> None:
    payout = pay(merchant)
    assert not PayoutDetails.objects.exists()
    found = rail_of(payout)
    assert found is not None
    assert (found.rail, found.chosen_by) == (Rail.IMPS, ChosenBy.ENGINE)
    assert found.expected_by == payout.created_at + timedelta(minutes=1)


def test_the_expected_time_counts_from_when_the_bank_is_told(merchant: Merchant) -> None:
    later = datetime.now(UTC) + timedelta(days=2)
    found = rail_of(pay(merchant, details=GivenDetails(not_before=later)))
    assert found is not None
    assert found.expected_by == later + timedelta(minutes=1)
    payout = pay(merchant)
    settle_due(SimulatedBank())
    payout.refresh_from_db()
    found = rail_of(payout)
    assert found is not None
    assert payout.processing_started_at is not None
    assert found.expected_by == payout.processing_started_at + timedelta(minutes=1)


def test_a_rail_that_cannot_carry_it_is_refused_with_its_limit(merchant: Merchant) -> None:
    with pytest.raises(InvalidInput) as refused:
        pay(merchant, details=RTGS)
    assert (refused.value.field, refused.value.message) == ("rail", "RTGS takes ₹2,00,000.00 or more.")
    assert not Payout.objects.exists()


def test_in_a_batch_it_is_refused_by_itself(merchant: Merchant) -> None:
    account = account_of(merchant).id
    asked = [PayoutRequest(account, 5, uuid4(), details) for details in (NEFT, RTGS, None, NEFT)]
    results = create_payouts(merchant.id, asked)
    assert [type(each) for each in results] == [Acceptance, InvalidInput, Acceptance, Acceptance]
    assert list(PayoutDetails.objects.values_list("rail", flat=True)) == ["NEFT", "NEFT"]


@pytest.mark.parametrize(("first", "second"), [(NEFT, None), (None, NEFT), (NEFT, GivenDetails(rail=Rail.IMPS))])
def test_a_key_is_for_its_rail(merchant: Merchant, first: GivenDetails | None, second: GivenDetails | None) -> None:
    key = uuid4()
    made = pay(merchant, key=key, details=first)
    assert pay(merchant, key=key, details=first).id == made.id
    with pytest.raises(IdempotencyConflict):
        pay(merchant, key=key, details=second)


def later_rules(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Rules:
    """As if another version of the rules had been shipped since."""
    now = replace(rules(), version="2027-01-01", **changes)
    for module in (creation, __import__("server.rails.choosing", fromlist=["rules"])):
        monkeypatch.setattr(module, "rules", lambda: now)
    return now


def test_a_replay_is_a_replay_whatever_the_rules_have_become(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = uuid4()
    made = pay(merchant, key=key, details=NEFT)
    without_neft = tuple(rule for rule in rules().rails if rule.rail is not Rail.NEFT)
    later_rules(monkeypatch, rails=without_neft)
    replay = create_payout(
        merchant_id=merchant.id,
        bank_account_id=account_of(merchant).id,
        amount_paise=10_000,
        idempotency_key=key,
        details=NEFT,
    )
    assert (replay.replayed, replay.payout_id) == (True, made.id)
    assert replay.as_accepted().details.rail_rules == rules().version
    with pytest.raises(InvalidInput, match="NEFT has no rule at that time"):
        pay(merchant, details=NEFT)


def test_an_account_that_is_not_the_merchants_is_refused_before_the_rail(merchant: Merchant) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_payout(
            merchant_id=merchant.id,
            bank_account_id=uuid4(),
            amount_paise=10_000,
            idempotency_key=uuid4(),
            details=RTGS,
        )
    assert refused.value.field == "bank_account_id"


def test_the_rail_is_refused_before_the_balance(merchant: Merchant) -> None:
    with pytest.raises(InvalidInput, match="RTGS takes"):
        pay(merchant, 150_000, details=RTGS)


def test_neither_choice_changes_afterwards(merchant: Merchant, as_the_owner: None) -> None:
    payout = pay(merchant, details=NEFT)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE payout_details SET rail = 'IMPS' WHERE payout_id = %s", [payout.id])


@pytest.mark.parametrize(
    ("utr", "details", "looks"),
    [
        ("SIMB012345678901", None, UtrLooks.EXPECTED),  # the simulated bank's, as long as NEFT's
        ("012345678901", None, UtrLooks.EXPECTED),
        ("12345678901", None, UtrLooks.UNUSUAL),
        ("012345678901", NEFT, UtrLooks.UNUSUAL),
        ("HDFCN52026112901", NEFT, UtrLooks.EXPECTED),
        (None, None, None),
    ],
)
def test_a_utr_is_flagged_and_never_refused(
    merchant: Merchant, utr: str | None, details: GivenDetails | None, looks: UtrLooks | None
) -> None:
    payout = pay(merchant, details=details)
    payout.bank_reference_id = utr
    assert utr_looks(payout) is looks


def test_an_unusual_utr_completes_its_payout(merchant: Merchant) -> None:
    payout = pay(merchant, details=NEFT, script=Script.PAYS)
    settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert payout.status == "completed"


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59+00:00", "9999-12-31T18:29:59+00:00"])
def test_a_rail_at_the_end_of_the_calendar_is_refused_for_its_time(merchant: Merchant, moment: str) -> None:
    far = GivenDetails(rail=Rail.NEFT, not_before=datetime.fromisoformat(moment))
    with pytest.raises(InvalidInput) as refused:
        pay(merchant, details=far)
    assert refused.value.field == "not_before"
    account = account_of(merchant).id
    results = create_payouts(merchant.id, [PayoutRequest(account, 5, uuid4(), details) for details in (far, NEFT)])
    assert [type(each) for each in results] == [InvalidInput, Acceptance]


def test_a_thousand_replays_read_no_rules_that_nobody_asks_for(merchant: Merchant) -> None:
    asked = [PayoutRequest(account_of(merchant).id, 5, uuid4(), NEFT) for _ in range(3)]
    create_payouts(merchant.id, asked)
    replays = create_payouts(merchant.id, asked)
    with counting.round_trips() as counted:
        details = [each.as_accepted().details for each in replays if isinstance(each, Acceptance)]
    assert (len(details), counted.round_trips) == (3, 0)
    assert [each.rail_rules for each in details] == [rules().version] * 3
