"""After each test: every rule of `verify_ledger`, and empty tables. Both in the way that costs least.

The audit and TRUNCATE were 75 ms of CPU per test. The audit's rules are therefore asked in one prepared statement, and
the audit itself only runs to say what is wrong. TRUNCATE makes some sixty new files and lets every session plan its
statements anew; DELETE does neither, so TRUNCATE is left to tables that have grown.
"""

from functools import cached_property
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection

from server.integrity.audit import run_audit
from server.integrity.rules import INVARIANTS
from server.payouts import tasks

OURS = (
    *("merchants", "ledger", "payouts", "bank", "access", "adjustments", "batches", "trail", "observability"),
    *("integrity", "request_log", "exports", "events", "webhooks", "balance_monitors", "name_checks", "payout_orders"),
    *("statements", "fees", "cooling_off", "approvals", "inward_payments", "reconciliation", "expected_receipts"),
    "alerts",
)
LARGE_BYTES = 30 * 8192  # of one table, dead rows included: nothing else vacuums them (see `servers.py`)

# Every function, trigger, policy, constraint and index, by the transaction that last wrote it.
CATALOGUE = """
    SELECT md5(string_agg(written, ',' ORDER BY written)) FROM (
        SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_trigger
        UNION ALL SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_policy
        UNION ALL SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_constraint
        UNION ALL SELECT concat_ws(' ', tableoid, indexrelid, xmin) FROM pg_index
        UNION ALL SELECT concat_ws(' ', oid, relrowsecurity) FROM pg_class WHERE relnamespace = 'public'::regnamespace
    ) every (written)
"""
BROKEN = " UNION ALL ".join(
    f"(SELECT {number} FROM ({rule.faults}) fault LIMIT 1)" for number, rule in enumerate(INVARIANTS)
)
LOOK = f"SELECT ({CATALOGUE}), ARRAY({BROKEN})"


class Tables:
    """The tests' database through its owner's connection, on which neither triggers nor foreign keys act."""

    def __init__(self) -> None:
        database = connection.settings_dict
        # One connection for the whole session: to make one for every test costs more than what it does.
        self.owner = psycopg.connect(
            host=database["HOST"],
            port=database["PORT"],
            dbname=database["NAME"],
            user=settings.DB_OWNER["USER"],
            password=settings.DB_OWNER["PASSWORD"],
            options="-c session_replication_role=replica -c lock_timeout=60s",
            autocommit=True,
        )
        self.audited_catalogue = ""

    @cached_property
    def names(self) -> list[str]:
        return [*(model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()), "huey_task"]

    def close(self) -> None:
        self.owner.close()

    def faults(self) -> list[str]:
        """Everything that `verify_ledger` finds. The guards are compared again whenever the catalogue has changed."""
        catalogue, broken = self._look()
        if catalogue == self.audited_catalogue and not broken:
            return []
        faults = [fault for finding in run_audit() for fault in finding.faults]
        if not faults:
            self.audited_catalogue = catalogue
        return faults or [f"only the owner sees a fault: {INVARIANTS[number].rule}" for number in broken]

    def empty(self) -> None:
        """Waits for every open transaction that has touched a table, so that none writes into the next test."""
        tasks.notifier.flush()  # else it might notify in the next test
        if self._are_large():
            self.truncate()
        else:  # one message, hence one transaction
            delete = ";".join(f"DELETE FROM {name}" for name in self.names)
            self.owner.execute(f"LOCK TABLE {', '.join(self.names)};{delete}")

    def truncate(self) -> None:
        """For tests that count pages: no dead row of an earlier test is left, and every plan is made anew."""
        self.owner.execute(f"TRUNCATE {', '.join(self.names)}")

    def _look(self) -> tuple[str, list[int]]:
        try:
            row: Any = self.owner.execute(LOOK, prepare=True).fetchone()
        except psycopg.Error:  # data so broken that it cannot be compared
            return "", []
        return row[0], row[1]

    def _are_large(self) -> bool:
        sizes = "SELECT bool_or(pg_relation_size(name::regclass) > %s) FROM unnest(%s::text[]) name"
        row: Any = self.owner.execute(sizes, [LARGE_BYTES, self.names], prepare=True).fetchone()
        return bool(row[0])
