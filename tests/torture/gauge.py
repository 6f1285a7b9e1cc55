"""Reads how much is still to be done every two seconds, on its own thread: the database may be stopped."""

import threading

import psycopg

from tests.support.engine import LocalEngine
from tests.torture.load import ClientLoad

EVERY_SECONDS = 2
# Payouts that are open; payments that the bank gives back, unheard of; orders whose turn and money have come.
OPEN = """
SELECT (SELECT count(*) FROM payouts WHERE status IN ('pending', 'processing'))
     + (SELECT count(*) FROM bank_transfers t WHERE t.returns_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM payout_returns r WHERE t.reference = 'payout-' || r.payout_id))
     + (SELECT count(*) FROM (
            SELECT DISTINCT ON (merchant_id) merchant_id, amount_paise FROM payout_orders WHERE state = 'waiting'
            ORDER BY merchant_id, seq
        ) next WHERE next.amount_paise <= (SELECT available_paise FROM ledger_balance(next.merchant_id)))
"""
BACKLOG = 150  # above it clients pause for longer: the faults are to break the engine, not the load


class Gauge:
    def __init__(self, engine: LocalEngine, load: ClientLoad) -> None:
        self.engine, self.load = engine, load
        self.open_payouts = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Gauge":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(30)

    def read(self) -> int | None:
        """None while the database does not respond."""
        try:
            with self.engine.cluster().connect("payout_engine") as connection:
                row = connection.execute(OPEN).fetchone()
        except (psycopg.Error, OSError):
            return None
        return int(row[0]) if row else None

    def _run(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            if (number := self.read()) is not None:
                self.open_payouts = number
                (self.load.slow.set if number > BACKLOG else self.load.slow.clear)()
