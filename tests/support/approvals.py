"""A payout that somebody had to approve, and did."""

from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import connection

from server.access.callers import Caller, Proof, Role
from server.access.models import Membership
from server.access.roles import SCOPES
from server.approvals.deciding import decide
from server.approvals.models import Approval
from server.approvals.policies import Band, set_policy
from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.conftest import guards_off, pay


def person(merchant: Merchant, name: str, role: Role = Role.OWNER) -> Caller:
    """Of the merchant, who has signed in a moment ago."""
    user = User.objects.create(username=f"{name}-{uuid4().hex}", first_name=name)
    Membership.objects.create(user=user, merchant=merchant, role=role)
    return caller_of(user, merchant.id, role)


def caller_of(user: User, merchant_id: UUID, role: Role = Role.OWNER) -> Caller:
    proof = Proof(has_factor=False, is_recent=True)
    return Caller("person", str(user.pk), user.first_name, SCOPES[role], merchant_id, role, proof)


def move_the_gate(payout: Payout, by: str) -> None:
    """As if it had been made then."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE approval_gates SET created_at = created_at + %s::interval, expires_at = expires_at + %s::interval"
            " WHERE payout_id = %s",
            [by, by, payout.id],
        )


def approved_payout(merchant: Merchant) -> Payout:
    """The merchant has no policy before, and none any more; nor does it have terms. The person has left."""
    asha = person(merchant, "asha")
    set_policy(merchant.id, [Band(1, 1)])
    payout = decide(asha, pay(merchant, 1), Approval.Decision.APPROVE)
    set_policy(merchant.id, [])
    User.objects.get(pk=asha.id).delete()
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE merchants SET terms_version = 0 WHERE id = %s", [merchant.id])
    return payout
