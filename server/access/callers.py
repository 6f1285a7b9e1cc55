"""Who is calling, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from uuid import UUID


class Scope(StrEnum):
    READ = "read"  # every question
    PAYOUTS = "payouts"  # create payouts
    OPERATE = "operate"  # merchants, accounts, payments and keys; for operators alone


@dataclass(frozen=True)
class Caller:
    """`merchant_id` is the one merchant whose rows there are for this caller; None: those of all merchants."""

    kind: Literal["open", "key", "person"]
    id: str
    name: str
    scopes: frozenset[Scope]
    merchant_id: UUID | None


OPEN = Caller(kind="open", id="open", name="open access", scopes=frozenset(Scope), merchant_id=None)
