"""A database is the same one whichever way it came to be: by the migrations, by the models and the shelf, or from the
release before."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from server.adjustments.models import Adjustment
from server.bank.simulator import SimulatedBank
from server.database import release
from server.database.shelf import read_shelf
from server.errors import IdempotencyKeyForgotten
from server.integrity.audit import run_audit
from server.ledger.links import genesis, link_of
from server.ledger.models import LedgerEntry
from server.merchants.models import Merchant
from server.operator_error import OperatorError
from server.ops.management.commands.migrate import LOCK_ID
from server.payouts import lifecycle
from server.payouts.creation import create_payout
from server.payouts.models import IdempotencyRecord, Payout
from tests.conftest import make_due
from tests.support.racing import in_the_background
from tests.support.servers import wait_until

from .catalogue import column_order, differences
from .places import connect, new_database

pytestmark = pytest.mark.usefixtures("as_the_owner")

BEFORE = Path(__file__).parents[1] / "ops" / "databases" / "e349b9a.sql"
OPEN = ("pending", "processing")


def test_models_and_shelf_make_the_same_database_as_the_migrations() -> None:
    with connect() as migrated, new_database("of_the_models"):
        with connection.schema_editor() as editor:
            for declared in read_shelf().values():
                if declared.is_check:
                    editor.execute(declared.text, params=None)
            for model in apps.get_models():
                if model._meta.managed:
                    editor.create_model(model)
            editor.execute(import_module("server.ops.migrations.0001_initial").TABLES, params=None)
            editor.execute(import_module("server.access.migrations.0006_user_name_forms").INDEXES, params=None)
        call_command("migrate", fake=True, verbosity=0)
        with connect() as made:
            found = differences(migrated, made)
        # Django's own migrations leave smaller ids in a few of its tables than its models have by now.
        assert {table.split("_")[0] for table, *_ in found.pop("columns", [])} <= {"auth", "django"}
        assert found == {}


def test_database_of_the_release_before_becomes_the_same_as_a_fresh_one() -> None:
    with connect() as fresh, new_database("of_the_release_before"):
        restore()
        call_command("migrate", verbosity=0)
        with connect() as migrated:
            assert differences(fresh, migrated) == {}
            assert column_order(fresh) == column_order(migrated)


def test_an_upgrade_waits_for_another_one() -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with new_database("of_the_release_before"), connect() as other:
        restore()
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK_ID])
        with in_the_background(lambda: call_command("migrate", verbosity=0)) as upgrade:
            try:
                wait_until(lambda: upgrade.done() or other.execute(waiting).fetchone() == (1,), 60)
                assert not upgrade.done()
            finally:
                other.execute("SELECT pg_advisory_unlock(%s)", [LOCK_ID])
            upgrade.result(120)
        assert faults() == []


def test_content_types_of_the_release_before_stay() -> None:
    """Its admin looks them up, and has no right to make them again."""
    with new_database("of_the_release_before"):
        restore()
        before = set(ContentType.objects.values_list("app_label", "model"))
        call_command("migrate", verbosity=0)
        assert ("trail", "trailevent") in before
        new = {
            ("trail", "auditevent"),
            ("adjustments", "adjustment"),
            ("bank", "banksubmission"),
            ("payouts", "forgottenkey"),
            ("payouts", "payoutdetails"),
            ("payouts", "payoutcancellation"),
            ("payouts", "payoutreturn"),
            ("payouts", "returnreading"),
            ("bank", "bankreturn"),
            ("balance_monitors", "balancemonitor"),
            ("name_checks", "accountcheck"),
            ("alerts", "alert"),
            *(("expected_receipts", model) for model in ("expectedreceipt", "receiptend")),
            ("payout_orders", "payoutorder"),
            ("payout_orders", "payoutorderbook"),
            *(("inward_payments", model) for model in ("inwardpayment", "inwardreversal", "inwarddocument", "invoice")),
            *(("inward_payments", model) for model in ("invoicematch", "invoiceunmatch")),
            ("statements", "daystart"),
            ("statements", "statementissue"),
            *(("reconciliation", f"bankstatement{model}") for model in ("", "line")),
            *(("reconciliation", model) for model in ("statemententry", "acceptedexception")),
            *(("reconciliation", f"reconciliation{model}") for model in ("link", "unlink")),
            *(("fees", model) for model in ("feeplan", "taxprofile", "feecharge", "feerefund")),
            *(("cooling_off", model) for model in ("coolingoff", "cooledpayout")),
            *(("approvals", model) for model in ("approval", "approvalband", "approvalgate", "approvalpolicy")),
            ("observability", "workerheartbeat"),
            *(("integrity", model) for model in ("integrityrun", "integrityviolation", "provenledger")),
            *(("batches", model) for model in ("payoutbatch", "payoutbatchrow", "payoutbatchrefusal")),
            ("access", "secondfactor"),
            ("access", "invitation"),
            ("request_log", "loggedrequest"),
            ("exports", "exportjob"),
            ("exports", "exportpart"),
            ("ledger", "ledgerhead"),
            ("ledger", "ledgertypecheckpoint"),
            ("events", "merchantevent"),
            *(("webhooks", f"webhook{model}") for model in ("endpoint", "message", "attempt", "replay")),
        }
        assert set(ContentType.objects.values_list("app_label", "model")) == before | new


def test_adjustments_that_were_posted_by_hand_stay_valid() -> None:
    with new_database("of_the_release_before"):
        restore()
        with connect() as database:
            database.execute(
                "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description)"
                " SELECT gen_random_uuid(), id, type, paise, words FROM merchants,"
                " (VALUES ('adjustment_credit', 700, 'Wire 7'), ('adjustment_debit', -300, '')) e (type, paise, words)"
            )
        call_command("migrate", verbosity=0)
        assert faults() == []
        adjustments = Adjustment.objects.values_list("direction", "amount_paise", "reason", "status", "proposed_by_id")
        assert set(adjustments) == {
            ("credit", 700, "Wire 7", "approved", None),
            ("debit", 300, "Posted by hand", "approved", None),
        }
        assert Adjustment.objects.count() == 2 * Merchant.objects.count() > 0


def test_entries_are_linked_from_the_migration_on_and_not_from_the_shelf_on() -> None:
    """A process of the release before may make one in between, without a link."""
    with new_database("of_the_release_before"):
        restore()
        call_command("migrate", "ledger", verbosity=0)
        with connect() as database:
            assert database.execute("SELECT to_regprocedure('ledger_head_agrees()')").fetchone() == (None,)
            database.execute(
                "INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, reference, description)"
                " SELECT gen_random_uuid(), id, 'payment_received', 1, id::text, 'x' FROM merchants"
            )
        entries = list(LedgerEntry.objects.order_by("merchant_id", "seq"))
        link = b""
        for entry in entries:
            link = link_of(genesis(entry.merchant_id) if entry.seq == 1 else link, entry)
            assert bytes(entry.link) == link
        assert len(entries) > 50
        call_command("migrate", verbosity=0)
        assert faults() == []


def test_database_of_the_release_before_replays_every_key_and_carries_on(settings: Settings) -> None:
    settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 24 * 365 * 100
    with new_database("of_the_release_before"):
        restore()
        call_command("migrate", verbosity=0)
        assert faults() == []
        with connect() as database:
            receipts = database.execute("SELECT payout_id, answer FROM idempotency_records").fetchall()
        payouts = Payout.objects.in_bulk()
        assert len(payouts) == len(receipts) == 40
        for payout_id, receipt in receipts:
            accepted = create_payout(
                merchant_id=payouts[payout_id].merchant_id,
                bank_account_id=payouts[payout_id].bank_account_id,
                amount_paise=payouts[payout_id].amount_paise,
                idempotency_key=payouts[payout_id].idempotency_key,
            )
            assert (accepted.replayed, accepted.receipt) == (True, receipt)
        assert Payout.objects.count() == 40

        # Afterwards a retry pays none of them again, nor would it have if the release before had purged their receipts.
        settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 0.001
        for number, payout in enumerate(payouts.values()):
            if number == 20:
                IdempotencyRecord.objects.all().delete()
            with pytest.raises(IdempotencyKeyForgotten):
                create_payout(
                    merchant_id=payout.merchant_id,
                    bank_account_id=payout.bank_account_id,
                    amount_paise=payout.amount_paise,
                    idempotency_key=payout.idempotency_key,
                    is_retry=True,
                )
        assert faults() == []

        # Refused twice, and then paid: three attempts.
        for _ in range(3):
            for payout in Payout.objects.filter(status__in=OPEN):
                make_due(payout)
            lifecycle.settle_due(SimulatedBank())
        # At the bank, which does not say what became of them.
        assert Payout.objects.filter(status__in=OPEN).count() == 4
        assert set(Payout.objects.filter(status__in=OPEN).values_list("last_answer", flat=True)) == {
            "no_answer",
            "in_progress",
        }
        assert faults() == []


def test_a_release_that_changes_the_database_has_a_number_of_its_own_and_admits_the_one_before() -> None:
    with new_database("of_the_release_before"):
        restore()
        before = release.schema_state()
        assert before
        assert (bool(before.missing), before.unknown) == (True, frozenset())
        assert (before.mark.release + 1, before.mark.release) == release.OURS
        call_command("migrate", verbosity=0)
        after = release.schema_state()
        assert after == release.SchemaState(release.OURS, frozenset(), frozenset())


@pytest.mark.parametrize(
    ("applied", "words"),
    [
        (
            ["0001_initial", "0002_guards", "0004_attempts_guard"],
            "payouts.0004_attempts_guard without payouts.0003_att",
        ),
        (["0001_initial", "0020_outcome"], "does not know \\(payouts.0020_outcome\\)"),
    ],
)
def test_database_of_a_history_that_was_given_up_is_refused_in_a_sentence(applied: list[str], words: str) -> None:
    with new_database("given_up"):
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for name in applied:
            recorder.record_applied("payouts", name)
        with pytest.raises(OperatorError, match=words) as refused:
            call_command("migrate", verbosity=0)
        assert "\n" not in str(refused.value)


def test_database_older_than_the_release_before_is_refused_in_a_sentence() -> None:
    with new_database("too_old"):
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.record_applied("bank", "0001_initial")
        recorder.record_applied("merchants", "0001_initial")
        recorder.record_applied("merchants", "0002_guards")
        with pytest.raises(OperatorError, match="Run `migrate` of e349b9a on it first"):
            call_command("migrate", verbosity=0)


def test_half_the_migrations_leave_the_shelf_for_later() -> None:
    with connect() as fresh, new_database("half_way"):
        call_command("migrate", "payouts", verbosity=0)
        with connect() as database:
            assert database.execute("SELECT FROM pg_trigger WHERE NOT tgisinternal").fetchall() == []
        call_command("migrate", "payouts", "zero", verbosity=0)
        call_command("migrate", verbosity=0)
        with connect() as database:
            assert differences(fresh, database) == {}


def restore() -> None:
    with connect() as database:
        database.execute(BEFORE.read_bytes())


def faults() -> list[str]:
    return [fault for finding in run_audit() for fault in finding.faults]
