"""Debits typed in by hand."""

from collections.abc import Iterator

import pytest

from tests.conftest import audit_faults, empty_the_books, owner_connection

FEE_GUARD = "TRIGGER fee_entry_has_its_fact"


@pytest.fixture
def unowned_fees(database: None) -> Iterator[None]:
    """What holds for every debit is tried with fees, which here need not be a payout's."""
    owner_connection().execute(f"ALTER TABLE ledger_entries DISABLE {FEE_GUARD}")
    try:
        yield
    finally:
        owner_connection().execute(f"ALTER TABLE ledger_entries ENABLE {FEE_GUARD}")
        unowned = ("entry_type=fee_debit charged=None", "… and more")
        faults = [fault for fault in audit_faults() if not any(words in fault for words in unowned)]
        empty_the_books()
    assert faults == []
