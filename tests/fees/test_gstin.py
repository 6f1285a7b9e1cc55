"""A GSTIN is checked by its form, its state and its check character, in Python and in the database."""

import pytest
from django.db import connection

from server.errors import InvalidInput
from server.fees.gstin import STATES, check_character, read_gstin, read_state

# Published ones, and made-up ones of the states that python-stdnum 2.2 refuses.
SOUND = ["27AAPFU0939F1ZV", "29AAGCB7383J1Z4", "38AAGCB7383J1Z5", "97AAGCB7383J1Z1"]


def in_the_database(gstin: str, state: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gstin_is_sound(%s, %s)", [gstin, state])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("gstin", SOUND)
def test_a_sound_one_is_read(database: None, gstin: str) -> None:
    assert read_gstin(f" {gstin.lower()} ") == gstin
    assert in_the_database(gstin, gstin[:2])


@pytest.mark.parametrize(
    ("gstin", "why"),
    [
        ("", "15 characters"),
        ("27AAPFU0939F1Z", "15 characters"),
        ("27AAPFU0939F1ZVX", "15 characters"),
        ("27AAPFU0939F0ZV", "15 characters"),
        ("27AAPFU0939F1YV", "15 characters"),
        ("27AAPFU093 F1ZV", "15 characters"),
        ("२७AAPFU0939F1ZV", "15 characters"),
        ("27AAPFU0939F1ZV\n27AAPFU0939F1ZV", "15 characters"),
        ("00AAPFU0939F1ZV", "state"),
        ("39AAPFU0939F1ZV", "state"),
        ("99AAPFU0939F1ZV", "state"),
        ("27AAPFU0939F1ZW", "mistyped"),
        ("27AAPFU0993F1ZV", "mistyped"),
        (7, "15 characters"),
    ],
)
def test_a_bad_one_is_refused_in_words(database: None, gstin: object, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as refused:
        read_gstin(gstin)
    assert refused.value.field == "gstin"
    assert not in_the_database(str(gstin), "27")


def test_one_of_another_state_is_not_that_states(database: None) -> None:
    assert not in_the_database(SOUND[0], "29")


def test_every_single_slip_is_found() -> None:
    first, last = SOUND[0][:-1], SOUND[0][-1]
    for place, each in enumerate(first):
        for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            if other != each:
                assert check_character(first[:place] + other + first[place + 1 :]) != last


@pytest.mark.parametrize("state", ["", "1", "00", "39", "98", "99", "KA", 29, None])
def test_a_state_that_is_none_is_refused(state: object) -> None:
    with pytest.raises(InvalidInput, match="01 to 38 or 97"):
        read_state(state)


def test_the_database_knows_the_same_states(database: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_char(n, 'FM00') FROM generate_series(0, 99) n WHERE gst_state_is_known(to_char(n, 'FM00'))"
        )
        assert {state for [state] in cursor} == set(STATES)
