"""A validation of a bank account as it is documented (razorpay/markdown-docs ab3bda5, composite account validation)."""

from dataclasses import dataclass
from typing import Any

from server.bank.scripts import Script

from .validation import Wrong, check_account

# By an account number's last four digits, as the simulated bank's.
NAMES = {
    Script.NAME_DIFFERS: "SUNRISE POULTRY FARM",
    Script.NAME_NOT_SHOWN: "",
    Script.NAME_IS_CLOSE: "{} FAMILY TRUST",
}


@dataclass
class Validation:
    id: str
    body: dict[str, Any]
    status: str = "created"
    looks: int = 0

    @property
    def ending(self) -> str:
        return str(self.body["fund_account"]["bank_account"]["account_number"])[-4:]

    def as_json(self) -> dict[str, Any]:
        account = self.body["fund_account"]["bank_account"]
        results: dict[str, Any] = dict.fromkeys(("account_status", "registered_name", "details", "name_match_score"))
        if self.status == "completed":
            is_there = self.ending != Script.ACCOUNT_CLOSED
            name = NAMES.get(self.ending, "{}").format(account["name"].upper())  # type: ignore[call-overload]
            results |= {"account_status": "active" if is_there else "invalid"}
            results |= {"registered_name": name, "name_match_score": 100} if is_there else {}
        return {
            "id": self.id,
            "entity": "fund_account.validation",
            "status": self.status,
            "utr": None,
            "validation_results": results,
            "status_details": {"description": "", "source": "beneficiary_bank", "reason": None},
            "reference_id": None,
            "notes": [],
            "fund_account": {"id": f"fa_{self.id[4:]}", "entity": "fund_account"} | self.body["fund_account"],
        }


def check_validation(body: Any, account_number: str) -> None:
    """Raises Wrong."""
    if not isinstance(body, dict) or body.get("source_account_number") != account_number:
        raise Wrong("The source account number is invalid.", "source_account_number")
    if body.get("validation_type", "optimized") not in ("pennydrop", "penniless", "optimized"):
        raise Wrong("The validation type is invalid.", "validation_type")
    check_account(body)
