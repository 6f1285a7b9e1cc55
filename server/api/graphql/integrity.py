"""The rules that the books keep, and what the newest check of them found; for operators."""

# mypy: disable-error-code="untyped-decorator, type-var, no-any-return"
# (Strawberry's decorators are typed as Any, and resolvers return Django rows where the types below are declared.)

from datetime import datetime

import strawberry
import strawberry_django

from server.access.callers import Scope
from server.integrity import runs, tasks
from server.integrity.audit import FAULTS_SHOWN, rules
from server.integrity.models import IntegrityRun

from .node import Node
from .permissions import EVERY_FIELD, needing
from .runtime.columns import column, row_type
from .runtime.list_lengths import usual_length

MOST_INT = 2**31 - 1


@strawberry.type(description="A rule, and what a check of it found.")
class IntegrityFinding:
    rule: str
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

    @strawberry_django.field(
        only=["ended_at", "given_up_at"], description="It was begun, or asked for, and never ended."
    )
    def is_lost(self, root: strawberry.Parent[IntegrityRun]) -> bool:
        return runs.is_lost(root)

    @strawberry_django.field(
        only=["findings"], metadata=usual_length(25), description="Of the rules that have been checked, in their order."
    )
    def findings(self, root: strawberry.Parent[IntegrityRun]) -> list[IntegrityFinding]:
        return [
            IntegrityFinding(
                rule=each["rule"],
                is_checked=each["is_checked"],
                rows=min(each["rows"], MOST_INT),
                violations=len(each["faults"]),
                faults=each["faults"][:FAULTS_SHOWN],
                seconds=each["seconds"],
            )
            for each in root.findings
        ]


@strawberry.type(description="The rules that the books keep, and the checks of them.")
class Integrity:
    rules: list[str]
    ended: IntegrityRunNode | None = strawberry.field(description="The newest check that ended.")
    unfinished: IntegrityRunNode | None = strawberry.field(description="The check that is asked for, or runs.")


@strawberry.type
class CheckIntegrityResult:
    run: IntegrityRunNode
    is_new: bool = strawberry.field(description="False if it was asked for before, and has not ended.")


@strawberry.type
class IntegrityQuery:
    @strawberry.field(
        extensions=needing(Scope.OPERATE),
        description="For operators: every rule that the books keep, and the newest check of them. It shows what that "
        "left behind: a check itself reads every row, at the configured time of day and when an operator asks for it.",
    )
    def integrity(self) -> Integrity:
        return Integrity(rules=rules(), ended=runs.newest_ended(), unfinished=runs.unfinished())  # type: ignore[arg-type]


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
