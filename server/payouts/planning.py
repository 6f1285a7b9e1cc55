"""What `create_payout` would do at this moment, and what to look at before it does: nothing is written or locked.

For a merchant at rest the plan is a promise: `create_payout` accepts the same request if and only if there is a plan
and it is short of nothing, at the same cost. One statement finds it all, at about the cost of a balance; another one
finds the fee plan of a merchant with terms.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from server.errors import InvalidInput
from server.fees.pricing import FeeTerms, Price, fee_terms_of
from server.ifsc.lookup import bank_name, branch_of, is_sublet
from server.india import IST
from server.ledger.explaining import explain_balance
from server.money import MAX_PAISE, grouped_inr
from server.name_checks.latest import NEWEST
from server.name_checks.models import Verdict
from server.rails.choosing import RailVerdict, verdicts
from server.rails.rules import Rail, RailRule, day_of, rules

from .creation_words import NO_ACCOUNT, NO_MERCHANT, RETIRED, SUSPENDED
from .holding import Hold, holds_of, shortfall_of
from .pricing import take_rail
from .scheduling import cannot_be_scheduled
from .similar import SIMILAR

NEWEST_READ = 1_000  # of the account's payouts, to find one that was paid
MOST_HOLDS = 50  # looked at, of those that hold money
CHECKED = NEWEST % {"account": "a.id"}
FOUND = f"""
    SELECT m.is_active, a.retired_at IS NOT NULL, a.ifsc_code, a.is_verified, b.seq, b.available_paise,
           clock_timestamp(), m.terms_version > 0, payout_schedule_refusal(%s), ARRAY({SIMILAR}), EXISTS (SELECT FROM (
               SELECT p.id, p.status FROM payouts p WHERE p.merchant_id = m.id AND p.bank_account_id = a.id
               ORDER BY p.created_at DESC, p.id DESC LIMIT {NEWEST_READ}
           ) newest WHERE newest.status = 'completed' AND NOT EXISTS (
               SELECT FROM payout_returns r WHERE r.payout_id = newest.id)), checked.verdict,
           (SELECT o.waiting_paise FROM payout_order_books o WHERE o.merchant_id = m.id),
           CASE WHEN m.terms_version > 0 THEN payout_cooling_until(m.id, a.id, interval '5 seconds') END,
           CASE WHEN m.terms_version > 0 THEN (
               SELECT n.people FROM approvals_needed(m.id, ARRAY[a.id], ARRAY[%s::bigint], ARRAY[NULL::uuid]) n
           ) END
    FROM merchants m CROSS JOIN LATERAL ledger_balance(m.id) b
    LEFT JOIN bank_accounts a ON a.id = %s AND a.merchant_id = m.id
    LEFT JOIN LATERAL (SELECT c.* FROM ({CHECKED}) c WHERE c.holder_name = a.account_holder_name)
        checked ON true
    WHERE m.id = %s"""


class PlanWarningCode(Enum):
    SAME_ACCOUNT_AND_AMOUNT_RECENTLY = "same_account_and_amount_recently"
    FIRST_PAYMENT_TO_ACCOUNT = "first_payment_to_account"
    NAME_NOT_CHECKED = "name_not_checked"
    NAME_DIFFERS = "name_differs"
    ACCOUNT_CLOSED = "account_closed"
    BRANCH_UNKNOWN = "branch_unknown"
    BANK_IS_SUBLET = "bank_is_sublet"
    LEI_NEEDED = "lei_needed"
    NO_RAIL_FITS = "no_rail_fits"
    ORDERS_WAIT_BEFORE_IT = "orders_wait_before_it"
    COOLING_OFF = "cooling_off"
    NEEDS_APPROVAL = "needs_approval"


class PlanWarning(NamedTuple):
    code: PlanWarningCode
    words: str


class PayoutPlan(NamedTuple):
    merchant_id: UUID
    chosen: RailVerdict | None
    candidates: list[RailVerdict]
    amount_paise: int
    available_paise: int
    sequence: int
    warnings: list[PlanWarning]
    rules_version: str
    price: Price
    """By the rail that is taken."""
    fees: FeeTerms | None
    cooling_off_until: datetime | None = None  # it is sent then, since its account is new

    @property
    def _cost_paise(self) -> int:
        return self.amount_paise + self.price.total_paise

    @property
    def total_cost_paise(self) -> int:
        """At most 2^53 - 1: no balance is larger, and so it is short of something either way."""
        return min(self._cost_paise, MAX_PAISE)

    def price_by(self, rail: Rail) -> Price | None:
        """None if nothing is charged, or if the fee plan does not name the rail."""
        return self.fees and self.fees.price(rail, self.amount_paise)

    @property
    def short_by_paise(self) -> int:
        return min(max(0, self._cost_paise - self.available_paise), MAX_PAISE)

    @property
    def available_after_paise(self) -> int:
        return max(0, self.available_paise - self._cost_paise)

    def held_by(self) -> list[Hold]:
        """The fewest of the payouts that hold money whose money would be enough, were it given back."""
        if not self.short_by_paise:
            return []
        explained = explain_balance(self.merchant_id, sequence=self.sequence)
        page = holds_of(self.merchant_id, explained, MOST_HOLDS)
        return shortfall_of(explained, self._cost_paise, page.holds).covering


class _Found(NamedTuple):
    is_active: bool
    is_retired: bool
    ifsc_code: str | None  # none: no such account of this merchant
    is_verified: bool
    sequence: int
    available_paise: int
    now: datetime
    has_terms: bool
    not_at: str | None  # why it cannot be scheduled for then
    similar: list[UUID]
    was_paid: bool
    checked: str | None  # what the bank said last of the holder's name, as it is now
    promised_paise: int | None  # by payout orders that wait (server/payout_orders)
    cools_until: datetime | None  # its account is new
    approvers: int | None  # who have to approve it


def plan_payout(
    *,
    merchant_id: UUID,
    bank_account_id: UUID,
    amount_paise: int,
    rail: Rail | None = None,
    not_before: datetime | None = None,
) -> PayoutPlan:
    """Raises InvalidInput, in the words and the order of `create_payout`."""
    asked = [not_before, merchant_id, bank_account_id, amount_paise, 1, amount_paise, bank_account_id, merchant_id]
    with connection.cursor() as cursor:
        cursor.execute(FOUND, asked)
        row = cursor.fetchone()
    if row is None:
        raise InvalidInput(NO_MERCHANT, "merchant_id")
    found = _Found(*row)
    if not found.is_active:
        raise InvalidInput(SUSPENDED, "merchant_id")
    if found.ifsc_code is None or found.is_retired:
        raise InvalidInput(RETIRED if found.ifsc_code else NO_ACCOUNT, "bank_account_id")
    if found.not_at:
        raise cannot_be_scheduled(found.not_at)
    cooling = found.cools_until
    if cooling and not_before and not_before >= cooling:
        cooling = None
    known, at = rules(), cooling or not_before or found.now
    candidates = verdicts(amount_paise, found.ifsc_code, at, known)
    fees = fee_terms_of(merchant_id) if found.has_terms else None
    chosen, price = take_rail(fees, amount_paise, candidates, rail)
    in_force = chosen and known.on(day_of(at))[chosen.rail]
    warnings = list(_warnings(found, found.ifsc_code, amount_paise, in_force))
    available = found.available_paise
    if cooling:
        words = f"The account is new: the money is held at once and sent on {_in_india(cooling)}, if nobody cancels it."
        warnings.append(PlanWarning(PlanWarningCode.COOLING_OFF, words))
    return PayoutPlan(
        *(merchant_id, chosen, candidates, amount_paise, available, found.sequence, warnings, known.version),
        price=price,
        fees=fees,
        cooling_off_until=cooling,
    )


def _in_india(moment: datetime) -> str:
    here = moment.astimezone(IST)
    return f"{here.day} {here:%B %Y, %H:%M} IST"


def _about_the_name(found: _Found) -> Iterator[PlanWarning]:
    """What the bank said outweighs a person's mark where they contradict each other."""
    kind = PlanWarningCode
    match found.checked:
        case Verdict.DIFFERS:
            yield PlanWarning(kind.NAME_DIFFERS, "The bank knows the account's holder by another name.")
        case Verdict.CLOSED:
            yield PlanWarning(kind.ACCOUNT_CLOSED, "The bank says that this account cannot be paid to.")
        case Verdict.NOT_SHOWN if not found.is_verified:
            yield PlanWarning(kind.NAME_NOT_CHECKED, "The bank does not show the holder's name. Ask the holder.")
        case None if not found.is_verified:
            yield PlanWarning(kind.NAME_NOT_CHECKED, "Nobody has checked that the account is its holder's.")


