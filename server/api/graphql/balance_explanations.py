"""Why a balance is what it is, in GraphQL: its lines by type, the payouts that hold money, and what an amount lacks."""

# mypy: disable-error-code="untyped-decorator, type-var"

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import UNSET

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.errors import InvalidInput
from server.expected_receipts.coverage import expected_by
from server.ledger.balance import balance_of
from server.ledger.explaining import BalanceLine, ExplainedBalance, explain_balance
from server.ledger.heads import issue_head
from server.ledger.models import EntryType
from server.money import MAX_PAISE, read_amount
from server.payout_orders.models import PayoutOrder
from server.payout_orders.promised import promised_by, waiting
from server.payouts.explaining import OF_EXPLANATIONS
from server.payouts.holding import Hold, holds_of, shortfall_of, why_open

from .balances import HEAD_COSTS, PROMISED_COSTS, LedgerHead, as_head
from .context import Info
from .errors import ValidationProblem
from .ledger import HIGHEST_SEQUENCE
from .lookups import existing_merchant_to_read, merchant_to_read
from .pagination import NOT_GIVEN, CountedConnection, count_of, read_first
from .payout_orders import PayoutOrderNode
from .payout_types import PayoutNode
from .permissions import needing
from .runtime.list_lengths import DEFAULT_FIRST, MOST_FIRST, also_costs, length_by, usual_length
from .scalars import Paise
from .selected_rows import selected_payouts

USUAL_COVERING = 5


@strawberry.type(name="BalanceLine", description="All entries of one type, up to the balance's sequence.")
class LineNode:
    entry_type: EntryType
    count: int
    sum_paise: Paise | None = strawberry.field(
        description="Signed. Null if it is beyond ±(2^53 − 1), which no JSON number holds exactly in every client."
    )


@strawberry.type(description="A payout that holds money at the balance's sequence.")
class HeldBy:
    payout: PayoutNode
    amount_paise: Paise
    since: datetime
    why: str = strawberry.field(description="Why it is open, or what has become of it since: for people to read.")


@strawberry.type(
    description="The payouts that hold money: the open ones first, newest first, then those that ended since."
)
class HeldByPage:
    holds: list[HeldBy] = strawberry.field(metadata=usual_length(1, weight=0))
    held_by_others_paise: Paise = strawberry.field(description="Held by payouts on other pages.")
    next: str | None = strawberry.field(
        description="Send it as after, with atSequence: the balance's sequence. Null on the last page. A page may have "
        "fewer payouts than asked for, or none, and be followed by another."
    )


@strawberry.type(description="What the available balance lacks for an amount.")
class BalanceShortfall:
    is_enough: bool
    short_by_paise: Paise = strawberry.field(description="0 if it is enough.")
    merchant_id: strawberry.Private[UUID]
    about: strawberry.Private[int]
    explained: strawberry.Private[ExplainedBalance]

    @strawberry.field(
        metadata=usual_length(USUAL_COVERING),
        description=f"Of the first {DEFAULT_FIRST} payouts that hold money, the fewest whose money would be enough if "
        "it were given back; empty if all of it would not be.",
    )
    def covered_by(self, info: Info) -> list[HeldBy]:
        page = holds_of(self.merchant_id, self.explained, DEFAULT_FIRST)
        return _held(info, shortfall_of(self.explained, self.about, page.holds).covering, "payout")

    @strawberry.field(
        metadata=also_costs(PROMISED_COSTS),
        description="The day, in India, on which the receipts that are expected make up what is short, each at its "
        "least and on its last day. Null if they do not, if it is enough, and for an earlier moment.",
    )
    def expected_by(self) -> date | None:
        return None if self.is_enough else expected_by(self.merchant_id, self.explained, int(self.short_by_paise))


