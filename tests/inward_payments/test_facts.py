"""What is told of a payment from abroad has its form, and its figures agree."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import InvalidInput
from server.india import IST
from server.inward_payments.currencies import currencies, display, exponent_of, read_minor
from server.inward_payments.facts import explained_paise, judged, rate_text
from server.inward_payments.models import Channel
from server.inward_payments.purposes import known_purposes, read_purpose, warnings_of
from tests.support.inward import facts

WHOLE = {"charges_paise": 0, "charges_tax_paise": 0}


@pytest.mark.parametrize(
    ("currency", "amount", "minor"),
    [
        ("USD", "1250.50", 125_050),
        ("JPY", "1000", 1000),
        ("BHD", "10.250", 10_250),
        ("KRW", "9", 9),
        ("TND", "0.001", 1),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(currency: str, amount: str, minor: int) -> None:
    columns = judged(facts(foreign_currency=currency, foreign_amount=amount, rate=None))
    assert columns["foreign_minor"] == minor
    assert display(minor, columns["exponent"]) == amount


def test_the_table_is_iso_4217s() -> None:
    table = currencies()
    assert {code for code, exponent in table.exponents.items() if exponent == 3} == {
        *("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
    }
    assert not {"XTS", "XXX", "XAU", "XDR", "CLF", "USN", "HRK"} & set(table.exponents)
    assert table.published <= table.checked_on
    assert len(table.exponents) > 150


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"foreign_currency": "JPY"}, "foreign_amount"),
        ({"foreign_currency": "BHD"}, "foreign_amount"),
        ({"foreign_amount": "1250"}, "foreign_amount"),
        ({"foreign_amount": "1,250.50"}, "foreign_amount"),
        ({"foreign_amount": "-1250.50"}, "foreign_amount"),
        ({"foreign_amount": "0.00"}, "foreign_amount"),
        ({"foreign_amount": "１250.50"}, "foreign_amount"),
        ({"foreign_amount": "90071992547409.92"}, "foreign_amount"),
        ({"foreign_currency": "XTS"}, "foreign_currency"),
        ({"foreign_currency": "usd"}, "foreign_currency"),
        ({"foreign_currency": "INR"}, "foreign_currency"),
        ({"rate": "0"}, "rate"),
        ({"rate": "0.000"}, "rate"),
        ({"rate": "-83.12"}, "rate"),
        ({"rate": "1e400"}, "rate"),
        ({"rate": "83,12"}, "rate"),
        ({"rate": "NaN"}, "rate"),
        ({"rate": "83.1234567890123"}, "rate"),
        ({"rate": "83.13"}, "rate"),
        ({"net_paise": 10_335_157}, "net_paise"),
        ({"charges_paise": -1, "net_paise": 10_385_157}, "charges_paise"),
        ({"charges_paise": True}, "charges_paise"),
        ({"charges_tax_paise": 9_000.0}, "charges_tax_paise"),
        ({"gross_paise": 0}, "gross_paise"),
        ({"net_paise": 0}, "net_paise"),
        ({"value_on": date(1999, 12, 31)}, "value_on"),
        ({"value_on": datetime.now(IST).date() + timedelta(days=1)}, "value_on"),
        ({"remitter_name": " "}, "remitter_name"),
        ({"remitter_name": "x" * 141}, "remitter_name"),
        ({"remitter_country": "USA"}, "remitter_country"),
        ({"remitter_country": "us"}, "remitter_country"),
        ({"remitter_bank_bic": "CHASUS3"}, "remitter_bank_bic"),
        ({"uetr": UUID("4f534e98-ec78-11f1-b81f-02fc00000001")}, "uetr"),
        ({"purpose_code": "S0802"}, "purpose_code"),
        ({"purpose_code": "p0802"}, "purpose_code"),
        ({"purpose_code": "P08021"}, "purpose_code"),
    ],
    ids=str,
)
def test_what_is_wrong_is_refused_by_its_name(changes: dict[str, Any], field: str) -> None:
    assert judged(facts())
    with pytest.raises(InvalidInput) as refused:
        judged(facts(**changes))
    assert refused.value.field == field


@pytest.mark.parametrize("gross", [10_394_155, 10_394_156, 10_394_157])
def test_the_banks_rupees_may_differ_by_a_paisa_from_the_rate(gross: int) -> None:
    assert judged(facts(gross_paise=gross, net_paise=gross, **WHOLE))["gross_paise"] == gross


@pytest.mark.parametrize("gross", [10_394_154, 10_394_158])
def test_and_not_by_two(gross: int) -> None:
    with pytest.raises(InvalidInput, match=r"by it that would be ₹103941\.56"):
        judged(facts(gross_paise=gross, net_paise=gross, **WHOLE))


def test_rupees_from_a_vostro_account_have_no_rate() -> None:
    rupees = {"foreign_currency": "INR", "foreign_amount": "103941.56", "channel": Channel.VOSTRO}
    assert judged(facts(**rupees, rate=None))["rate"] is None
    assert judged(facts(**rupees, rate="1.00"))["rate"] is None
    for changes, field in (({"rate": "83.12"}, "rate"), ({"foreign_amount": "103941.57"}, "gross_paise")):
        with pytest.raises(InvalidInput) as refused:
            judged(facts(**rupees | {"rate": None} | changes))
        assert refused.value.field == field


@given(
    st.integers(1, 2**53 - 1),
    st.integers(0, 4),
    st.decimals(min_value="0.000000000001", max_value="999999999999", places=12, allow_nan=False),
)
def test_the_rate_is_reckoned_exactly(minor: int, exponent: int, rate: Decimal) -> None:
    exact = Fraction(minor) * Fraction(rate) * 100 / 10**exponent
    above = explained_paise(minor, exponent, rate) - exact
    assert Fraction(-1, 2) < above <= Fraction(1, 2), "rounded half up"


@pytest.mark.parametrize(
    ("rate", "text"), [("83.12", "83.12"), ("83.120000000000", "83.12"), ("100", "100"), ("0.5", "0.5")]
)
def test_a_rate_is_told_without_idle_zeros(rate: str, text: str) -> None:
    assert rate_text(Decimal(rate)) == text


def test_an_account_number_in_a_name_is_masked() -> None:
    assert judged(facts(remitter_name="Northwind a/c 501000000001"))["remitter_name"] == "Northwind a/c XXXXXXXX0001"


def test_a_purpose_that_no_list_has_is_taken_with_a_warning() -> None:
    assert read_purpose("P9999") == "P9999"
    assert "P9999" in warnings_of("P9999")[0]
    assert warnings_of("P0802") == []
    assert all(read_purpose(code) == code for code in known_purposes())


def test_units_are_read_exactly() -> None:
    assert read_minor("90071992547409.91", 2, "USD", "x") == 2**53 - 1
    assert exponent_of("UYW", "x") == 4


def test_a_uetr_is_of_version_4() -> None:
    uetr = UUID("97ed4827-7b6f-4491-a06f-b548d5a7512d")
    assert judged(facts(uetr=uetr))["uetr"] == uetr
