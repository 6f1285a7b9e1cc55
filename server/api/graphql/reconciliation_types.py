"""What reconciliation shows and takes, as the schema has it."""

from datetime import date, datetime
from typing import Annotated

import strawberry
from strawberry import UNSET

from server.reconciliation.exceptions import MEANING, Kind
from server.reconciliation.models import BankStatement, BankStatementLine, LinkKind, LinkRule, ReconciliationLink

from .errors import ValidationProblem
from .merchant_changes import CHANGED
from .scalars import Paise

strawberry.enum(
    Kind, name="ReconciliationExceptionKind", description="What differs between the bank's statement and our books."
)
for value in Kind.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = MEANING[Kind(value.value)]
strawberry.enum(LinkKind, name="BankLineLinkKind", description="What a line of a bank statement is.")
strawberry.enum(LinkRule, name="BankLineLinkRule", description="By what a line was linked.")
for choices in (LinkKind, LinkRule):
    for value in choices.__strawberry_definition__.values:  # type: ignore[union-attr]
        value.description = str(choices(value.value).label)


@strawberry.type(name="BankStatement", description="A file that the bank gave us of our account, read once.")
class BankStatementNode:
    statement_id: strawberry.ID
    account: str
    format: str
    first_day: date
    last_day: date
    opening_paise: Paise
    closing_paise: Paise
    lines: int = strawberry.field(description="How many there are.")
    imported_by: str
    imported_at: datetime


@strawberry.type(description="Whether a statement covers a day of India.")
class CoveredDay:
    day: date
    covered: bool


@strawberry.type(name="BankStatementLine", description="A movement of our account, as the bank tells it.")
class BankStatementLineNode:
    line_id: strawberry.ID
    booked_on: date
    value_on: date
    amount_paise: Paise = strawberry.field(description="Signed: a debit is negative.")
    utr: str | None = strawberry.field(description="In upper case, without blanks.")
    counterparty: str
    narration: str = strawberry.field(description="With account numbers masked.")


@strawberry.type(description="What of the bank's statement and our books does not agree. Told anew at each reading.")
class ReconciliationException:
    kind: Kind
    subject: str = strawberry.field(description="By which acceptException names it.")
    day: date
    age_days: int
    amount_paise: Paise
    explains_paise: Paise = strawberry.field(description="Its share of differencePaise.")
    is_accepted: bool
    line: BankStatementLineNode | None
    payout_id: strawberry.ID | None = strawberry.field(description="The payout that it is about, if known.")


@strawberry.type(description="That a line of a bank statement is (in so much) a payout, a return, a payment.")
class BankLineLink:
    line_id: strawberry.ID
    kind: LinkKind
    subject_id: strawberry.ID | None
    amount_paise: Paise
    rule: LinkRule
    remark: str
    linked_by: str
    linked_at: datetime


@strawberry.type(description="That a person took note of an exception. It counts while that has this amount.")
class ExceptionAcceptance:
    kind: Kind
    subject: str
    amount_paise: Paise
    remark: str
    accepted_by: str
    accepted_at: datetime


REMARK = "Why: 1 to 300 characters, kept for ever. Account numbers are masked."


@strawberry.input
class LinkLineInput:
    line_id: strawberry.ID
    kind: LinkKind
    subject_id: strawberry.ID | None = strawberry.field(
        default=UNSET,
        description="PAYOUT, RETURN: the payout's id. INWARD: the ledger entry's. BANK_FEE, OTHER: left out.",
    )
    remark: str = strawberry.field(description=REMARK)


@strawberry.input
class UnlinkLineInput:
    line_id: strawberry.ID
    remark: str = strawberry.field(description=REMARK)


@strawberry.input
class AcceptExceptionInput:
    kind: Kind
    subject: str
    amount_paise: Paise = strawberry.field(description="As it was seen. If it has another one by now, nothing happens.")
    remark: str = strawberry.field(description=REMARK)


@strawberry.type
class LinkLineSuccess:
    link: BankLineLink
    changed: bool = strawberry.field(description=CHANGED)


@strawberry.type
class UnlinkLineSuccess:
    line_id: strawberry.ID
    unlinked: int = strawberry.field(description="How many links the line had.")


@strawberry.type
class AcceptExceptionSuccess:
    acceptance: ExceptionAcceptance
    changed: bool = strawberry.field(description=CHANGED)


LinkLineResult = Annotated[LinkLineSuccess | ValidationProblem, strawberry.union("LinkLineResult")]
UnlinkLineResult = Annotated[UnlinkLineSuccess | ValidationProblem, strawberry.union("UnlinkLineResult")]
AcceptExceptionResult = Annotated[AcceptExceptionSuccess | ValidationProblem, strawberry.union("AcceptExceptionResult")]


def statement_node(statement: BankStatement) -> BankStatementNode:
    return BankStatementNode(
        statement_id=strawberry.ID(str(statement.id)),
        account=statement.our_account,
        format=statement.form,
        first_day=statement.first_day,
        last_day=statement.last_day,
        opening_paise=Paise(statement.opening_paise),
        closing_paise=Paise(statement.closing_paise),
        lines=statement.lines,
        imported_by=statement.imported_by,
        imported_at=statement.imported_at,
    )


def line_node(line: BankStatementLine) -> BankStatementLineNode:
    return BankStatementLineNode(
        line_id=strawberry.ID(str(line.id)),
        booked_on=line.booked_on,
        value_on=line.value_on,
        amount_paise=Paise(line.amount_paise),
        utr=line.utr,
        counterparty=line.counterparty,
        narration=line.narration,
    )


def link_node(link: ReconciliationLink) -> BankLineLink:
    return BankLineLink(
        line_id=strawberry.ID(str(link.line_id)),
        kind=LinkKind(link.kind),
        subject_id=strawberry.ID(str(link.subject_id)) if link.subject_id else None,
        amount_paise=Paise(link.amount_paise),
        rule=LinkRule(link.rule),
        remark=link.remark,
        linked_by=link.linked_by,
        linked_at=link.linked_at,
    )
