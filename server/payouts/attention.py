"""Payouts that need somebody, over all merchants that the session is bound to, oldest first.

Nothing here reads rows at rest: two kinds are found among the open payouts by partial indexes, and the third begins at
the newest failures. So a page costs what it shows, however many payouts there are.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import TextChoices

from .fund_location import FundLocation, fund_location_of
from .models import Payout
from .states import Status

FAILURES_IN_A_ROW = 3
FAILED_WITHIN = timedelta(days=7)
# Accounts with several of the newest failures are looked at, each among its newest payouts.
FAILURES_READ = 5_000
PAYOUTS_READ = 100


class Kind(TextChoices):
    FAILING_IN_A_ROW = "failing_in_a_row", "The last payouts to a bank account have all failed."
    NEEDS_REVIEW = "needs_review", "The bank has not told the payout's outcome for a long time."
    STUCK = "stuck", "No worker has acted on the payout, though it is due."


class Position(NamedTuple):
    """An item's place in the list; no two have the same."""

    since: datetime
    kind: Kind
    payout_id: UUID


class Item(NamedTuple):
    kind: Kind
    since: datetime
    payout_id: UUID  # of FAILING_IN_A_ROW the newest that failed
    failures: int  # 0 of the other kinds

    @property
    def position(self) -> Position:
        return Position(self.since, self.kind, self.payout_id)

    def reason(self, payout: Payout) -> str:
        match self.kind:
            case Kind.FAILING_IN_A_ROW:
                count = f"{self.failures}{' or more' if self.failures == PAYOUTS_READ else ''}"
                return f"The last {count} payouts to this account failed: {payout.failure_reason}"
            case Kind.NEEDS_REVIEW if fund_location_of(payout) is FundLocation.AT_BANK:
                return "The bank has the payout and has not decided."
            case Kind.NEEDS_REVIEW:
                return "The bank has not said whether it paid. Do not pay again."
            case Kind.STUCK if payout.status == Status.PENDING:
                return "No worker has started it."
            case Kind.STUCK if payout.lease is not None:
                return "Its worker stopped in the middle, and no other has taken it over."
            case Kind.STUCK:
                return "Its next attempt is due, and no worker has begun it."


# The columns that `Item.reason` reads.
OF_REASONS = ("status", "last_answer", "lease", "failure_reason")

