"""An amount in rupees, as somebody types it into a search."""

import pytest

from server.money import MAX_PAISE, rupees_in


@pytest.mark.parametrize(
    ("text", "paise"),
    [
        ("48750", 48_750_00),
        ("48,750.00", 48_750_00),
        ("₹ 48,750.5", 48_750_50),
        ("4,87,50", 48_750_00),
        ("0.01", 1),
        ("90071992547409.91", MAX_PAISE),
    ],
)
def test_an_amount_is_read(text: str, paise: int) -> None:
    assert rupees_in(text) == paise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "₹",
        "0",
        "0.00",
        "-5",
        "+5",
        "1.",
        ".5",
        "1.234",
        "1.2.3",
        "1e3",
        "१२",
        "Anand",
        "90071992547409.92",
        "9" * 40,
    ],
)
def test_what_is_no_amount_of_a_payout_is_none(text: str) -> None:
    assert rupees_in(text) is None
