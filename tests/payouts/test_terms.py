"""A merchant with terms: its payouts are decided by the verb that knows them, and by those in force at that moment."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection

from server.errors import IdempotencyConflict, InsufficientFunds, Refusal
from server.ids import new_id
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.payouts import creation
from server.payouts.creation import PayoutRequest, create_payout, create_payouts
from server.payouts.details import GivenDetails
from server.payouts.idempotency import Acceptance
from server.payouts.models import Payout
from server.payouts.terms import Terms, read_terms
from server.payouts.together import Undecided, create_payouts_in_lane, create_payouts_together
from tests.conftest import account_of, owner_connection
from tests.payouts.test_together import of, told
from tests.support.counting import round_trips


def give_terms(merchant: Merchant) -> None:
    """As a table of terms does, whatever they say."""
    owner_connection().execute("UPDATE merchants SET terms_version = terms_version + 1 WHERE id = %s", [merchant.id])


@pytest.fixture
def with_terms(merchant: Merchant) -> Merchant:
    give_terms(merchant)
    return merchant


def pay(merchant: Merchant, paise: int = 10, key: UUID | None = None, reference: str | None = None) -> Acceptance:
    details = GivenDetails(reference=reference) if reference else None
    account = account_of(merchant).id
    return create_payout(
        merchant_id=merchant.id,
        bank_account_id=account,
        amount_paise=paise,
        idempotency_key=key or uuid4(),
        details=details,
    )


@pytest.mark.parametrize("reference", [None, "INV-7"])
def test_its_payout_is_made_replayed_and_refused_as_any(with_terms: Merchant, reference: str | None) -> None:
    key = uuid4()
    made = pay(with_terms, 10, key, reference)
    again = pay(with_terms, 10, key, reference)
    assert (again.payout_id, again.receipt, again.replayed) == (made.payout_id, made.receipt, True)
    with pytest.raises(IdempotencyConflict):
        pay(with_terms, 11, key, reference)
    with pytest.raises(InsufficientFunds):
        pay(with_terms, 10**9, reference=reference)
    assert Payout.objects.count() == 1


def test_a_key_from_before_the_terms_is_replayed(merchant: Merchant) -> None:
    key = uuid4()
    made = pay(merchant, 10, key)
    give_terms(merchant)
    assert pay(merchant, 10, key).receipt == made.receipt
    assert told(create_payouts_together([of(merchant, 10, key)])) == ["replayed"]


def test_the_short_way_leaves_a_merchant_with_terms_to_the_long_way(with_terms: Merchant) -> None:
    assert create_payouts_together([of(with_terms)]) == [Undecided.OTHER]
    assert create_payouts_together([of(with_terms), of(with_terms)]) == [Undecided.OTHER] * 2
    assert create_payouts_in_lane([of(with_terms)]) == [Undecided.OTHER]
    assert not Payout.objects.exists()


def test_others_in_its_group_are_not_held_up(with_terms: Merchant, new_merchant: Callable[..., Merchant]) -> None:
    assert told(create_payouts_together([of(with_terms), of(new_merchant(100))])) == ["other", "created"]


def test_a_batch_says_what_each_item_became(with_terms: Merchant) -> None:
    account = account_of(with_terms).id
    twin = PayoutRequest(account, 10, uuid4())
    results = create_payouts(with_terms.id, [twin, twin, PayoutRequest(account, 10**9, uuid4())])
    assert [type(each) for each in results] == [Acceptance, Acceptance, InsufficientFunds]
    assert not any(isinstance(each, Refusal) for each in results[:2])
    assert balance_of(with_terms.id).held_paise == 10


def test_other_terms_than_those_in_force_are_read_again(with_terms: Merchant) -> None:
    request = PayoutRequest(account_of(with_terms).id, 10, uuid4())
    stale = Terms(read_terms(with_terms.id, []).version + 7)
    [made] = creation._decide_many(with_terms.id, [request], {}, False, stale)
    assert made.outcome == "created"


def test_what_terms_add_is_not_what_a_key_is_for(with_terms: Merchant) -> None:
    request = PayoutRequest(account_of(with_terms).id, 10, uuid4())
    version = read_terms(with_terms.id, []).version
    added, other = Terms(version, ({"of": "these"},)), Terms(version, ({"of": "others"},))
    [made] = creation._decide_many(with_terms.id, [request], {}, False, added)
    [again] = creation._decide_many(with_terms.id, [request], {}, False, other)
    assert (made.outcome, again.outcome, again.receipt) == ("created", "replayed", made.receipt)


def test_terms_cost_a_creation_two_round_trips(merchant: Merchant) -> None:
    with round_trips() as without:
        pay(merchant)
    give_terms(merchant)
    with round_trips() as alone:
        pay(merchant)
    with round_trips() as detailed:
        pay(merchant, reference="INV-7")
    assert {alone.round_trips - without.round_trips, detailed.round_trips - without.round_trips} == {2}


def test_the_version_never_goes_back(with_terms: Merchant, as_the_owner: None) -> None:
    with pytest.raises(DatabaseError, match="go on from version 1"):
        Merchant.objects.filter(pk=with_terms.pk).update(terms_version=0)


def test_a_release_that_knows_no_terms_makes_no_payout_by_them(with_terms: Merchant) -> None:
    ids: list[Any] = [[new_id()] for _ in range(3)]
    request: list[Any] = [[account_of(with_terms).id], [10], [uuid4()]]
    rest = [*ids, "1 day", True, False, "open", "", "", None]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT outcome FROM create_payouts_v3({', '.join(['%s'] * 15)})",
            [with_terms.id, *request, json.dumps([{"reference": "a"}]), *rest],
        )
        assert cursor.fetchall() == [("terms",)]
    assert not Payout.objects.exists()
