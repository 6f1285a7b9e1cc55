"""RazorpayX's states and reasons, in the port's words.

Sources: "Payout States and Life Cycle", "Payout Status Details" and "Error Codes" of its documentation, at
razorpay/markdown-docs ab3bda5 (9 April 2026), read on 29 November 2026.
"""

from server.bank.failures import OF_ENGINE, FailureCode, Reason

from .api import Declined
from .payloads import Told

PROCESSED, REVERSED, QUEUED = "processed", "reversed", "queued"
# Any other word, known or new, means that it is under way.
ENDED_UNPAID = {"rejected", "cancelled", "failed", REVERSED}

# Documented reasons that have no code of their own in `FailureCode`. Those of UPI and wallets are left out.
ALSO = {
    "beneficiary_account_invalid": FailureCode.BANK_ACCOUNT_INVALID,
    "amount_limit_exhausted_neft": FailureCode.GATEWAY_REJECTED,
    "amount_limit_exhausted": FailureCode.GATEWAY_REJECTED,
    "insufficient_funds": FailureCode.GATEWAY_REJECTED,
    "server_error": FailureCode.GATEWAY_TECHNICAL_ERROR,
    "server_error_temporary": FailureCode.GATEWAY_TECHNICAL_ERROR,
}
OF_BANK = {str(code): code for code in FailureCode if code not in OF_ENGINE}
FIELDS = {
    "fund_account.bank_account.ifsc": FailureCode.INVALID_IFSC_CODE,
    "fund_account.bank_account.account_number": FailureCode.BANK_ACCOUNT_INVALID,
}
OF_STATE = {
    "rejected": "RazorpayX: the payout was rejected in its approval workflow.",
    "cancelled": "RazorpayX: the payout was cancelled.",
    "failed": "RazorpayX: the payout failed.",
    REVERSED: "RazorpayX: the payout was reversed.",
}
BUSY = Reason("RazorpayX takes no more calls at the moment.", FailureCode.GATEWAY_DOWN)
NO_FUNDS = "insufficient_funds"
# Not this payout's fault: the key, this machine's address, the address of the API.
ABOUT_US = {401, 403, 404}


def code_of(reason: str) -> FailureCode:
    """An engine's own code would say that we, or the merchant, ended it."""
    if reason in ALSO:
        return ALSO[reason]
    return OF_BANK.get(reason, FailureCode.UNSPECIFIED)


def why_unpaid(told: Told) -> Reason:
    code = code_of(told.reason)
    if code is FailureCode.UNSPECIFIED and told.status in ("rejected", "cancelled"):
        code = FailureCode.GATEWAY_REJECTED
    return Reason(told.words or OF_STATE[told.status], code)


def why_declined(declined: Declined) -> Reason:
    words = declined.words or f"RazorpayX declined it with status {declined.status}."
    return Reason(words, FIELDS.get(declined.field) or code_of(declined.reason))


def is_passing(declined: Declined) -> bool:
    """The same payout may be taken later."""
    return declined.status == 429 or declined.reason == NO_FUNDS or "not have enough" in declined.words.lower()
