"""What any bank must answer: three calls about a transfer that we name, and six things that can come of them."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Transfer:
    """`reference` is ours and never reused: submitting it again is the same transfer, not a second one."""

    reference: str
    amount_paise: int
    account_number: str = field(repr=False)  # also what is only looked at ends up in a log
    ifsc_code: str


@dataclass(frozen=True)
class Paid:
    """Final. `utr` is the bank's Unique Transaction Reference, which the beneficiary sees as well."""

    utr: str

    def __post_init__(self) -> None:
        # Never cut to fit: a UTR is what a person will look the money up by.
        if not 0 < len(self.utr) <= 64 or not self.utr.isprintable():
            raise ValueError(f"the bank paid, under something that is no UTR: {self.utr[:80]!r}")


@dataclass(frozen=True)
class Refused:
    """Not paid. `final`: it never will be under this reference. Otherwise it may be submitted again, or voided."""

    reason: str
    final: bool

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", _plain(self.reason))


@dataclass(frozen=True)
class Voided:
    """Final: the bank will never pay this reference, whoever submits it and however late. `reason` is the voider's."""

    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", _plain(self.reason))


@dataclass(frozen=True)
class InProgress:
    """The bank has the transfer and has not decided. It can be neither assumed paid nor voided."""


@dataclass(frozen=True)
class UnknownReference:
    """The bank knows no transfer of this reference (yet: one may still be on its way)."""


@dataclass(frozen=True)
class TimedOut:
    """The deadline passed. That says nothing about the money: ask."""


BankReply = Paid | Refused | Voided | InProgress | UnknownReference | TimedOut


class Bank(Protocol):
    """Every call ends within its deadline (`PAYOUT_BANK_DEADLINE_SECONDS`), with `TimedOut` if need be; none raises
    for what the bank did. Never call one inside a database transaction: a slow bank would hold its locks."""

    def submit(self, transfer: Transfer) -> BankReply:
        """Pay this transfer, unless it is paid or void already."""

    def fetch_status(self, reference: str) -> BankReply:
        """What has become of this reference?"""

    def void(self, reference: str, reason: str) -> BankReply:
        """Never pay this reference, even if it arrives later. `Paid` or `InProgress` if it is too late for that."""


def _plain(words: str) -> str:
    """Whatever a bank may say, as something that can be stored and shown."""
    return "".join(letter if letter.isprintable() else " " for letter in words)[:300].strip() or "No reason was given."
