"""A database of an earlier version, with payouts in progress, is migrated and continues."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.support.engine import CHECKOUT

NAME = "before_review"
BEFORE = """
INSERT INTO merchants (id, name, email, is_active) VALUES (gen_random_uuid(), 'Kaveri', 'k@kaveri.example', true);
INSERT INTO bank_accounts (id, merchant_id, account_holder_name, account_number, ifsc_code, account_type, is_verified,
                           is_primary)
    SELECT gen_random_uuid(), id, 'Kaveri', '501000000008', 'HDFC0001234', 'current', true, true FROM merchants;
INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, description, reference)
    SELECT gen_random_uuid(), id, 'payment_received', 1000, '', 'OPENING' FROM merchants;
-- Told apart by amount: 1 pending, 2 claimed without reply, 3 in progress, 4 refused for now, 5 completed.
INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count)
    SELECT gen_random_uuid(), merchant_id, id, n, gen_random_uuid(), 'pending', 0
    FROM bank_accounts, generate_series(1, 5) n;
INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, payout_id, description)
    SELECT gen_random_uuid(), merchant_id, 'payout_hold', -amount_paise, id, '' FROM payouts ORDER BY amount_paise;
COMMIT;
UPDATE payouts SET status = 'processing', attempt_count = 1, processing_started_at = now() - interval '1 hour',
    lease = gen_random_uuid(), lease_expires_at = now(), next_attempt_at = NULL WHERE amount_paise > 1;
INSERT INTO payout_attempts (id, payout_id, number, call, answer, started_at, ended_at)
    SELECT gen_random_uuid(), p.id, 1, call, answer, now() - ago, now() - ago
    FROM payouts p JOIN (VALUES
        (3, 'submit', 'no_answer', interval '2 min'), (3, 'ask', 'in_progress', interval '1 min'),
        (4, 'submit', 'refused', interval '1 min'), (5, 'submit', 'paid', interval '1 min')
    ) a (amount, call, answer, ago) ON a.amount = p.amount_paise;
UPDATE payouts SET lease = NULL, lease_expires_at = NULL, next_attempt_at = now() + interval '1 hour'
    WHERE amount_paise IN (3, 4);
UPDATE payouts SET status = 'completed', lease = NULL, lease_expires_at = NULL, completed_at = now(),
    bank_reference_id = 'U1' WHERE amount_paise = 5;
INSERT INTO ledger_entries (id, merchant_id, entry_type, amount_paise, payout_id, description)
    SELECT gen_random_uuid(), merchant_id, entry_type, sign * amount_paise, id, ''
    FROM payouts, (VALUES ('payout_release', 1), ('payout_completed', -1)) e (entry_type, sign)
    WHERE amount_paise = 5;
INSERT INTO bank_transfers (reference, account_number, ifsc_code, amount_paise, state, reason, utr,
                            submissions, paid_at)
    SELECT 'payout-' || id, '501000000008', 'HDFC0001234', 5, 'paid', '', 'U1', 1, now()
    FROM payouts WHERE amount_paise = 5;
"""


@pytest.fixture
def no_autovacuum(as_the_owner: None) -> Iterator[None]:
    """Autovacuum's snapshot would keep deleted rows of a table on disk for a moment."""
    _set_autovacuum("off")
    yield
    _set_autovacuum("on")


def _set_autovacuum(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SYSTEM SET autovacuum = {value}")
        cursor.execute("SELECT pg_reload_conf()")


@pytest.fixture
def old_database(no_autovacuum: None) -> Iterator[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME}")
    settings = connection.settings_dict
    yield os.environ | {
        **{f"DB_{name}": str(settings[name]) for name in ("HOST", "PORT", "USER", "PASSWORD")},
        "DB_NAME": NAME,
        "PAYOUT_NO_VENV": "1",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def connected(environment: dict[str, str]) -> psycopg.Connection:
    at: dict[str, Any] = {name: environment[f"DB_{name.upper()}"] for name in ("host", "port", "user", "password")}
    return psycopg.connect(dbname=NAME, **at)


def fill(environment: dict[str, str]) -> None:
    manage(environment, "migrate", "payouts", "0004")
    manage(environment, "migrate", "bank", "0002")
    with connected(environment) as old:
        old.execute(BEFORE)


def test_open_payouts_are_unresolved_since_they_were_claimed(old_database: dict[str, str]) -> None:
    fill(old_database)
    manage(old_database, "migrate")
    with connected(old_database) as new:
        rows = new.execute(
            "SELECT amount_paise, status, last_answer, unresolved_since = processing_started_at, needs_review"
            " FROM payouts ORDER BY amount_paise"
        )
        assert rows.fetchall() == [
            (1, "pending", None, None, False),
            (2, "processing", None, True, False),
            (3, "processing", "in_progress", True, False),
            (4, "processing", "refused", True, False),
            (5, "completed", None, None, False),
        ]
    assert "Every paisa is accounted for." in manage(old_database, "verify_ledger")


def test_plaintext_account_numbers_are_encrypted(old_database: dict[str, str]) -> None:
    fill(old_database)
    tables = ("bank_accounts", "bank_transfers")
    with connected(old_database) as old:
        assert all(on_disk(old, table, "501000000008") for table in tables)
    manage(old_database, "migrate")
    with connected(old_database) as new:
        for table in tables:
            assert new.execute(f"SELECT account_number_masked FROM {table}").fetchall() == [("XXXXXXXX0008",)]
            assert not on_disk(new, table, "501000000008")
    assert "Every paisa is accounted for." in manage(old_database, "verify_ledger")


def on_disk(connection: psycopg.Connection, table: str, text: str) -> bool:
    """True if the table's file contains the text, also in deleted rows and in a dropped column."""
    connection.execute("CHECKPOINT")
    query = "SELECT position(%s::bytea IN pg_read_binary_file(pg_relation_filepath(%s))) > 0"
    row = connection.execute(query, [text.encode(), table]).fetchone()
    assert row
    return bool(row[0])
