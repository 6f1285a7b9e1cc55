"""`comparison_form` is one function, in Python and in PostgreSQL, whatever the locale of the database."""

import random
import unicodedata

import pytest
from django.db import connection

from server.comparison_form import comparison_form
from server.text import is_taken

# Characters that Unicode 15 to 17 gave a compatibility form or another case: an older PostgreSQL does not know them.
SINCE_UNICODE_15 = [(0x1E030, 0x1E06D), (0x1CCD6, 0x1CCF9), (0x105C9, 0x105E4), (0x11383, 0x11391), (0x113C5, 0x113C8)]
SINCE_UNICODE_15 += [(0x16121, 0x16128), (0x16D68, 0x16D6A), (0x10D50, 0x10D65), (0x16EA0, 0x16EB8), (0xA7CB, 0xA7DC)]
SINCE_UNICODE_15 += [(0x1C89, 0x1C89), (0xA7F1, 0xA7F1)]


def in_postgresql(texts: list[str]) -> list[str]:
    forms: list[str] = []
    with connection.cursor() as cursor:
        for few in (texts[n : n + 5_000] for n in range(0, len(texts), 5_000)):  # a statement has a time limit
            cursor.execute(
                "SELECT comparison_form(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u (t, n) ORDER BY n", [few]
            )
            forms += [form for [form] in cursor.fetchall()]
    return forms


def characters() -> list[str]:
    """Every character that a text may have."""
    return [
        character
        for character in map(chr, range(0x110000))
        if is_taken(character, may_have_lines=True)
        and not any(first <= ord(character) <= last for first, last in SINCE_UNICODE_15)
    ]


def test_python_and_postgresql_give_every_character_the_same_form(database: None) -> None:
    texts = [f"x{character}y" for character in characters()]
    assert len(texts) > 140_000
    wrong = [text for text, form in zip(texts, in_postgresql(texts), strict=True) if form != comparison_form(text)]
    assert wrong == []


def test_they_agree_on_texts_of_several_characters(database: None) -> None:
    """Accents in any order, letters that compose, and what folds with an accent between."""
    moving = [c for c in characters() if unicodedata.combining(c) or unicodedata.decomposition(c) or c.casefold() != c]
    chance = random.Random(20261128)
    texts = ["".join(chance.choices([*moving, " ", "a"], k=5)) for _ in range(20_000)]
    forms = in_postgresql(texts)
    assert forms == [comparison_form(text) for text in texts]
    assert in_postgresql(forms) == forms  # the form of a form is the form
    for normal_form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert [comparison_form(unicodedata.normalize(normal_form, text)) for text in texts] == forms


SAME = [
    ("Société 42", "Socie\u0301te\u0301 42"),
    ("\u0958", "\u0915\u093c"),  # Devanagari qa
    ("INV-77", "inv-77"),
    ("STRASSE", "straße"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ("ᾳ", "αι"),
    ("INV-77", "ＩＮＶ－７７"),
    ("ﬁrst", "FIRST"),
    ("INV 77", "INV\u00a077"),
    ("INV 77", "INV \u3000\u2003 77"),
    ("INV 77", "  INV 77\n"),
    ("INV-77", "INV\u201177"),
    ("INV-77", "INV–77"),
    ("O'Brien", "O’Brien"),
    ("INV-77", "INV\u00ad-77"),
    ("INV-77", "\ufeffINV-77\u200b"),
    ("दर्या", "दर्\u200dया"),
    ("ക്ഷേമം", "ക്\u200cഷേമം"),
    ("שלום", "\u200fשלום"),
    ("葛飾", "葛\U000e0100飾"),
]
DIFFERENT = [
    ("INV-77", "INV-78"),
    ("INV-77", "INV77"),
    ("INV 77", "INV77"),
    ("INV-77", "INV-७७"),
    ("A1", "\u04101"),  # Latin and Cyrillic
    ("e", "é"),
    ("क", "\u0958"),
    ("i", "ı"),
    ("0", "O"),
    ("1", "01"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_reads_alike_is_the_same(database: None, one: str, other: str) -> None:
    assert one != other
    assert comparison_form(one) == comparison_form(other)
    assert len(set(in_postgresql([one, other]))) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_reads_otherwise_is_another(database: None, one: str, other: str) -> None:
    assert comparison_form(one) != comparison_form(other)
    assert len(set(in_postgresql([one, other]))) == 2
