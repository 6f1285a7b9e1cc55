"""A payment from abroad is recalled: taken back once, by no more than it credited and than there is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from server.audit_log.models import AuditEvent
from server.errors import InsufficientFunds, InvalidInput
from server.events.kinds import EventType
from server.events.reading import read_page
from server.inward_payments.models import InwardPayment
from server.inward_payments.reversals import InwardReversal
from server.inward_payments.reversing import Reversed, reverse_payment
from server.ledger.balance import balance_of
from server.ledger.books.reading import books_of
from server.ledger.explaining import explain_balance
from server.ledger.models import EntryType, LedgerEntry
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.statements.forms import FORMS
from server.statements.statement import statement_of
from tests.conftest import audit_faults, pay
from tests.support.inward import facts, inward_payment
from tests.support.racing import at_once

NET = facts().net_paise
WHY = "Recalled by the remitter's bank"


def available(merchant: Merchant) -> int:
    return balance_of(merchant.id).available_paise


def test_it_is_taken_back_and_both_entries_stand(merchant: Merchant) -> None:
    before = available(merchant)
    payment = inward_payment(merchant, "WIRE 7")
    reversal, replayed = reverse_payment(payment, NET, f"{WHY}, account 50100123456789")
    assert not replayed
    assert available(merchant) == before
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.entry_type, entry.amount_paise) == (EntryType.PAYMENT_REVERSED, -NET)
    assert (entry.payout_id, entry.reference) == (None, None)
    assert entry.description == f"Payment reversed, reference WIRE 7: {reversal.reason}"
    assert "50100123456789" not in reversal.reason
    assert (reversal.entry_id, reversal.reversed_at) == (entry.id, entry.created_at)
    assert InwardPayment.objects.get().entry.amount_paise == NET
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.subject_id, event.merchant_id) == (
        "inward_payment.reversed",
        str(payment.id),
        merchant.id,
    )
    assert audit_faults() == []


def test_the_feed_tells_it_by_the_payments_reference(merchant: Merchant) -> None:
    reverse_payment(inward_payment(merchant, "WIRE 7"), 500, WHY)
    received, event = read_page(merchant.id).events[-2:]
    assert (received.type, received.amount_paise) == (EventType.PAYMENT_RECEIVED, NET)
    assert (event.type, event.amount_paise, event.reference) == (EventType.PAYMENT_REVERSED, 500, "WIRE 7")
    assert event.description == f"Payment reversed, reference WIRE 7: {WHY}"


def test_the_balance_is_explained_with_it(merchant: Merchant) -> None:
    for _ in range(2):
        reverse_payment(inward_payment(merchant), 500, WHY)
    lines = {line.entry_type: (line.entries, line.paise) for line in explain_balance(merchant.id).lines}
    assert lines[EntryType.PAYMENT_REVERSED] == (2, -1_000)
    assert sum(paise for _, paise in lines.values()) == available(merchant)


def test_the_same_again_is_a_replay_and_another_amount_is_refused(merchant: Merchant) -> None:
    payment = inward_payment(merchant)
    first = reverse_payment(payment, 500, WHY).reversal
    before = AuditEvent.objects.count()
    assert reverse_payment(payment, 500, "In other words") == (first, True)
    with pytest.raises(InvalidInput, match="by another amount") as refused:
        reverse_payment(payment, 501, WHY)
    assert refused.value.field == "amount_paise"
    assert AuditEvent.objects.count() == before
    assert LedgerEntry.objects.filter(entry_type=EntryType.PAYMENT_REVERSED).count() == 1


def test_told_by_many_at_once_it_is_taken_back_once(merchant: Merchant) -> None:
    payment = inward_payment(merchant)
    results = at_once(6, lambda _: reverse_payment(payment, NET, WHY))
    assert sorted(each.replayed for each in results if isinstance(each, Reversed)) == [False] + [True] * 5
    assert LedgerEntry.objects.filter(entry_type=EntryType.PAYMENT_REVERSED).count() == 1


def test_what_is_not_available_is_not_taken_and_stays_an_open_claim(merchant: Merchant) -> None:
    payment = inward_payment(merchant)
    pay(merchant, available(merchant) - NET + 1)
    before = LedgerEntry.objects.count()
    for _ in range(2):
        with pytest.raises(InsufficientFunds) as refused:
            reverse_payment(payment, NET, WHY)
        assert refused.value.available_paise == NET - 1
    assert LedgerEntry.objects.count() == before
    assert not InwardReversal.objects.exists()
    claims = AuditEvent.objects.filter(action="inward_payment.recall_not_covered", subject_id=str(payment.id))
    assert [claim.changes for claim in claims] == [{"amount_paise": {"before": None, "after": -NET}}] * 2
    inward_payment(merchant)
    assert not reverse_payment(payment, NET, WHY).replayed


@pytest.mark.parametrize(
    ("paise", "reason", "field"),
    [(NET + 1, WHY, "amount_paise"), (NET, " ", "reason"), (NET, "x" * 301, "reason")],
)
def test_what_is_wrong_is_refused_by_its_name(merchant: Merchant, paise: int, reason: str, field: str) -> None:
    payment = inward_payment(merchant)
    with pytest.raises(InvalidInput) as refused:
        reverse_payment(payment, paise, reason)
    assert refused.value.field == field
    assert not InwardReversal.objects.exists()


FACT = (
    "INSERT INTO inward_reversals (inward_payment_id, merchant_id, amount_paise, entry_id, reason, recorded_by)"
    " VALUES (%(payment)s, %(merchant)s, %(paise)s, %(entry)s, 'x', 'y')"
)
ENTRY = (
    "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description)"
    " VALUES (%(entry)s, %(merchant)s, 'payment_reversed', -%(entered)s, 'x')"
)


def _in_one_transaction(statements: list[str], values: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    ("change", "statements", "words"),
    [
        ({}, [ENTRY], "are one"),
        ({"entered": 499}, [ENTRY, FACT], "are one"),
        ({"entered": 2**52}, [ENTRY, FACT], "would overdraw"),
        ({"paise": NET + 1, "entered": NET + 1}, [ENTRY, FACT], "no more is taken back"),
        ({"entry": "its payment"}, [FACT], "are one"),
        ({"merchant": "another"}, [FACT], "no payment"),
        ({"payment": "nobody's"}, [ENTRY, FACT], "no payment"),
        ({}, [ENTRY, FACT, "UPDATE inward_reversals SET reason = 'y'"], "kept as they were"),
        ({}, [ENTRY, FACT, "DELETE FROM inward_reversals"], "kept as they were"),
        ({}, [ENTRY, FACT, ENTRY.replace("%(entry)s", "gen_random_uuid()")], "are one"),
        ({}, [ENTRY, FACT, FACT], "inward_reversals_pkey"),
    ],
    ids=range(11),
)
def test_the_database_admits_no_reversal_without_its_entry_nor_an_entry_without_its_reversal(
    merchant: Merchant,
    new_merchant: Callable[..., Merchant],
    change: dict[str, object],
    statements: list[str],
    words: str,
) -> None:
    payment = inward_payment(merchant)
    values: dict[str, Any] = {"payment": payment.id, "merchant": merchant.id, "paise": 500, "entered": 500}
    values |= {"entry": uuid4()} | change
    if values["entry"] == "its payment":
        values["entry"] = payment.entry_id
    if values["payment"] == "nobody's":
        values["payment"] = uuid4()
    if values["merchant"] == "another":
        values["merchant"] = new_merchant().id
    with pytest.raises(DatabaseError, match=words):
        _in_one_transaction(statements, values)
    assert not InwardReversal.objects.exists()


def test_a_statement_has_it_in_every_form(merchant: Merchant) -> None:
    reverse_payment(inward_payment(merchant, "WIRE 7"), 500, WHY)
    statement = statement_of(merchant, today(), today() + timedelta(days=1))
    line = list(statement.lines())[-1]
    assert (line.entry_type, line.paise, line.reference) == (EntryType.PAYMENT_REVERSED, -500, "WIRE 7")
    assert statement.sums[EntryType.PAYMENT_REVERSED] == (1, -500)
    assert statement.debits.paise == -500
    said = {form: b"".join(FORMS[form].write(statement)) for form in FORMS}
    assert b"D5,00NRTIWIRE 7" in said["mt940"]
    assert b"<Cd>RCDT</Cd><SubFmlyCd>RPCR</SubFmlyCd>" in said["camt053"]
    assert b",Payment reversed," in said["csv"]
    assert b'{"entry_type": "payment_reversed", "entries": 1, "paise": -500}' in said["json"]


def test_books_take_it_from_where_the_payment_came(merchant: Merchant) -> None:
    payment = inward_payment(merchant, "WIRE 7")
    before = books_of(merchant, None, today()).closing()
    reverse_payment(payment, 500, WHY)
    after = books_of(merchant, None, today()).closing()
    moved = {account: after[account] - before[account] for account in before}
    assert {account: paise for account, paise in moved.items() if paise} == {"available": -500, "inbound_clearing": 500}
