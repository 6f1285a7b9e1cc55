"""The authenticated caller of a request, and the caller's scopes."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple
from uuid import UUID


class Scope(StrEnum):
    READ = "read"  # every query
    PAYOUTS = "payouts"  # create and cancel payouts, set balance alerts
    BENEFICIARIES = "beneficiaries"  # add bank accounts, give them nicknames and groups, retire them
    WEBHOOKS = "webhooks"  # where events are sent: endpoints, their secrets, what was delivered
    APPROVALS = "approvals"  # approve and reject payouts that others made; for a merchant's users
    TEAM = "team"  # invite a merchant's users, give them roles, remove them, and set its rules; for users
    KEYS = "keys"  # make, rotate and revoke API keys; for users, and held by `operate`: a merchant's key makes none
    OPERATE = "operate"  # merchants, accounts, payments and keys; for operators alone


class Role(StrEnum):
    """Of a merchant's user. `roles.py` says what each may do."""

    OWNER = "owner"
    MAKER = "maker"
    APPROVER = "approver"
    VIEWER = "viewer"
    DEVELOPER = "developer"


OF_PERSONS = frozenset({Scope.APPROVALS, Scope.TEAM, Scope.KEYS})  # that no key can be given
OF_KEYS = tuple(scope for scope in Scope if scope not in OF_PERSONS)
HELD_BY_OPERATE = frozenset({Scope.BENEFICIARIES, Scope.KEYS})


def scopes_of(granted: Iterable[str]) -> frozenset[Scope]:
    """Those of a key with these words. `operate` has always added and retired bank accounts and made keys, so it holds
    the scopes for that, also in keys that are older than those."""
    scopes = frozenset(map(Scope, granted))
    return scopes | HELD_BY_OPERATE if Scope.OPERATE in scopes else scopes


class Proof(NamedTuple):
    """What a person has shown in this session: `is_recent` if the code of the second factor, or without one the
    password, within a quarter of an hour (recent_proof.py)."""

    has_factor: bool
    is_recent: bool


NOTHING_PROVED = Proof(has_factor=False, is_recent=False)


@dataclass(frozen=True)
class Caller:
    """`merchant_id` is the only merchant whose rows this caller sees; None: every merchant's rows. `role` and `proof`
    are a person's; a merchant's users alone have roles."""

    kind: Literal["open", "key", "person"]
    id: str
    name: str
    scopes: frozenset[Scope]
    merchant_id: UUID | None
    role: Role | None = None
    proof: Proof = NOTHING_PROVED


OPEN = Caller(kind="open", id="open", name="open access", scopes=frozenset(Scope), merchant_id=None)
