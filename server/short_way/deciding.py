"""What a group's thread does: finds the callers in one query, counts them, and creates their payouts in one other.

The caller's rights are judged before anything is counted, and in the long way's words (`Scope.PAYOUTS`, the merchant
named). Whoever is not clearly entitled takes the long way, which refuses, counts and records as ever.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection

from server.access import key_authentication
from server.access.callers import OPEN, Caller, Scope
from server.api.http import rate_limits
from server.api.http.errors import CallKind, CostAboveLimit, RateLimited
from server.api.http.rate_limits import Spent
from server.audit_log.context import Actor, ActorKind, AuditContext
from server.ids import new_id
from server.observability import requests_under_way
from server.payouts import tasks
from server.payouts.idempotency import Acceptance
from server.payouts.together import PayoutOf, Undecided, create_payouts_in_lane, create_payouts_together

from .gathering import Held
from .request import ADDRESS, Creation


@dataclass
class Asked:
    """A request on its way. What is found out about it stays with it, also where it leaves the short way."""

    creation: Creation
    address: str
    is_counted: bool = False
    spent: Spent | None = None
    payout: PayoutOf | None = None


@dataclass(frozen=True)
class Accepted:
    acceptance: Acceptance
    request_id: UUID | None


Results = list[Accepted | Held[Asked] | None]


def decide(group: list[Asked], is_in_lane: Callable[[UUID], bool]) -> Results:
    """Raises DatabaseError; nothing is known of the group then."""
    with _session(group):
        for asked, caller in zip(group, _callers_of(group), strict=True):
            merchant_id = _payer(caller, asked.creation) if caller else None
            if caller and merchant_id and _count(asked, caller):
                actor = Actor(ActorKind(caller.kind), caller.id, caller.name)
                asked.payout = PayoutOf(merchant_id, asked.creation.payout, AuditContext(actor, new_id()))
                requests_under_way.name_caller(caller.kind, caller.id)
        held: dict[int, Held[Asked]] = {}
        free: dict[tuple[UUID, UUID], int] = {}
        for place, asked in enumerate(group):
            if payout := asked.payout:
                if is_in_lane(payout.merchant_id):
                    held[place] = Held(payout.merchant_id, asked)
                else:  # a key's second request is decided after its first: on the long way
                    free.setdefault((payout.merchant_id, payout.request.idempotency_key), place)
        results = _create(create_payouts_together, group, [*free.values()])
        return [held.get(place, result) for place, result in enumerate(results)]


def decide_in_lane(group: list[Asked]) -> Results:
    """One merchant's, whose lock was held. Raises DatabaseError."""
    with _session(group):
        first: dict[UUID, int] = {}  # place of each key
        for place, asked in enumerate(group):
            first.setdefault(asked.creation.payout.idempotency_key, place)
        return _create(create_payouts_in_lane, group, [*first.values()])


def _create(
    verb: Callable[[list[PayoutOf]], list[Acceptance | Undecided]], group: list[Asked], places: Collection[int]
) -> Results:
    """A result for each of the group; None for those that are not at these places."""
    payouts = {place: payout for place in places if (payout := group[place].payout)}
    decided = verb([*payouts.values()]) if payouts else []
    if any(isinstance(result, Acceptance) and not result.replayed for result in decided):
        tasks.notify_workers()
    results: Results = [None] * len(group)
    for (place, payout), result in zip(payouts.items(), decided, strict=True):
        match result:
            case Acceptance():
                results[place] = Accepted(result, payout.context.request_id)
            case Undecided.HELD:
                results[place] = Held(payout.merchant_id, group[place])
    return results


def _callers_of(group: list[Asked]) -> Iterator[Caller | None]:
    keys = {asked.creation.api_key for asked in group if asked.creation.api_key}
    callers = key_authentication.authenticate_together(keys) if keys else {}
    nobody = OPEN if settings.PAYOUT_OPEN_ACCESS else None
    for asked in group:
        yield callers.get(asked.creation.api_key) if asked.creation.api_key else nobody


def _payer(caller: Caller, creation: Creation) -> UUID | None:
    """The merchant who pays, if the caller clearly may. (`api.auth.tenant_scope.named_merchant` has the rule.)"""
    if Scope.PAYOUTS not in caller.scopes:
        return None
    if caller.merchant_id and creation.named_merchant not in {None, caller.merchant_id}:
        return None
    return caller.merchant_id or creation.named_merchant


def _count(asked: Asked, caller: Caller) -> bool:
    """False if the caller's limit has no room. (A refused call is not counted, so the long way may count it anew.)"""
    if caller.kind == "open":
        return True
    try:
        asked.spent = rate_limits.spend(f"{caller.kind}:{caller.id}", CallKind.WRITE)
    except (RateLimited, CostAboveLimit):
        return False
    asked.is_counted = True
    return True


@contextmanager
def _session(group: list[Asked]) -> Iterator[None]:
    """The thread's database connection, as a request finds and leaves it; and the group on the board of what is under
    way."""
    connection.close_if_unusable_or_obsolete()
    first, *others = group
    together = f" and {len(others)} others" if others else ""
    requests_under_way.begin("POST", f"{ADDRESS}{together}", "not numbered yet", first.address)
    try:
        yield
    finally:
        requests_under_way.end()
        connection.close_if_unusable_or_obsolete()
