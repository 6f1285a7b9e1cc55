"""What operators read, of the engine and of what they did, as the JSON objects that `openapi.json` describes."""

from server.adjustments.models import Adjustment
from server.audit_log import words
from server.audit_log.models import AuditEvent
from server.integrity.audit import FAULTS_SHOWN
from server.integrity.models import IntegrityRun
from server.integrity.runs import is_lost
from server.integrity.standing import Standing
from server.money import format_inr
from server.payouts.attention import Item
from server.payouts.health import Health
from server.payouts.models import Payout

from . import serializers
from .serializers import Json


def attention_item(item: Item, payout_row: Payout) -> Json:
    return {
        "kind": item.kind,
        "since": item.since,
        "reason": item.reason(payout_row),
        "merchant": {"id": payout_row.merchant_id, "name": payout_row.merchant.name},
        "payout": serializers.payout(payout_row),
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
