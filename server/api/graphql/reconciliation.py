"""The bank's statement beside our books, in GraphQL. For operators."""

# mypy: disable-error-code="untyped-decorator, type-var"
# ruff: noqa: A002 - the schema calls its arguments `input`

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET, relay

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.api.http.parsing import read_day, read_uuid
from server.errors import InvalidInput, NotFound
from server.reconciliation import linking
from server.reconciliation.exceptions import Kind, Mismatch, Position
from server.reconciliation.models import BankStatementLine
from server.reconciliation.reconciling import Reconciliation, reconcile

from .context import Info
from .pagination import NOT_GIVEN, CountedConnection, read_cursor, read_first, write_cursor
from .permissions import EVERY_FIELD, needing
from .reconciliation_types import (
    AcceptExceptionInput,
    AcceptExceptionResult,
    AcceptExceptionSuccess,
    BankStatementNode,
    CoveredDay,
    ExceptionAcceptance,
    LinkLineInput,
    LinkLineResult,
    LinkLineSuccess,
    ReconciliationException,
    UnlinkLineInput,
    UnlinkLineResult,
    UnlinkLineSuccess,
    line_node,
    link_node,
    statement_node,
)
from .runtime.list_lengths import also_costs, usual_length
from .scalars import Paise

USUAL_DAYS = 31


@strawberry.type(name="Reconciliation", description="The bank's movement of some days beside ours.")
class ReconciliationNode:
    found: strawberry.Private[Reconciliation]
    account: str
    opening_paise: Paise | None = strawberry.field(description="Null: no statement covers the first day.")
    closing_paise: Paise | None = strawberry.field(description="Null: no statement covers the last day.")
    lines: int = strawberry.field(description="How many the bank's statements have for these days.")
    movement_paise: Paise = strawberry.field(description="The sum of these lines.")
    ledger_bank_paise: Paise = strawberry.field(
        description="The payouts, returns and payments that these lines are linked with, as our ledgers have them."
    )
    difference_paise: Paise = strawberry.field(description="movementPaise - ledgerBankPaise.")

    @strawberry.field(metadata=usual_length(USUAL_DAYS, weight=0), description="Those that cover any of these days.")
    def statements(self) -> list[BankStatementNode]:
        return list(map(statement_node, self.found.statements))

    @strawberry.field(metadata=usual_length(USUAL_DAYS, weight=0))
    def coverage(self) -> list[CoveredDay]:
        return [CoveredDay(day=each.day, covered=each.covered) for each in self.found.coverage]

    @strawberry.field(
        description="Always differencePaise: each paisa of it is an exception's, or linked with what is in no ledger."
    )
    def explained_paise(self) -> Paise:
        return Paise(self.found.explained_paise)

    @strawberry.field(description="Oldest first, accepted ones too.")
    def exceptions(
        self, info: Info, kind: Kind | None = UNSET, first: int | None = UNSET, after: str | None = UNSET
    ) -> CountedConnection[ReconciliationException]:
        of = f"exceptions of {self.found.account}"
        first = read_first(first)
        position = None if after in NOT_GIVEN else Position(*read_cursor(after, "after", of, [_day, str, str]))
        all_of_them = [each for each in self.found.exceptions if kind in NOT_GIVEN or each.kind is kind]
        rest = [each for each in all_of_them if position is None or each.position > position]
        shown = rest[:first]
        edges = [
            relay.Edge(node=node, cursor=write_cursor(of, [each.day.isoformat(), each.kind.name, each.subject]))
            for each, node in zip(shown, _nodes(info, shown), strict=True)
        ]
        return CountedConnection(
            edges=edges,
            page_info=relay.PageInfo(
                has_next_page=len(rest) > first,
                has_previous_page=position is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            count=lambda _: len(all_of_them),
        )


@strawberry.type
class ReconciliationQuery:
    @strawberry.field(
        extensions=needing(Scope.OPERATE),
        metadata=also_costs(100),
        description="For operators: what the bank's statements say of the days of India `from` until before `to`, and "
        "what of it we know. 366 days at most.",
    )
    def reconciliation(
        self,
        first_day: Annotated[date, strawberry.argument(name="from")],
        end: Annotated[date, strawberry.argument(name="to", description="The day after the last one.")],
        account: Annotated[
            str | None, strawberry.argument(description="One of ours; without it the one that pays.")
        ] = UNSET,
    ) -> ReconciliationNode:
        found = reconcile(None if account is UNSET else account, first_day, end)
        return ReconciliationNode(
            found=found,
            account=found.account,
            opening_paise=None if found.opening_paise is None else Paise(found.opening_paise),
            closing_paise=None if found.closing_paise is None else Paise(found.closing_paise),
            lines=found.lines,
            movement_paise=Paise(found.movement_paise),
            ledger_bank_paise=Paise(found.ledger_bank_paise),
            difference_paise=Paise(found.difference_paise),
        )


@strawberry.type
class ReconciliationMutation:
    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: says what the rest of a bank statement's line is. Posts nothing. Where amount or "
        "UTR differ, the remark accepts that.",
    )
    def link_line(self, input: LinkLineInput) -> LinkLineResult:
        subject = None if input.subject_id in NOT_GIVEN else read_uuid(input.subject_id, "subject_id")
        try:
            done = linking.link_line(read_uuid(input.line_id, "line_id"), input.kind, subject, input.remark)
        except NotFound as refusal:
            raise InvalidInput(refusal.message, "line_id") from None
        return LinkLineSuccess(link=link_node(done.link), changed=done.changed)

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: undoes a line's links. They are never made again by themselves.",
    )
    def unlink_line(self, input: UnlinkLineInput) -> UnlinkLineResult:
        try:
            count = linking.unlink_line(read_uuid(input.line_id, "line_id"), input.remark)
        except NotFound as refusal:
            raise InvalidInput(refusal.message, "line_id") from None
        return UnlinkLineSuccess(line_id=input.line_id, unlinked=count)

    @strawberry.mutation(
        extensions=needing(Scope.OPERATE, tells=EVERY_FIELD),
        description="For operators: takes note of an exception. It is open again if its amount changes.",
    )
    def accept_exception(self, input: AcceptExceptionInput) -> AcceptExceptionResult:
        try:
            done = linking.accept_exception(input.kind, input.subject, input.amount_paise, input.remark)
        except NotFound as refusal:
            raise InvalidInput(refusal.message, "subject") from None
        row = done.acceptance
        return AcceptExceptionSuccess(
            acceptance=ExceptionAcceptance(
                kind=Kind[row.kind],
                subject=row.subject,
                amount_paise=Paise(row.amount_paise),
                remark=row.remark,
                accepted_by=row.accepted_by,
                accepted_at=row.accepted_at,
            ),
            changed=done.changed,
        )


def _nodes(info: Info, shown: list[Mismatch]) -> list[ReconciliationException]:
    rows = rows_of(BankStatementLine, info.context.caller)
    lines = rows.in_bulk([each.line_id for each in shown if each.line_id])
    return [
        ReconciliationException(
            kind=each.kind,
            subject=each.subject,
            day=each.day,
            age_days=each.age_days,
            amount_paise=Paise(each.amount_paise),
            explains_paise=Paise(each.explains_paise),
            is_accepted=each.is_accepted,
            line=line_node(lines[each.line_id]) if each.line_id else None,
            payout_id=strawberry.ID(str(each.payout_id)) if each.payout_id else None,
        )
        for each in shown
    ]


def _day(value: object) -> date:
    return read_day(value, "after")
