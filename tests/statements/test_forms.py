"""What the forms write, byte by byte, of a statement that is always the same."""

import hashlib
import io
import itertools
import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from server.errors import InvalidInput
from server.ledger.balance import Balance
from server.ledger.models import EntryType
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.statements.forms import FORMS, mt940, versions
from server.statements.periods import StatementPeriod
from server.statements.statement import Statement, StatementLine, Sum, statement_of
from tests.ledger.test_periods import date_entries
from tests.statements.test_statements import CAMT, ago, written

MERCHANT = UUID("0199f3a1-0000-7000-8000-000000000001")
PAYOUT = UUID("0199f3a1-0000-7000-8000-000000000002")
MONEY = [
    (EntryType.PAYMENT_RECEIVED, 1_00_000_00, None, "INV-2026/17", "Müller GmbH, =1+1"),
    (EntryType.PAYOUT_HOLD, -25_000_50, None, "SAL-10", "Payout hold"),
    (EntryType.FEE_DEBIT, -5_00, None, "SAL-10", "Fee"),
    (EntryType.FEE_TAX_DEBIT, -90, None, "SAL-10", "IGST 18 % on the fee"),
    (EntryType.PAYOUT_RELEASE, 25_000_50, None, "SAL-10", "Payout release"),
    (EntryType.PAYOUT_COMPLETED, -25_000_50, "HDFCR52026100112345678", "SAL-10", "Payout completed"),
    (EntryType.PAYOUT_RETURNED, 25_000_50, "RET/7//8", "SAL-10", "Account closed"),
    (EntryType.ADJUSTMENT_CREDIT, 12_34, None, None, "Wire 7 was short"),
]


class Fixed(Statement):
    def lines(self) -> Iterator[StatementLine]:
        available = held = 0
        for number, (kind, paise, utr, reference, words) in enumerate(MONEY, 1):
            available += paise
            held -= paise if kind in {EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE} else 0
            is_payouts = kind.value.startswith(("payout", "fee"))
            yield StatementLine(
                *(
                    number,
                    UUID(int=number),
                    datetime(2026, 10, (number - 1) % 31 + 1, 18, 29, 59, 7, tzinfo=UTC),
                    kind.value,
                    paise,
                ),
                PAYOUT if is_payouts else None,
                utr,
                reference,
                "••••4321" if is_payouts else None,
                "HDFC0001234" if is_payouts else None,
                words,
                available,
                held,
            )


def fixed(**changes: Any) -> Statement:
    period = StatementPeriod(date(2026, 10, 1), date(2026, 11, 1), 0, len(MONEY), is_closed=True)
    sums = {
        kind: Sum(len(of), sum(of))
        for kind in EntryType
        if (of := [paise for each, paise, *_ in MONEY if each is kind])
    }
    closing = Balance(len(MONEY), sum(paise for _, paise, *_ in MONEY), 0)
    statement = Fixed(MERCHANT, "Kaveri & Söhne", period, Balance(0, 0, 0), closing, sums)
    return replace(statement, **changes)


def bytes_of(statement: Statement, form: str) -> bytes:
    return b"".join(FORMS[form].write(statement))


# Closed statements were handed out in these bytes: whoever writes a form otherwise raises its VERSION.
IN_FORCE = {
    "json": (1, "802d4fd328817d8101e95baa4bcd76801f62fa62ae9feb6971ad62533db7a815"),
    "csv": (2, "243d368f42a633490a18cca3c48822e8197a48dd787ec1464d66fab384a6a566"),
    "mt940": (2, "cdddf74a9a4057cbfc62d77d2ad503eb44eb343acaecdfb96359e6cff5bbd2f4"),
    "camt053": (2, "8b6c99befa3bfc344afe522d70f55efe8e6af7daddd7e81fd5cfc4591d6816fd"),
}