DUE_AT = "CASE WHEN lease_expires_at IS NOT NULL THEN lease_expires_at ELSE next_attempt_at END"
# Of those their bank account is not to blame.
NOT_CANCELLED = "(failure_code IS NULL OR failure_code NOT IN ('cancelled', 'approval_rejected', 'approval_expired'))"
OF_MERCHANT = "(%(merchant)s::uuid IS NULL OR merchant_id = %(merchant)s)"
BRANCHES = {
    Kind.NEEDS_REVIEW: f"""
        SELECT unresolved_since AS since, id, 0 AS failures FROM payouts WHERE needs_review AND {OF_MERCHANT}""",
    # A payout that needs review is shown once, as that.
    Kind.STUCK: f"""
        SELECT {DUE_AT} AS since, id, 0 AS failures FROM payouts
        WHERE (lease_expires_at IS NOT NULL OR next_attempt_at IS NOT NULL)
          AND {DUE_AT} < now() - %(timeout)s AND NOT needs_review AND {OF_MERCHANT}
        UNION ALL
        -- Its time has come, and no worker has let it into the queue.
        SELECT not_before, id, 0 FROM payouts
        WHERE status = 'pending' AND next_attempt_at IS NULL AND gate IS NULL AND not_before < now() - %(timeout)s
          AND {OF_MERCHANT}""",
    Kind.FAILING_IN_A_ROW: f"""
        SELECT min(failed_at) AS since, (array_agg(id ORDER BY place))[1] AS id, count(*)::int AS failures FROM (
            SELECT *, row_number() OVER newest_first AS place,
                   count(*) FILTER (WHERE status = 'completed') OVER newest_first AS paid_since
            FROM (
                SELECT recent.* FROM (
                    SELECT merchant_id, bank_account_id,
                           (array_agg(failed_at ORDER BY failed_at DESC))[%(in_a_row)s] AS last_of_them
                    FROM (
                        SELECT merchant_id, bank_account_id, failed_at FROM payouts
                        WHERE failed_at > now() - %(within)s AND {NOT_CANCELLED} AND {OF_MERCHANT}
                        ORDER BY failed_at DESC LIMIT %(failures_read)s
                    ) newest_failures
                    GROUP BY merchant_id, bank_account_id HAVING count(*) >= %(in_a_row)s
                ) suspect CROSS JOIN LATERAL (
                    SELECT id, bank_account_id, status, coalesce(completed_at, failed_at) AS ended_at, failed_at,
                           failure_code
                    FROM payouts p
                    WHERE p.merchant_id = suspect.merchant_id AND p.bank_account_id = suspect.bank_account_id
                      AND p.created_at > now() - %(within)s
                    ORDER BY p.created_at DESC, p.id DESC LIMIT %(payouts_read)s
                ) recent
                -- Most have been paid since: one of their newest payouts tells it, and the others are not read.
                WHERE NOT EXISTS (
                    SELECT FROM (
                        SELECT completed_at FROM payouts p
                        WHERE p.merchant_id = suspect.merchant_id AND p.bank_account_id = suspect.bank_account_id
                          AND p.created_at > now() - %(within)s
                        ORDER BY p.created_at DESC, p.id DESC LIMIT %(payouts_read)s
                    ) newest WHERE completed_at > suspect.last_of_them)
            ) each WHERE status IN ('completed', 'failed') AND {NOT_CANCELLED}
            WINDOW newest_first AS (PARTITION BY bank_account_id ORDER BY ended_at DESC, id DESC)
        ) ended WHERE paid_since = 0
        GROUP BY bank_account_id HAVING count(*) >= %(in_a_row)s
           AND (SELECT retired_at IS NULL FROM bank_accounts a WHERE a.id = bank_account_id)""",
}
LOWEST, HIGHEST = UUID(int=0), UUID(int=2**128 - 1)


def attention(
    first: int, *, after: Position | None = None, offset: int = 0, merchant_id: UUID | None = None
) -> list[Item]:
    """At most `first` items behind `after` and behind `offset` more, oldest first: of all merchants, or of one."""
    parameters: dict[str, Any] = _parameters(merchant_id) | {"enough": offset + first, "first": first, "offset": offset}
    branches = []
    for kind, rows in BRANCHES.items():
        bound = ""
        if after:
            # The list is ordered by time, kind and id: an item of the same time comes after if its kind does.
            low = after.payout_id if kind == after.kind else LOWEST if kind > after.kind else HIGHEST
            bound = f"WHERE (since, id) > (%(since)s, %(low_{kind})s)"
            parameters |= {"since": after.since, f"low_{kind}": low}
        branches.append(
            f"(SELECT '{kind}' AS kind, * FROM ({rows}) {kind} {bound} ORDER BY since, id LIMIT %(enough)s)"
        )
    union = " UNION ALL ".join(branches)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind, since, id, failures FROM ({union}) item"
            ' ORDER BY since, kind COLLATE "C", id LIMIT %(first)s OFFSET %(offset)s',
            parameters,
        )
        return [Item(Kind(kind), since, payout_id, failures) for kind, since, payout_id, failures in cursor]


def attention_count(at_most: int | None, *, merchant_id: UUID | None = None) -> int:
    """How many items there are; counting stops at the given limit."""
    union = " UNION ALL ".join(f"(SELECT FROM ({rows}) {kind} LIMIT %(at_most)s)" for kind, rows in BRANCHES.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({union}) item", _parameters(merchant_id) | {"at_most": at_most})
        count = int(cursor.fetchone()[0])
    return count if at_most is None else min(count, at_most)


def _parameters(merchant_id: UUID | None) -> dict[str, Any]:
    return {
        "merchant": merchant_id,
        "timeout": timedelta(seconds=settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS),
        "within": FAILED_WITHIN,
        "failures_read": FAILURES_READ,
        "payouts_read": PAYOUTS_READ,
        "in_a_row": FAILURES_IN_A_ROW,
    }
