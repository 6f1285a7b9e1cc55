"""By when an invoice's money and papers are wanted, in GraphQL."""

# mypy: disable-error-code="untyped-decorator"

from collections.abc import Iterable
from datetime import date, datetime

import strawberry

from server.india import IST
from server.inward_payments.deadlines import NOT_ADVICE, DeadlineKind, deadlines_of
from server.inward_payments.invoices import Invoice

strawberry.enum(
    DeadlineKind,
    name="InwardDeadlineKind",
    description="FEMA_REALISATION: the money has to come. GST_UNPAID_SERVICES: tax is due on services that are unpaid. "
    "EDF: the export declaration form.",
)


@strawberry.type(description=f"A day by a dated rule, for a person to look at. {NOT_ADVICE}")
class InwardDeadline:
    kind: DeadlineKind
    on: date = strawberry.field(description="The last day, by the rule that was in force on the invoice's day.")
    invoice_number: str
    words: str
    source: str
    checked_on: date = strawberry.field(description="When the rule was looked up.")
    is_stale: bool = strawberry.field(description="That was so long ago that it should be looked up again.")
    disputed: str | None = strawberry.field(description="Which sources say something else.")
    advice: str = strawberry.field(description="What it is not.")


def deadline_nodes(invoices: Iterable[Invoice]) -> list[InwardDeadline]:
    """The earliest first."""
    today = datetime.now(IST).date()
    found = [
        InwardDeadline(
            kind=each.rule.kind,
            on=each.ends_on,
            invoice_number=invoice.number,
            words=each.rule.words,
            source=each.rule.source,
            checked_on=each.rule.checked_on,
            is_stale=each.rule.is_stale(today),
            disputed=each.rule.disputed,
            advice=NOT_ADVICE,
        )
        for invoice in invoices
        for each in deadlines_of(invoice)
    ]
    return sorted(found, key=lambda each: each.on)
