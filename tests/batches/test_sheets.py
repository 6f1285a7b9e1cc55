"""Sheets as people have them: what is read of each cell, and what is told of a cell that cannot be read."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from server.batches.sheets.cells import account_number_in, rupees_in
from server.batches.sheets.headers import Meaning
from server.batches.sheets.reading import Sheet, read_sheet
from server.errors import InvalidInput
from server.merchants import accounts
from server.merchants.models import BankAccount, Merchant
from tests.conftest import account_of, add_account

UNKNOWN = "No beneficiary has this account number. Add the beneficiary first."
NUMBER = "501000000001"  # of a new merchant's first account


def workbook(*lines: list[Any], **parts: bytes) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet("Payees")
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                sheet.write(number, place, cell)
    return file.getvalue()


def read(merchant: Merchant, text: str | bytes) -> Sheet:
    return read_sheet(merchant.id, text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(
    ("cell", "paise"),
    [
        ("1,25,000.00", 12_500_000),
        ("₹1,25,000", 12_500_000),
        ("₹ 1,00,00,000.5", 1_000_000_050),
        ("Rs. 500/-", 50_000),
        ("INR 125,000", 12_500_000),
        ("1,000", 100_000),
        ("1250.5", 125_050),
        ("0.01", 1),
        ("12.500", 1_250),
        ("'250", 25_000),
        ('="250"', 25_000),
        ("２５０", 25_000),
        (125_000, 12_500_000),
        (1250.5, 125_050),
        (0.1 + 0.2, 30),
        (19.99, 1_999),
        (90_071_992_547_409, 9_007_199_254_740_900),
    ],
)
def test_an_amount_is_read_to_the_paisa(cell: Any, paise: int) -> None:
    assert rupees_in(cell) == paise


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1.23457E+12", "scientific notation"),
        ("12,5000", "commas"),
        ("1,50", "commas"),
        ("1.250,00", "no amount"),
        ("1.25.000", "a date"),
        ("12-11-2026", "a date"),
        (date(2026, 11, 12), "a date"),
        (datetime(2026, 11, 12, 5), "a date"),
        ("1.495", "two decimals"),
        (1.495, "two decimals"),
        ("-500", "more than zero"),
        ("(500)", "more than zero"),
        (0, "more than zero"),
        ("0.00", "more than zero"),
        (True, "no amount"),
        ("five hundred", "no amount"),
        ("#REF!", "no amount"),
        (float("nan"), "two decimals"),
        (float("inf"), "two decimals"),
        ("9" * 30, "no amount"),
        ("99999999999999", "at most 2^53 - 1"),
        (1e300, "at most 2^53 - 1"),
        ("٢٥٠", "no amount"),
    ],
)
def test_what_could_be_another_amount_is_refused(cell: Any, why: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rupees_in(cell)
    assert why in refused.value.message


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (NUMBER, NUMBER),
        (501000000001, NUMBER),
        (501000000001.0, NUMBER),
        ("5010 0000 0001", NUMBER),
        ("5010-0000-0001", NUMBER),
        ("'00501000000001", "00501000000001"),
        ('="00501000000001"', "00501000000001"),
        ("501000000001.0", NUMBER),
        ("xxxxxxxx0001", "XXXXXXXX0001"),
    ],
)
def test_an_account_number_is_read_as_it_was_typed(cell: Any, number: str) -> None:
    assert account_number_in(cell) == number


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("5.01E+11", "scientific notation"),
        (1234567890123456, "Excel keeps 15 digits"),
        (1.2345678901234560e15, "Excel keeps 15 digits"),
        ("50100000000l", "9 to 18 digits"),
        ("1" * 19, "9 to 18 digits"),
        (date(2026, 1, 1), "a date"),
    ],
)
def test_an_account_number_that_lost_digits_is_refused(cell: Any, why: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        account_number_in(cell)
    assert why in refused.value.message


TEMPLATES = {
    "ours": "Account Number,IFSC,Amount,Reference,Narration,Purpose\n"
    f'{NUMBER},HDFC0001234,"1,250.00",INV-1,Rent,salary',
    "RazorpayX": "RazorpayX Account Number,Payout Amount,Payout Currency,Payout Mode,Payout Purpose,Fund Account Id,"
    "Fund Account Type,Fund Account Name,Fund Account Ifsc,Fund Account Number,Fund Account Vpa,Contact Name,"
    "Payout Narration,Payout Reference Id\n7878780080316316,1250,INR,NEFT,salary,,bank_account,Asha,HDFC0001234,"
    f"{NUMBER},,Asha Rao,Rent,INV-1",
    "a bank's": "Pymt_Mode\tDebit_Acct_No\tBeneficiary Name\tBeneficiary Account No\tBENE_IFSC_CODE\tAmount\tRemark\t"
    f"Purpose\tCustomer Ref No\nNEFT\t000405001257\tAsha\t{NUMBER}\tHDFC0001234\t1250.00\tRent\tSalary\tINV-1",
    "semicolons, and lines above": "Salaries\n\nNovember;2026\nAccount No.;IFSC Code;Amount (Rs.);Invoice No;Remarks;"
    f"Purpose\n{NUMBER};hdfc0001234;Rs 1,250/-;INV-1;Rent;Salary\n;;;;;\nTotal;;1,250;;;\n",
}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_templates_columns_are_understood(merchant: Merchant, template: str, encoding: str) -> None:
    sheet = read(merchant, template.encode(encoding))
    [row] = sheet.rows
    assert row.faults == []
    assert row.account == account_of(merchant)
    assert (row.amount_paise, row.reference, row.narration, row.purpose) == (125_000, "INV-1", "Rent", "salary")
    assert "RazorpayX Account Number" not in sheet.columns.values()


def test_a_workbook_is_read_with_its_numbers_and_dates(merchant: Merchant) -> None:
    short = add_account(merchant, "Zero First", "000123456789")
    book = workbook(
        ["Name", "Account Number", "Amount", "Reference"],
        ["", 501000000001, 1250.5, 17],
        ["", 123456789, 99, "INV-2"],
        ["", 501000000001, datetime(2026, 11, 12), datetime(2026, 12, 11)],
        ["Zero  first", "", "1,00,000", ""],
    )
    sheet = read(merchant, book)
    assert sheet.name == "Payees"
    first, zeros, dates, named = sheet.rows
    assert (first.account, first.amount_paise, first.reference) == (account_of(merchant), 125_050, "17")
    assert zeros.account == named.account == short
    assert named.amount_paise == 10_000_000
    assert [(fault.cell, fault.field) for fault in dates.faults] == [("C4", "amount_paise"), ("D4", "reference")]
    assert all("holds a date" in fault.message for fault in dates.faults)


def test_each_faulty_cell_is_told(merchant: Merchant) -> None:
    add_account(merchant, "Twin", "501000000099")
    add_account(merchant, "twin", "501000000098")
    sheet = read(
        merchant,
        "Beneficiary Name,Account Number,IFSC,Amount,Narration\n"
        f",{NUMBER},ICIC0001234,10,\n"
        f",{NUMBER},HDFCO001234,10,\n"
        ",999999999999,,10,\n"
        ",12345,,10,\n"
        "Twin,,,10,\n"
        "Nobody,,,10,\n"
        f",{NUMBER},,,Rent & more\n"
        ",,,10,\n",
    )
    told = [[(fault.cell, fault.message) for fault in row.faults] for row in sheet.rows]
    assert told == [
        [("C2", "This account number is at another bank: HDFC0001234.")],
        [("C3", "An IFSC has four letters, a zero and six letters or digits. The fifth character is a zero.")],
        [("B4", UNKNOWN)],
        [
            (
                "B5",
                f"{UNKNOWN} Leading zeros may be lost: format the column as text.",
            )
        ],
        [("A6", "Several beneficiaries have this name or nickname. Give the account number.")],
        [("A7", "No beneficiary has this name or nickname. Give the account number, or add the beneficiary first.")],
        [
            ("D8", "The amount is missing."),
            ("E8", "narration must be letters, digits and blanks alone (A–Z, a–z, 0–9)."),
        ],
        [("B9", "The line does not say who is paid.")],
    ]


def test_a_nickname_names_its_beneficiary_and_never_one_of_two(merchant: Merchant, new_merchant: Any) -> None:
    def named(holder: str, number: str, nickname: str, of: Merchant = merchant) -> BankAccount:
        account = add_account(of, holder, number)
        accounts.label_bank_account(account.id, nickname=nickname)
        return account

    yarn = named("Coimbatore Yarn Mills", "501000000011", "Yarn")
    same = named("Jaipur Block Prints", "501000000012", "Jaipur  block prints")
    for number in ("501000000013", "501000000014"):
        named(f"Twin {number[-1]}", number, "Twins")
    named("Other", "501000000015", "Old Shop")
    add_account(merchant, "Old shop", "501000000016")
    gone = named("Gone", "501000000017", "Late")
    accounts.retire_bank_account(gone.id)
    named("Theirs", "501000000018", "Only theirs", new_merchant())
    sheet = read(
        merchant,
        "Nickname,Account Number,Amount\nyarn,,5\nJaipur Block Prints,,5\nTwins,,5\nOLD SHOP,,5\nLate,,5\n"
        "Only theirs,,5\nTwins,501000000014,5\n",
    )
    assert [row.account and row.account.id for row in sheet.rows][:6] == [yarn.id, same.id, None, None, None, None]
    assert sheet.rows[6].account
    several = "Several beneficiaries have this name or nickname. Give the account number."
    told = [fault.message for row in sheet.rows for fault in row.faults]
    assert told[:2] == [several, several]
    assert "No beneficiary has this name or nickname." in told[3]
    assert len(told) == 4


def test_another_merchants_accounts_are_unknown(merchant: Merchant, new_merchant: Any) -> None:
    other = new_merchant()
    theirs = add_account(other, "Only Theirs", "777700001111")
    sheet = read(
        merchant,
        f"Bank account ID,Account Number,Name,Amount\n{theirs.id},,,5\n,777700001111,,5\n,,Only Theirs,5\n",
    )
    assert [row.account for row in sheet.rows] == [None] * 3


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"hello", "No row of headers"),
        (b"Amount,Account Number\n", "no row below the headers"),
        (b"Amount,Amount,Account Number\n1,1,2", "mean the same"),
        (b"\xd0\xcf\x11\xe0rest", "old (.xls) or a password-protected"),
        (b"\x00\x01\x02", "no text and no workbook"),
        (b"PK\x03\x04 and nothing", "cannot be read as an Excel workbook"),
        (b"Amount,Name\n" + b"1,A\n" * 1_001, "more than 1,000 rows"),
        (b"Amount,Name" + b"," * 60 + b"x\n1,A", "more than 60 columns"),
        (b'Amount,Name\n"' + b"x" * 200_000, "cannot be read as comma-separated values"),
        (b"Amount,Name\n1,A" + b"\n" * 200_000 + b"1,A", "more than 1,000 rows"),
    ],
)
def test_what_is_no_sheet_of_payouts_is_refused(merchant: Merchant, content: bytes, why: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(merchant, content)
    assert why in refused.value.message


def changed(book: bytes, name: str, change: Any) -> bytes:
    """The workbook with another text in this part."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            text = before.read(part)
            after.writestr(part.filename, change(text) if part.filename == name else text)
    return file.getvalue()


