"""The documented form of a new payout (razorpay/markdown-docs ab3bda5: composite API, idempotency, modes)."""

import re
from typing import Any

KEY = re.compile(r"[A-Za-z0-9_ -]{4,36}")
NARRATION = re.compile(r"[A-Za-z0-9 ]{1,30}")
NAME = re.compile(r"[A-Za-z0-9 ’/().-]+")
ACCOUNT = re.compile(r"[A-Za-z0-9]{5,35}")
IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
LIMITS = {"IMPS": (100, 5_00_000_00), "NEFT": (100, 10**15), "RTGS": (2_00_000_00, 10**15)}
PURPOSES = {"refund", "cashback", "payout", "salary", "utility bill", "vendor bill"}


class Wrong(Exception):  # noqa: N818
    def __init__(self, description: str, field: str | None = None, reason: str = "input_validation_failed") -> None:
        super().__init__(description)
        self.description, self.field, self.reason = description, field, reason


def check_key(key: str | None) -> str:
    if key is None:
        raise Wrong(
            "Idempotency key is missing. Include idempotency header and key in the request.", "X-Payout-Idempotency"
        )
    if not KEY.fullmatch(key):
        raise Wrong("The idempotency key format is invalid.", "X-Payout-Idempotency")
    return key


def check(body: Any, account_number: str) -> None:
    """Raises Wrong."""
    if not isinstance(body, dict):
        raise Wrong("The request body is invalid.")
    _need(body.get("account_number") == account_number, "The account number is invalid.", "account_number")
    amount = body.get("amount")
    _need(type(amount) is int and amount >= 100, "The amount must be at least INR 1.00", "amount")
    _need(body.get("currency") == "INR", "The currency is invalid.", "currency")
    mode = body.get("mode")
    _need(mode in LIMITS, "Payout mode is invalid", "mode")
    least, most = LIMITS[str(mode)]
    _need(least <= int(str(amount)) <= most, f"The amount is not allowed for {mode}.", "amount")
    _need(body.get("purpose") in PURPOSES, "Invalid purpose.", "purpose")
    _need(type(body.get("queue_if_low_balance", False)) is bool, "It must be true or false.", "queue_if_low_balance")
    _need(len(body.get("reference_id", "")) <= 40, "The reference id is too long.", "reference_id")
    _need("narration" not in body or _fits(NARRATION, body["narration"]), "The narration is invalid.", "narration")
    check_account(body)


def check_account(body: Any) -> None:
    """Raises Wrong."""
    fund_account = body.get("fund_account") or {}
    account, contact = fund_account.get("bank_account") or {}, fund_account.get("contact") or {}
    within = "fund_account.bank_account"
    _need(fund_account.get("account_type") == "bank_account", "The type is invalid.", "fund_account.account_type")
    _need(_fits(NAME, account.get("name"), 4, 120), "The name format is invalid.", f"{within}.name")
    _need(_fits(IFSC, account.get("ifsc")), "Invalid IFSC Code in Bank Account.", f"{within}.ifsc")
    _need(_fits(ACCOUNT, account.get("account_number")), "The account number is invalid.", f"{within}.account_number")
    _need(_fits(NAME, contact.get("name"), 3, 50), "The name format is invalid.", "fund_account.contact.name")


def _need(holds: bool, description: str, field: str) -> None:
    if not holds:
        raise Wrong(description, field)


def _fits(form: re.Pattern[str], value: Any, least: int = 1, most: int = 200) -> bool:
    return isinstance(value, str) and bool(form.fullmatch(value)) and least <= len(value) <= most
