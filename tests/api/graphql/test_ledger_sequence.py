"""Every balance shows the sequence number of the last ledger entry that it includes."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from server.bank.simulator import SimulatedBank
from server.errors import InsufficientFunds
from server.ledger.models import EntryType, LedgerEntry
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from tests.api.conftest import ApiCaller, graphql
from tests.conftest import pay
from tests.support.racing import at_once

FIGURES = "availablePaise heldPaise ledgerSequence"
HELD = (EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE)

Figures = tuple[int, int, int]


def of_graphql(shown: dict[str, int]) -> Figures:
    return shown["ledgerSequence"], shown["availablePaise"], shown["heldPaise"]


def by_rest(client: Client, merchant: str) -> Figures:
    shown = client.get("/api/v1/balance/", {"merchant_id": merchant}).json()
    return shown["ledger_sequence"], shown["available_balance_paise"], shown["held_balance_paise"]


def by_balance(client: Client, merchant: str) -> Figures:
    document = f"query ($m: ID!) {{ balance(merchantId: $m) {{ {FIGURES} }} }}"
    return of_graphql(graphql(client, document, m=merchant).json()["data"]["balance"])


def by_merchant(client: Client, merchant: str) -> Figures:
    document = f"query ($m: ID!) {{ merchant(id: $m) {{ balance {{ {FIGURES} }} }} }}"
    return of_graphql(graphql(client, document, m=merchant).json()["data"]["merchant"]["balance"])


def by_the_list_of_merchants(client: Client, merchant: str) -> Figures:
    document = f"{{ merchants {{ edges {{ node {{ id balance {{ {FIGURES} }} }} }} }} }}"
    edges = graphql(client, document).json()["data"]["merchants"]["edges"]
    [shown] = [edge["node"]["balance"] for edge in edges if edge["node"]["id"] == merchant]
    return of_graphql(shown)


def by_a_payout(client: Client, merchant: str) -> Figures:
    document = f"query ($m: ID!) {{ payouts(merchantId: $m, first: 1) {{ edges {{ node {{ \
        merchant {{ balance {{ {FIGURES} }} }} }} }} }} }}"
    [edge] = graphql(client, document, m=merchant).json()["data"]["payouts"]["edges"]
    return of_graphql(edge["node"]["merchant"]["balance"])


READS = [by_rest, by_balance, by_merchant, by_the_list_of_merchants, by_a_payout]


def up_to(merchant: Merchant, sequence: int) -> Figures:
    """The balance computed from the entries themselves."""
    entries = LedgerEntry.objects.filter(merchant=merchant, seq__lte=sequence).values_list("entry_type", "amount_paise")
    held = -sum(amount for entry_type, amount in entries if entry_type in HELD)
    return sequence, sum(amount for _, amount in entries), held


@pytest.mark.parametrize("read", READS)
def test_a_balances_sequence_is_the_newest_entrys(caller: ApiCaller, read: Callable[[Client, str], Figures]) -> None:
    payout = pay(caller.merchant, 30_000)
    assert read(caller.client, str(caller.merchant.id)) == (2, 70_000, 30_000)
    settle_due(SimulatedBank())
    newest = LedgerEntry.objects.filter(payout=payout).latest("seq").seq
    assert read(caller.client, str(caller.merchant.id)) == (newest, 70_000, 0) == up_to(caller.merchant, 4)


def test_an_empty_balance_has_sequence_zero(client: Client, new_merchant: Callable[..., Merchant]) -> None:
    merchant = str(new_merchant(paise=0).id)
    reads = [by_rest, by_balance, by_merchant, by_the_list_of_merchants]
    assert [read(client, merchant) for read in reads] == [(0, 0, 0)] * 4


def test_among_concurrent_writers_each_balance_is_the_sum_of_the_entries_up_to_its_sequence(caller: ApiCaller) -> None:
    """With enough writes that a checkpoint is taken during the reads."""
    merchant = caller.merchant
    pay(merchant, 1)

    def write(number: int) -> list[Figures]:
        for turn in range(20):
            if number:
                record_payment(merchant_id=merchant.id, amount_paise=1_000 + turn, reference=uuid4().hex)
            try:
                pay(merchant, 2_000 + turn)
            except InsufficientFunds:
                continue
            settle_due(SimulatedBank(), limit=1)
        return []

    def read(number: int) -> list[Figures]:
        client = Client()
        return [way(client, str(merchant.id)) for _ in range(8) for way in READS]

    done = at_once(5, lambda number: write(number) if number < 3 else read(number))
    assert not [failed for failed in done if isinstance(failed, Exception)]
    reads = [figures for response in done if isinstance(response, list) for figures in response]
    assert len(reads) == 2 * 8 * len(READS)
    assert LedgerEntry.objects.filter(merchant=merchant).count() > 100
    assert len({sequence for sequence, _, _ in reads}) > 5, "nothing was written while it was read"
    assert reads == [up_to(merchant, sequence) for sequence, _, _ in reads]
