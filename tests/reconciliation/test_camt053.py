"""camt.053 as banks send it: signs, batches, versions, and what is refused."""

from datetime import date

import pytest

from server.errors import InvalidInput
from server.reconciliation.readers import camt053

VERSION = "urn:iso:std:iso:20022:tech:xsd:camt.053.001"
WHOLE = """<?xml version="1.0"?>{doctype}<Document xmlns="{version}"><BkToCstmrStmt><Stmt>
<Acct><Id><Othr><Id>SIMB0000000001</Id></Othr></Id><Ccy>INR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="INR">10</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2026-11-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="INR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
<Dt><Dt>2026-11-02</Dt></Dt></Bal>
{entries}</Stmt></BkToCstmrStmt></Document>"""


def read(entries: str, version: str = f"{VERSION}.08", doctype: str = "") -> list[tuple[int, str | None, str]]:
    content = WHOLE.format(entries=entries, version=version, doctype=doctype).encode()
    statement = camt053.read(content)
    assert (statement.opening_paise, statement.closing_paise) == (1_000, -500)
    return [(line.amount_paise, line.utr, line.narration) for line in statement.lines]


def entry(paise: str, way: str, details: str = "", status: str = "<Cd>BOOK</Cd>", more: str = "") -> str:
    return (
        f'<Ntry><Amt Ccy="INR">{paise}</Amt><CdtDbtInd>{way}</CdtDbtInd>{more}<Sts>{status}</Sts>'
        f"<BookgDt><Dt>2026-11-02</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>"
    )


@pytest.mark.parametrize("flag", ["true", "1", "false"])
def test_a_reversal_does_not_turn_the_direction(flag: str) -> None:
    more = f"<RvslInd>{flag}</RvslInd>"
    assert [paise for paise, _, _ in read(entry("5", "CRDT", more=more) + entry("7.50", "DBIT", more=more))] == [
        500,
        -750,
    ]


@pytest.mark.parametrize("number", ["02", "08", "13"])
def test_each_version_is_read(number: str) -> None:
    assert read(entry("1", "DBIT", status="BOOK"), f"{VERSION}.{number}") == [(-100, None, "")]


def test_a_batch_is_its_transactions_each_by_its_own() -> None:
    each = (
        '<TxDtls><Refs><EndToEndId>{}</EndToEndId><AcctSvcrRef>{}</AcctSvcrRef></Refs><Amt Ccy="INR">{}</Amt>'
        "<CdtDbtInd>DBIT</CdtDbtInd><RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls>"
    )
    parts = each.format("NOTPROVIDED", "SIMB000000000042", "2", "A") + each.format(
        "E2E", "7", "3.05", "UTR HDFCN12345678901"
    )
    assert read(entry("5.05", "DBIT", parts)) == [
        (-200, "SIMB000000000042", "A"),
        (-305, "HDFCN12345678901", "E2E UTR HDFCN12345678901"),
    ]
    with pytest.raises(InvalidInput, match="Entry 1: The transactions of this entry are not its amount"):
        read(entry("5.06", "DBIT", parts))


def test_what_is_pending_has_not_happened() -> None:
    assert read(entry("5", "DBIT", status="<Cd>PDNG</Cd>")) == []


@pytest.mark.parametrize("doctype", ["<!DOCTYPE Document>", '<!DOCTYPE Document SYSTEM "none.dtd">'])
def test_a_document_type_is_refused_whatever_it_says(doctype: str) -> None:
    with pytest.raises(InvalidInput, match="declares a document type"):
        read("", doctype=doctype)


REFUSED = {
    "no amount": (entry("5,00.5", "DBIT").replace(">5,00.5<", "><"), "Entry 1: The amount is no amount"),
    "half a paisa": (entry("5.005", "DBIT"), "Entry 1: The amount is no amount"),
    "a comma for the point": (entry("5,00", "DBIT"), "Entry 1: The amount has a comma"),
    "a comma between groups": (entry("5,000.00", "DBIT"), "Entry 1: The amount has a comma"),
    "a moment beyond the calendar": (
        entry("5", "DBIT").replace("<Dt>2026-11-02</Dt>", "<DtTm>9999-12-31T23:00:00Z</DtTm>"),
        "Entry 1: This is no time",
    ),
    "dollars": (entry("5", "DBIT").replace("INR", "USD"), "Entry 1: The amount is not in INR"),
    "no direction": (entry("5", "LEFT"), "Entry 1: CdtDbtInd says neither"),
    "no day": (entry("5", "DBIT").replace("2026-11-02", "2026-13-02"), "Entry 1: This is no day"),
}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-02T18:29:59Z", date(2026, 11, 2)),
        ("2026-11-02T18:30:00Z", date(2026, 11, 3)),
        ("2026-11-02T18:30:00.000+00:00", date(2026, 11, 3)),
        ("2026-11-02T23:59:59+05:30", date(2026, 11, 2)),
        ("2026-11-02T23:59:59", date(2026, 11, 2)),
    ],
)
def test_a_moment_is_of_indias_day(moment: str, day: date) -> None:
    booked = entry("5", "DBIT").replace("<Dt>2026-11-02</Dt>", f"<DtTm>{moment}</DtTm>")
    starts = f"<FrToDt><FrDtTm>{moment}</FrDtTm></FrToDt>"
    content = WHOLE.format(entries=booked + starts, version=f"{VERSION}.08", doctype="").encode()
    found = camt053.read(content)
    assert (found.first_day, found.lines[0].booked_on) == (day, day)


@pytest.mark.parametrize(("entries", "words"), REFUSED.values(), ids=REFUSED)
def test_an_entry_is_refused_with_its_number(entries: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read(entries)


@pytest.mark.parametrize(
    ("version", "words"), [(f"{VERSION}.14", "no camt.053"), ("urn:x", "no camt.053"), (f"{VERSION}.01", "no camt.053")]
)
def test_another_document_is_refused(version: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read("", version)


def test_xml_that_breaks_off_is_refused_with_its_line() -> None:
    with pytest.raises(InvalidInput, match="Line 2: This is no XML"):
        camt053.read(WHOLE.format(entries="", version=f"{VERSION}.08", doctype="")[:150].encode())
