"""ISO 20022 camt.053.001.08, the bank-to-customer statement: the money that moved, and what it left.

Amounts are unsigned, and `CdtDbtInd` says which way. As in MT940 a hold has no entry: the booked balances (OPBD, CLBD)
are available + held, and CLAV is what is available. India has no IBAN: accounts stand under `Othr`.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from xml.sax.saxutils import escape

from server.india import IST
from server.ledger.models import EntryType
from server.statements.periods import A_DAY
from server.statements.statement import Statement, StatementLine, Sum

from .words import account_id, label, number_of, rupees

VERSION = 2
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
# Domain, family, sub-family of ISO's bank transaction codes.
CODES = {
    EntryType.PAYMENT_RECEIVED: ("PMNT", "RCDT", "XBCT"),
    EntryType.PAYMENT_REVERSED: ("PMNT", "RCDT", "RPCR"),
    EntryType.PAYOUT_COMPLETED: ("PMNT", "ICDT", "DMCT"),
    EntryType.PAYOUT_RETURNED: ("PMNT", "ICDT", "RRTN"),
    EntryType.FEE_DEBIT: ("ACMT", "MDOP", "CHRG"),
    EntryType.FEE_TAX_DEBIT: ("ACMT", "MDOP", "TAXE"),
    EntryType.FEE_REFUND: ("ACMT", "MCOP", "CHRG"),
    EntryType.FEE_TAX_REFUND: ("ACMT", "MCOP", "TAXE"),
}
OTHER_DEBIT, OTHER_CREDIT = ("ACMT", "MDOP", "ADJT"), ("ACMT", "MCOP", "ADJT")


def write(statement: Statement) -> Iterator[bytes]:
    period = statement.period
    made_at = _moment(datetime.combine(period.ends_before, time(), IST))  # fixed, so that the file is
    began_at = _moment(datetime.combine(period.starts_on, time(), IST))
    name = f"ST-{period.starts_on:%Y%m%d}-{period.ends_before:%Y%m%d}"
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>{name}</MsgId><CreDtTm>{made_at}</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{name}</Id><ElctrncSeqNb>{number_of(period.starts_on)}</ElctrncSeqNb><CreDtTm>{made_at}</CreDtTm>"
        f"<FrToDt><FrDtTm>{began_at}</FrDtTm><ToDtTm>{made_at}</ToDtTm></FrToDt>"
        f"<Acct><Id><Othr><Id>{account_id(statement.merchant_id)}</Id></Othr></Id><Ccy>INR</Ccy>"
        f"<Ownr><Nm>{_text(statement.merchant_name, 140)}</Nm></Ownr></Acct>"
        f"{_balance('OPBD', period.starts_on - A_DAY, statement.opening.total_paise)}"
        f"{_balance('CLBD', period.last_day, statement.closing.total_paise)}"
        f"{_balance('CLAV', period.last_day, statement.closing.available_paise)}"
        f"{_summary(statement)}\n"
    ).encode()
    for line in statement.lines():
        if line.moves_money:
            yield f"{_entry(line)}\n".encode()
    unfinished = f"<AddtlStmtInf>Not closed: as of entry {period.upto_seq}</AddtlStmtInf>"
    yield f"{'' if period.is_closed else unfinished}</Stmt></BkToCstmrStmt></Document>\n".encode()


def _summary(statement: Statement) -> str:
    came, went = statement.credits, statement.debits
    total = Sum(came.entries + went.entries, came.paise - went.paise)
    net = came.paise + went.paise
    return (
        f"<TxsSummry><TtlNtries>{_sum(total)}<TtlNetNtry><Amt>{rupees(abs(net))}</Amt>{_way(net)}</TtlNetNtry></TtlNtries>"
        f"<TtlCdtNtries>{_sum(came)}</TtlCdtNtries><TtlDbtNtries>{_sum(went)}</TtlDbtNtries></TxsSummry>"
    )


def _sum(of: Sum) -> str:
    return f"<NbOfNtries>{of.entries}</NbOfNtries><Sum>{rupees(abs(of.paise))}</Sum>"


def _balance(code: str, day: date, paise: int) -> str:
    kind, on = f"<CdOrPrtry><Cd>{code}</Cd></CdOrPrtry>", f"<Dt>{day}</Dt>"
    return f"<Bal><Tp>{kind}</Tp>{_amount(paise)}{_way(paise)}<Dt>{on}</Dt></Bal>"


def _entry(line: StatementLine) -> str:
    at = _moment(line.at)
    other = OTHER_CREDIT if line.paise > 0 else OTHER_DEBIT
    domain, family, sub = CODES.get(EntryType(line.entry_type), other)
    receiver = (
        f"<RltdPties><CdtrAcct><Id><Othr><Id>{line.account}</Id></Othr></Id></CdtrAcct></RltdPties>"
        f"<RltdAgts><CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>INFSC</Cd></ClrSysId><MmbId>{line.ifsc_code}</MmbId>"
        "</ClrSysMmbId></FinInstnId></CdtrAgt></RltdAgts>"
        if line.account and line.is_of_receiver
        else ""
    )
    references = f"<AcctSvcrRef>{line.seq}</AcctSvcrRef>"
    references += f"<EndToEndId>{line.payout_id.hex}</EndToEndId>" if line.payout_id else ""
    references += f"<ClrSysRef>{_text(line.utr, 35)}</ClrSysRef>" if line.utr else ""
    said = ([line.reference] if line.reference else []) + ([line.description] if line.description else [])
    words = "".join(f"<Ustrd>{_text(each, 140)}</Ustrd>" for each in said)
    return (
        f"<Ntry><NtryRef>{line.seq}</NtryRef>{_amount(line.paise)}{_way(line.paise)}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><DtTm>{at}</DtTm></BookgDt><ValDt><Dt>{at[:10]}</Dt></ValDt><AcctSvcrRef>{line.seq}</AcctSvcrRef>"
        f"<BkTxCd><Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls><TxDtls><Refs>{references}</Refs>{_amount(line.paise)}{_way(line.paise)}{receiver}"
        f"{f'<RmtInf>{words}</RmtInf>' if words else ''}</TxDtls></NtryDtls>"
        f"<AddtlNtryInf>{_text(label(line.entry_type), 500)}</AddtlNtryInf></Ntry>"
    )


def _amount(paise: int) -> str:
    return f'<Amt Ccy="INR">{rupees(abs(paise))}</Amt>'


def _way(paise: int) -> str:
    return f"<CdtDbtInd>{'DBIT' if paise < 0 else 'CRDT'}</CdtDbtInd>"


def _moment(at: datetime) -> str:
    """With India's offset: a reader that cuts the day off gets India's."""
    return at.astimezone(IST).isoformat(timespec="seconds")


def _text(words: str, most: int) -> str:
    """Without the control characters that XML has no way to write."""
    return escape("".join(sign if sign.isprintable() else " " for sign in words)[:most])
