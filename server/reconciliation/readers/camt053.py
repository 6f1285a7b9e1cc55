"""ISO 20022 camt.053, of any version from .02 to .13: one statement of one account.

Amounts are unsigned, and `CdtDbtInd` alone says which way: a reversal does not turn it. A batch is read by its
transactions, each by its own amount. Pending entries have not happened. A document type is refused, whatever it says.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError  # types only: what comes in is read by defusedxml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from server.reconciliation.references import looks_like_a_utr, normal_utr, utr_in

from .amounts import paise_in
from .days import day_in, day_of_moment
from .read import ReadLine, ReadStatement, unreadable

NAMESPACE = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(?:0[2-9]|1[0-3])\}Document")
DEEPEST = 40
NOT_PROVIDED = {"", "NOTPROVIDED", "NOTAVAILABLE"}


def read(content: bytes) -> ReadStatement:
    """Raises InvalidInput."""
    try:
        return _read(content)
    except DefusedXmlException:
        raise unreadable("The file declares a document type or entities, which a statement does not need.") from None
    except ParseError as error:
        raise unreadable("This is no XML.", f"Line {error.position[0]}") from None
    except (LookupError, ValueError):  # an encoding that nobody knows
        raise unreadable("This XML has an encoding that cannot be read.") from None


def _read(content: bytes) -> ReadStatement:
    statement = ReadStatement()
    seen: set[str] = set()
    depth = entries = 0
    for event, node in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            if depth == 1 and not NAMESPACE.fullmatch(node.tag):
                raise unreadable("This is no camt.053 of the versions 02 to 13.")
            if depth > DEEPEST:
                raise unreadable("This XML is nested too deeply.")
            continue
        depth -= 1
        name = _name(node)
        if name == "Stmt":
            if "Stmt" in seen:
                raise unreadable("The file has more than one statement.")
            seen.add(name)
            _about(node, statement)
        elif name == "Ntry":
            entries += 1
            for line in _lines(node, f"Entry {entries}"):
                statement.add(line)
            node.clear()
    if "Stmt" not in seen:
        raise unreadable("The file has no statement.")
    return statement


def _about(node: Element, statement: ReadStatement) -> None:
    place = "The statement"
    statement.account = _text(node, "Acct/Id/Othr/Id") or _text(node, "Acct/Id/IBAN") or None
    statement.currency = _text(node, "Acct/Ccy") or "INR"
    for balance in _all(node, "Bal"):
        code = _text(balance, "Tp/CdOrPrtry/Cd")
        if code not in {"OPBD", "PRCD", "CLBD"}:
            continue
        paise = _signed(balance, place, "The balance")
        day = _day_of(balance, "Dt", place)
        if code == "CLBD":
            statement.closing_paise, statement.last_day = paise, day
        else:
            statement.opening_paise = paise
    # The last day is the closing balance's: the period may end with the midnight after it.
    if first := _text(node, "FrToDt/FrDtTm"):
        statement.first_day = day_of_moment(first, place)
    else:
        statement.first_day = min((line.booked_on for line in statement.lines), default=statement.last_day)


def _lines(entry: Element, place: str) -> Iterator[ReadLine]:
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    if status != "BOOK":
        return
    booked_on = _day_of(entry, "BookgDt", place)
    value_on = _day_of(entry, "ValDt", place, otherwise=booked_on)
    total = _signed(entry, place, "The amount")
    parts = [part for details in _all(entry, "NtryDtls") for part in _all(details, "TxDtls")]
    amounts = [_signed(part, place, "The amount", within=entry) for part in parts] if len(parts) > 1 else [total]
    if sum(amounts) != total:
        raise unreadable("The transactions of this entry are not its amount.", place)
    for number, (part, paise) in enumerate(zip(parts or [entry], amounts, strict=True), 1):
        words = [_text(part, "Refs/EndToEndId"), *(each.text or "" for each in _all(part, "RmtInf/Ustrd"))]
        words = [word for word in (" ".join(word.split()) for word in words) if word not in NOT_PROVIDED]
        extra = _text(entry, "AddtlNtryInf") if len(parts) <= 1 else ""
        narration = " ".join([*words, *([extra] if extra and extra not in words else [])])
        yield ReadLine(
            place=f"{place}, transaction {number}" if len(parts) > 1 else place,
            booked_on=booked_on,
            value_on=value_on,
            amount_paise=paise,
            utr=_utr(part, narration),
            bank_code=_text(entry, "BkTxCd/Domn/Fmly/SubFmlyCd") or _text(entry, "BkTxCd/Prtry/Cd"),
            counterparty=_counterparty(part, is_debit=paise < 0),
            narration=narration,
        )


def _utr(part: Element, narration: str) -> str | None:
    """As the clearing system has it, or as the words name it; the servicer's own number only where it is a UTR."""
    if clearing := _text(part, "Refs/ClrSysRef"):
        return clearing
    servicers = normal_utr(_text(part, "Refs/AcctSvcrRef"))
    return utr_in(narration) or (servicers if looks_like_a_utr(servicers) else None)


def _counterparty(part: Element, *, is_debit: bool) -> str:
    """`Nm` up to version 07, `Pty/Nm` since 08; and the account, whose end is looked for."""
    side = "Cdtr" if is_debit else "Dbtr"
    name = _text(part, f"RltdPties/{side}/Nm") or _text(part, f"RltdPties/{side}/Pty/Nm")
    account = _text(part, f"RltdPties/{side}Acct/Id/Othr/Id")
    return " ".join(word for word in (name, account) if word)


def _signed(node: Element, place: str, what: str, within: Element | None = None) -> int:
    """`within`: the entry that has the direction where the transaction says none."""
    amount = _find(node, "Amt")
    if amount is None:
        amount = _find(node, "AmtDtls/TxAmt/Amt")
    if amount is None:
        raise unreadable(f"{what} is missing.", place)
    if amount.get("Ccy") != "INR":
        raise unreadable(f"{what} is not in INR.", place)
    way = _text(node, "CdtDbtInd") or (_text(within, "CdtDbtInd") if within is not None else "")
    if way not in {"CRDT", "DBIT"}:
        raise unreadable("CdtDbtInd says neither CRDT nor DBIT.", place)
    text = (amount.text or "").strip()
    if "," in text:
        raise unreadable(f"{what} has a comma, which an XML's number has not: {text[:40]!r}.", place)
    paise = paise_in(text, place, what)
    return paise if way == "CRDT" else -paise


def _day_of(node: Element, path: str, place: str, otherwise: date | None = None) -> date:
    if moment := _text(node, f"{path}/DtTm"):
        return day_of_moment(moment, place)
    text = _text(node, f"{path}/Dt")
    if not text and otherwise is not None:
        return otherwise
    return day_in(text, place)


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _all(node: Element, path: str) -> list[Element]:
    return node.findall("/".join(f"{{*}}{name}" for name in path.split("/")))


def _find(node: Element, path: str) -> Element | None:
    found = _all(node, path)
    return found[0] if found else None


def _text(node: Element, path: str) -> str:
    found = _find(node, path)
    return (found.text or "").strip() if found is not None else ""
