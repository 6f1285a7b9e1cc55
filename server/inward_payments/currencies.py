"""How many decimals a currency has: ISO 4217's minor unit, from a dated file and never from memory.

An amount is written with exactly that many decimals, so that nobody's 1000 yen become 10, and no fils are lost.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from server.errors import InvalidInput
from server.money import MAX_PAISE

FILE = Path(__file__).parent / "currencies.json"
AMOUNT = re.compile(r"[0-9]{1,16}(\.[0-9]{1,4})?")
MAX_MINOR = MAX_PAISE  # as paise, what every client's numbers hold


@dataclass(frozen=True)
class Currencies:
    source: str
    published: date
    checked_on: date
    exponents: Mapping[str, int]


@cache
def currencies() -> Currencies:
    found = json.loads(FILE.read_text(encoding="utf-8"))
    published, checked = (date.fromisoformat(found[name]) for name in ("published", "checked"))
    return Currencies(found["source"], published, checked, found["exponents"])


def exponent_of(currency: str, field: str) -> int:
    """Raises InvalidInput for what is no currency that money comes in: XTS, XXX, XAU, a fund, a code of the past."""
    exponent = currencies().exponents.get(currency)
    if exponent is None:
        raise InvalidInput(f"{field} must be a currency of ISO 4217 in capitals, such as USD.", field)
    return exponent


def read_minor(text: str, exponent: int, currency: str, field: str) -> int:
    """`1250.50` of a currency with two decimals is 125050. Raises InvalidInput."""
    if not AMOUNT.fullmatch(text):
        raise InvalidInput(f"{field} must be an amount such as {display(125_050, exponent)}.", field)
    decimals = len(text.partition(".")[2])
    if decimals != exponent:
        has = {0: "no decimals", 1: "one decimal"}.get(exponent, f"{exponent} decimals")
        raise InvalidInput(f"{field}: {currency} has {has}, as in {display(125_050, exponent)}.", field)
    minor = int(text.replace(".", ""))
    if not 0 < minor <= MAX_MINOR:
        raise InvalidInput(f"{field} must be positive, and at most 2^53 - 1 in the currency's smallest unit.", field)
    return minor


def display(minor: int, exponent: int) -> str:
    """With all its decimals: `display(125_050, 2) == "1250.50"`."""
    if not exponent:
        return str(minor)
    whole, rest = divmod(minor, 10**exponent)
    return f"{whole}.{rest:0{exponent}d}"
