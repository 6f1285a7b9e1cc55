"""A bank's statement is read whole or refused with the line that breaks it, and read again it changes nothing."""

from datetime import timedelta

import pytest

from server.bank.own_statement.book import OwnLine
from server.errors import InvalidInput
from server.ledger.periods import today
from server.reconciliation.importing import import_statement
from server.reconciliation.models import BankStatement, BankStatementLine, Form, StatementEntry
from tests.reconciliation.conftest import Paid
from tests.support.bank_statements import banks_statement, imported, statement_of, written

pytestmark = pytest.mark.usefixtures("database")
UTR = "SIMB000000000042"
DAY = "2026-11-02"
HEAD = "Date,Value date,Narration,UTR,Debit,Credit,Balance\r\n"
ABOVE = f"Account,SIMB0000000001\r\nFrom,{DAY}\r\nTo,{DAY}\r\nOpening balance,1000.00\r\n"


def line(paise: int = -500, utr: str = UTR, narration: str = "PAID") -> OwnLine:
    return OwnLine(today(), paise, utr, narration)


def counts() -> tuple[int, int, int]:
    return BankStatement.objects.count(), BankStatementLine.objects.count(), StatementEntry.objects.count()


@pytest.mark.parametrize("form", [Form.CSV, Form.CAMT053, Form.MT940])
def test_the_banks_statement_of_our_payouts_is_read_in_each_form(paid: Paid, form: Form) -> None:
    payout = paid(12_345)
    found = imported(banks_statement(), form)
    assert (found.replayed, found.new_lines, found.matched) == (False, 1, 1)
    row = BankStatementLine.objects.get()
    assert (row.amount_paise, row.utr, row.named_payout) == (-12_345, payout.bank_reference_id, payout.id)
    assert (row.booked_on, row.value_on, row.occurrence) == (today(), today(), 1)
    statement = found.statement
    assert statement.opening_paise - 12_345 == statement.closing_paise
    assert (statement.form, statement.lines, statement.first_day, statement.last_day) == (form, 1, today(), today())


def test_the_same_file_again_is_a_replay() -> None:
    content = written(statement_of(line()))
    first = import_statement(content, Form.CSV)
    again = import_statement(content, Form.CSV)
    assert (again.replayed, again.statement.id) == (True, first.statement.id)
    assert counts() == (1, 1, 1)


def test_an_overlapping_file_adds_what_is_new_and_two_equal_lines_stay_two() -> None:
    imported(statement_of(line()))
    later = imported(statement_of(line(), line(), line(-700)))
    assert (later.new_lines, counts()) == (2, (2, 3, 4))
    assert set(BankStatementLine.objects.values_list("amount_paise", "occurrence")) == {(-500, 1), (-500, 2), (-700, 1)}


def test_the_same_day_in_another_form_is_the_same_lines() -> None:
    statement = statement_of(line(), line(800, "SIMB000000000043", "RETURN"))
    imported(statement)
    assert imported(statement, Form.CAMT053).new_lines == 0
    assert imported(statement, Form.MT940).new_lines == 0
    assert counts() == (3, 2, 6)


def test_a_file_that_lacks_a_line_of_an_earlier_one_is_refused() -> None:
    imported(statement_of(line(), line(-700)))
    with pytest.raises(InvalidInput, match=r"lacks 1 of the lines .* -700 paise"):
        imported(statement_of(line()))
    assert counts() == (1, 2, 2)


def test_account_numbers_in_a_narration_are_masked() -> None:
    imported(statement_of(line(narration="TO 50100012345678 RENT")))
    row = BankStatementLine.objects.get()
    assert (row.narration, row.account_ending) == ("TO XXXXXXXXXX5678 RENT", "5678")


