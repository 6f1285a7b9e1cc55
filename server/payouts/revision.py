"""Whether anything has changed for a merchant, for whoever would else ask for everything again and again."""

from uuid import UUID

from django.db import connection

# Reading more open payouts than this costs as much as showing them: then each answer is another.
MOST_OPEN = 500


def revision_of(merchant_id: UUID) -> str | None:
    """Another after every change of the merchant's ledger or payouts, as a rule the same until then; None: no merchant.

    Every end and every beginning of a payout is an entry, so that the newest entry's number stands for all but what
    happens to a payout while it is open: its claims, the bank's answers, its review. Of these the newest alone would
    not do, since what began earlier may be committed later; each moves its payout's `updated_at`, and so their sum.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT concat_ws('-',
                (SELECT max(e.seq) FROM ledger_entries e WHERE e.merchant_id = m.id),
                open.payouts,
                CASE WHEN open.payouts > %(most)s THEN extract(epoch FROM clock_timestamp()) ELSE open.moved END)
            FROM merchants m, LATERAL (
                SELECT count(*) AS payouts, sum(extract(epoch FROM p.updated_at)) AS moved
                FROM (
                    SELECT updated_at FROM payouts
                    WHERE merchant_id = m.id AND status IN ('pending', 'processing') LIMIT %(most)s + 1
                ) p
            ) open
            WHERE m.id = %(merchant)s
            """,
            {"merchant": merchant_id, "most": MOST_OPEN},
        )
        row: tuple[str] | None = cursor.fetchone()
        return row[0] if row else None
