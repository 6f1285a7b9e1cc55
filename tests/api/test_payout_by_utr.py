"""The payout that a payee or a bank asks about: found by its UTR over both APIs, by whoever may see it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from server.access.callers import Scope
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.database import row_security
from server.merchants.models import Merchant
from server.payouts.finding import LONGEST_UTR, utr_forms
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from tests.api.conftest import graphql
from tests.api.keys import client_of
from tests.conftest import pay

BY_UTR = "query ($utr: String!) { payoutByUtr(utr: $utr) { id bankReferenceId bankAccount { accountHolderName } } }"


def paid(merchant: Merchant) -> Payout:
    payout = pay(merchant)
    settle_due(SimulatedBank())
    payout.refresh_from_db()
    assert payout.bank_reference_id
    return payout


def found_by(client: Client, utr: str, **parameters: str) -> list[str | None]:
    """The payouts' ids over GraphQL and REST; REST alone can name a merchant."""
    ids = []
    if not parameters:
        payout = graphql(client, BY_UTR, utr=utr).json()["data"]["payoutByUtr"]
        ids.append(payout and payout["id"])
    response = client.get(f"/api/v1/payouts/by_utr/{utr}/", parameters)
    assert response.status_code in {200, 404}
    ids.append(response.json().get("id"))
    return ids


@pytest.mark.parametrize(
    "quote", [str, str.lower, lambda utr: f"  {utr[:4]} {utr[4:]}\t"], ids=["as it is", "small letters", "with blanks"]
)
def test_a_payout_is_found_by_its_utr(merchant: Merchant, quote: Callable[[str], str]) -> None:
    other, payout = paid(merchant), paid(merchant)
    assert payout.bank_reference_id
    assert other.bank_reference_id != payout.bank_reference_id
    assert found_by(client_of(merchant), quote(payout.bank_reference_id)) == [str(payout.id)] * 2


def test_only_operators_find_another_merchants_payout(new_merchant: Callable[..., Merchant]) -> None:
    merchant, other = new_merchant(), new_merchant()
    payout = paid(merchant)
    utr = str(payout.bank_reference_id)
    assert found_by(client_of(other), utr) == [None, None]
    operator = client_of(None)
    assert found_by(operator, utr) == [str(payout.id)] * 2
    assert found_by(operator, utr, merchant_id=str(merchant.id)) == [str(payout.id)]
    assert found_by(operator, utr, merchant_id=str(other.id)) == [None]


def test_whoever_may_not_read_is_refused(merchant: Merchant) -> None:
    utr = str(paid(merchant).bank_reference_id)
    client = client_of(merchant, Scope.PAYOUTS)
    assert client.get(f"/api/v1/payouts/by_utr/{utr}/").status_code == 403
    [error] = graphql(client, BY_UTR, utr=utr).json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize("utr", ["unknown", "नमस्ते", "a%00b", "X" * (LONGEST_UTR + 1), "%20", "'"])
def test_what_is_no_utr_finds_nothing(merchant: Merchant, utr: str) -> None:
    paid(merchant)
    assert found_by(client_of(merchant), utr) == [None, None]


def test_a_payout_without_a_utr_is_not_found(merchant: Merchant) -> None:
    pay(merchant, script=Script.ACCOUNT_CLOSED)
    settle_due(SimulatedBank())
    assert graphql(client_of(merchant), BY_UTR, utr="").json() == {"data": {"payoutByUtr": None}}


def test_the_newest_of_one_utr_is_found(merchant: Merchant, as_the_owner: None) -> None:
    """A bank should give none twice."""
    first, second = paid(merchant), paid(merchant)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE payouts DISABLE TRIGGER USER")
        try:
            cursor.execute(
                "UPDATE payouts SET bank_reference_id = %s WHERE id = %s", [first.bank_reference_id, second.id]
            )
            assert found_by(client_of(merchant), str(first.bank_reference_id)) == [str(second.id)] * 2
            cursor.execute(
                "UPDATE payouts SET bank_reference_id = %s WHERE id = %s", [second.bank_reference_id, second.id]
            )
        finally:
            cursor.execute("ALTER TABLE payouts ENABLE TRIGGER USER")


@pytest.mark.parametrize("is_bound", [True, False], ids=["a merchant", "an operator"])
def test_it_is_found_by_the_index_whoever_asks(merchant: Merchant, *, is_bound: bool) -> None:
    """Row-level security does not keep PostgreSQL from it, as it would with a function that might leak."""
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        try:
            if is_bound:
                row_security.bind(merchant.id)
            rows = Payout.objects.filter(bank_reference_id__in=utr_forms("simb0001")).order_by("-created_at", "-id")
            plan = rows.explain()
        finally:
            row_security.reset()
            cursor.execute("RESET enable_seqscan")
    assert "payouts_by_utr" in plan
    assert "Index Cond: ((bank_reference_id)::text = ANY" in plan
