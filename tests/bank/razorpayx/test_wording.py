"""What RazorpayX takes, by its documentation: narrations, names, keys, rails, amounts."""

from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from server.bank.gateway import Transfer
from server.bank.razorpayx import wording
from server.bank.razorpayx.modes import mode_of
from server.bank.razorpayx.payloads import NotAPayout, payout_body, read_payout
from tests.support.razorpayx import validation
from tests.support.razorpayx.server import ACCOUNT


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        (None, None),
        ("", None),
        ("Invoice 17", "Invoice 17"),
        ("Rent & more: 50%", "Rent more 50"),
        ("  Rent\t\n 2026 ", "Rent 2026"),
        ("Café Zürich", "Cafe Zurich"),
        ("वेतन", None),
        ("₹!?", None),
        ("a" * 31, "a" * 30),
        ("Salary of the month November 2026", "Salary of the month November 2"),
        ("abcdefghijklmnopqrstuvwxyz abc defg", "abcdefghijklmnopqrstuvwxyz abc"),
        ("abcdefghijklmnopqrstuvwxyz123 efg", "abcdefghijklmnopqrstuvwxyz123"),
        ("１２３", "123"),
    ],
)
def test_a_narration_is_cleaned_and_cut(words: str | None, sent: str | None) -> None:
    assert wording.narration(words) == sent
    assert sent is None or validation.NARRATION.fullmatch(sent)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Asha Traders LLP", "Asha Traders LLP"),
        ("M/s. Asha (Pune) & Sons", "M/s. Asha (Pune) Sons"),
        ("Jo", "Jo Account holder"),
        ("आशा", "Account holder"),
        ("(...)", "Account holder"),
        (None, "Account holder"),
        ("José Nuñez", "Jose Nunez"),
        ("A" * 200, "A" * 120),
    ],
)
def test_a_holders_name_is_cleaned_and_long_enough(name: str | None, sent: str) -> None:
    assert wording.payee(name) == sent
    assert 3 <= len(wording.contact(sent)) <= 50


def test_the_key_is_the_bare_uuid_since_ours_is_too_long() -> None:
    payout = uuid4()
    assert len(f"payout-{payout}") == 43
    assert wording.key_of(f"payout-{payout}") == str(payout)
    assert wording.reference_of(str(payout)) == f"payout-{payout}"
    assert validation.check_key(str(payout))


@pytest.mark.parametrize("reference", ["R1", "payout-", "payout-R1", str(UUID(int=1))])
def test_a_reference_that_is_no_payouts_is_refused(reference: str) -> None:
    with pytest.raises(ValueError, match=r"payout|UUID"):
        wording.key_of(reference)


@pytest.mark.parametrize(
    ("rupees", "mode"),
    [(1, "IMPS"), (1_99_999, "IMPS"), (2_00_000, "RTGS"), (5_00_000, "RTGS"), (5_00_001, "RTGS"), (90_00_000, "RTGS")],
)
def test_the_rail_is_by_the_amount_in_capitals(rupees: int, mode: str) -> None:
    assert mode_of(rupees * 100) == mode
    least, most = validation.LIMITS[mode]
    assert least <= rupees * 100 <= most


def test_the_last_paisa_below_two_lakh_goes_by_imps() -> None:
    assert [mode_of(1_99_999_99), mode_of(2_00_000_00)] == ["IMPS", "RTGS"]


@pytest.mark.parametrize("paise", [100, 110, 1_99_999_99, 2_00_000_00, 9_007_199_254_740_991])
def test_the_body_is_what_is_documented_in_whole_paise(paise: int, settings: Settings) -> None:
    settings.PAYOUT_RAZORPAYX_ACCOUNT_NUMBER = ACCOUNT
    transfer = Transfer(f"payout-{uuid4()}", paise, "501000000001", "HDFC0001234")
    body = payout_body(transfer, mode=mode_of(paise), payee="Asha Traders", narration=None)
    if paise < 10**15:
        validation.check(body, ACCOUNT)
    assert (body["amount"], type(body["amount"])) == (paise, int)
    assert "narration" not in body
    assert body == payout_body(transfer, mode=mode_of(paise), payee="Asha Traders", narration=None)


PAYOUT = {
    "id": "pout_00000000000001",
    "entity": "payout",
    "amount": 100,
    "fees": 118,
    "tax": 18,
    "status": "processed",
    "utr": "012345678901",
    "reference_id": "x",
    "created_at": 1545382870,
    "status_details": {"reason": "payout_processed", "description": "Done", "source": "beneficiary_bank"},
}


def test_a_payout_is_read_with_its_fees_that_include_the_tax() -> None:
    told = read_payout(PAYOUT)
    assert (told.fees_paise, told.tax_paise, told.utr) == (118, 18, "012345678901")


@pytest.mark.parametrize("utr", [None, "null", "", "  ", 12, "x" * 65, "U\n1"])
def test_what_is_no_utr_is_none(utr: object) -> None:
    assert read_payout(PAYOUT | {"utr": utr}).utr is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 1.0},
        {"amount": True},
        {"amount": "100"},
        {"amount": -1},
        {"amount": None},
        {"fees": 5.9},
        {"id": ""},
        {"id": None},
        {"id": "p" * 41},
        {"status": None},
        {"status": ["processed"]},
        {"reference_id": 5},
        {"entity": "refund"},
    ],
)
def test_a_payout_in_another_form_is_not_read(wrong: dict[str, object]) -> None:
    with pytest.raises(NotAPayout):
        read_payout(PAYOUT | wrong)


@pytest.mark.parametrize("more", [{"status_details": None}, {"status_details": []}, {"created_at": "now"}, {"new": 1}])
def test_what_may_be_missing_or_new_does_no_harm(more: dict[str, object]) -> None:
    assert read_payout(PAYOUT | more).id == PAYOUT["id"]
