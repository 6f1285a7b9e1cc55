"""The port to any bank: three calls about a transfer under our own reference, and six possible replies.

A bank may also tell of money that came back (`returns.py`).
"""

from dataclasses import dataclass, field
from typing import Protocol

from server.free_text import mask_account_numbers
from server.rails.rules import Rail
from server.text import is_taken

from .failures import FailureCode


@dataclass(frozen=True)
class Transfer:
    """`reference` is ours and never reused: submitting it again is the same transfer, not a second one."""

    reference: str
    amount_paise: int
    account_number: str = field(repr=False)  # a repr often ends up in a log
    ifsc_code: str
    # For the payee's bank statement: up to 30 letters, digits and blanks (payouts/details.py), or none.
    narration: str | None = None
    # For a bank that needs more than the number: the account's holder, and the rail if one is known to carry it.
    payee: str | None = field(default=None, repr=False)
    rail: Rail | None = None


@dataclass(frozen=True)
class Paid:
    """Final. `utr` is the bank's Unique Transaction Reference, which the beneficiary sees as well."""

    utr: str

    def __post_init__(self) -> None:
        # Never truncated: people trace the money by its UTR.
        if not 0 < len(self.utr) <= 64 or not self.utr.isprintable():
            raise ValueError(f"the bank paid, under something that is no UTR: {self.utr[:80]!r}")


@dataclass(frozen=True)
class Refused:
    """Not paid. `final`: never under this reference. Otherwise the transfer may be submitted again, or voided."""

    reason: str
    final: bool
    code: FailureCode = FailureCode.UNSPECIFIED

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", plain_words(self.reason))


@dataclass(frozen=True)
class Voided:
    """Final: the bank will never pay this reference, however late it arrives. Reason and code are the first caller's of
    `void`; no code if it gave none."""

    reason: str
    code: FailureCode | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", plain_words(self.reason))


@dataclass(frozen=True)
class InProgress:
    """The bank has the transfer and has not decided: neither paid nor void."""


@dataclass(frozen=True)
class UnknownReference:
    """The bank knows no transfer with this reference. One may still be on its way."""


@dataclass(frozen=True)
class TimedOut:
    """The deadline passed, which says nothing about the money: fetch the status."""


BankReply = Paid | Refused | Voided | InProgress | UnknownReference | TimedOut


class Bank(Protocol):
    """Every call returns within its deadline (`PAYOUT_BANK_DEADLINE_SECONDS`), with `TimedOut` if need be; none raises
    for a reply of the bank. Never call inside a database transaction: a slow bank would hold its locks."""

    needs_details: bool  # whether a transfer has to name the account's holder and the rail, which costs queries

    def submit(self, transfer: Transfer) -> BankReply:
        """Pay this transfer, unless it is already paid or void."""

    def fetch_status(self, reference: str) -> BankReply:
        """The state of the transfer with this reference."""

    def void(self, reference: str, reason: str, code: FailureCode) -> BankReply:
        """Never pay this reference, even if it arrives later. Replies `Paid` or `InProgress` if it is too late."""


def plain_words(words: str) -> str:
    """The bank's words as text that can be stored and shown: what a text may have, at most 300 characters, and account
    numbers masked."""
    taken = mask_account_numbers("".join(letter if is_taken(letter) else " " for letter in words))
    return taken[:300].strip() or "No reason was given."
