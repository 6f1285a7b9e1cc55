"""What is told of a payment from abroad, judged: every figure has its form, and they agree with each other."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from server.errors import InvalidInput
from server.free_text import mask_account_numbers
from server.india import IST
from server.money import MAX_PAISE, format_inr, read_amount
from server.text import clean_text

from .currencies import exponent_of, read_minor
from .invoices import COUNTRY, Nature
from .models import BIC, Channel
from .papers import LONGEST_NAME
from .purposes import read_purpose

RATE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
RATE_DECIMALS = 12
COUNTRY_FORM = re.compile(COUNTRY)
BIC_FORM = re.compile(BIC)
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class InwardFacts:
    """As somebody sent them."""

    channel: Channel
    foreign_currency: str
    foreign_amount: str
    """In the currency's units, with all its decimals: `1250.50` USD, `1250` JPY, `1250.500` BHD."""
    rate: str | None
    """Rupees for one unit, as decimal text."""
    gross_paise: int
    charges_paise: int
    charges_tax_paise: int
    net_paise: int
    value_on: date
    remitter_name: str
    remitter_country: str
    remitter_bank_bic: str | None
    uetr: UUID | None
    purpose_code: str
    nature: Nature
    is_advance: bool


def judged(facts: InwardFacts) -> dict[str, Any]:
    """The columns of its row. Raises InvalidInput."""
    exponent = exponent_of(facts.foreign_currency, "foreign_currency")
    minor = read_minor(facts.foreign_amount, exponent, facts.foreign_currency, "foreign_amount")
    _judge_rupees(facts)
    rate = None if facts.rate is None else read_rate(facts.rate, "rate")
    if facts.foreign_currency == "INR":
        _judge_vostro(facts, minor)
        rate = None  # which is 1
    if rate is not None and abs(explained_paise(minor, exponent, rate) - facts.gross_paise) > 1:
        explained = format_inr(explained_paise(minor, exponent, rate))
        raise InvalidInput(f"rate does not explain gross_paise: by it that would be {explained}.", "rate")
    if not EARLIEST <= facts.value_on <= datetime.now(IST).date():
        raise InvalidInput("value_on must be a day from the year 2000 to today, in India.", "value_on")
    return {
        "channel": facts.channel,
        "foreign_currency": facts.foreign_currency,
        "foreign_minor": minor,
        "exponent": exponent,
        "rate": rate,
        **{name: getattr(facts, name) for name in ("gross_paise", "charges_paise", "charges_tax_paise", "net_paise")},
        "value_on": facts.value_on,
        "remitter_name": mask_account_numbers(clean_text(facts.remitter_name, "remitter_name", LONGEST_NAME)),
        "remitter_country": _formed(
            COUNTRY_FORM, facts.remitter_country, "remitter_country", "a country's two letters"
        ),
        "remitter_bank_bic": None
        if facts.remitter_bank_bic is None
        else _formed(BIC_FORM, facts.remitter_bank_bic, "remitter_bank_bic", "a BIC of 8 or 11 characters"),
        "uetr": _read_uetr(facts.uetr),
        "purpose_code": read_purpose(facts.purpose_code),
        "nature": facts.nature,
        "is_advance": facts.is_advance,
    }


def explained_paise(minor: int, exponent: int, rate: Decimal) -> int:
    """What the rate makes of the foreign amount, rounded half up."""
    return explained_minor(minor, exponent, rate, 2)


def explained_minor(minor: int, exponent: int, rate: Decimal, into_exponent: int) -> int:
    """The same in another currency. Integers alone: a Decimal's context would round."""
    scaled, unit = int(rate.scaleb(RATE_DECIMALS)), int(10 ** (exponent + RATE_DECIMALS))
    return (2 * minor * scaled * int(10**into_exponent) + unit) // (2 * unit)


def read_rate(text: str, field: str) -> Decimal:
    """Strictly `83.12`: no sign, no exponent, no comma."""
    if not RATE.fullmatch(text) or not (rate := Decimal(text)):
        raise InvalidInput(
            f"{field} must be positive decimal text such as 83.1250, with up to 12 digits before the dot and after.",
            field,
        )
    return rate


def rate_text(rate: Decimal | None) -> str | None:
    """Without the zeros that say nothing: `83.12`."""
    if rate is None:
        return None
    whole, _, decimals = f"{rate:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0')}".removesuffix(".")


def _judge_rupees(facts: InwardFacts) -> None:
    read_amount(facts.gross_paise, "gross_paise")
    for name in ("charges_paise", "charges_tax_paise"):
        value = getattr(facts, name)
        if type(value) is not int or not 0 <= value <= MAX_PAISE:
            raise InvalidInput(f"{name} must be an integer of paise, 0 or more and at most 2^53 - 1.", name)
    read_amount(facts.net_paise, "net_paise")
    if facts.net_paise + facts.charges_paise + facts.charges_tax_paise != facts.gross_paise:
        raise InvalidInput("net_paise must be gross_paise less charges_paise and charges_tax_paise.", "net_paise")


def _judge_vostro(facts: InwardFacts, minor: int) -> None:
    if facts.channel is not Channel.VOSTRO:
        raise InvalidInput("Rupees come from abroad by the channel vostro alone.", "foreign_currency")
    if minor != facts.gross_paise:
        raise InvalidInput("gross_paise must be foreign_amount, which is in rupees.", "gross_paise")
    if facts.rate is not None and read_rate(facts.rate, "rate") != 1:
        raise InvalidInput("rate must be 1, or be left out, for rupees.", "rate")


def _read_uetr(uetr: UUID | None) -> UUID | None:
    if uetr is not None and (uetr.version != 4 or uetr.variant != "specified in RFC 4122"):
        raise InvalidInput("uetr must be a UUID of version 4, as SWIFT makes them.", "uetr")
    return uetr


def _formed(form: re.Pattern[str], text: str, field: str, what: str) -> str:
    if not form.fullmatch(text):
        raise InvalidInput(f"{field} must be {what} in capitals.", field)
    return text