def _warnings(found: _Found, code: str, amount_paise: int, rule: RailRule | None) -> Iterator[PlanWarning]:
    """`rule`: of the rail that is taken."""
    kind = PlanWarningCode
    if found.similar:
        words = f"{grouped_inr(amount_paise)} to this account was paid or is being paid already, within seven days."
        yield PlanWarning(kind.SAME_ACCOUNT_AND_AMOUNT_RECENTLY, words)
    if not found.was_paid:
        yield PlanWarning(kind.FIRST_PAYMENT_TO_ACCOUNT, "Nothing has reached this account yet.")
    yield from _about_the_name(found)
    if branch_of(code) is None:
        words = f"{code} is not in the list of branches. It may be newer than the list: check it with the holder."
        yield PlanWarning(kind.BRANCH_UNKNOWN, words)
    if is_sublet(code):
        keeper = bank_name(code) or "Another bank"
        words = f"{keeper} keeps the account, though the IFSC's first letters name another bank."
        yield PlanWarning(kind.BANK_IS_SUBLET, words)
    if rule and rule.lei_from_paise is not None and amount_paise >= rule.lei_from_paise:
        words = (
            f"{rule.rail.value} asks for the Legal Entity Identifiers (LEI) of both companies from"
            f" {grouped_inr(rule.lei_from_paise)} on."
        )
        yield PlanWarning(kind.LEI_NEEDED, words)
    if rule is None:
        words = "No rail is known to carry this payment. It can be made all the same; the bank decides."
        yield PlanWarning(kind.NO_RAIL_FITS, words)
    if found.promised_paise:
        words = (
            f"Payout orders of {grouped_inr(found.promised_paise)} wait for this money. This payout would take it"
            " before them."
        )
        yield PlanWarning(kind.ORDERS_WAIT_BEFORE_IT, words)
    if found.approvers:
        people = "1 person has" if found.approvers == 1 else f"{found.approvers} people have"
        words = f"{people} to approve it before it is sent, none of them its maker. The money is held meanwhile."
        yield PlanWarning(kind.NEEDS_APPROVAL, words)
