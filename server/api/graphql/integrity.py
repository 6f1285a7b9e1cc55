"""The rules that the books keep, and what the newest check of them found: for operators all of it, for a merchant what
its own rows have to do with it."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)

from datetime import datetime
from functools import cached_property
from uuid import UUID

import strawberry
import strawberry_django
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.identity import authorize
from server.database.invariant import Severity
from server.integrity import runs, standing, tasks
from server.integrity.audit import FAULTS_SHOWN
from server.integrity.models import IntegrityRun
from server.integrity.rules import rules
from server.integrity.violations import SAMPLES

from .context import Info
from .lookups import existing_merchant_to_read
from .node import Node
from .pagination import NOT_GIVEN
from .permissions import EVERY_FIELD, needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length

MOST_INT = 2**31 - 1
RULES = 35

IntegritySeverity = strawberry.enum(
    Severity,
    name="IntegritySeverity",
    description="By what a violation may mean. MONEY: somebody may have more or less than is theirs. ORDER: the books "
    "or their proofs are not in order. TIDINESS: something beside the books is wrong.",
)
IntegrityStatus = strawberry.enum(
    standing.Status,
    name="IntegrityStatus",
    description="OK: every rule held at the newest check. VIOLATED: one did not, or was not checked to its end. STALE: "
    "there is no check, or it is older than twice the time between two.",
)
IntegrityOutcome = strawberry.enum(
    standing.Outcome,
    name="IntegrityOutcome",
    description="UNKNOWN: the rule is new, or its check did not end in time. It counts as a violation.",
)


@strawberry.type(description="A rule, and what a check of it found.")
class IntegrityFinding:
    rule: str
    rule_id: str = strawberry.field(description="As in IntegrityRule.ruleId; empty in checks of an older release.")
    is_checked: bool = strawberry.field(description="False if there was no time left for it.")
    rows: int = strawberry.field(description="How many rows it was checked over.")
    violations: int = strawberry.field(description=f"{FAULTS_SHOWN + 1} stands for all numbers above {FAULTS_SHOWN}.")
    faults: list[str] = strawberry.field(description=f"The first {FAULTS_SHOWN} violations, for an engineer to read.")
    seconds: float


@row_type(IntegrityRun, name="IntegrityRun", description="A check of every rule.")
class IntegrityRunNode(Node):
    id: strawberry.ID
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    rules: int = column(description="How many there are.")
    rules_sha256: str = column(description="Of the rules: another text whenever one of them changes.")
    code_version: str

    @strawberry_django.field(
        only=["ended_at", "given_up_at"], description="It was begun, or asked for, and never ended."
    )
    def is_lost(self, root: strawberry.Parent[IntegrityRun]) -> bool:
        return runs.is_lost(root)

    @strawberry_django.field(
        only=["findings"],
        metadata=usual_length(RULES),
        description="Of the rules that have been checked, in their order.",
    )
    def findings(self, root: strawberry.Parent[IntegrityRun]) -> list[IntegrityFinding]:
        return [
            IntegrityFinding(
                rule=each["rule"],
                rule_id=each.get("id", ""),
                is_checked=each["is_checked"],
                rows=min(each["rows"], MOST_INT),
                violations=len(each["faults"]),
                faults=each["faults"][:FAULTS_SHOWN],
                seconds=each["seconds"],
            )
            for each in root.findings
        ]


@strawberry.type(description="A rule, and how it stands by the newest check.")
class IntegrityRule:
    rule_id: str = strawberry.field(description="Never changes: ledger.dense")
    statement: str
    severity: IntegritySeverity  # type: ignore[valid-type]
    outcome: IntegrityOutcome  # type: ignore[valid-type]
    looked_at: int | None = strawberry.field(description="How many rows, of all merchants; for operators alone.")
    violations: int = strawberry.field(description="By the rows that are shown here.")
    samples: list[str] = strawberry.field(
        description=f"Up to {SAMPLES} rows that violate it: an entry by its number, anything else by its id."
    )


@strawberry.type(description="The rules that the books keep, and how they stand.")
class Integrity:
    merchant_id: strawberry.Private[UUID | None] = None

    @cached_property
    def _standing(self) -> standing.Standing:
        return standing.standing(self.merchant_id)

    @strawberry.field(metadata=usual_length(RULES), description="What they say. A merchant sees those of its own rows.")
    def rules(self) -> list[str]:
        return [rule.statement for rule in rules() if rule.per_merchant or self.merchant_id is None]

    @strawberry.field
    def status(self) -> IntegrityStatus:  # type: ignore[valid-type]
        return self._standing.status

    @strawberry.field(description="When the newest check that ended began; it says nothing of later rows.")
    def checked_at(self) -> datetime | None:
        return self._standing.checked_at

    @strawberry.field
    def age_seconds(self) -> int | None:
        return self._standing.age_seconds

    @strawberry.field(description="Until the next check. After twice this the newest is too old to be believed.")
    def period_seconds(self) -> int:
        return self._standing.period_seconds

    @strawberry.field(
        description="The newest entry of this merchant's ledger that a check has seen when none of its rules was "
        "violated; 0 before the first, null where all merchants are shown."
    )
    def proven_sequence(self) -> int | None:
        return self._standing.proven_sequence

    @strawberry.field(metadata=usual_length(RULES), description="Each rule by the newest check, in their order.")
    def results(self) -> list[IntegrityRule]:
        return [
            IntegrityRule(
                rule_id=each.id,
                statement=each.statement,
                severity=each.severity,
                outcome=each.outcome,
                looked_at=None if each.looked_at is None else min(each.looked_at, MOST_INT),
                violations=min(each.violations, MOST_INT),
                samples=each.samples,
            )
            for each in self._standing.rules
        ]

    @strawberry.field(description="The newest check that ended; null where one merchant is shown.")
    def ended(self) -> IntegrityRunNode | None:
        return runs.newest_ended() if self.merchant_id is None else None  # type: ignore[return-value]

    @strawberry.field(description="The check that is asked for, or runs; null where one merchant is shown.")
    def unfinished(self) -> IntegrityRunNode | None:
        return runs.unfinished() if self.merchant_id is None else None  # type: ignore[return-value]


@strawberry.type
class CheckIntegrityResult:
    run: IntegrityRunNode
    is_new: bool = strawberry.field(description="False if it was asked for before, and has not ended.")


@strawberry.type
class IntegrityQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="The rules that the books keep, and how they stand by the newest check. A merchant sees the rules "
        "of its own rows and their violations, operators those of all merchants unless they name one. It shows what a "
        "check left behind: a check itself reads every row, and begins by itself or when an operator asks for it.",
    )
    def integrity(self, info: Info, merchant_id: strawberry.ID | None = UNSET) -> Integrity:
        caller = info.context.caller
        if merchant_id in NOT_GIVEN and caller.merchant_id is None:
            authorize(caller, Scope.OPERATE)
            return Integrity()
        return Integrity(merchant_id=existing_merchant_to_read(info, merchant_id))


@strawberry.type
class IntegrityMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: check every rule now. A worker does it and takes minutes, at most five; until then "
        "asking again gives the same check.",
    )
    def check_integrity(self) -> CheckIntegrityResult:
        run, is_new = runs.ask()
        tasks.notify()
        return CheckIntegrityResult(run=run, is_new=is_new)  # type: ignore[arg-type]
