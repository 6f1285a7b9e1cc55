"""A batch's rows as a caller sends them, read one by one: what is wrong with each is told by row and field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from server.errors import InvalidInput, InvalidRows, RowFault
from server.merchants.models import BankAccount
from server.money import MAX_PAISE, read_amount
from server.payouts.details import Purpose, read_narration, read_purpose, read_reference

from .models import MOST_ROWS

LENGTH_OF_A_UUID = 36
RETIRED = "This bank account is retired: it can't receive new payouts."
TOO_MUCH = "The amounts together must be at most 2^53 - 1 paise."
NO_ACCOUNT = "No such bank account of this merchant."

SentRow = Mapping[str, object]
Value = TypeVar("Value")


class Row(NamedTuple):
    bank_account_id: UUID
    amount_paise: int
    reference: str | None = None
    narration: str | None = None
    purpose: Purpose | None = None
    retry_of: UUID | None = None  # never a caller's: retrying.py names it


class ReadRow(NamedTuple):
    """`sent` is None if something in it cannot be read; `amount_paise` is there whenever that can."""

    number: int
    sent: Row | None
    amount_paise: int | None
    faults: list[RowFault]

    @property
    def row(self) -> Row | None:
        """If nothing is wrong with it."""
        return None if self.faults else self.sent


def read_rows(merchant_id: UUID, sent: Sequence[object]) -> list[ReadRow]:
    """Each row with its faults, those of its bank account too. One statement. Raises InvalidInput for no rows or too
    many."""
    require_rows(sent)
    rows = [_read_row(number, each) for number, each in enumerate(sent, 1)]
    named = {each.sent.bank_account_id for each in rows if each.sent}
    accounts = dict(BankAccount.objects.filter(merchant_id=merchant_id, pk__in=named).values_list("pk", "retired_at"))
    return [_with_its_account(each, accounts) for each in rows]


def require_rows(sent: Sequence[object]) -> None:
    """Raises InvalidInput."""
    if not 0 < len(sent) <= MOST_ROWS:
        raise InvalidInput(f"rows must be a list of 1 to {MOST_ROWS:,} rows.", "rows")


def sound_rows(rows: Sequence[ReadRow]) -> list[Row]:
    """Raises InvalidRows if any row has a fault, InvalidInput if their sum is no amount."""
    if faults := [fault for each in rows for fault in each.faults]:
        raise InvalidRows(faults)
    sound = [each.row for each in rows if each.row]
    if sum(row.amount_paise for row in sound) > MAX_PAISE:
        raise InvalidInput(TOO_MUCH, "rows")
    return sound


def _read_row(number: int, sent: object) -> ReadRow:
    faults: list[RowFault] = []

    def read(field: str, reader: Callable[[Any], Value]) -> Value | None:
        try:
            return reader(sent.get(field) if isinstance(sent, Mapping) else None)
        except InvalidInput as refusal:
            faults.append(RowFault(number, field, refusal.message))
            return None

    if not isinstance(sent, Mapping):
        return ReadRow(number, None, None, [RowFault(number, None, "Each of the rows must be an object.")])
    account = read("bank_account_id", read_account_id)
    amount = read("amount_paise", lambda value: read_amount(value, "amount_paise"))
    texts = read("reference", read_reference), read("narration", read_narration), read("purpose", read_purpose)
    is_sound = account is not None and amount is not None and not faults
    return ReadRow(number, Row(account, amount, *texts) if is_sound else None, amount, faults)  # type: ignore[arg-type]


def _with_its_account(each: ReadRow, accounts: Mapping[UUID, object]) -> ReadRow:
    if each.sent is None or accounts.get(each.sent.bank_account_id, each) is None:
        return each
    why = RETIRED if each.sent.bank_account_id in accounts else NO_ACCOUNT
    return each._replace(faults=[RowFault(each.number, "bank_account_id", why)])


def read_account_id(value: object) -> UUID:
    try:
        if isinstance(value, str) and len(value) == LENGTH_OF_A_UUID:
            found = UUID(value)
            if str(found) == value.lower():
                return found
    except ValueError:
        pass
    raise InvalidInput(
        "bank_account_id must be a UUID such as 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34.", "bank_account_id"
    )
