"""The domain's refusals.

    Refusal
    ├── InvalidInput              something the caller sent is missing, malformed or not allowed
    │   └── InvalidRows           some of the rows that the caller sent, each told by its number
    ├── NotFound                  unknown, or another merchant's: the caller cannot tell which
    ├── NotPossibleNow            the state of the row forbids it
    ├── InsufficientFunds         the available balance is smaller than the amount
    ├── IdempotencyConflict       the key was used before with other parameters
    ├── IdempotencyKeyForgotten   a retry's key made a payout whose receipt is gone
    ├── Unauthenticated           the caller is unknown
    ├── Forbidden                 the caller lacks a scope, or names another merchant
    ├── SignInRefused             no user has this name and this password
    ├── CodeRefused               the code of the second factor is wrong, or was used before
    ├── ProofDue                  the person has to give the code or the password again, and then send the same again
    ├── SecondFactorNeeded        the person has no second factor, and this takes one
    ├── NoAccess                  the user is neither a merchant's nor an operator
    ├── TooManyAttempts           too many failed sign-ins for now
    └── Unavailable               a lock or a server did not respond in time
        └── CodesUnavailable      the encryption key of the second factor's secret is missing

Each carries the data that its reader needs; `api/http/errors.py` maps each to its HTTP status and code.
"""

from typing import Literal, NamedTuple, Self
from uuid import UUID


class Refusal(Exception):  # noqa: N818 - a refusal is a result, not a fault
    """The domain declined the request and changed nothing."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def without_state(self) -> Self:
        """The same refusal for a caller who may not read: it tells nothing that is stored."""
        return self


class InvalidInput(Refusal):
    """`field` names the input in snake case (`amount_paise`), or is None for the request as a whole. The message uses
    the same names, and each API spells them as its callers do. `discreet` is the message without what is stored."""

    def __init__(self, message: str, field: str | None = None, *, discreet: str | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.discreet = discreet or message

    def without_state(self) -> Self:
        return type(self)(self.discreet, self.field)


class RowFault(NamedTuple):
    """`field` is None for the row as a whole. The message names inputs as InvalidInput does."""

    row: int  # 1, 2, 3, …
    field: str | None
    message: str


class InvalidRows(InvalidInput):
    """What is wrong with which rows."""

    def __init__(self, faults: list[RowFault]) -> None:
        rows = len({fault.row for fault in faults})
        super().__init__(f"{rows} of the rows {'has' if rows == 1 else 'have'} something to fix.", "rows")
        self.faults = faults

    def without_state(self) -> Self:
        return self


class NotFound(Refusal):
    def __init__(self, what: str) -> None:
        super().__init__(f"No such {what}.")


class NotPossibleNow(Refusal):
    """`status` is that of the row; None for a caller who may not read."""

    def __init__(self, message: str, status: str | None) -> None:
        super().__init__(message)
        self.status = status

    def without_state(self) -> Self:
        return type(self)("This is not possible now.", None)


class InsufficientFunds(Refusal):
    """`available_paise` is None for a caller who may not read."""

    def __init__(self, available_paise: int | None, what: str = "payout") -> None:
        super().__init__(f"The available balance is too small for this {what}.")
        self.available_paise, self.what = available_paise, what

    def without_state(self) -> Self:
        return type(self)(None, self.what)


class IdempotencyConflict(Refusal):
    def __init__(
        self,
        message: str = "This idempotency key was already used with another amount, bank account or details.",
    ) -> None:
        super().__init__(message)


class IdempotencyKeyForgotten(Refusal):
    """`payout_ids`: the payouts that the key made, newest first."""

    def __init__(self, payout_ids: list[UUID]) -> None:
        super().__init__("This key is no longer remembered; look before you pay.")
        self.payout_ids = payout_ids


class Unauthenticated(Refusal):
    def __init__(self, message: str = "A valid API key is required.") -> None:
        super().__init__(message)


class Forbidden(Refusal):
    """The message names the missing scope or right."""


class SignInRefused(Refusal):
    def __init__(self) -> None:
        super().__init__("Wrong e-mail or password.")


class CodeRefused(Refusal):
    def __init__(self) -> None:
        super().__init__("Wrong code, or one that was used before. Enter the next one.")


class ProofDue(Refusal):
    """`by`: what the person shows at `/session/proof/`: `code` or `password`."""

    def __init__(self, by: Literal["code", "password"]) -> None:
        what = "the code of your authenticator app" if by == "code" else "your password"
        super().__init__(f"This takes {what} again. Give it, and then send the same once more.")
        self.by = by


class SecondFactorNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__("This takes two-step sign-in, and you have none yet. Set it up in your account.")


class NoAccess(Refusal):
    def __init__(self) -> None:
        super().__init__("This user has no access yet. Ask an operator for it.")


class TooManyAttempts(Refusal):
    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(f"Too many attempts. Try again in {_duration(retry_after_seconds)}.")
        self.retry_after_seconds = retry_after_seconds


class Unavailable(Refusal):
    def __init__(
        self, message: str = "The engine cannot answer right now. Nothing was lost; send the same request again."
    ) -> None:
        super().__init__(message)


class CodesUnavailable(Unavailable):
    def __init__(self) -> None:
        super().__init__("This server lacks the encryption key, and cannot check an app's codes. Recovery codes work.")


def _duration(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{seconds} s" if seconds < 60 else f"{minutes} minute{'' if minutes == 1 else 's'}"
