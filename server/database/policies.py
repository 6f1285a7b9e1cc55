"""Row-level security: each table's merchant column, said once for PostgreSQL's policies and the APIs' queries.

Every role but the tables' owner sees and writes only the rows of the merchant that its session is bound to
(server/database/row_security.py): every merchant's rows if it is bound to `*`, none if it is not bound.
A statement that works for several merchants at once is bound to their list.
"""

from collections.abc import Iterator

POLICY = "of_the_seen_merchant"

MERCHANT_COLUMN = {
    "merchants": "id",
    "bank_accounts": "merchant_id",
    "payouts": "merchant_id",
    "ledger_entries": "merchant_id",
    "ledger_checkpoints": "merchant_id",
    "ledger_type_checkpoints": "merchant_id",
    "ledger_heads": "merchant_id",
    "idempotency_records": "merchant_id",
    "forgotten_keys": "merchant_id",
    "payout_details": "merchant_id",
    "payout_cancellations": "merchant_id",
    "payout_returns": "merchant_id",
    "fee_plans": "merchant_id",
    "merchant_tax_profiles": "merchant_id",
    "fee_charges": "merchant_id",
    "fee_refunds": "merchant_id",
    "approval_policies": "merchant_id",
    "approval_bands": "merchant_id",
    "approval_gates": "merchant_id",
    "approvals": "merchant_id",
    "payout_batches": "merchant_id",
    "payout_batch_rows": "merchant_id",
    "payout_batch_refusals": "merchant_id",
    "payout_orders": "merchant_id",
    "payout_order_books": "merchant_id",
    "adjustments": "merchant_id",
    "request_log": "merchant_id",
    "export_jobs": "merchant_id",
    "export_parts": "merchant_id",
    "merchant_events": "merchant_id",
    "webhook_endpoints": "merchant_id",
    "webhook_messages": "merchant_id",
    "webhook_attempts": "merchant_id",
    "webhook_replays": "merchant_id",
    "balance_monitors": "merchant_id",
    "alerts": "merchant_id",
    "expected_receipts": "merchant_id",
    "expected_receipt_ends": "merchant_id",
    "account_checks": "merchant_id",
    "inward_payments": "merchant_id",
    "inward_reversals": "merchant_id",
    "inward_documents": "merchant_id",
    "inward_invoices": "merchant_id",
    "inward_invoice_matches": "merchant_id",
    "inward_invoice_unmatches": "merchant_id",
    "statement_day_starts": "merchant_id",
    "statement_issues": "merchant_id",
    "cooling_offs": "merchant_id",
    "cooled_payouts": "merchant_id",
    "integrity_violations": "merchant_id",
    "integrity_proven": "merchant_id",
    "api_keys": "merchant_id",
    "invitations": "merchant_id",
}
# Tables without a merchant column: the column that refers to a row with one, and that row's table.
THROUGH = {"payout_attempts": ("payout_id", "payouts")}
# No merchant's rows: our own accounts at the bank. Whoever does not see every merchant sees none of them.
OPERATORS = {
    "bank_statements",
    "bank_statement_lines",
    "bank_statement_entries",
    "reconciliation_links",
    "reconciliation_unlinks",
    "accepted_exceptions",
}
# No policy: a key names the caller's merchant, so it is read before the merchant is known, and so is an invitation, by
# its token. (So are memberships, which are not listed above; nor is trail_events, which is written before that too, and
# read by operators alone.)
READ_FIRST = {"api_keys", "invitations"}


def policies() -> Iterator[tuple[str, str]]:
    """Each protected table, and the SQL that protects it."""
    for table, column in MERCHANT_COLUMN.items():
        if table not in READ_FIRST:
            yield table, _protecting(table, column)
    for table, (column, other) in THROUGH.items():
        yield table, _protecting(table, f"(SELECT p.{MERCHANT_COLUMN[other]} FROM {other} p WHERE p.id = {column})")
    for table in sorted(OPERATORS):
        yield table, f"{_enabling(table)}CREATE POLICY {POLICY} ON {table} USING ((SELECT sees_every_merchant()))"


def _enabling(table: str) -> str:
    # Forced on the owner, it would keep the rows from pg_dump.
    return f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;\n"


def _protecting(table: str, merchant: str) -> str:
    # Each function is inside a SELECT of its own, so PostgreSQL calls it once per statement and not once per row. A
    # list of several merchants is searched as the text that it is: making uuids of it costs more than most statements.
    return (
        f"{_enabling(table)}CREATE POLICY {POLICY} ON {table}\n"
        f"    USING ((SELECT sees_every_merchant()) OR {merchant} = (SELECT seen_merchant())"
        f" OR strpos(current_setting('payout.merchant', true), {merchant}::text) > 0)"
    )
