"""A statement: what was there, what moved, what is there, for days of India that are closed for ever."""

import csv
import io
import itertools
import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4
from xml.etree import ElementTree

import openpyxl
import pytest
from django.db import DatabaseError

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.database import row_security
from server.errors import InvalidInput
from server.india import IST
from server.ledger.balance import balance_of
from server.ledger.models import LedgerEntry
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from server.payouts.models import Payout
from server.statements.forms import FORMS
from server.statements.issuing import Differs, issue
from server.statements.models import DayStart, StatementIssue
from server.statements.periods import period_of
from server.statements.statement import Statement, statement_of
from tests.conftest import owner_connection, pay
from tests.ledger.test_periods import date_entries

A_DAY = timedelta(days=1)
CAMT = {"": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"}


def ago(days: int) -> date:
    return today() - days * A_DAY


def clock(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), IST)


def settle_all() -> None:
    while settle_due(SimulatedBank()):
        pass


@pytest.fixture
def business(merchant: Merchant) -> Merchant:
    """Nine days ago ₹1,000.00 came in; five days ago ₹300.00 was paid and ₹50.00 failed, and at its last moment ₹2.50
    came in; today ₹10.00 is held."""
    pay(merchant, 30_000)
    settle_all()
    pay(merchant, 5_000, Script.ACCOUNT_CLOSED)
    settle_all()
    record_payment(merchant_id=merchant.id, amount_paise=250, reference="HDFC0012345678901234")
    moments = [clock(ago(9), "10:00"), *(clock(ago(5), f"1{n}:00:00") for n in range(1, 6))]
    date_entries(merchant, dict(enumerate([*moments, clock(ago(5), "23:59:59.999999")], 1)))
    pay(merchant, 1_000)
    return merchant


def written(statement: Statement, form: str) -> bytes:
    return b"".join(issue(statement, form))


def test_opening_and_entries_are_the_closing_and_the_next_opening(business: Merchant) -> None:
    spans = [(ago(10), ago(9)), (ago(9), ago(5)), (ago(5), ago(4)), (ago(4), ago(-1))]
    made = [statement_of(business, *span) for span in spans]
    assert [each.count for each in made] == [0, 1, 6, 1]
    for statement in made:
        lines = list(statement.lines())
        last = (lines[-1].available_paise, lines[-1].held_paise) if lines else None
        closing = statement.closing
        assert last in {None, (closing.available_paise, closing.held_paise)}
        assert statement.opening.total_paise + statement.credits.paise + statement.debits.paise == closing.total_paise
        moved = [line.paise for line in lines if line.moves_money]
        assert (sum(p for p in moved if p > 0), sum(p for p in moved if p < 0)) == (
            statement.credits.paise,
            statement.debits.paise,
        )
    for before, after in itertools.pairwise(made):
        assert before.closing == after.opening
    whole = statement_of(business, ago(10), ago(-1))
    assert (whole.opening, whole.closing) == (made[0].opening, made[-1].closing)
    assert whole.closing == balance_of(business.id)
    assert sum(each.credits.paise for each in made) == whole.credits.paise


def test_a_day_is_closed_once_it_is_over_in_india(business: Merchant) -> None:
    assert statement_of(business, ago(5), today()).period.is_closed
    open_one = statement_of(business, ago(5), ago(-1))
    assert (open_one.period.is_closed, open_one.period.upto_seq) == (False, 8)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_closed_statement_is_the_same_bytes_for_ever(business: Merchant, form: str) -> None:
    first = written(statement_of(business, ago(9), ago(4), form), form)
    settle_all()
    Merchant.objects.filter(pk=business.pk).update(name="Kaveri Silks Private Limited")
    business.refresh_from_db()
    assert written(statement_of(business, ago(9), ago(4), form), form) == first
    kept = StatementIssue.objects.get()
    assert (kept.form, kept.size, kept.upto_seq) == (form, len(first), 7)


def test_an_open_statement_is_not_kept(business: Merchant) -> None:
    written(statement_of(business, ago(9), ago(-1), "csv"), "csv")
    assert not StatementIssue.objects.exists()


