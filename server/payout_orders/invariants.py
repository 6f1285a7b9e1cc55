"""Invariants between payout orders, the payouts that they made, and keys."""

from server.database.invariant import Invariant, Severity
from server.events.kinds import EventType

INVARIANTS = [
    Invariant(
        "order.funded",
        Severity.MONEY,
        "an order is funded if and only if there is a payout with its key, which has its account and its amount",
        "payout_orders",
        """SELECT o.id AS payout_order, o.merchant_id, o.state, p.id AS payout FROM payout_orders o
           LEFT JOIN payouts p ON p.id = o.payout_id
           WHERE (o.state = 'funded') <> (o.payout_id IS NOT NULL) OR (o.payout_id IS NOT NULL AND
               (p.merchant_id, p.idempotency_key, p.bank_account_id, p.amount_paise) IS DISTINCT FROM
               (o.merchant_id, o.idempotency_key, o.bank_account_id, o.amount_paise))""",
    ),
    Invariant(
        "order.ends",
        Severity.ORDER,
        "no order waits longer than it may, and none was funded before its time",
        "payout_orders",
        """SELECT o.id AS payout_order, o.merchant_id, o.expires_at, o.not_before FROM payout_orders o
           LEFT JOIN payouts p ON p.id = o.payout_id
           WHERE (o.state = 'waiting' AND o.expires_at < now() - interval '10 minutes')
              OR p.created_at < o.not_before OR (o.state = 'waiting') <> (o.ended_at IS NULL)""",
    ),
    Invariant(
        "order.keys",
        Severity.MONEY,
        "an order's key has made no payout but the order's own",
        "payout_orders",
        """SELECT o.id AS payout_order, o.merchant_id, k.payout_id AS payout FROM payout_orders o JOIN (
               SELECT merchant_id, key, payout_id FROM forgotten_keys
               UNION ALL SELECT merchant_id, key, payout_id FROM idempotency_records
           ) k ON k.merchant_id = o.merchant_id AND k.key = o.idempotency_key
           WHERE k.payout_id IS DISTINCT FROM o.payout_id""",
    ),
    Invariant(
        "order.book",
        Severity.TIDINESS,
        "a merchant's book of orders has their last number, and how many wait with what sum",
        "payout_order_books",
        """SELECT coalesce(b.merchant_id, o.merchant_id) AS merchant_id, b.last_seq, b.waiting, b.waiting_paise
           FROM payout_order_books b FULL JOIN (
               SELECT merchant_id, max(seq) AS last_seq, count(*) AS orders, min(seq) AS first_seq,
                      count(*) FILTER (WHERE state = 'waiting') AS waiting,
                      coalesce(sum(amount_paise) FILTER (WHERE state = 'waiting'), 0) AS waiting_paise
               FROM payout_orders GROUP BY merchant_id
           ) o ON o.merchant_id = b.merchant_id
           WHERE (b.last_seq, b.waiting, b.waiting_paise, coalesce(o.orders, 0), coalesce(o.first_seq, 1))
               IS DISTINCT FROM
               (coalesce(o.last_seq, 0), coalesce(o.waiting, 0), coalesce(o.waiting_paise, 0), b.last_seq, 1)""",
    ),
    Invariant(
        "order.told",
        Severity.TIDINESS,
        "every order was told when it was placed and, if it has ended, how",
        "payout_orders",
        f"""SELECT coalesce(o.id, told.subject_id) AS payout_order,
                   coalesce(o.merchant_id, told.merchant_id) AS merchant_id
            FROM payout_orders o FULL JOIN (
                SELECT subject_id, merchant_id, array_agg(kind ORDER BY ledger_seq, n) AS kinds FROM merchant_events
                WHERE kind LIKE 'PAYOUT_ORDER_%' GROUP BY subject_id, merchant_id
            ) told ON told.subject_id = o.id AND told.merchant_id = o.merchant_id
            WHERE o.id IS NULL OR told.kinds::text[] IS DISTINCT FROM array_remove(ARRAY[
                '{EventType.PAYOUT_ORDER_PLACED}',
                CASE WHEN o.state <> 'waiting' THEN 'PAYOUT_ORDER_' || upper(o.state) END
            ], NULL)""",
    ),
]
