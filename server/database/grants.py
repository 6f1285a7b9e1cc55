"""The app role's rights in the database, complete: the web server and the worker have these and no others.

Only what the commands on a table do is granted. Entries, checkpoints and attempts can be added, never changed; only
expired receipts, old webhook messages, queued tasks, sessions, failed sign-ins, users, their memberships and their
second factors can be deleted; no table can be owned, truncated or given a trigger.
"""

from typing import NamedTuple


class Rights(NamedTuple):
    """`update`: the columns that may change, where `may` has no UPDATE for all. A row lock (`FOR NO KEY UPDATE`) needs
    the right to update one column."""

    may: str
    update: tuple[str, ...] = ()


READ, ADD, ALL_ROWS = "SELECT", "SELECT INSERT", "SELECT INSERT UPDATE DELETE"

RIGHTS = {
    # The row is also the merchant's lock.
    "merchants": Rights(
        ADD, ("name", "email", "is_active", "suspended_at", "suspension_reason", "second_factor_above_paise")
    ),
    "bank_accounts": Rights(
        ADD, ("account_holder_name", "is_verified", "is_primary", "retired_at", "nickname", "group_name")
    ),
    "ledger_entries": Rights(ADD),
    "ledger_checkpoints": Rights(ADD),
    "ledger_type_checkpoints": Rights(READ),  # written by a trigger, as the owner
    "ledger_heads": Rights(ADD),
    "payouts": Rights(
        ADD,
        (
            "status",
            "attempt_count",
            "failure_reason",
            "failure_code",
            "bank_reference_id",
            "lease",
            "lease_expires_at",
            "next_attempt_at",
            "processing_started_at",
            "completed_at",
            "failed_at",
            "last_answer",
            "unresolved_since",
            "needs_review",
        ),
    ),
    "payout_attempts": Rights(ADD),
    "idempotency_records": Rights("SELECT INSERT DELETE"),  # a new record replaces an expired one
    "forgotten_keys": Rights(ADD),
    "payout_details": Rights(ADD),
    "payout_cancellations": Rights(ADD),  # its trigger writes to the payout, as the owner
    "payout_returns": Rights(ADD),
    "fee_plans": Rights(ADD),
    "merchant_tax_profiles": Rights(ADD),
    "fee_charges": Rights(ADD),
    "fee_refunds": Rights(ADD),
    "return_readings": Rights(ADD, ("after", "again_from", "due_at")),
    "bank_transfers": Rights(
        ADD, ("state", "reason", "code", "utr", "submissions", "pays_at", "paid_at", "returns_at")
    ),
    "bank_returns": Rights(ADD),
    "bank_submissions": Rights(
        ADD,
        (
            "state",
            "told",
            "told_at",
            "reason",
            "code",
            "bank_id",
            "utr",
            "unanswered",
            "submissions",
            "last_sent_at",
            "reversed_at",
        ),
    ),
    "approval_policies": Rights(ADD),
    "approval_bands": Rights(ADD),
    "approval_gates": Rights(ADD),  # a trigger says how it ended, as the owner
    "approvals": Rights(ADD),
    "payout_batches": Rights(ADD),
    "payout_batch_rows": Rights(ADD),
    # The last refusal of a row replaces the one before.
    "payout_batch_refusals": Rights(ADD, ("code", "message", "available_paise", "refused_at")),
    "payout_orders": Rights(ADD, ("state", "payout_id", "refused_because", "ended_at")),
    "payout_order_books": Rights(READ),  # written by triggers and a verb, as the owner
    "merchant_events": Rights(READ),  # written by triggers, as the owner
    "adjustments": Rights(ADD, ("status", "decided_by_id", "decided_by", "decided_at", "entry_id")),
    "webhook_endpoints": Rights(
        ADD,
        (
            "secret_sealed",
            "secret_hint",
            "old_secret_sealed",
            "old_secret_until",
            "state",
            "disabled_because",
            "failing_since",
            "cursor_seq",
            "cursor_n",
            "due_at",
            "deleted_at",
        ),
    ),
    "webhook_messages": Rights(
        "SELECT INSERT DELETE",  # old ones, with what belongs to them
        (
            "body",
            "state",
            "attempts",
            "attempts_before",
            "next_attempt_at",
            "lease",
            "lease_expires_at",
            "delivered_at",
        ),
    ),
    "webhook_attempts": Rights("SELECT INSERT DELETE"),
    "webhook_replays": Rights("SELECT INSERT DELETE", ("cursor_seq", "cursor_n", "ended_at")),
    "balance_monitors": Rights(ADD, ("deleted_at",)),  # what they saw is written by a verb, as the owner
    "alerts": Rights(ADD, ("deleted_at",)),  # what they saw is written by a verb, as the owner
    "expected_receipts": Rights(ADD),
    "expected_receipt_ends": Rights(ADD),
    "account_checks": Rights(ADD),
    "inward_payments": Rights(ADD),
    "inward_reversals": Rights(ADD),
    "inward_documents": Rights(ADD),
    "inward_invoices": Rights(ADD),
    "inward_invoice_matches": Rights(ADD),
    "inward_invoice_unmatches": Rights(ADD),
    "statement_day_starts": Rights(READ),  # written by a verb, as the owner
    "statement_issues": Rights(ADD),
    "bank_statements": Rights(ADD),
    "bank_statement_lines": Rights(ADD),
    "bank_statement_entries": Rights(ADD),
    "reconciliation_links": Rights(ADD),
    "reconciliation_unlinks": Rights(ADD),
    "accepted_exceptions": Rights(ADD),
    "cooling_offs": Rights(ADD, ("hours",)),
    "cooled_payouts": Rights(ADD),
    "trail_events": Rights(ADD),
    "export_jobs": Rights(ALL_ROWS),
    "export_parts": Rights("SELECT INSERT DELETE"),
    "request_log": Rights("SELECT INSERT DELETE"),  # what is too old, or too much, is deleted
    "api_keys": Rights(ADD, ("expires_at", "rotated_at", "revoked_at", "last_used_at")),
    "memberships": Rights(ALL_ROWS),
    "invitations": Rights(
        ADD, ("token_hash", "renewals", "renewed_at", "expires_at", "accepted_at", "accepted_by_id", "revoked_at")
    ),
    "sessions": Rights(ALL_ROWS),
    "second_factors": Rights("SELECT INSERT DELETE", ("last_used_step", "recovery_hashes")),
    "failed_sign_ins": Rights("SELECT INSERT DELETE", ("account",)),  # locked before they are deleted
    "worker_heartbeats": Rights("SELECT INSERT DELETE", ("started_at", "beat_at", "threads", "busy", "last_claim_at")),
    "integrity_runs": Rights(ADD, ("started_at", "ended_at", "findings", "snapshot")),
    "integrity_violations": Rights(ADD),
    "integrity_proven": Rights(ADD, ("seq",)),
    # The task queue (huey's).
    "huey_task": Rights(ALL_ROWS),
    "huey_task_id_seq": Rights("USAGE"),
    "huey_schedule": Rights(ALL_ROWS),
    "huey_schedule_id_seq": Rights("USAGE"),
    "huey_kv": Rights(ALL_ROWS),
    "huey_counter": Rights(ALL_ROWS),
    # Users and the operators' admin (Django's).
    "auth_user": Rights(ALL_ROWS),
    "auth_user_groups": Rights(ALL_ROWS),
    "auth_user_user_permissions": Rights(ALL_ROWS),
    "auth_group": Rights(ALL_ROWS),
    "auth_group_permissions": Rights(ALL_ROWS),
    "auth_permission": Rights(READ),
    "django_content_type": Rights(READ),
    "django_session": Rights(ALL_ROWS),  # read by the previous release, which may still be running
    "django_admin_log": Rights("SELECT INSERT DELETE"),  # deleting a user deletes their log
    "django_migrations": Rights(READ),
}