def test_a_closed_day_stays_closed_after_the_clock_was_set_back(business: Merchant) -> None:
    first = written(statement_of(business, ago(9), ago(4)), "csv")
    date_entries(business, {8: clock(ago(5), "23:59:59.9999999")})
    again = statement_of(business, ago(9), ago(4))
    assert written(again, "csv") == first
    assert [line.seq for line in statement_of(business, ago(4), ago(3)).lines()] == [8]
    assert statement_of(business, ago(6), ago(5)).period.upto_seq == 1
    assert statement_of(business, ago(3), today()).period.after_seq == 8


def test_a_file_that_would_differ_is_not_handed_out_silently(business: Merchant) -> None:
    statement = statement_of(business, ago(9), ago(4), "csv")
    written(statement, "csv")
    owner_connection().execute("UPDATE statement_issues SET sha256 = sha256(''::bytea)")
    with pytest.raises(Differs):
        written(statement, "csv")
    owner_connection().execute("DELETE FROM statement_issues")


@pytest.mark.parametrize(
    ("starts_on", "ends_before", "field"),
    [
        (date(2026, 4, 1), date(2026, 4, 1), "to"),
        (date(2026, 4, 2), date(2026, 4, 1), "to"),
        (date(2025, 4, 1), date(2026, 4, 3), "to"),
        (date(1999, 12, 31), date(2000, 1, 2), "from"),
        (date(2100, 1, 1), date(2100, 1, 2), "from"),
    ],
)
def test_other_days_are_refused_and_nothing_is_kept(
    merchant: Merchant, starts_on: date, ends_before: date, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        statement_of(merchant, starts_on, ends_before)
    assert refused.value.field == field
    assert not DayStart.objects.exists()


def test_a_leap_year_from_april_to_april_is_one_statement(merchant: Merchant) -> None:
    assert statement_of(merchant, date(2023, 4, 1), date(2024, 4, 1)).count == 0


def test_csv_has_every_entry_in_paise_and_rupees(business: Merchant) -> None:
    text = written(statement_of(business, ago(9), ago(4)), "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Number"] for row in rows] == [str(n) for n in range(1, 8)]
    assert [(row["Date (IST)"], row["Time (IST)"]) for row in rows][-1] == (ago(5).isoformat(), "23:59:59")
    for row in rows:
        for column in ("Amount", "Available", "On hold", "Total"):
            assert Decimal(row[f"{column} (INR)"]) * 100 == int(row[f"{column} (paise)"])
    paid = next(row for row in rows if row["Type"] == "Payout completed")
    assert paid["UTR"] == Payout.objects.get(amount_paise=30_000).bank_reference_id
    assert rows[-1]["Reference"] == "HDFC0012345678901234"


def test_a_formula_in_a_description_is_text_in_csv_and_in_the_workbook(merchant: Merchant) -> None:
    record_payment(merchant_id=merchant.id, amount_paise=1, reference="=1+1", description="=HYPERLINK(1)")
    statement = statement_of(merchant, today(), ago(-1))
    row = list(csv.DictReader(io.StringIO(written(statement, "csv").decode("utf-8-sig"))))[-1]
    assert (row["Reference"], row["Description"]) == ("'=1+1", "'=HYPERLINK(1)")
    sheet = openpyxl.load_workbook(io.BytesIO(written(statement, "xlsx")))["Entries"]
    cells = [cell for cell in sheet[sheet.max_row] if cell.value in {"=1+1", "=HYPERLINK(1)"}]
    assert [cell.data_type for cell in cells] == ["s", "s"]


def test_json_says_what_the_other_forms_say(business: Merchant) -> None:
    body = json.loads(written(statement_of(business, ago(9), ago(4)), "json"))
    figures = body["statement"]
    assert (figures["opening"]["total_paise"], figures["closing"]["total_paise"]) == (0, 70_250)
    assert (figures["credits_paise"], figures["debits_paise"]) == (100_250, 30_000)
    assert {"entry_type": "payout_hold", "entries": 2, "paise": -35_000} in figures["sums"]
    assert [each["id"] for each in body["entries"]] == [
        str(each.id) for each in LedgerEntry.objects.filter(seq__lte=7).order_by("seq")
    ]


