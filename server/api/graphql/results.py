"""What a mutation takes, and all that can come of it: unions, so that a client handles each refusal by its type."""

# ruff: noqa: ARG002 - what a handler is given is Strawberry's to say

from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from strawberry import UNSET
from strawberry.types import Info, get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from server import errors
from server.merchants import models as merchants

from .scalars import Paise
from .types import BankAccount, LedgerEntry, Merchant, Payout

Input = TypeVar("Input")


def of_scalars(cls: type[Input]) -> type[Input]:
    """An input of scalars alone: Strawberry would look every field's type and name up anew, for each of a thousand."""
    definition = get_object_definition(cls, strict=True)
    names = {to_camel_case(field.python_name): field.python_name for field in definition.fields}
    definition.from_input = lambda _, value, __: cls(**{names[name]: each for name, each in value.items()})
    return cls


@of_scalars
@strawberry.input
class CreatePayoutInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="That of the key, if left out.")
    bank_account_id: strawberry.ID
    amount_paise: Paise
    idempotency_key: UUID


@of_scalars
@strawberry.input(description="One of a batch.")
class BatchedPayoutInput:
    bank_account_id: strawberry.ID
    amount_paise: Paise
    idempotency_key: UUID


@strawberry.input
class CreatePayoutsInput:
    merchant_id: strawberry.ID | None = strawberry.field(default=UNSET, description="That of the key, if left out.")
    payouts: list[BatchedPayoutInput] = strawberry.field(description="1 to 1,000.")


@strawberry.input
class CreateMerchantInput:
    name: str
    email: str


@strawberry.input
class AddBankAccountInput:
    merchant_id: strawberry.ID
    account_holder_name: str
    account_number: str
    ifsc_code: str
    account_type: merchants.BankAccount.AccountType
    is_primary: bool | None = False


@strawberry.input
class RecordPaymentInput:
    merchant_id: strawberry.ID
    amount_paise: Paise
    reference: str
    description: str | None = ""


@strawberry.input
class AskBankAgainInput:
    payout_id: strawberry.ID


@strawberry.type
class CreatePayoutSuccess:
    payout: Payout
    replayed: bool = strawberry.field(description="Accepted before under this key; shown as it was accepted then.")


@strawberry.type
class CreateMerchantSuccess:
    merchant: Merchant


@strawberry.type
class AddBankAccountSuccess:
    bank_account: BankAccount


@strawberry.type
class RecordPaymentSuccess:
    entry: LedgerEntry
    replayed: bool = strawberry.field(description="This reference was recorded before, with the same amount.")


@strawberry.type
class AskBankAgainSuccess:
    payout: Payout


@strawberry.type
class InsufficientFunds:
    message: str
    available_paise: Paise


@strawberry.type
class IdempotencyConflict:
    message: str


@strawberry.type
class ValidationError:
    message: str
    field: str | None


CreatePayoutResult = Annotated[
    CreatePayoutSuccess | InsufficientFunds | IdempotencyConflict | ValidationError,
    strawberry.union("CreatePayoutResult"),
]


@strawberry.type
class CreatePayoutsSuccess:
    results: list[CreatePayoutResult] = strawberry.field(description="What came of each of the payouts, in order.")


CreatePayoutsResult = Annotated[CreatePayoutsSuccess | ValidationError, strawberry.union("CreatePayoutsResult")]
CreateMerchantResult = Annotated[CreateMerchantSuccess | ValidationError, strawberry.union("CreateMerchantResult")]
AddBankAccountResult = Annotated[AddBankAccountSuccess | ValidationError, strawberry.union("AddBankAccountResult")]
RecordPaymentResult = Annotated[RecordPaymentSuccess | ValidationError, strawberry.union("RecordPaymentResult")]

AskBankAgainResult = Annotated[AskBankAgainSuccess | ValidationError, strawberry.union("AskBankAgainResult")]


def as_result(refusal: errors.Refusal) -> InsufficientFunds | IdempotencyConflict | ValidationError:
    """A refusal as the member of a union that it is. Raises it where it is none."""
    match refusal:
        case errors.InsufficientFunds(message=message, available_paise=available_paise):
            return InsufficientFunds(message=message, available_paise=Paise(available_paise))
        case errors.IdempotencyConflict(message=message):
            return IdempotencyConflict(message=message)
        case errors.InvalidInput(message=message, field=field):
            return ValidationError(message=message, field=to_camel_case(field) if field else None)
    raise refusal


class InsufficientFundsAsResult(strawberry.ExceptionHandler[errors.InsufficientFunds, InsufficientFunds]):
    def handle(self, exception: errors.InsufficientFunds, *, field: StrawberryField, info: Info) -> Any:
        return as_result(exception)


class ConflictAsResult(strawberry.ExceptionHandler[errors.IdempotencyConflict, IdempotencyConflict]):
    def handle(self, exception: errors.IdempotencyConflict, *, field: StrawberryField, info: Info) -> Any:
        return as_result(exception)


class InvalidInputAsResult(strawberry.ExceptionHandler[errors.InvalidInput, ValidationError]):
    def handle(self, exception: errors.InvalidInput, *, field: StrawberryField, info: Info) -> Any:
        return as_result(exception)


REFUSALS_AS_RESULTS: list[strawberry.ExceptionHandler[Any, Any]] = [
    InsufficientFundsAsResult(),
    ConflictAsResult(),
    InvalidInputAsResult(),
]
