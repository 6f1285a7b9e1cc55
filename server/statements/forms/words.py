"""What all forms say alike."""

from datetime import date
from uuid import UUID

from server.ledger.models import EntryType
from server.statements.statement import Statement


def label(entry_type: str) -> str:
    return str(EntryType(entry_type).label)


def file_name(statement: Statement, ending: str) -> str:
    """By India's days, both included: `statement-2026-10-01-to-2026-10-31.csv`."""
    first, last = statement.period.starts_on, statement.period.last_day
    return f"statement-{first}.{ending}" if first == last else f"statement-{first}-to-{last}.{ending}"


def rupees(paise: int, point: str = ".") -> str:
    """`123456.05`, without groups."""
    return f"{'-' if paise < 0 else ''}{abs(paise) // 100}{point}{abs(paise) % 100:02d}"


def number_of(day: date) -> str:
    """A statement's number among those of its account: it grows with its first day."""
    return f"{day:%y%j}"


def account_id(merchant_id: UUID) -> str:
    """32 characters: the forms of banks have room for 34 or 35."""
    return merchant_id.hex