def test_the_workbook_has_debits_credits_and_identifiers_as_text(business: Merchant) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(statement_of(business, ago(9), ago(4)), "xlsx")))
    heads, *rows = book["Entries"].iter_rows(values_only=True)
    named = [dict(zip(heads, row, strict=True)) for row in rows]
    assert sum(row["Credit (INR)"] or 0 for row in named) - sum(row["Debit (INR)"] or 0 for row in named) == 702.5
    assert all(isinstance(row["Number"], str) for row in named)
    assert named[-1]["Reference"] == "HDFC0012345678901234"
    figures = {row[0]: row[1:] for row in book["Statement"].iter_rows(values_only=True) if row[0]}
    assert figures["Closing balance"] == (702.5, 0, 702.5)


def test_mt940_adds_up_and_says_the_whole_utr(business: Merchant) -> None:
    text = written(statement_of(business, ago(9), ago(4)), "mt940").decode("ascii")
    fields = text.split("\r\n")
    day = f"{ago(5):%y%m%d}"
    utr = Payout.objects.get(amount_paise=30_000).bank_reference_id
    assert fields[3] == f":60F:C{ago(10):%y%m%d}INR0,00"
    moved = [each for each in fields if each.startswith(":61:")]
    assert moved == [
        f":61:{ago(9):%y%m%d}{ago(9):%m%d}C1000,00NTRFOPENING",
        f":61:{day}{day[2:]}D300,00NTRFNONREF//{utr}",
        f":61:{day}{day[2:]}C2,50NTRFNONREF",
    ]
    assert f"UTR {utr}" in text.replace("\r\n", "")
    assert fields[-4:] == [f":62F:C{day}INR702,50", f":64:C{day}INR702,50", "-", ""]
    assert max(map(len, fields)) <= 70
    assert not [each for each in fields[:-2] if each.startswith("-")]


def test_camt053_adds_up_by_signs_of_its_own(business: Merchant) -> None:
    root = ElementTree.fromstring(written(statement_of(business, ago(9), ago(4)), "camt053"))  # noqa: S314 - ours
    [statement] = root.findall("BkToCstmrStmt/Stmt", CAMT)
    balances = {each.findtext("Tp/CdOrPrtry/Cd", "", CAMT): signed(each) for each in statement.findall("Bal", CAMT)}
    entries = [signed(each) for each in statement.findall("Ntry", CAMT)]
    assert balances == {"OPBD": Decimal(0), "CLBD": Decimal("702.50"), "CLAV": Decimal("702.50")}
    assert entries == [Decimal("1000.00"), Decimal("-300.00"), Decimal("2.50")]
    assert [each.findtext("BookgDt/DtTm", "", CAMT) for each in statement.findall("Ntry", CAMT)][-1] == (
        f"{ago(5)}T23:59:59+05:30"
    )
    assert statement.findtext("TxsSummry/TtlNtries/NbOfNtries", "", CAMT) == "3"
    assert statement.findtext("TxsSummry/TtlCdtNtries/Sum", "", CAMT) == "1002.50"


def signed(element: ElementTree.Element) -> Decimal:
    sign = 1 if element.findtext("CdtDbtInd", "", CAMT) == "CRDT" else -1
    return sign * Decimal(element.findtext("Amt", "", CAMT))


def test_held_money_is_booked_and_not_available(business: Merchant) -> None:
    statement = statement_of(business, ago(4), ago(-1))
    fields = written(statement, "mt940").decode().split("\r\n")
    assert [each for each in fields if each.startswith((":61:", ":62F:", ":64:"))] == [
        f":62F:C{today():%y%m%d}INR702,50",
        f":64:C{today():%y%m%d}INR692,50",
    ]


def test_what_is_kept_cannot_be_changed(business: Merchant, as_the_owner: None) -> None:
    written(statement_of(business, ago(9), ago(4)), "csv")
    with pytest.raises(DatabaseError, match="refused"):
        StatementIssue.objects.update(size=1)
    with pytest.raises(DatabaseError, match="refused"):
        DayStart.objects.all().delete()


def test_nobody_else_learns_where_a_day_begins(business: Merchant) -> None:
    """The function asks for itself who may see the merchant, since it acts as the tables' owner."""
    row_security.bind(uuid4())
    with pytest.raises(InvalidInput):
        period_of(business.id, ago(9), ago(4))
    row_security.bind(None)
    assert not DayStart.objects.exists()
