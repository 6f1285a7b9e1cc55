"""A statement for programs: its figures, then every entry, in whole paise."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from server.ledger.balance import Balance
from server.statements.statement import Statement, StatementLine

VERSION = 1


def write(statement: Statement) -> Iterator[bytes]:
    head = json.dumps({"statement": figures(statement)}, ensure_ascii=False)
    yield f'{head[:-1]}, "entries": ['.encode()
    for number, line in enumerate(statement.lines()):
        yield f"{', ' if number else ''}{json.dumps(_entry(line), ensure_ascii=False)}".encode()
    yield b"]}\n"


def figures(statement: Statement) -> dict[str, Any]:
    period = statement.period
    return {
        "merchant_id": str(statement.merchant_id),
        "merchant_name": statement.merchant_name,
        "from": period.starts_on.isoformat(),
        "to": period.ends_before.isoformat(),
        "is_closed": period.is_closed,
        "first_sequence": period.after_seq + 1 if statement.count else None,
        "last_sequence": period.upto_seq,
        "entries": statement.count,
        "opening": _balance(statement.opening),
        "closing": _balance(statement.closing),
        "credits_paise": statement.credits.paise,
        "debits_paise": -statement.debits.paise,
        "sums": [{"entry_type": kind.value, **of._asdict()} for kind, of in sorted(statement.sums.items())],
    }


def _balance(balance: Balance) -> dict[str, int]:
    return {
        "available_paise": balance.available_paise,
        "held_paise": balance.held_paise,
        "total_paise": balance.total_paise,
    }


def _entry(line: StatementLine) -> dict[str, Any]:
    return {
        "sequence": line.seq,
        "id": str(line.id),
        "entry_type": line.entry_type,
        "amount_paise": line.paise,
        "available_paise": line.available_paise,
        "held_paise": line.held_paise,
        "payout_id": line.payout_id and str(line.payout_id),
        "utr": line.utr,
        "reference": line.reference,
        "account_number_masked": line.account,
        "ifsc_code": line.ifsc_code,
        "description": line.description,
        "created_at": _in_utc(line.at),
    }


def _in_utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
