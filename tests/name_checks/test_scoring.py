"""Two names of a holder, as people and banks write them."""

import pytest

from server.name_checks.scoring import is_same, score_of, words_of


@pytest.mark.parametrize(
    ("ours", "theirs", "least", "most", "same"),
    [
        ("Acme Exports Pvt Ltd", "ACME EXPORTS PRIVATE LIMITED", 100, 100, True),
        ("M/s. Acme Exports", "Acme Exports Pvt. Ltd.", 100, 100, True),
        ("Asha & Sons", "ASHA AND SONS", 100, 100, True),
        ("Gaurav Kumar", "KUMAR GAURAV", 100, 100, True),
        ("Mr. Gaurav Kumar", "Gaurav  kumar", 100, 100, True),
        ("D'Souza Traders", "DSOUZA TRADERS", 100, 100, True),
        ("Priya Nair", "PRIYA NAYAR", 70, 89, False),
        ("Vishnu Traders", "VISHNUU TRADERS", 90, 99, True),
        ("Gaurav Kumar", "G KUMAR", 70, 89, False),
        ("Kumar", "Gaurav Kumar", 100, 100, False),  # a surname is no proof
        ("Acme Exports", "Acme Imports", 70, 89, False),
        ("Asha Traders LLP", "SUNRISE POULTRY FARM", 0, 60, False),
        ("Asha Traders", "!!", 0, 0, False),
        ("Ltd", "Private Limited", 0, 60, False),
        ("आशा ट्रेडर्स", "आशा ट्रेडर्स", 100, 100, True),
    ],
)
def test_names_are_as_alike_as_their_words(ours: str, theirs: str, least: int, most: int, same: bool) -> None:
    for pair in ((ours, theirs), (theirs, ours)):
        assert least <= score_of(*pair) <= most
        assert is_same(*pair) is same


def test_the_words_for_a_firms_form_are_left_out_unless_there_are_no_others() -> None:
    assert words_of("M/S Kaveri Silks (P) Ltd.") == ["kaveri", "p", "silks"]
    assert words_of("LIMITED") == ["limited"]


def test_the_longest_names_are_compared_soon() -> None:
    assert score_of("ab " * 66, "cd " * 66) == 0
    assert score_of("a" * 200, "b" * 200) == 0
