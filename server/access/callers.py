"""The authenticated caller of a request, and the caller's scopes."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from uuid import UUID


class Scope(StrEnum):
    READ = "read"  # every query
    PAYOUTS = "payouts"  # create and cancel payouts, set balance alerts
    BENEFICIARIES = "beneficiaries"  # add bank accounts, give them nicknames and groups, retire them
    WEBHOOKS = "webhooks"  # where events are sent: endpoints, their secrets, what was delivered
    KEYS = "keys"  # make, rotate and revoke API keys; for users, and held by `operate`: a merchant's key makes none
    OPERATE = "operate"  # merchants, accounts, payments and keys; for operators alone


OF_KEYS = tuple(scope for scope in Scope if scope is not Scope.KEYS)  # that a key can be given
HELD_BY_OPERATE = frozenset({Scope.BENEFICIARIES, Scope.KEYS})


def scopes_of(granted: Iterable[str]) -> frozenset[Scope]:
    """Those of a key with these words. `operate` has always added and retired bank accounts and made keys, so it holds
    the scopes for that, also in keys that are older than those."""
    scopes = frozenset(map(Scope, granted))
    return scopes | HELD_BY_OPERATE if Scope.OPERATE in scopes else scopes


@dataclass(frozen=True)
class Caller:
    """`merchant_id` is the only merchant whose rows this caller sees; None: every merchant's rows."""

    kind: Literal["open", "key", "person"]
    id: str
    name: str
    scopes: frozenset[Scope]
    merchant_id: UUID | None


OPEN = Caller(kind="open", id="open", name="open access", scopes=frozenset(Scope), merchant_id=None)
