"""What is kept of a check: its findings, whose violations they are, and how far each ledger is proven."""

from uuid import UUID

from django.db import connection

from .audit import Finding, Seen
from .models import IntegrityViolation


def kept(finding: Finding) -> dict[str, object]:
    """As one of `IntegrityRun.findings`."""
    rule, violations = finding.rule, finding.violations
    return {
        "id": rule.id,
        "severity": rule.severity,
        "rule": rule.statement,
        "per_merchant": rule.per_merchant,
        "rows": finding.rows,
        "faults": finding.faults,
        "violations": len(finding.faults) if violations is None else sum(each.count for each in violations),
        "samples": [sample for each in violations or [] for sample in each.samples][:5],
        "whose": not finding.is_checked or violations is not None,
        "seconds": round(finding.seconds, 3),
        "is_checked": finding.is_checked,
    }


def keep_what_was_proven(run_id: UUID, findings: list[Finding], seen: Seen) -> None:
    """Within the transaction that ends the check. A ledger is proven as far as the check has seen it if every rule of
    merchants' rows was checked, and this merchant's violate none."""
    per_merchant = [finding for finding in findings if finding.rule.per_merchant]
    violations = [
        IntegrityViolation(
            run_id=run_id,
            merchant_id=each.merchant_id,
            rule=finding.rule.id,
            violations=each.count,
            samples=each.samples,
        )
        for finding in per_merchant
        for each in finding.violations or []
        if each.merchant_id
    ]
    IntegrityViolation.objects.bulk_create(violations, batch_size=1_000)
    if not all(finding.is_checked and finding.violations is not None for finding in per_merchant):
        return
    violators = {violation.merchant_id for violation in violations}
    proven = {merchant: seq for merchant, seq in seen.newest.items() if merchant not in violators}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO integrity_proven (merchant_id, seq) SELECT * FROM unnest(%s::uuid[], %s::bigint[])
            ON CONFLICT (merchant_id) DO UPDATE SET seq = excluded.seq WHERE integrity_proven.seq < excluded.seq
            """,
            [list(proven), list(proven.values())],
        )
