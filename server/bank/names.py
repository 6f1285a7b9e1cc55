"""The bank's look-up of an account's holder: by name alone, or by sending a rupee there (penny drop).

A part of the port that a bank need not have: one without `name_at` shows no name. RBI's circular of 30 December 2024
has banks offer the look-up for RTGS and NEFT, and lets whoever pays go on where no name can be shown.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol, runtime_checkable

from server.free_text import mask_account_numbers
from server.text import NOTHING_TO_SEE, is_taken

LONGEST_NAME, LONGEST_REFERENCE = 200, 64


class NameMethod(StrEnum):
    NAME_LOOKUP = "name_lookup"
    PENNY_DROP = "penny_drop"


@dataclass(frozen=True)
class NameQuery:
    """`holder_name` is ours: some banks ask for it, and none is bound to it. `seconds`: the call ends within them."""

    account_number: str = field(repr=False)  # a repr often ends up in a log
    ifsc_code: str
    holder_name: str = field(repr=False)
    seconds: float
    asked_before: str | None = None  # the reference of a call that was not answered: a bank may answer it now


@dataclass(frozen=True)
class NameFound:
    """The name as it can be stored and shown."""

    name: str = field(repr=False)
    reference: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", readable_name(self.name))


@dataclass(frozen=True)
class NotShown:
    """The account is there, and the bank tells nobody its holder's name."""

    reference: str | None = None


@dataclass(frozen=True)
class Closed:
    """No money can be paid to it: closed, or there is no such account."""

    reference: str | None = None


@dataclass(frozen=True)
class NoAnswer:
    """It says nothing of the account. With `reference` the bank has the question, and may know later."""

    reference: str | None = None


NameReply = NameFound | NotShown | Closed | NoAnswer


@runtime_checkable
class TellsNames(Protocol):
    name_method: ClassVar[NameMethod]

    def name_at(self, asked: NameQuery) -> NameReply:
        """Within its seconds, and never raising for what the bank says. Never call inside a database transaction."""


def name_at(bank: object, asked: NameQuery) -> tuple[NameMethod | None, NameReply]:
    if not isinstance(bank, TellsNames):
        return None, NoAnswer()
    reply = bank.name_at(asked)
    if isinstance(reply, NameFound) and NOTHING_TO_SEE.fullmatch(reply.name):
        reply = NotShown(reply.reference)
    return bank.name_method, reply


def readable_name(told: str) -> str:
    """What a text may have, at most 200 characters, with account numbers masked."""
    taken = "".join(letter if is_taken(letter) else " " for letter in told)
    return mask_account_numbers(" ".join(taken.split()))[:LONGEST_NAME].strip()
