"""Which IFSCs are refused, and what is said about those that are accepted."""

import re
from datetime import date

import pytest

from server.errors import InvalidInput
from server.ifsc.lapsed_banks import LAPSED
from server.ifsc.lookup import FORM
from server.merchants.banks import check_ifsc, refusal_of, warnings_about
from server.merchants.models import BankAccount, Merchant
from tests.conftest import guards_off

from .accounts import add

MERGED = {"SYNB", "ORBC", "ALLA", "ANDB", "CORP", "VIJB", "LAVB", "BKDN", "UTBI"}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SYNB000RTGS", "Syndicate Bank has been part of Canara Bank since 1 April 2020, .* void since 1 July 2021"),
        ("ORBC0100000", "Oriental Bank of Commerce has been part of Punjab National Bank since 1 April 2020"),
        ("UTBI0HOA139", "United Bank of India has been part of Punjab National Bank since 1 April 2020"),
        ("ALLA0888888", "Allahabad Bank has been part of Indian Bank since 1 April 2020, .* void since 1 May 2021"),
        ("ANDB0TRESUY", "Andhra Bank has been part of Union Bank of India since 1 April 2020"),
        ("CORP0000920", "Corporation Bank has been part of Union Bank of India since 1 April 2020"),
        ("VIJB0009502", "Vijaya Bank has been part of Bank of Baroda since 1 April 2019, .* void since 1 March 2021"),
        ("BKDN0RTGSSC", "Dena Bank has been part of Bank of Baroda since 1 April 2019"),
        ("LAVB0000883", "Lakshmi Vilas Bank has been part of DBS Bank India since 27 November 2020"),
        ("SBTR0000001", "State Bank of Travancore has been part of State Bank of India since 1 April 2017"),
        ("PYTM0123456", "Paytm Payments Bank may not take money in since 16 March 2024"),
        ("PYTM0000001", "Ask the account's holder for an account at another bank"),
    ],
)
def test_a_lapsed_banks_codes_are_refused_in_words(merchant: Merchant, code: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as refusal:
        add(merchant, "123456789", ifsc=code)
    assert refusal.value.field == "ifsc_code"
    assert merchant.bank_accounts.count() == 1


def test_every_lapsed_bank_is_a_dated_row_with_its_source() -> None:
    assert {*MERGED, "PYTM"} <= LAPSED.keys()
    for prefix, bank in LAPSED.items():
        assert refusal_of(f"{prefix}0000001")
        assert bank.source
        assert bank.merged_on or bank.void_from
        assert (bank.merged_on is None) == (bank.successor is None) == (bank.successor_prefix is None)
        assert bank.successor_prefix not in LAPSED
        assert max(bank.merged_on or date.min, bank.void_from or date.min) <= date(2026, 11, 28)


def test_an_account_of_a_lapsed_bank_stays_with_a_warning(merchant: Merchant, as_the_owner: None) -> None:
    with guards_off():
        BankAccount.objects.update(ifsc_code="SYNB0003333")
    assert warnings_about(merchant.bank_accounts.get().ifsc_code) == [refusal_of("SYNB0003333")]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SBIN0099999", "State Bank of India has no branch SBIN0099999 in the Reserve Bank's list."),
        ("YESB0ADB999", "Amravati District Central Co-operative Bank has no branch YESB0ADB999"),
        ("ADBK0999999", "ADBK has no branch ADBK0999999"),
        ("HDCF0001234", "No bank in the Reserve Bank's list has codes that begin with HDCF."),
    ],
)
def test_an_unknown_branch_or_bank_is_accepted_with_a_warning(merchant: Merchant, code: str, words: str) -> None:
    account = add(merchant, "123456789", ifsc=code)
    [warning] = warnings_about(account.ifsc_code)
    assert warning.startswith(words)
    assert "The list is of 14 November 2025" in warning


def test_no_other_code_is_ever_suggested() -> None:
    for code in ("SBIN0099999", "HDCF0001234", "HDFC0001235", "SYNB0000001", "PYTM0123456"):
        named = {found for warning in warnings_about(code) for found in re.findall(FORM.pattern, warning)}
        assert named <= {code}


@pytest.mark.parametrize("code", ["HDFC0001234", "HDFC0CMPLTB", "ADBK0000001", "IPOS0000001"])
def test_a_listed_branch_has_no_warning(code: str) -> None:
    check_ifsc(code)
    assert warnings_about(code) == []
