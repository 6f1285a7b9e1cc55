"""Log lines: secrets and account numbers are masked, everything else stays readable."""

import logging
import sys

import pytest

from server.observability.log_redaction import Line, mask

SECRET_HALF = "ThX3cretHalfOfTheKey0123456789abcdefghijklm"
UNTOUCHED = [
    "payout 01a202a5-9652-7546-97b1-41cd9ff2cbd1: settling was interrupted",
    "request 01a202a5-9652-7546-97b1-419999222111 failed",  # a UUID whose last group is all digits
    "Paid by the bank, UTR SIMB555422260173",
    "took 0.123456789 s, at 1753171200.123456",
    "port 65432, 12345678 rows, status 503",
    "2026-11-22T09:45:36.084711+00:00",
    "HDFC0001234, ICIC0005678",
    "The password is too short.",
    "a basic rule",
]
MASKED = {
    "account 1234567890123456 is known": "account XXXXXXXXXXXX3456 is known",
    "'123456789'": "'XXXXX6789'",
    '{"accountNumber": "987654321098765432"}': '{"accountNumber": "XXXXXXXXXXXXXX5432"}',
    "account_number=1234567890.": "account_number=XXXXXX7890.",
    "Key (account_number)=(50100000001) exists": "Key (account_number)=(XXXXXXX0001) exists",
    "sent bearer abcdefgh12345678 along": "sent bearer … along",
    "ACC-1234567890123456": "ACC-XXXXXXXXXXXX3456",
    f"Authorization: Bearer payout_AbC123dEf456_{SECRET_HALF}": "Authorization: …",
    f"no key payout_AbC123dEf456_{SECRET_HALF} here": "no key payout_AbC123dEf456_… here",
    "signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2+a/aSw== for it": "signed with whsec_… for it",
    "'HTTP_AUTHORIZATION': 'Basic dXNlcjpwYXNz'": "'HTTP_AUTHORIZATION': '…'",
    "cannot reach redis://:hunter2@redis:6379/0": "cannot reach redis://:…@redis:6379/0",
    "postgresql://engine:hunter2@db/payouts": "postgresql://engine:…@db/payouts",
    "host=db user=engine password=hunter2 dbname=x": "host=db user=engine password=… dbname=x",
    "{'password': 'hunter2', 'name': 'a'}": "{'password': '…', 'name': 'a'}",
    "Cookie: sessionid=abcdef0123456789": "Cookie: …",
    "csrftoken=abcdef; x": "csrftoken=…; x",
    "refused\nDETAIL:  Failing row contains (1, Asha).\nHINT: x": "refused\nDETAIL: …\nHINT: x",
}


@pytest.mark.parametrize("text", UNTOUCHED)
def test_harmless_text_stays(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_secrets_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


def rejected_row() -> tuple[str, str]:
    """PostgreSQL's error for a rejected row in which a value has several lines: first sentence, and whole text."""
    first = 'new row for relation "bank_accounts" violates check constraint "x"'
    return (
        first,
        f"{first}\nDETAIL:  Failing row contains (Asha\nof Kaveri Silks, 501000000001).\nCONTEXT:  SQL function",
    )


def record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("x", logging.ERROR, "x.py", 1, message, arguments, exc_info)


def test_an_error_passed_as_argument_keeps_only_its_first_sentence() -> None:
    first, whole = rejected_row()
    assert Line("%(message)s").format(record("payout %s: %s", 7, ValueError(whole))) == f"payout 7: {first}"


def test_a_traceback_keeps_only_the_first_sentence_of_each_error() -> None:
    first, whole = rejected_row()
    try:
        try:
            raise ValueError(whole)
        except ValueError as cause:
            raise RuntimeError(whole) from cause
    except RuntimeError:
        line = Line("%(message)s").format(record("failed", error=sys.exception()))
    assert "Asha" not in line
    assert "Kaveri" not in line
    assert line.count(first) == 2
    assert "test_log_redaction.py" in line
    assert "The above exception was the direct cause" in line


def test_a_traceback_cached_by_another_formatter_is_formatted_again() -> None:
    _, whole = rejected_row()
    try:
        raise ValueError(whole)
    except ValueError as error:
        logged = record("failed", error=error)
    assert "Asha" in logging.Formatter().format(logged)
    assert "Asha" not in Line().format(logged)


def test_an_error_without_text_leaves_the_traceback_unchanged() -> None:
    line = Line("%(message)s").format(record("failed", error=AssertionError()))
    assert line == "failed\nAssertionError"


FORGERIES = {
    "line feed": ("gone\nERROR root: forged", r"gone\nERROR root: forged"),
    "carriage return": ("gone\rERROR root: forged", r"gone\rERROR root: forged"),
    "Unicode's": ("gone\u2028x\u2029y\x85z\x0b", r"gone\u2028x\u2029y\x85z\x0b"),
    "a terminal's": ("gone\x1b[2K\x1b[1Aforged\x07", r"gone\x1b[2K\x1b[1Aforged\x07"),
    "NUL": ("gone\0", r"gone\x00"),
}


@pytest.mark.parametrize(("words", "shown"), FORGERIES.values(), ids=FORGERIES.keys())
def test_a_record_is_one_line_whatever_callers_say(words: str, shown: str) -> None:
    line = Line("%(levelname)s: %(message)s")
    assert line.format(record(words)) == f"ERROR: {shown}"
    assert line.format(record("of %s", words)) == f"ERROR: of {shown}"
    assert line.format(record("of %s", ValueError(words))) == f"ERROR: of {shown}"


@pytest.mark.parametrize(("words", "shown"), FORGERIES.values(), ids=FORGERIES.keys())
def test_no_line_of_a_traceback_is_a_callers(words: str, shown: str) -> None:
    try:
        try:
            raise ValueError(words)
        except ValueError as cause:
            raise RuntimeError(f"because {words}") from cause
    except RuntimeError:
        lines = Line("%(message)s").format(record("failed", error=sys.exception())).split("\n")
    assert f"ValueError: {shown}" in lines
    assert f"RuntimeError: because {shown}" in lines
    assert not [line for line in lines if line.startswith(("ERROR", "x", "forged"))]


def test_tabs_and_every_letter_stay() -> None:
    assert Line().format(record("a\tb ₹ é 😀")) == "a\tb ₹ é 😀"


def test_a_long_line_is_cut_and_says_how_long_it_was() -> None:
    line = Line().format(record("seen %s", "x" * 50_000))
    assert (len(line) < 4_100, line.endswith("… (50,005 characters)")) == (True, True)
