"""Payouts that look like one that is about to be made: what a payment form shows before it pays."""

from uuid import UUID

from django.db import connection

MOST_SHOWN = 10

SIMILAR = """
    SELECT id FROM payouts
    WHERE merchant_id = %s AND bank_account_id = %s AND amount_paise = %s
      AND NOT payout_is_unpaid(id, status)
      AND created_at > now() - interval '93 days'
      AND (created_at > now() - interval '7 days' OR (status = 'pending' AND next_attempt_at IS NULL))
    ORDER BY created_at DESC, id DESC LIMIT %s"""


def similar_payouts(merchant_id: UUID, bank_account_id: UUID, amount_paise: int) -> list[UUID]:
    """The merchant's payouts of this amount to this account that have neither failed nor come back, of the last seven
    days or scheduled, newest first; at most ten."""
    with connection.cursor() as cursor:
        cursor.execute(SIMILAR, [merchant_id, bank_account_id, amount_paise, MOST_SHOWN])
        return [payout_id for [payout_id] in cursor]
