"""The authenticated caller of a request, and the caller's scopes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from uuid import UUID


class Scope(StrEnum):
    READ = "read"  # every query
    PAYOUTS = "payouts"  # create payouts
    OPERATE = "operate"  # merchants, accounts, payments and keys; for operators alone


@dataclass(frozen=True)
class Caller:
    """`merchant_id` is the only merchant whose rows this caller sees; None: every merchant's rows."""

    kind: Literal["open", "key", "person"]
    id: str
    name: str
    scopes: frozenset[Scope]
    merchant_id: UUID | None


OPEN = Caller(kind="open", id="open", name="open access", scopes=frozenset(Scope), merchant_id=None)
