"""People of a merchant who approve, and policies to approve by."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

from server.access.callers import Caller, Proof, Role, Scope
from server.approvals.deciding import decide
from server.approvals.models import Approval
from server.approvals.policies import Band, set_policy
from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.conftest import pay
from tests.support.approvals import person

__all__ = ["person"]

APPROVE, REJECT = Approval.Decision.APPROVE, Approval.Decision.REJECT
BANDS = (Band(10_000, 1), Band(50_000, 2))


class Team(NamedTuple):
    merchant: Merchant
    maker: Caller
    asha: Caller
    ravi: Caller
    meera: Caller


def team_of(merchant: Merchant) -> Team:
    """An owner who makes payouts, three approvers, and a policy: from ₹100 on one has to approve, from ₹500 on two."""
    approvers = (person(merchant, name, Role.APPROVER) for name in ("asha", "ravi", "meera"))
    team = Team(merchant, person(merchant, "maker"), *approvers)
    set_policy(merchant.id, BANDS)
    return team


@contextmanager
def acting(caller: Caller) -> Iterator[None]:
    with in_context(AuditContext(Actor(ActorKind(caller.kind), caller.id, caller.name))):
        yield


def made_by(caller: Caller, merchant: Merchant, paise: int = 10_000, **more: object) -> Payout:
    with acting(caller):
        return pay(merchant, paise, **more)  # type: ignore[arg-type]


def approve(caller: Caller, payout: Payout, **more: object) -> Payout:
    with acting(caller):
        return decide(caller, payout, APPROVE, **more)  # type: ignore[arg-type]


def reject(caller: Caller, payout: Payout, remark: str = "Not ours") -> Payout:
    with acting(caller):
        return decide(caller, payout, REJECT, remark=remark)


def key_of(merchant: Merchant) -> Caller:
    return Caller("key", str(uuid4()), "a key", frozenset({Scope.READ, Scope.PAYOUTS}), merchant.id)


def long_ago(caller: Caller) -> Caller:
    """The same person, who has signed in some time ago."""
    return replace(caller, proof=Proof(has_factor=False, is_recent=False))
