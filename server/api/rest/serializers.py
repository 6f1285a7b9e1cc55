"""Models as the JSON objects that `openapi.json` describes."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from server.adjustments.models import Adjustment
from server.audit_log import words
from server.audit_log.models import AuditEvent
from server.cooling_off.cooled import cooled_column, cooling_off_until
from server.fees.reading import WITH_FEES, is_refunded
from server.ifsc.lookup import bank_name, branch_of
from server.integrity.audit import FAULTS_SHOWN
from server.integrity.models import IntegrityRun
from server.integrity.runs import is_lost
from server.integrity.standing import Standing
from server.ledger.balance import Balance
from server.ledger.explaining import ExplainedBalance
from server.ledger.heads import Head
from server.ledger.links import iso_utc
from server.ledger.models import LedgerEntry
from server.ledger.periods import PeriodBalance
from server.merchants.models import BankAccount, Merchant
from server.money import MAX_PAISE, format_inr
from server.payouts.attention import Item
from server.payouts.compensation import owed_for
from server.payouts.failures import failure_of
from server.payouts.health import Health
from server.payouts.holding import HoldPage, why_open
from server.payouts.models import Payout
from server.payouts.rail import charge_of
from server.payouts.searching import PayoutTotals

Json = dict[str, Any]


def with_what_is_shown(payouts: QuerySet[Payout]) -> QuerySet[Payout]:
    """With all that `payout` reads."""
    related = ("bank_account", "details", "its_return", "approval_gate", WITH_FEES)
    return payouts.select_related(*related).annotate(was_cooled=cooled_column())


def payout(payout: Payout) -> Json:
    account = payout.bank_account
    owed = owed_for(payout)
    details, came_back = getattr(payout, "details", None), getattr(payout, "its_return", None)
    return {
        "id": payout.id,
        "status": payout.status,
        "amount_paise": payout.amount_paise,
        "amount_inr": format_inr(payout.amount_paise),
        "bank_account": {
            "id": account.id,
            "account_number_masked": account.account_number_masked,
            "ifsc_code": account.ifsc_code,
            "account_type": account.account_type,
        },
        "attempt_count": payout.attempt_count,
        "failure_reason": payout.failure_reason,
        "failure": failure(payout),
        "bank_reference_id": payout.bank_reference_id,
        "idempotency_key": payout.idempotency_key,
        "created_at": payout.created_at,
        "updated_at": payout.updated_at,
        "processing_started_at": payout.processing_started_at,
        "completed_at": payout.completed_at,
        "failed_at": payout.failed_at,
        "returned_at": getattr(came_back, "returned_at", None),
        "return_reference": getattr(came_back, "return_reference", None),
        "return_reason": getattr(came_back, "reason", None),
        "not_before": payout.not_before,
        "approval": approval(payout),
        "cooling_off_until": cooling_off_until(payout),
        "owed_compensation_paise": owed and owed.paise,
        "fee": fee(payout),
        **{name: getattr(details, name, None) for name in ("reference", "narration", "purpose", "batch_id", "rail")},
    }


def approval(payout: Payout) -> Json | None:
    gate = getattr(payout, "approval_gate", None)
    return gate and {
        "people": gate.people,
        "approved": gate.approved,
        "expires_at": gate.expires_at,
        "outcome": gate.ending or "waiting",
    }


def fee(payout: Payout) -> Json | None:
    charge = charge_of(payout)
    if charge is None:
        return None
    return {
        "fee_paise": charge.fee_paise,
        "tax_paise": charge.tax_paise,
        "total_paise": charge.total_paise,
        "igst_paise": charge.igst_paise,
        "cgst_paise": charge.cgst_paise,
        "sgst_paise": charge.sgst_paise,
        "refunded": is_refunded(charge),
    }


def failure(payout: Payout) -> Json | None:
    found = failure_of(payout)
    return found and {"kind": found.kind, "source": found.source, "code": found.code}


def payout_totals(totals: PayoutTotals) -> Json:
    return {
        "count": totals.count,
        "sum_paise": totals.sum_paise,
        "sum_inr": None if totals.sum_paise is None else format_inr(totals.sum_paise),
        "is_complete": totals.is_complete,
    }


def attention_item(item: Item, payout_row: Payout) -> Json:
    return {
        "kind": item.kind,
        "since": item.since,
        "reason": item.reason(payout_row),
        "merchant": {"id": payout_row.merchant_id, "name": payout_row.merchant.name},
        "payout": payout(payout_row),
    }


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


def balance_explanation(
    merchant_id: UUID, explained: ExplainedBalance, page: HoldPage, payouts: dict[UUID, Payout], short: int | None
) -> Json:
    """`short`: what the balance lacks for the amount that was asked about, if one was."""
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
        "short_by_paise": short,
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


def merchant(merchant: Merchant) -> Json:
    return {
        "id": merchant.id,
        "name": merchant.name,
        "email": merchant.email,
        "is_active": merchant.is_active,
        "created_at": merchant.created_at,
        "bank_accounts": [bank_account(account) for account in merchant.bank_accounts.all()],
    }


def bank_account(account: BankAccount) -> Json:
    """`retired_at`, `nickname` and `group` are members where there is one, so that all other accounts keep the bytes
    they always had."""
    branch = branch_of(account.ifsc_code)
    return {
        "id": account.id,
        "account_holder_name": account.account_holder_name,
        "account_number_masked": account.account_number_masked,
        "ifsc_code": account.ifsc_code,
        "account_type": account.account_type,
        "is_verified": account.is_verified,
        "is_primary": account.is_primary,
        "created_at": account.created_at,
        "bank_name": bank_name(account.ifsc_code),
        "branch_name": branch and branch.name,
    } | {
        name: value
        for name, value in {
            "retired_at": account.retired_at,
            "nickname": account.nickname,
            "group": account.group_name,
        }.items()
        if value
    }


def adjustment(adjustment: Adjustment) -> Json:
    return {
        "id": adjustment.id,
        "merchant_id": adjustment.merchant_id,
        "direction": adjustment.direction,
        "amount_paise": adjustment.amount_paise,
        "amount_inr": format_inr(adjustment.amount_paise),
        "reason": adjustment.reason,
        "idempotency_key": adjustment.idempotency_key,
        "status": adjustment.status,
        "proposed_by": adjustment.proposed_by,
        "created_at": adjustment.created_at,
        "decided_by": adjustment.decided_by,
        "decided_at": adjustment.decided_at,
        "entry_id": adjustment.entry_id,
    }


def audit_event(event: AuditEvent) -> Json:
    """`merchant_name` is the query's."""
    merchant = {"id": event.merchant_id, "name": getattr(event, "merchant_name", None)} if event.merchant_id else None
    return {
        "id": event.id,
        "at": event.at,
        "action": event.action,
        "summary": words.summary_of(event),
        "actor": {
            "kind": event.actor_kind,
            "id": event.actor_id,
            "name": event.actor_name,
            "text": words.actor_of(event),
        },
        "merchant": merchant,
        "subject_id": event.subject_id,
        "payout_id": words.payout_id_of(event),
        "request_id": event.request_id,
        "changes": [change._asdict() for change in words.changes_of(event)],
    }


