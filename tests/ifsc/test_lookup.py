"""The bank and branch of each of the 176,918 codes; the numbers were counted from the package itself, in another
language."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.ifsc.data_files import banks, branch_list
from server.ifsc.lookup import FORM, Branch, bank_key, bank_name, branch_of, is_listed_bank

CODES = [code for code, _ in branch_list().all()]
KNOWN = set(CODES)
NAMELESS = {
    *("ADBK", "BCHN", "CCIL", "GABK", "GSSB", "HITP", "INPA", "NHBA"),
    *("PHNP", "PPNT", "TCBR", "UCLB", "USCB", "VSBA", "VTBJ"),
}


def test_the_data_have_every_code_once() -> None:
    assert len(CODES) == len(set(CODES)) == banks().codes == 176_918
    assert len(banks().prefixes) == 257
    assert Counter(code[:4] for code in CODES) == banks().prefixes
    assert all(FORM.fullmatch(code) for code in CODES)
    assert (banks().version, banks().published_on) == ("2.0.50", "2025-11-14")


def test_every_code_has_its_banks_name_but_those_of_fifteen_nameless_banks() -> None:
    nameless = [code for code in CODES if bank_name(code) is None]
    assert {code[:4] for code in nameless} == NAMELESS
    assert len(nameless) == 238


def test_every_code_is_found() -> None:
    assert [code for code in CODES if branch_of(code) is None] == []
    assert sum(branch_of(code) == Branch(None, None, None) for code in CODES) == 415


def test_codes_under_a_sponsors_letters_have_their_own_banks_name() -> None:
    of_another_bank = [code for code in CODES if bank_name(code) not in {bank_name(code[:4]), None}]
    counts = Counter(code[:4] for code in of_another_bank)
    assert {prefix: counts[prefix] for prefix in ("YESB", "HDFC", "IBKL", "UTIB", "ICIC", "SBIN")} == {
        "YESB": 970,
        "HDFC": 270,
        "IBKL": 183,
        "UTIB": 125,
        "ICIC": 109,
        "SBIN": 15,
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("HDFC0CMPLTB", "Madanapalle Co-operative Town Bank"),
        ("YESB0ADB002", "Amravati District Central Co-operative Bank"),
        ("SBIN0RRCHGB", "Chhattisgarh Rajya Gramin Bank"),
        ("HDFC0CAACOB", "Akhand Anand Co.op Bank"),
        ("KSCB0702001", "Bagalkot District Central Co-operative Bank"),
        ("UJVN0001734", "Ujjivan Small Finance Bank"),
        ("HDFC0001234", "HDFC Bank"),
        ("SBIN0009999", "State Bank of India"),
        ("PKGB0010501", "Karnataka Gramin Bank"),
        ("CSBK0000001", "CSB Bank"),
        ("IBKL0000001", "IDBI Bank"),
        ("ADBK0000001", None),
        ("ZZZZ0000001", None),
    ],
)
def test_a_code_names_the_bank_that_keeps_the_account(code: str, name: str | None) -> None:
    assert bank_name(code) == name


def test_the_longest_beginning_counts() -> None:
    """YESB0ACB is the beginning of Shri Adinath's codes, but this one is Adinath's."""
    assert bank_name("YESB0ACB003") == "Shri Adinath Co-operative Bank"
    assert bank_name("YESB0ACB002") == "Adinath Co-operative Bank"


def test_a_code_names_its_branch() -> None:
    assert branch_of("HDFC0001234") == Branch("PARK STREET", "JAIPUR", "RAJASTHAN")
    assert branch_of("SBIN0001234") == Branch("HAJIGANJ", "PATNA", "BIHAR")
    assert branch_of("PYTM0123456") is not None
    assert branch_of("SBIN0999999") is None
    assert branch_of("ZZZZ0000001") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SBIN0001234", "SBIN0005678"),  # two branches
        ("YESB0ADB001", "YESB0ADB002"),  # two branches of a bank that Yes Bank sponsors
        ("CRGB0000001", "SBIN0RRCHGB"),  # letters of its own, and a code under its former sponsor's
        ("SMCB0000001", "SMCB0001001"),  # the package has two names for this bank's letters
        ("CORP0000920", "UBIN0909793"),  # taken over
    ],
)
def test_two_codes_of_one_bank_have_one_key(one: str, other: str) -> None:
    assert bank_key(one) == bank_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("YESB0000001", "YESB0ADB002"),
        ("SBIN0001234", "SBIN0RRCHGB"),
        ("HDFC0001234", "ICIC0001234"),
        ("ZZZZ0000001", "ZZZY0000001"),
        ("ADBK0000001", "GABK0000001"),
        ("PYTM0123456", "YESB0000001"),
    ],
)
def test_codes_of_two_banks_have_two_keys(one: str, other: str) -> None:
    assert bank_key(one) != bank_key(other)


def test_banks_of_one_name_without_letters_of_their_own_are_two() -> None:
    janatas = {bank_key(code) for code in CODES if bank_name(code) == "Janata Co-operative Bank"}
    assert len(janatas) == 2


def test_every_key_fits_into_its_column() -> None:
    assert max(len(bank_key(code)) for code in CODES) <= 100


@given(st.one_of(st.text(max_size=20), st.from_regex(FORM, fullmatch=True), st.sampled_from(CODES)))
def test_any_text_can_be_looked_up(code: str) -> None:
    name, branch = bank_name(code), branch_of(code)
    assert name is None or (name == name.strip() and name.isprintable())
    assert branch is None or FORM.fullmatch(code)
    assert branch is None or is_listed_bank(code)
    assert bank_key(code) == bank_key(code[:11])


@given(st.sampled_from(CODES), st.integers(5, 10), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_a_slip_is_a_branch_exactly_if_the_list_has_it(code: str, place: int, character: str) -> None:
    slip = code[:place] + character + code[place + 1 :]
    assert (branch_of(slip) is not None) == (slip in KNOWN)
