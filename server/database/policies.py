"""Row-level security: a row's merchant, said once, for PostgreSQL's policies and for the queries of the APIs.

The policies bind every role but the tables' owner: it sees and writes the rows of the merchant that its session is
bound to (server/database/row_security.py), of all merchants where that is `*`, and none where it is nothing.
"""

from collections.abc import Iterator

POLICY = "of_the_seen_merchant"

MERCHANT_COLUMN = {
    "merchants": "id",
    "bank_accounts": "merchant_id",
    "payouts": "merchant_id",
    "ledger_entries": "merchant_id",
    "ledger_checkpoints": "merchant_id",
    "idempotency_records": "merchant_id",
    "api_keys": "merchant_id",
}
# Rows without a merchant of their own: the one of the row that this column refers to.
THROUGH = {"payout_attempts": ("payout_id", "payouts")}
# No policy: keys say whose a caller's rows are, so they are read before that is known. (So are memberships; and
# trail_events is also written before, and read by operators alone.)
READ_FIRST = {"api_keys"}


def policies() -> Iterator[tuple[str, str]]:
    """Each protected table, and the SQL that protects it."""
    for table, column in MERCHANT_COLUMN.items():
        if table not in READ_FIRST:
            yield table, _protecting(table, column)
    for table, (column, other) in THROUGH.items():
        yield table, _protecting(table, f"(SELECT p.{MERCHANT_COLUMN[other]} FROM {other} p WHERE p.id = {column})")


def _protecting(table: str, merchant: str) -> str:
    # Each function inside a SELECT of its own: then it is called once per statement, and not once per row.
    return (
        # Forced on the owner, it would keep the rows from pg_dump.
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY {POLICY} ON {table}\n"
        f"    USING ((SELECT sees_every_merchant()) OR {merchant} = (SELECT seen_merchant()))"
    )
