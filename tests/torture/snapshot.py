"""How it all ended, read from the tables themselves and not through the engine."""

import psycopg

from server.bank.scripts import Script
from tests.faults.client import Client
from tests.torture.history import Books, Entry, Payout, Transfer

# Whatever is killed on the way. (A payout that is refused twice may lose its last attempt to a kill.)
ENDINGS = {
    Script.PAYS: "completed",
    Script.ACCOUNT_CLOSED: "failed",
    Script.TIMES_OUT_THOUGH_IT_PAID: "completed",
    Script.TIMES_OUT_AND_NEVER_PAID: "failed",
    Script.HANGS_THEN_PAYS: "completed",
}


def read_books(connection: psycopg.Connection, shops: list[Client]) -> Books:
    books = Books(ledgers={shop.merchant: [] for shop in shops})
    merchants = list(books.ledgers)
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for merchant, *entry in connection.execute(
            "SELECT merchant_id::text, id::text, entry_type, amount_paise, payout_id::text, reference"
            " FROM ledger_entries WHERE merchant_id = ANY(%s::uuid[]) ORDER BY merchant_id, seq",
            [merchants],
        ):
            books.ledgers[merchant].append(Entry(*entry))
        books.payouts = [
            Payout(*row)
            for row in connection.execute(
                "SELECT id::text, merchant_id::text, idempotency_key::text, bank_account_id::text, amount_paise,"
                " status, bank_reference_id FROM payouts"
            )
        ]
        books.transfers = [
            Transfer(*row)
            for row in connection.execute("SELECT reference, state, amount_paise, utr FROM bank_transfers")
        ]
    for shop in shops:
        books.endings |= {shop.accounts[script]: end for script, end in ENDINGS.items()}
    return books
