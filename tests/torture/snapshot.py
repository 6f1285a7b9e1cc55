"""Reads the final state from the tables themselves, not through the engine."""

import psycopg

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.torture.history import BankTransferRow, EntryRow, OrderRow, PayoutRow, Snapshot

# Whichever processes are killed. (A payout that the bank refuses twice may lose its last attempt to a kill.)
ENDINGS = {
    Script.PAYS: "completed",
    Script.ACCOUNT_CLOSED: "failed",
    Script.TIMES_OUT_THOUGH_IT_PAID: "completed",
    Script.TIMES_OUT_AND_NEVER_PAID: "failed",
    Script.HANGS_THEN_PAYS: "completed",
    Script.PAYS_THEN_RETURNS: "completed",
}


def read_snapshot(connection: psycopg.Connection, shops: list[MerchantClient]) -> Snapshot:
    snapshot = Snapshot(ledgers={shop.merchant: [] for shop in shops})
    merchants = list(snapshot.ledgers)
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for merchant, *entry in connection.execute(
            "SELECT e.merchant_id::text, e.id::text, e.entry_type, e.amount_paise,"
            " coalesce(e.payout_id, r.payout_id)::text, e.reference"
            " FROM ledger_entries e LEFT JOIN payout_returns r ON r.entry_id = e.id"
            " WHERE e.merchant_id = ANY(%s::uuid[]) ORDER BY e.merchant_id, e.seq",
            [merchants],
        ):
            snapshot.ledgers[merchant].append(EntryRow(*entry))
        for merchant, *links in connection.execute(
            "SELECT m.id::text, encode(ledger_genesis(m.id), 'hex'), e.links FROM merchants m, LATERAL ("
            " SELECT coalesce(array_agg(encode(link, 'hex') ORDER BY seq), '{}') AS links FROM ledger_entries"
            " WHERE merchant_id = m.id) e WHERE m.id = ANY(%s::uuid[])",
            [merchants],
        ):
            snapshot.links[merchant] = [links[0], *links[1]]
        snapshot.payouts = [
            PayoutRow(*row)
            for row in connection.execute(
                "SELECT id::text, merchant_id::text, idempotency_key::text, bank_account_id::text, amount_paise,"
                " status, bank_reference_id FROM payouts"
            )
        ]
        snapshot.cancelled = {row[0] for row in connection.execute("SELECT payout_id::text FROM payout_cancellations")}
        snapshot.transfers = [
            BankTransferRow(*row)
            for row in connection.execute("SELECT reference, state, amount_paise, utr FROM bank_transfers")
        ]
        snapshot.orders = [
            OrderRow(*row)
            for row in connection.execute(
                "SELECT id::text, merchant_id::text, idempotency_key::text, bank_account_id::text, amount_paise, state,"
                " payout_id::text, seq FROM payout_orders"
            )
        ]
    snapshot.returning = {shop.accounts[Script.PAYS_THEN_RETURNS] for shop in shops}
    for shop in shops:
        snapshot.endings |= {shop.accounts[script]: end for script, end in ENDINGS.items()}
    return snapshot
