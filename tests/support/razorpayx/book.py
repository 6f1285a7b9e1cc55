"""The fake's book: payouts, idempotency keys, and each movement of money, so that a test can prove what was paid."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from server.bank.scripts import Script

from .account_validation import Validation, check_validation
from .validation import Wrong, check, check_key

ENDED = {"rejected", "cancelled", "failed", "reversed"}
# By an account number's last four digits, as the simulated bank's: so each test of the engine has both.
UNPAID = {
    Script.ACCOUNT_CLOSED: "bank_account_closed",
    Script.ACCOUNT_FROZEN: "bank_account_frozen",
    Script.BRANCH_NOT_ON_RAIL: "imps_not_allowed",
}
WAITS = {Script.HANGS_THEN_PAYS, Script.NEVER_ANSWERS, Script.STAYS_IN_PROGRESS}
WORDS = {
    "bank_account_closed": "Payout failed as the beneficiary account is closed. Please contact the beneficiary bank.",
    "imps_not_allowed": "Payout failed as IMPS is not enabled on beneficiary account.",
    "bank_account_frozen": "Payout failed as beneficiary account is frozen. Please contact the beneficiary bank.",
}


@dataclass
class Payout:
    id: str
    body: dict[str, Any]
    status: str = "processing"
    utr: str | None = None
    reason: str | None = None
    words: str | None = None
    looks: int = 0  # how often it was asked about
    created_at: int = field(default_factory=lambda: int(time.time()))

    @property
    def reference(self) -> str:
        return str(self.body.get("reference_id"))

    @property
    def ending(self) -> str:
        return str(self.body["fund_account"]["bank_account"]["account_number"])[-4:]

    def as_json(self) -> dict[str, Any]:
        charged = self.status not in ("queued", "pending")
        details = {"description": self.words, "source": "beneficiary_bank", "reason": self.reason}
        return {
            "id": self.id,
            "entity": "payout",
            "fund_account_id": f"fa_{self.id[5:]}",
            "amount": self.body["amount"],
            "currency": "INR",
            "notes": [],
            "fees": 590 if charged else 0,  # of which 90 are tax
            "tax": 90 if charged else 0,
            "status": self.status,
            "purpose": self.body["purpose"],
            "utr": self.utr,
            "mode": self.body["mode"],
            "reference_id": self.body.get("reference_id"),
            "narration": self.body.get("narration"),
            "batch_id": None,
            "status_details": details if self.reason else None,
            "created_at": self.created_at,
            "fee_type": "",
        }


class Book:
    def __init__(self, account_number: str) -> None:
        self.account_number = account_number
        self.lock = RLock()
        self.payouts: dict[str, Payout] = {}
        self.keys: dict[str, tuple[dict[str, Any], str]] = {}
        self.paid: list[tuple[str, int]] = []  # each movement of money: reference, paise
        self.returned: list[tuple[str, int]] = []
        self.validations: dict[str, Validation] = {}
        self.looks_until_validated = 1
        self.refusals = Counter[str]()  # of each key, by its script
        self.funds = True
        self.starts_as = "processing"
        self.has_utrs = True
        self.most = 100  # in one answer

    def make(self, body: Any, key: str | None) -> Payout:
        """Raises Wrong, as a 400."""
        key = check_key(key)
        with self.lock:
            if key in self.keys:
                first, known = self.keys[key]
                if first != body:
                    raise Wrong("Different request body sent for the same Idempotency Header")
                return self.payouts[known]
            check(body, self.account_number)
            if not self.funds and not body.get("queue_if_low_balance"):
                words = "Your account does not have enough balance to carry out the payout operation."
                raise Wrong(words, reason="insufficient_funds")
            payout = Payout(f"pout_{random.SystemRandom().randrange(10**14):014d}", body, self.starts_as)
            self.payouts[payout.id] = payout
            self.keys[key] = body, payout.id
            return payout

    def validate(self, body: Any) -> Validation:
        """Raises Wrong, as a 400."""
        check_validation(body, self.account_number)
        with self.lock:
            made = Validation(f"fav_{random.SystemRandom().randrange(10**14):014d}", body)
            self.validations[made.id] = made
            return made

    def decide(self, validation: Validation) -> Validation:
        """Time passes between two calls."""
        with self.lock:
            validation.looks += 1
            if validation.status == "created" and validation.looks >= self.looks_until_validated:
                validation.status = "failed" if validation.ending == Script.NEVER_ANSWERS else "completed"
            return validation

    def look(self, payout: Payout) -> Payout:
        """Time passes between two calls: what is under way ends, as its account's script has it."""
        with self.lock:
            payout.looks += 1
            if payout.status == "processing" and payout.ending not in WAITS:
                if reason := UNPAID.get(payout.ending):  # type: ignore[call-overload]
                    self.end(payout, "failed", reason)
                else:
                    self.pay(payout)
            return payout

    def pay(self, payout: Payout) -> None:
        with self.lock:
            payout.status, payout.reason = "processed", "payout_processed"
            payout.utr = f"HDFCN{random.SystemRandom().randrange(10**11):011d}" if self.has_utrs else None
            self.paid.append((payout.reference, payout.body["amount"]))

    def end(self, payout: Payout, status: str, reason: str | None = None, words: str | None = None) -> None:
        with self.lock:
            if payout.status == "processed":
                self.returned.append((payout.reference, payout.body["amount"]))
            payout.status, payout.reason = status, reason
            payout.words = words or WORDS.get(reason or "")

    def forget_keys(self) -> None:
        """Seven days have passed."""
        with self.lock:
            self.keys.clear()

    def of(self, reference: str) -> list[Payout]:
        with self.lock:
            return [payout for payout in self.payouts.values() if reference.endswith(payout.reference)]
