"""How the books stand by the newest check: for operators all of them, for a merchant what its own rows have to do with
it. Two statements at most, whatever the number of rows, checks and merchants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils import timezone

from server.database.invariant import Severity

from . import runs
from .models import IntegrityRun, IntegrityViolation, ProvenLedger
from .rules import Rule, rules
from .schedule import is_stale, period_after


class Status(StrEnum):
    OK = "OK"
    VIOLATED = "VIOLATED"
    STALE = "STALE"


class Outcome(StrEnum):
    HOLDS = "HOLDS"
    VIOLATED = "VIOLATED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class RuleStanding:
    id: str
    statement: str
    severity: Severity
    outcome: Outcome
    looked_at: int | None  # None for a merchant: it would tell how many rows others have
    violations: int
    samples: list[str]


@dataclass(frozen=True)
class Standing:
    status: Status
    checked_at: datetime | None
    age_seconds: int | None
    period_seconds: int
    proven_sequence: int | None
    rules: list[RuleStanding]


def standing(merchant_id: UUID | None = None) -> Standing:
    run, now = runs.newest_ended(), timezone.now()
    found = {each.get("id"): each for each in run.findings} if run else {}
    own = _own_violations(run, merchant_id) if run and merchant_id else {}
    shown = [rule for rule in rules() if merchant_id is None or rule.per_merchant]
    results = [_standing_of(rule, found.get(rule.id), own if merchant_id else None) for rule in shown]
    return Standing(
        status=_status(run, now, results),
        checked_at=run.started_at if run else None,
        age_seconds=max(0, int((now - run.started_at) / timedelta(seconds=1))) if run and run.started_at else None,
        period_seconds=int(period_after(run).total_seconds()),
        proven_sequence=_proven(merchant_id) if merchant_id else None,
        rules=results,
    )


def _status(run: IntegrityRun | None, now: datetime, results: list[RuleStanding]) -> Status:
    """A violation that was found stays one until a check finds none. What was not checked is not right either."""
    if run is None:
        return Status.STALE
    if any(each.outcome is not Outcome.HOLDS for each in results):
        return Status.VIOLATED
    return Status.STALE if is_stale(run, now) else Status.OK


def _standing_of(rule: Rule, finding: dict[str, Any] | None, own: dict[str, IntegrityViolation] | None) -> RuleStanding:
    outcome, looked_at, violations, samples = Outcome.UNKNOWN, None, 0, []
    if finding and finding["is_checked"]:
        if own is None:
            looked_at = finding["rows"]
            violations, samples = finding["violations"], finding["samples"]
            outcome = Outcome.VIOLATED if violations else Outcome.HOLDS
        elif finding["whose"]:
            if violation := own.get(rule.id):
                violations, samples = violation.violations, violation.samples
            outcome = Outcome.VIOLATED if violations else Outcome.HOLDS
    return RuleStanding(rule.id, rule.statement, rule.severity, outcome, looked_at, violations, samples)


def _own_violations(run: IntegrityRun, merchant_id: UUID) -> dict[str, IntegrityViolation]:
    rows = IntegrityViolation.objects.filter(run=run, merchant_id=merchant_id)
    return {row.rule: row for row in rows}


def _proven(merchant_id: UUID) -> int:
    return ProvenLedger.objects.filter(merchant_id=merchant_id).values_list("seq", flat=True).first() or 0
