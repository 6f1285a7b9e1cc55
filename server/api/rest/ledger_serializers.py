"""A merchant's balance and ledger as the JSON objects that `openapi.json` describes."""

from uuid import UUID

from server.ledger.balance import Balance
from server.ledger.explaining import ExplainedBalance
from server.ledger.heads import Head
from server.ledger.links import iso_utc
from server.ledger.models import LedgerEntry
from server.ledger.periods import PeriodBalance
from server.money import MAX_PAISE, format_inr
from server.payouts.holding import HoldPage, why_open
from server.payouts.models import Payout

from .serializers import Json


def balance(merchant_id: UUID, balance: Balance) -> Json:
    return {
        "merchant_id": merchant_id,
        "available_balance_paise": balance.available_paise,
        "held_balance_paise": balance.held_paise,
        "total_balance_paise": balance.total_paise,
        "available_balance_inr": format_inr(balance.available_paise),
        "held_balance_inr": format_inr(balance.held_paise),
        "total_balance_inr": format_inr(balance.total_paise),
        "ledger_sequence": balance.seq,
    }


def balance_explanation(
    merchant_id: UUID, explained: ExplainedBalance, page: HoldPage, payouts: dict[UUID, Payout]
) -> Json:
    return balance(merchant_id, explained.balance) | {
        "at": explained.at,
        "lines": [
            {
                "entry_type": line.entry_type,
                "count": line.entries,
                # As in GraphQL: no number that some clients would round.
                "sum_paise": line.paise if abs(line.paise) <= MAX_PAISE else None,
            }
            for line in explained.lines
        ],
        "held_by": [
            {
                "payout_id": hold.payout_id,
                "amount_paise": hold.paise,
                "since": hold.since,
                "why": why_open(payouts[hold.payout_id]),
            }
            for hold in page.holds
        ],
        "held_by_others_paise": page.others_paise,
        "next": page.next,
    }


def balance_period(period: PeriodBalance) -> Json:
    return vars(period) | {"starts_on": period.starts_on.isoformat(), "ends_on": period.ends_on.isoformat()}


def ledger_entry(entry: LedgerEntry) -> Json:
    return {
        "id": entry.id,
        "entry_type": entry.entry_type,
        "amount_paise": entry.amount_paise,
        "amount_inr": format_inr(entry.amount_paise),
        "direction": entry.direction,
        "description": entry.description,
        # The entry of a return or of a fee names no payout: these do.
        "payout_id": entry.payout_id
        or getattr(getattr(entry, "payout_return", None), "payout_id", None)
        or getattr(entry, "fee_payout", None),
        "created_at": entry.created_at,
        "reference": entry.reference,
    }


def exported_entry(entry: LedgerEntry) -> Json:
    """All that the entry's link is made of, as docs/verify_ledger_export.py reads it."""
    return {
        "merchant_id": entry.merchant_id,
        "sequence": entry.seq,
        "id": entry.id,
        "entry_type": entry.entry_type,
        "amount_paise": entry.amount_paise,
        "payout_id": entry.payout_id,
        "reference": entry.reference,
        "description": entry.description,
        "created_at": iso_utc(entry.created_at),
        "link": bytes(entry.link).hex(),
    }


def ledger_head(head: Head) -> Json:
    return {
        "merchant_id": head.merchant_id,
        "sequence": head.seq,
        "link": head.link.hex(),
        "available_paise": head.available_paise,
        "held_paise": head.held_paise,
        "issued_at": iso_utc(head.issued_at),
        "key_id": head.key_id,
        "signature": head.signature.hex(),
    }
