"""ISO 20022 camt.053.001.08, as a bank of India sends it: amounts unsigned, the account under `Othr`."""

from datetime import timedelta
from xml.sax.saxutils import escape

from .book import OwnLine, OwnStatement, rupees

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def write(statement: OwnStatement) -> str:
    first, last = statement.starts_on, statement.last_day
    name = f"SIM-{first:%Y%m%d}-{last:%Y%m%d}"
    made_at = f"{statement.ends_before}T00:00:00+05:30"
    entries = "".join(_entry(number, line) for number, line in enumerate(statement.lines, 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>{name}</MsgId><CreDtTm>{made_at}</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{name}</Id><CreDtTm>{made_at}</CreDtTm>"
        f"<FrToDt><FrDtTm>{first}T00:00:00+05:30</FrDtTm><ToDtTm>{made_at}</ToDtTm></FrToDt>"
        f"<Acct><Id><Othr><Id>{escape(statement.account)}</Id></Othr></Id><Ccy>INR</Ccy></Acct>"
        f"{_balance('OPBD', str(first - timedelta(days=1)), statement.opening_paise)}"
        f"{_balance('CLBD', str(last), statement.closing_paise)}\n{entries}"
        "</Stmt></BkToCstmrStmt></Document>\n"
    )


def _entry(number: int, line: OwnLine) -> str:
    reversal = "<RvslInd>true</RvslInd>" if line.is_reversal else ""
    return (
        f"<Ntry><NtryRef>{number}</NtryRef>{_amount(line.amount_paise)}{reversal}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{line.booked_on}</Dt></BookgDt><ValDt><Dt>{line.booked_on}</Dt></ValDt>"
        "<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId>"
        f"<ClrSysRef>{escape(line.utr)}</ClrSysRef></Refs>{_amount(line.amount_paise)}"
        f"<RmtInf><Ustrd>{escape(line.narration)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
    )


def _balance(code: str, day: str, paise: int) -> str:
    return f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_amount(paise)}<Dt><Dt>{day}</Dt></Dt></Bal>"


def _amount(paise: int) -> str:
    way = "DBIT" if paise < 0 else "CRDT"
    return f'<Amt Ccy="INR">{rupees(paise)}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
