"""Why a transfer was not paid, as a program can tell it: codes, and whose doing each is.

The codes of banks are those that a provider tells its callers. Source: RazorpayX, "Payout Status Details", the reasons
of failed and reversed payouts; checked on 29 November 2026. A reason of UPI and wallets is left out.
"""

from enum import StrEnum
from typing import NamedTuple


class FailureSource(StrEnum):
    MERCHANT = "merchant"
    ENGINE = "engine"
    OUR_BANK = "our_bank"
    BENEFICIARY_BANK = "beneficiary_bank"
    NETWORK = "network"  # NPCI, between the banks


class FailureCode(StrEnum):
    # Given by the engine where it tells the bank never to pay.
    CANCELLED = "cancelled"
    APPROVAL_REJECTED = "approval_rejected"
    APPROVAL_EXPIRED = "approval_expired"
    NOT_CONFIRMED = "not_confirmed"
    # Given by the bank.
    UNSPECIFIED = "unspecified"  # it gave words alone
    BANK_ACCOUNT_CLOSED = "bank_account_closed"
    BANK_ACCOUNT_FROZEN = "bank_account_frozen"
    BANK_ACCOUNT_INVALID = "bank_account_invalid"
    BENEFICIARY_ACCOUNT_DORMANT = "beneficiary_account_dormant"
    BENEFICIARY_BANK_FAILURE = "beneficiary_bank_failure"
    BENEFICIARY_BANK_OFFLINE = "beneficiary_bank_offline"
    BENEFICIARY_BANK_REJECTED = "beneficiary_bank_rejected"
    BENEFICIARY_BANK_TECHNICAL_ERROR = "beneficiary_bank_technical_error"
    IMPS_NOT_ALLOWED = "imps_not_allowed"
    INVALID_IFSC_CODE = "invalid_ifsc_code"
    TRANSACTION_LIMIT_EXCEEDED = "transaction_limit_exceeded"
    NPCI_BENEFICIARY_TIMEOUT = "npci_beneficiary_timeout"
    GATEWAY_DOWN = "gateway_down"
    GATEWAY_TECHNICAL_ERROR = "gateway_technical_error"
    GATEWAY_TIMEOUT = "gateway_timeout"
    GATEWAY_REJECTED = "gateway_rejected"  # our own word: our bank decided against it


class Reason(NamedTuple):
    words: str
    code: FailureCode


OF_ENGINE = {
    FailureCode.CANCELLED: FailureSource.MERCHANT,
    FailureCode.APPROVAL_REJECTED: FailureSource.MERCHANT,
    FailureCode.APPROVAL_EXPIRED: FailureSource.MERCHANT,
    FailureCode.NOT_CONFIRMED: FailureSource.ENGINE,
}
OF_OUR_BANK = frozenset(code for code in FailureCode if code.startswith("gateway_")) | {FailureCode.UNSPECIFIED}


def source_of(code: FailureCode) -> FailureSource:
    if code in OF_ENGINE:
        return OF_ENGINE[code]
    if code in OF_OUR_BANK:
        return FailureSource.OUR_BANK
    return FailureSource.NETWORK if code.startswith("npci_") else FailureSource.BENEFICIARY_BANK
