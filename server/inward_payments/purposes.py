"""RBI's purpose codes: why money came. P is a receipt, S a payment. The list changes and lists differ, so a code that
this one lacks is taken, with a warning."""

import json
import re
from functools import cache
from pathlib import Path

from server.errors import InvalidInput

FILE = Path(__file__).parent / "purposes.json"
RECEIPT = re.compile(r"P[0-9]{4}")


@cache
def known_purposes() -> dict[str, str]:
    """Words by code."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    return {code: row["words"] for code, row in found["codes"].items()}


def read_purpose(code: str) -> str:
    """Raises InvalidInput."""
    if not RECEIPT.fullmatch(code):
        is_payment = RECEIPT.fullmatch(f"P{code[1:]}") and code.startswith("S")
        why = " S codes are of payments out of India." if is_payment else ""
        raise InvalidInput(f"purpose_code must be a receipt's, such as P0802.{why}", "purpose_code")
    return code


def warnings_of(code: str) -> list[str]:
    if code in known_purposes():
        return []
    return [f"{code} is not on this engine's list of purpose codes. Compare it with the bank's advice."]
