"""Each rule of the audit finds what breaks it: planted with the guards off, as only a superuser could."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.integrity.audit import INVARIANTS, faults_of
from server.integrity.catalogue import expected_guards, missing_guards
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
from tests.support.webhooks import fan_out_all, resent_webhook

pytestmark = pytest.mark.usefixtures("as_the_owner")

ENTRY = "INSERT INTO ledger_entries"
ENTRY += " (id, merchant_id, seq, entry_type, amount_paise, payout_id, reference, description, link)"
TOLD = "INSERT INTO merchant_events (merchant_id, ledger_seq, n, kind, subject_id, body, created_at)"
RETRY = "INSERT INTO payout_details (payout_id, merchant_id, retry_of, retry_root)"
COMPLETED = "(SELECT id FROM payouts WHERE status = 'completed')"

# The rule that must find it (by its first words), and what to plant.
PLANTED = {
    "entries are numbered": "UPDATE ledger_entries SET seq = seq + 100 WHERE seq > 3",
    "entries' times": "UPDATE ledger_entries SET created_at = created_at + interval '1 hour' WHERE seq = 2",
    "every entry's link": "UPDATE ledger_entries SET description = 'another' WHERE seq = 2",
    "every entry has the sign": "ALTER TABLE ledger_entries DROP CONSTRAINT entry_sign_by_type;"
    " UPDATE ledger_entries SET amount_paise = 0 WHERE seq = 2",
    "every entry belongs": "DELETE FROM payouts WHERE status = 'failed'",
    "as a double-entry ledger": "ALTER TABLE ledger_entries DROP CONSTRAINT entry_sign_by_type,"
    " DROP CONSTRAINT payments_have_a_reference,"
    " DROP CONSTRAINT payout_entries_name_their_payout; UPDATE ledger_entries SET entry_type = 'gift' WHERE seq = 1",
    "no merchant's available": "UPDATE ledger_entries SET amount_paise = 5 WHERE seq = 1",
    "the balances that callers see": "UPDATE ledger_checkpoints SET available_paise = available_paise + 1",
    "every checkpoint": "UPDATE ledger_checkpoints SET held_paise = held_paise + 1",
    "what a checkpoint says": "UPDATE ledger_checkpoints SET (lowest_paise, highest_paise, in_paise, out_paise)"
    " = (SELECT 1, 1, 0, 0)",
    "every payout has exactly": f"UPDATE ledger_entries SET amount_paise = amount_paise - 1"
    f" WHERE entry_type = 'payout_completed' AND payout_id = {COMPLETED}",
    "every payout goes": "UPDATE payouts SET bank_account_id = gen_random_uuid() WHERE status = 'pending'",
    "what is unresolved": "ALTER TABLE payouts DROP CONSTRAINT payout_unresolved_in_processing;"
    " UPDATE payouts SET unresolved_since = now() WHERE status = 'completed'",
    "every payout's last answer": "UPDATE payouts SET last_answer = 'paid' WHERE status = 'failed'",
    "what is held": "UPDATE ledger_entries SET amount_paise = amount_paise - 1 WHERE entry_type = 'payout_hold'",
    "every kept head": "UPDATE ledger_heads SET held_paise = held_paise + 1",
    "payment references": "DROP INDEX payment_reference_once;"
    f" {ENTRY} SELECT gen_random_uuid(), merchant_id, 100, 'payment_received', 1, NULL, 'OPENING', '', ''"
    " FROM ledger_entries WHERE seq = 1",
    "every remembered answer": "UPDATE idempotency_records"
    " SET answer = replace(answer, 'amount_paise\": 1', 'amount_paise\": 2')",
    "every payout's key": "DELETE FROM idempotency_records"
    " WHERE payout_id = (SELECT id FROM payouts WHERE status = 'failed')",
    "every payout's details": "UPDATE payout_details SET merchant_id = gen_random_uuid()",
    "of the payouts made": f"{RETRY} SELECT p.id, p.merchant_id, f.id, f.id FROM payouts p, payouts f"
    " WHERE p.status IN ('completed', 'processing') AND f.status = 'failed'"
    " ON CONFLICT (payout_id) DO UPDATE SET (retry_of, retry_root) = (excluded.retry_of, excluded.retry_root)",
    "every retry": f"{RETRY} SELECT p.id, p.merchant_id, {COMPLETED}, {COMPLETED} FROM payouts p"
    " WHERE p.status = 'failed'",
    "every completed payout": "UPDATE bank_transfers SET utr = 'another' WHERE state = 'paid'",
    "the bank paid nothing": "INSERT INTO bank_transfers (reference, account_number_masked, ifsc_code, amount_paise,"
    " state, reason, utr, submissions, paid_at) VALUES ('payout-unknown', '', '', 5, 'paid', '', 'U', 1, now())",
    "every adjustment entry": f"{ENTRY} SELECT gen_random_uuid(), merchant_id, 100, 'adjustment_credit', 1, NULL, NULL,"
    " 'x', '' FROM ledger_entries WHERE seq = 1",
    "every approved adjustment": "INSERT INTO adjustments (id, merchant_id, direction, amount_paise, reason,"
    " idempotency_key, status, proposed_by_id, proposed_by, decided_by_id, decided_by, decided_at, entry_id)"
    " SELECT gen_random_uuid(), id, 'credit', 5, 'x', gen_random_uuid(), 'approved', 1, 'asha', 2, 'ravi', now(),"
    " gen_random_uuid() FROM merchants",
    "every batch has the rows": "UPDATE payout_batches SET total_paise = total_paise + 1",
    "a batch's row has at most one payout": "UPDATE payout_details SET batch_row = batch_row + 1",
    "side events are numbered": f"{TOLD} SELECT merchant_id, 3, 2, 'PAYOUT_REVIEW_ENDED', id, '{{}}', now()"
    " FROM payouts WHERE status = 'failed'",
    "every side event": f"{TOLD} SELECT merchant_id, 3, 1, 'PAYOUT_REVIEW_ENDED', gen_random_uuid(), '{{}}', now()"
    " FROM payouts WHERE status = 'failed'",
    "a payout is flagged": "UPDATE payouts SET unresolved_since = now(), needs_review = true WHERE id ="
    " (SELECT id FROM payouts WHERE status = 'processing' LIMIT 1)",
    "every event of its types": "DELETE FROM webhook_messages WHERE seq IS NOT NULL",
    "a message is delivered": "UPDATE webhook_attempts SET outcome = 'TIMEOUT'",
    "attempts are numbered": "UPDATE webhook_messages SET attempts = attempts + 1",
    "an endpoint's old secret": "UPDATE webhook_endpoints SET old_secret_sealed = 'x',"
    " old_secret_until = now() - interval '2 days'",
    "what an enabled endpoint": "UPDATE webhook_endpoints SET due_at = NULL",
    "the bank can never pay": "UPDATE bank_transfers SET state = 'refused', amount_paise = 1 WHERE state = 'voided'",
}


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


def test_every_rule_has_its_fault() -> None:
    assert [sum(check.rule.startswith(start) for start in PLANTED) for check in INVARIANTS] == [1] * len(PLANTED)


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_fault_is_found(history: None, rule: str) -> None:
    assert broken_rules() == []
    with planted(PLANTED[rule]):
        assert [broken for broken in broken_rules() if broken.startswith(rule)]


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
        broken = broken_rules()
    assert [rule.split(",")[0] for rule in broken] == [
        "every remembered answer is about the payout that its key created",
        "every completed payout was paid by the bank",
    ]


@contextmanager
def planted(sql: str) -> Iterator[None]:
    """With the guards off, as only a superuser could; and taken back afterwards."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")
        yield
        transaction.set_rollback(True)


def broken_rules() -> list[str]:
    return [check.rule for check in INVARIANTS if faults_of(check)]


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