@pytest.mark.parametrize("form", IN_FORCE)
def test_a_form_that_is_written_otherwise_has_another_version(form: str) -> None:
    assert (FORMS[form].version, hashlib.sha256(bytes_of(fixed(), form)).hexdigest()) == IN_FORCE[form]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_bytes_depend_on_neither_the_zone_nor_the_clock(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = []
    for zone in ("UTC", "Asia/Kolkata", "America/New_York"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        files.append(bytes_of(fixed(), form))
    monkeypatch.undo()
    time.tzset()
    assert files[0] == files[1] == files[2]


def test_another_release_of_a_library_is_another_version() -> None:
    versions_of = [versions.version_of(1, "3.3.1"), versions.version_of(1, "3.3.2"), versions.version_of(2, "3.3.1")]
    assert len(set(versions_of)) == 3
    assert max(map(abs, [*versions_of, versions.version_of(127, "1")])) < 2**31


def test_mt940_says_every_word_in_lines_of_65_and_no_fee_went_to_the_account() -> None:
    lines = bytes_of(fixed(), "mt940").decode("ascii").split("\r\n")
    assert [line for line in lines if line.startswith(":61:")][3:] == [
        ":61:2610061006D25000,50NTRFSAL-10//HDFCR52026100112345678",
        ":61:2610071007C25000,50NRTISAL-10",
        ":61:2610081008C12,34NMSCNONREF",
    ]
    said = "".join(lines).split(":86:")[1:]
    assert f"PAYOUT {PAYOUT} ENTRY 6" in said[3]
    assert [" TO " in each for each in said] == [False, False, False, True, True, False]
    assert "INV-2026/17" in said[0]


@pytest.mark.parametrize("words", ["x" * 64 + " -y", "a-" * 200, "- " * 200, ("b" * 63 + " ") * 7, "c" * 500])
def test_mt940s_words_are_cut_where_nothing_is_lost(words: str) -> None:
    line = replace_words(words)
    pieces = list(mt940._words(line))
    assert len(pieces) <= 6
    assert pieces[0].startswith(":86:")
    pieces[0] = pieces[0].removeprefix(":86:")
    assert all(0 < len(each) <= 65 and each == each.strip() for each in pieces)
    assert not any(each.startswith(("-", ":")) for each in pieces[1:])
    whole = mt940.plain(f"Adjustment (credit) ENTRY 8 {words}")
    if "- -" not in words:
        assert whole.startswith("".join(pieces))


def replace_words(words: str) -> StatementLine:
    [*_, last] = fixed().lines()
    return last._replace(description=words)


@pytest.mark.parametrize("name", ["/AB", "AB/", "A//B", "A#B", "A:B", "रसीद", "A  B", "12345678901234567"])
def test_mt940_has_a_reference_as_it_is_or_none(name: str) -> None:
    assert not mt940.is_reference(name, 16)
    assert mt940.is_reference("INV-2026/17 A", 16)


def test_mt940_refuses_an_amount_that_has_no_room_and_the_others_write_it(merchant: Merchant) -> None:
    """The sums of a month may be larger than each of its amounts, which are looked at then."""
    most = 99_999_999_999_999
    record_payment(merchant_id=merchant.id, amount_paise=most - 100_000, reference="one")
    statement = statement_of(merchant, ago(0), ago(-1))
    assert b"INR999999999999,99" in written(statement, "mt940")
    record_payment(merchant_id=merchant.id, amount_paise=1, reference="two")
    larger = statement_of(merchant, ago(0), ago(-1))
    with pytest.raises(InvalidInput, match=r"999999999999\.99") as refused:
        written(larger, "mt940")
    assert refused.value.field == "format"
    for form in FORMS.keys() - {"mt940"}:
        assert written(larger, form)


def test_camt053_has_the_credits_families_and_no_receiver_of_a_fee() -> None:
    root = ElementTree.fromstring(bytes_of(fixed(), "camt053"))  # noqa: S314 - ours
    entries = root.findall("BkToCstmrStmt/Stmt/Ntry", CAMT)
    found = [
        (
            entry.findtext("CdtDbtInd", "", CAMT),
            entry.findtext("BkTxCd/Domn/Fmly/Cd", "", CAMT),
            entry.findtext("NtryDtls/TxDtls/RltdPties/CdtrAcct/Id/Othr/Id", None, CAMT),
        )
        for entry in entries
    ]
    assert found == [
        ("CRDT", "RCDT", None),
        ("DBIT", "MDOP", None),
        ("DBIT", "MDOP", None),
        ("DBIT", "ICDT", "••••4321"),
        ("CRDT", "ICDT", "••••4321"),
        ("CRDT", "MCOP", None),
    ]


# Of camt.053.001.08, as far as it is used: the elements of each type in the schema's order.
ORDER = {
    "Stmt": "Id ElctrncSeqNb CreDtTm FrToDt Acct Bal TxsSummry Ntry AddtlStmtInf",
    "Bal": "Tp Amt CdtDbtInd Dt",
    "TxsSummry": "TtlNtries TtlCdtNtries TtlDbtNtries",
    "TtlNtries": "NbOfNtries Sum TtlNetNtry",
    "Ntry": "NtryRef Amt CdtDbtInd Sts BookgDt ValDt AcctSvcrRef BkTxCd NtryDtls AddtlNtryInf",
    "TxDtls": "Refs Amt CdtDbtInd RltdPties RltdAgts RmtInf",
    "Refs": "AcctSvcrRef EndToEndId ClrSysRef",
    "Acct": "Id Ccy Ownr",
}


@pytest.mark.parametrize("is_closed", [True, False])
def test_camt053s_elements_are_in_the_schemas_order(is_closed: bool) -> None:
    statement = fixed()
    statement = replace(statement, period=replace(statement.period, is_closed=is_closed))
    root = ElementTree.fromstring(bytes_of(statement, "camt053"))  # noqa: S314 - ours
    seen = set()
    for element in root.iter():
        name = re.sub(r"\{.*\}", "", element.tag)
        if name in ORDER:
            seen.add(name)
            places = [ORDER[name].split().index(re.sub(r"\{.*\}", "", child.tag)) for child in element]
            assert all(a <= b for a, b in itertools.pairwise(places)), name
    assert seen == ORDER.keys()
    told = root.findtext("BkToCstmrStmt/Stmt/AddtlStmtInf", None, CAMT)
    assert told == (None if is_closed else "Not closed: as of entry 8")


def text_of(file: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(file)).pages]


def test_the_pdf_says_figures_and_entries_in_the_signs_of_india(monkeypatch: pytest.MonkeyPatch) -> None:
    # The font has no Chinese: a question mark stands for each sign.
    monkeypatch.setitem(
        globals(), "MONEY", [*MONEY[:-1], (EntryType.ADJUSTMENT_CREDIT, 12_34, None, None, "किस्त ₹ 漢字")]
    )
    first, second = text_of(bytes_of(fixed(), "pdf"))
    assert "Kaveri & Söhne" in first
    assert "1 Oct 2026 to 31 Oct 2026" in first
    assert "Opening balance" in first
    assert "1,00,006.44" in first
    assert "UTR HDFCR52026100112345678" in second
    assert str(PAYOUT) in second
    assert "Adjustment (credit): " in second
    assert "₹ ??" in second
    assert "25,000.50" in second


def test_the_pdf_has_every_entry_and_says_that_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    money = [
        (EntryType.PAYMENT_RECEIVED, 2**53 - 1 if number == 0 else 1, None, f"R-{number}-", "") for number in range(50)
    ]
    monkeypatch.setitem(globals(), "MONEY", money)
    statement = fixed()
    statement = replace(statement, period=replace(statement.period, upto_seq=50, is_closed=False))
    pages = text_of(bytes_of(statement, "pdf"))
    assert len(pages) == 4
    assert all("Not closed: as of entry 50." in page for page in pages)
    assert [sum(f"Reference R-{number}-" in page for page in pages) for number in range(50)] == [1] * 50
    assert "9,00,71,99,25,47,409.91" in pages[1]


def test_the_pdf_is_for_5000_entries_and_the_others_for_more() -> None:
    statement = fixed()
    larger = replace(statement, period=replace(statement.period, upto_seq=5_001))
    with pytest.raises(InvalidInput, match="5,001 entries") as refused:
        FORMS["pdf"].check(larger)
    assert refused.value.field == "format"
    FORMS["csv"].check(larger)
    FORMS["pdf"].check(replace(statement, period=replace(statement.period, upto_seq=5_000)))


def test_a_utr_that_a_spreadsheet_would_run_is_text_in_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    """A return's reference is a bank's or an operator's free text."""
    monkeypatch.setitem(globals(), "MONEY", [(EntryType.PAYOUT_RETURNED, 1, "=1+1", None, "")])
    assert b"'=1+1," in bytes_of(fixed(), "csv")


def test_a_day_that_the_database_has_not_begun_has_no_statement(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our clock may be ahead of its: the whole ledger would be that day's."""
    date_entries(merchant, {1: datetime(2026, 10, 1, tzinfo=UTC)})
    monkeypatch.setattr("server.statements.periods.today", lambda: ago(-1))
    with pytest.raises(InvalidInput, match="future") as refused:
        statement_of(merchant, ago(-1), ago(-2))
    assert refused.value.field == "from"