BOMBS = {
    "an entity": (
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1),
    ),
    "a hidden entity": ("xl/worksheets/sheet1.xml", lambda text: text.decode().encode("utf-16")),
    "zeros by the megabyte": ("xl/theme/theme1.xml", lambda text: text + b" " * 20_000_000),
    "a million strings": (
        "xl/sharedStrings.xml",
        lambda text: text.replace(b"</sst>", b"<si><t>x</t></si>" * 300_000 + b"</sst>"),
    ),
    "no workbook": ("xl/workbook.xml", lambda _: b""),
    "broken XML": ("xl/worksheets/sheet1.xml", lambda text: text[:-30]),
}


@pytest.mark.parametrize(("part", "change"), BOMBS.values(), ids=BOMBS)
def test_a_hostile_workbook_is_refused(merchant: Merchant, part: str, change: Any) -> None:
    book = workbook(["Name", "Amount"], ["Asha", 5])
    with pytest.raises(InvalidInput, match=r"workbook"):
        read(merchant, changed(book, part, change))


@pytest.mark.parametrize(("cell", "is_read"), [(b'<c r="A1048576"/>', True), (b'<c r="A1048576"><v>1</v></c>', False)])
def test_no_row_is_left_unread_however_far_down(merchant: Merchant, cell: bytes, is_read: bool) -> None:
    book = workbook(["Name", "Amount"], [merchant.name, 5])
    far = b'<row r="1048576">' + cell + b"</row></sheetData>"
    book = changed(book, "xl/worksheets/sheet1.xml", lambda text: text.replace(b"</sheetData>", far))
    if is_read:
        assert len(read(merchant, book).rows) == 1
    else:
        with pytest.raises(InvalidInput, match="more than 1,000 rows"):
            read(merchant, book)


def test_every_header_is_written_in_its_form() -> None:
    from server.batches.sheets.headers import KNOWN, form_of

    assert [header for header in KNOWN if form_of(header) != header] == []
    assert {meaning for meaning, _ in KNOWN.values()} == set(Meaning)
