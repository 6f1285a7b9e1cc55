"""Payouts of every state, amount, account and day, without the engine's taking each of them through its life."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection

from server.merchants.models import BankAccount, Merchant
from tests.conftest import guards_off

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

INSERT = """
    INSERT INTO payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count,
                         processing_started_at, lease, lease_expires_at, next_attempt_at, unresolved_since,
                         needs_review, completed_at, bank_reference_id, failed_at, failure_reason, created_at)
    SELECT gen_random_uuid(), %(merchant)s, (%(accounts)s::uuid[])[1 + n %% cardinality(%(accounts)s::uuid[])],
           1 + n * %(step)s %% 1000, gen_random_uuid(), status, CASE WHEN status = 'pending' THEN 0 ELSE 1 END,
           CASE WHEN status <> 'pending' THEN at END,
           CASE WHEN status = 'processing' AND NOT unsure THEN gen_random_uuid() END,
           CASE WHEN status = 'processing' AND NOT unsure THEN at END,
           CASE WHEN status = 'pending' OR unsure THEN at END,
           CASE WHEN unsure THEN at END, unsure,
           CASE WHEN status = 'completed' THEN at END,
           CASE WHEN status = 'completed' THEN 'UTR' || lpad(n::text, 9, '0') END,
           CASE WHEN status = 'failed' THEN at END,
           CASE WHEN status = 'failed' THEN 'Account closed' END, at
    FROM (SELECT n, at, (%(statuses)s::text[])[1 + n %% cardinality(%(statuses)s::text[])] AS status
          FROM generate_series(%(first)s::int, %(last)s::int) n,
               LATERAL (SELECT %(began)s::timestamptz + n * interval '1 hour' AS at) times) numbered,
         LATERAL (SELECT status = 'processing' AND n %% 3 = 0 AS unsure) u
"""
STATUSES = ("completed", "failed", "completed", "processing", "pending")


def insert_payouts(
    merchant: Merchant,
    accounts: Sequence[BankAccount],
    count: int,
    *,
    first: int = 1,
    statuses: Sequence[str] = STATUSES,
    step: int = 7,
) -> None:
    """Payout n is created n hours after `BEGAN`, of 1 + `step` n modulo 1,000 paise, in the n-th status, to the n-th
    account, each counted around. `empty_the_books()` before the audit: they have no entries."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            {
                "merchant": merchant.id,
                "accounts": [account.id for account in accounts],
                "statuses": list(statuses),
                "step": step,
                "first": first,
                "last": first + count - 1,
                "began": BEGAN,
            },
        )
        cursor.execute("ANALYZE payouts")  # as autovacuum would after a while
