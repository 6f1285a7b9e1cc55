"""A side event, without the review that it tells of."""

from server.payouts.models import Payout
from tests.conftest import owner_connection


def told_of_review(payout: Payout) -> None:
    owner_connection().execute(
        "INSERT INTO merchant_events (merchant_id, ledger_seq, n, kind, subject_id, body, created_at)"
        " VALUES (%s, 1, 1, 'PAYOUT_REVIEW_ENDED', %s, '{\"unresolved_since\": \"2026-11-22T09:45:36+00:00\"}', now())",
        [payout.merchant_id, payout.pk],
    )
