"""Each rule of the audit finds what breaks it: planted with the guards off, as only a superuser could."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.integrity.audit import faults_of
from server.integrity.catalogue import expected_guards, missing_guards
from server.integrity.limits import Clock
from server.integrity.rules import GUARDS, INVARIANTS, OTHERS, rules
from server.integrity.violations import violations_of
from server.ledger.balance import balance_of
from server.ledger.heads import issue_head
from server.merchants.models import Merchant
from server.operator_error import OperatorError
from server.payouts import lifecycle
from server.payouts.details import GivenDetails
from server.payouts.models import Payout
from server.payouts.states import Status
from tests.batches.conftest import refused_batch
from tests.conftest import empty_the_books, guards_off, make_due, pay
from tests.database.places import new_database
from tests.integrity.breakers import BREAKERS
from tests.support.webhooks import fan_out_all, resent_webhook

pytestmark = pytest.mark.usefixtures("as_the_owner")


@pytest.fixture
def history(merchant: Merchant) -> None:
    """A payout in each state, a batch's among them, and a checkpoint."""
    pay(merchant, 10_000, Script.PAYS, details=GivenDetails(reference="INV-201"))
    failed = pay(merchant, 10_000, Script.TIMES_OUT_AND_NEVER_PAID)
    pay(merchant, 10_000, Script.REFUSES_TWICE_THEN_PAYS)
    lifecycle.settle_due(SimulatedBank())
    for _ in range(2):
        make_due(failed)
        lifecycle.settle_due(SimulatedBank())
    pay(merchant, 10_000)
    refused_batch(merchant)
    issue_head(merchant.id, balance_of(merchant.id))
    resent_webhook(merchant.id)
    fan_out_all()
    assert set(Payout.objects.values_list("status", flat=True)) == set(Status)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_checkpoints (merchant_id, seq) VALUES (%s, 4)", [merchant.id])


def test_every_rule_has_its_breaker() -> None:
    assert sorted(BREAKERS) == sorted(rule.id for rule in rules())


@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_a_rule_counts_one_where_it_is_broken_once(history: None, rule: str) -> None:
    assert broken() == {}
    with planted(BREAKERS[rule]):
        assert broken()[rule] == 1


def test_a_violation_is_counted_by_merchant_with_five_samples_at_most(
    history: None, merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    other = new_merchant()
    [links] = [check for check in INVARIANTS if check.id == "ledger.links"]
    with planted("UPDATE ledger_entries SET description = description || '!'"):
        found = {each.merchant_id: each for each in violations_of(links) or []}
    assert set(found) == {merchant.id, other.id}
    assert (found[other.id].count, found[other.id].samples) == (1, ["1"])
    assert (found[merchant.id].count, found[merchant.id].samples) == (9, ["1", "2", "3", "4", "5"])


@pytest.mark.parametrize(
    ("sabotage", "found"),
    [
        ("ALTER TABLE payouts DISABLE TRIGGER payout_guard", "trigger payout_guard on payouts"),
        ("DROP TRIGGER ledger_append_only ON ledger_entries", "trigger ledger_append_only on ledger_entries"),
        (
            "CREATE OR REPLACE FUNCTION ledger_admit_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
            "function ledger_admit_entry is not as it was written",
        ),
        ("ALTER TABLE ledger_entries DROP CONSTRAINT payout_entry_once", "constraint payout_entry_once is missing"),
        ("ALTER TABLE ledger_checkpoints DROP CONSTRAINT checkpoint_of_an_entry", "constraint checkpoint_of_an_entry"),
        ("DROP INDEX merchant_email_once", "constraint merchant_email_once"),
    ],
)
def test_a_guard_that_was_tampered_with_is_found(database: None, sabotage: str, found: str) -> None:
    assert list(missing_guards(expected_guards())) == []
    with planted(sabotage):
        [fault] = missing_guards(expected_guards())
        assert found in fault


def test_data_too_broken_to_compare_is_a_fault_and_not_the_end(history: None) -> None:
    with planted("UPDATE idempotency_records SET answer = 'not json'; UPDATE bank_transfers SET utr = left(utr, 9)"):
        assert set(broken()) == {"payout.receipts", "bank.completed-was-paid"}


@contextmanager
def planted(sql: str) -> Iterator[None]:
    """With the guards off, as only a superuser could; and taken back afterwards."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")
        yield
        transaction.set_rollback(True)


def broken() -> dict[str, int]:
    """The rules that are violated, and how often."""
    counts = {check.id: len(faults_of(check)) for check in INVARIANTS}
    for check in INVARIANTS:
        told = violations_of(check) if counts[check.id] else []
        assert told is None or sum(each.count for each in told) == counts[check.id]
    counts[GUARDS.id] = len(list(missing_guards(expected_guards())))
    counts |= {rule.id: len(list(look(Clock())[1])) for rule, look in OTHERS}
    return {rule: count for rule, count in counts.items() if count}


def test_the_command_says_what_it_checked_and_exits_with_1_on_a_fault(history: None) -> None:
    output = StringIO()
    call_command("verify_ledger", stdout=output)
    assert "Every paisa is accounted for." in output.getvalue()
    assert f"ok  {INVARIANTS[0].rule}  (9)" in output.getvalue()
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE bank_transfers SET utr = 'another' WHERE state = 'paid'")
    output = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("verify_ledger", stdout=output)
    assert stop.value.code == 1
    assert "at_bank=paid utr=another" in output.getvalue()
    empty_the_books()


def test_a_database_without_tables_is_told_in_one_line(database: None) -> None:
    with new_database("never_migrated"), pytest.raises(OperatorError, match="Run `migrate` first"):
        call_command("verify_ledger", stdout=StringIO())