REFUSED = {
    "no account": (ABOVE.replace("Account,SIMB0000000001\r\n", "") + HEAD, "does not name its account"),
    "another account": (ABOVE.replace("0001", "0002") + HEAD, "not one of ours"),
    "another currency": (f"Currency,USD\r\n{ABOVE}{HEAD}Closing balance,1000.00\r\n", "not in INR"),
    "no headers": (ABOVE, "No row has the headers"),
    "no balances": (ABOVE.replace("Opening balance,1000.00\r\n", "") + HEAD, "opening and its closing balance"),
    "does not add up": (
        f"{ABOVE}{HEAD}{DAY},{DAY},x,,1.00,,\r\nClosing balance,998.00\r\n",
        "closes with 99900 paise, and it says 99800",
    ),
    "a balance that does not run": (
        f"{ABOVE}{HEAD}{DAY},{DAY},x,,1.00,,999.00\r\n{DAY},{DAY},x,,1.00,,997.00\r\nClosing balance,998.00\r\n",
        "Line 7: The balance does not run",
    ),
    "a day outside": (
        f"{ABOVE}{HEAD}2026-11-03,{DAY},x,,1.00,,\r\nClosing balance,999.00\r\n",
        "Line 6: 2026-11-03 is outside",
    ),
    "no day": (f"{ABOVE}{HEAD}02/11/26,,x,,1.00,,\r\nClosing balance,999.00\r\n", "Line 6: This is no day"),
    "no amount": (f"{ABOVE}{HEAD}{DAY},,x,,1.005,,\r\nClosing balance,999.00\r\n", "Line 6: The debit is no amount"),
    "a comma for the point": (
        f'{ABOVE}{HEAD}{DAY},,x,,"1,50",,\r\nClosing balance,999.00\r\n',
        "Line 6: The debit is no",
    ),
    "a group of four": (f'{ABOVE}{HEAD}{DAY},,x,,"1,5000",,\r\nClosing balance,999.00\r\n', "Line 6: The debit is no"),
    "both sides": (f"{ABOVE}{HEAD}{DAY},,x,,1,1,\r\nClosing balance,1000.00\r\n", "Line 6: A line has a debit or"),
    "neither side": (f"{ABOVE}{HEAD}{DAY},,x,,,,\r\nClosing balance,1000.00\r\n", "Line 6: A line has a debit or"),
    "a long reference": (
        f"{ABOVE}{HEAD}{DAY},,x,{'U' * 65},1,,\r\nClosing balance,999\r\n",
        "Line 6: The reference is longer than 64",
    ),
    "a reference that is long in capitals": (
        f"{ABOVE}{HEAD}{DAY},,x,{'ß' * 33},1,,\r\nClosing balance,999\r\n",
        "Line 6: The reference is longer than 64",
    ),
    "the days the wrong way": (ABOVE.replace(f"To,{DAY}", "To,2026-11-01") + HEAD, "ends before it begins"),
    "too many days": (ABOVE.replace(f"From,{DAY}", "From,2025-11-01") + HEAD, "at most 366 days"),
    "no CSV": (f'{ABOVE}{HEAD}{DAY},"x"y,,,,,\r\n', "Line 6: This is no CSV"),
    "junk": ("What a bank would never write", "No row has the headers"),
    "nothing": (" \r\n", "The file is empty"),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_a_csv_is_refused_with_what_breaks_it(text: str, words: str) -> None:
    if "Opening" in text and "Closing" not in text and HEAD in text:
        text += "Closing balance,1000.00\r\n"
    with pytest.raises(InvalidInput, match=words):
        import_statement(text.encode(), Form.CSV)
    assert counts() == (0, 0, 0)


def test_a_statement_of_tomorrow_is_refused() -> None:
    with pytest.raises(InvalidInput, match="ends in the future"):
        imported(statement_of(day=today() + timedelta(days=1)))


def test_a_quiet_day_is_a_statement_too() -> None:
    found = imported(statement_of())
    assert (found.statement.lines, found.statement.opening_paise) == (0, found.statement.closing_paise)


def test_a_csv_as_a_bank_of_india_gives_it() -> None:
    text = (
        "Account No,SIMB0000000001\r\n\r\n"
        "Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance\r\n"
        '02/11/2026,NEFT DR TO RAVI,0000000123456789,02/11/2026,"1,00,000.00",,"5,000"\r\n'
        '03-Nov-2026,INTEREST,,03/11/2026,,"5,000","10,000.00"\r\n'
    )
    found = import_statement(text.encode(), Form.CSV)
    assert (found.statement.opening_paise, found.statement.closing_paise) == (10_500_000, 1_000_000)
    rows = BankStatementLine.objects.order_by("booked_on").values_list("amount_paise", "utr")
    assert list(rows) == [(-10_000_000, "0000000123456789"), (500_000, None)]
