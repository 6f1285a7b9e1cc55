"""Adds many bank accounts of a merchant at once: a file's rows. Each is added or refused by itself, and told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from server import account_numbers
from server.audit_log.recording import record_each
from server.errors import InvalidInput
from server.ifsc.lookup import bank_key

from .account_details import AccountDetails, cleaned_with_faults
from .duplicates import known_accounts
from .models import BankAccount, Merchant
from .onboarding import lock_merchant, new_account

MOST_ROWS = 500


class RowOutcome(StrEnum):
    ADDED = "added"
    READY = "ready"  # of a dry run: it would be added
    EXISTS = "exists"  # the merchant has the account already
    REPEATED = "repeated"  # an earlier row of this call is the same account
    REFUSED = "refused"


@dataclass
class RowResult:
    outcome: RowOutcome
    account: BankAccount | None = None  # of a row that was added, or exists
    faults: list[InvalidInput] = field(default_factory=list)  # of a refused row
    same_as: int | None = None  # of a repeated row: the place of the earlier one


def add_bank_accounts(merchant_id: UUID, rows: Sequence[AccountDetails], *, dry_run: bool) -> list[RowResult]:
    """One result for each row, in order. Safe to call again: what was added exists then, and stays as it is.

    Takes the merchant's lock once, for some hundredths of a second with 500 rows; a dry run takes none and writes
    nothing. The first account of a merchant without a primary one becomes that. Raises InvalidInput for the call as a
    whole.
    """
    if not 1 <= len(rows) <= MOST_ROWS:
        raise InvalidInput(f"rows must have 1 to {MOST_ROWS} items.", "rows")
    cleaned, results = _check(rows)
    if dry_run:
        if not Merchant.objects.filter(pk=merchant_id).exists():
            raise InvalidInput("No merchant with this id.", "merchant_id")
        _find_known(merchant_id, cleaned, results)
        return results
    with transaction.atomic():
        lock_merchant(merchant_id)
        _find_known(merchant_id, cleaned, results)
        _add(merchant_id, cleaned, results)
    return results


def _check(rows: Sequence[AccountDetails]) -> tuple[list[AccountDetails], list[RowResult]]:
    """What the rows alone say. Those without a fault are ready."""
    cleaned, results = [], []
    first_place: dict[tuple[str, str], int] = {}
    for place, row in enumerate(rows):
        details, faults = cleaned_with_faults(row)
        result = RowResult(RowOutcome.REFUSED, faults=faults) if faults else RowResult(RowOutcome.READY)
        if not faults:
            account = account_numbers.plain(details.account_number), bank_key(details.ifsc_code)
            if (same_as := first_place.setdefault(account, place)) != place:
                result = RowResult(RowOutcome.REPEATED, same_as=same_as)
        cleaned.append(details)
        results.append(result)
    return cleaned, results


def _find_known(merchant_id: UUID, rows: list[AccountDetails], results: list[RowResult]) -> None:
    ready = _ready(results)
    asked = [(rows[place].account_number, rows[place].ifsc_code) for place in ready]
    for place, account in zip(ready, known_accounts(merchant_id, asked), strict=True):
        if account:
            results[place] = RowResult(RowOutcome.EXISTS, account)


def _add(merchant_id: UUID, rows: list[AccountDetails], results: list[RowResult]) -> None:
    needs_primary = not BankAccount.objects.filter(merchant_id=merchant_id, is_primary=True).exists()
    ready = _ready(results)
    accounts = [
        new_account(merchant_id, rows[place], is_primary=needs_primary and not number, is_verified=False)
        for number, place in enumerate(ready)
    ]
    BankAccount.objects.bulk_create(accounts)
    record_each("bank_account.added", merchant_id=merchant_id, subject_ids=[account.id for account in accounts])
    for place, account in zip(ready, accounts, strict=True):
        results[place] = RowResult(RowOutcome.ADDED, account)


def _ready(results: list[RowResult]) -> list[int]:
    return [place for place, result in enumerate(results) if result.outcome is RowOutcome.READY]