def health(health: Health) -> Json:
    return {
        "is_well": health.is_well,
        "due": health.due,
        "oldest_due_at": health.oldest_due_at,
        "signs": [vars(sign) for sign in health.signs],
        "workers": [vars(worker) for worker in health.workers],
    }


def integrity(standing: Standing, ended: IntegrityRun | None, unfinished: IntegrityRun | None) -> Json:
    return {
        "status": standing.status,
        "checked_at": standing.checked_at,
        "age_seconds": standing.age_seconds,
        "period_seconds": standing.period_seconds,
        "proven_sequence": standing.proven_sequence,
        "results": [vars(rule) for rule in standing.rules],
        "rules": [rule.statement for rule in standing.rules],
        "ended": ended and integrity_run(ended),
        "unfinished": unfinished and integrity_run(unfinished),
    }


def integrity_run(run: IntegrityRun) -> Json:
    return {
        "id": run.id,
        "asked_by": run.asked_by,
        "asked_at": run.asked_at,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "is_lost": is_lost(run),
        "rules": run.rules,
        "rules_sha256": run.rules_sha256,
        "code_version": run.code_version,
        "findings": [
            {
                "rule": each["rule"],
                "rule_id": each.get("id", ""),
                "is_checked": each["is_checked"],
                "rows": each["rows"],
                "violations": len(each["faults"]),
                "faults": each["faults"][:FAULTS_SHOWN],
                "seconds": each["seconds"],
            }
            for each in run.findings
        ],
    }