@strawberry.type(description="What a balance is made of: available is the sum of the lines, held that of all heldBy.")
class BalanceExplanation:
    sequence: int = strawberry.field(description="The number of the last ledger entry included; 0 before the first.")
    at: datetime | None = strawberry.field(description="When that entry was written; null before the first.")
    available_paise: Paise
    held_paise: Paise
    total_paise: Paise
    lines: list[LineNode] = strawberry.field(
        metadata=usual_length(len(EntryType)), description="One for each type of entry that occurs."
    )
    shortfall: BalanceShortfall | None = strawberry.field(description="If aboutPaise is given.")
    merchant_id: strawberry.Private[UUID]
    explained: strawberry.Private[ExplainedBalance]

    @strawberry.field(metadata=length_by("first", usual=DEFAULT_FIRST, most=MOST_FIRST))
    def held_by(self, info: Info, first: int | None = DEFAULT_FIRST, after: str | None = UNSET) -> HeldByPage:
        most = read_first(first)
        page = holds_of(self.merchant_id, self.explained, most, None if after in NOT_GIVEN else after)
        return HeldByPage(
            holds=_held(info, page.holds, "holds", "payout"),
            held_by_others_paise=Paise(page.others_paise),
            next=page.next,
        )

    @strawberry.field(
        metadata=also_costs(PROMISED_COSTS),
        description="The sum of the payout orders that waited at its moment. They hold nothing: it is no part of the "
        "balance.",
    )
    def promised_paise(self) -> Paise:
        return Paise(promised_by(self.merchant_id, self.explained.as_of))

    @strawberry.field(description="The payout orders that waited at its moment, newest first.")
    def orders(
        self, info: Info, first: int | None = UNSET, after: str | None = UNSET
    ) -> CountedConnection[PayoutOrderNode]:
        as_of = self.explained.as_of
        rows = waiting(rows_of(PayoutOrder, info.context.caller).filter(merchant_id=self.merchant_id), as_of)
        of = f"orders of {self.merchant_id} at {as_of}"
        return HIGHEST_SEQUENCE.page(info, rows, of=of, first=first, after=after, count=count_of(rows))

    @strawberry.field(
        metadata=also_costs(HEAD_COSTS),
        description="The ledger's newest head, signed: it proves every entry before it, so this balance as well.",
    )
    def head(self) -> LedgerHead:
        return as_head(issue_head(self.merchant_id, balance_of(self.merchant_id)))


ExplainBalanceResult = Annotated[BalanceExplanation | ValidationProblem, strawberry.union("ExplainBalanceResult")]


@strawberry.type
class BalanceExplanationQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        metadata=also_costs(10),
        description="What the balance is made of: now, or at a time (with every entry up to it), or after an entry. "
        "aboutPaise: also, what is short of this amount.",
    )
    def explain_balance(
        self,
        info: Info,
        *,
        merchant_id: strawberry.ID | None = UNSET,
        at: datetime | None = UNSET,
        at_sequence: int | None = UNSET,
        about_paise: Paise | None = UNSET,
    ) -> ExplainBalanceResult:
        about = None if about_paise in NOT_GIVEN else read_amount(about_paise, "about_paise")
        merchant = merchant_to_read(info, merchant_id)
        try:
            explained = explain_balance(
                merchant,
                at=None if at in NOT_GIVEN else at,
                sequence=None if at_sequence in NOT_GIVEN else at_sequence,
            )
        except InvalidInput:
            existing_merchant_to_read(info, merchant_id)  # of an unknown merchant nothing is told
            raise
        if not explained.head:  # no entries yet, or no such merchant
            existing_merchant_to_read(info, merchant_id)
        return _explanation(merchant, explained, about)


def _explanation(merchant: UUID, explained: ExplainedBalance, about: int | None) -> BalanceExplanation:
    balance = explained.balance
    shortfall = None
    if about is not None:
        short = shortfall_of(explained, about, []).short_by_paise
        shortfall = BalanceShortfall(
            is_enough=not short, short_by_paise=Paise(short), merchant_id=merchant, about=about, explained=explained
        )
    return BalanceExplanation(
        sequence=balance.seq,
        at=explained.at,
        available_paise=Paise(balance.available_paise),
        held_paise=Paise(balance.held_paise),
        total_paise=Paise(balance.total_paise),
        lines=[_line(line) for line in explained.lines],
        shortfall=shortfall,
        merchant_id=merchant,
        explained=explained,
    )


def _line(line: BalanceLine) -> LineNode:
    return LineNode(
        entry_type=line.entry_type,
        count=line.entries,
        sum_paise=Paise(line.paise) if abs(line.paise) <= MAX_PAISE else None,
    )


def _held(info: Info, holds: Sequence[Hold], *path: str) -> list[HeldBy]:
    payouts = selected_payouts(info, *path, needed=OF_EXPLANATIONS).in_bulk([hold.payout_id for hold in holds])
    return [
        HeldBy(
            payout=payout,  # type: ignore[arg-type]
            amount_paise=Paise(hold.paise),
            since=hold.since,
            why=why_open(payout),
        )
        for hold in holds
        if (payout := payouts.get(hold.payout_id))
    ]
