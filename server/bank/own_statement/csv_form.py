"""As internet banking gives it: what it is of, a table, the closing balance."""

import csv
import io

from .book import OwnStatement, rupees

HEAD = ("Date", "Value date", "Narration", "UTR", "Debit", "Credit", "Balance")


def write(statement: OwnStatement) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(("Account", statement.account))
    rows.writerow(("Currency", "INR"))
    rows.writerow(("From", statement.starts_on))
    rows.writerow(("To", statement.last_day))
    rows.writerow(("Opening balance", _signed(statement.opening_paise)))
    rows.writerow(())
    rows.writerow(HEAD)
    balance = statement.opening_paise
    for line in statement.lines:
        balance += line.amount_paise
        amount = rupees(line.amount_paise)
        sides = (amount, "") if line.amount_paise < 0 else ("", amount)
        rows.writerow((line.booked_on, line.booked_on, line.narration, line.utr, *sides, _signed(balance)))
    rows.writerow(("Closing balance", "", "", "", "", "", _signed(balance)))
    return text.getvalue()


def _signed(paise: int) -> str:
    return f"{'-' if paise < 0 else ''}{rupees(paise)}"
