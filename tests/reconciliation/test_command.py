"""`manage.py bank_statement`: the simulated bank writes its own statement, and spoils it on request."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from server.ledger.periods import today
from server.reconciliation.importing import import_statement
from server.reconciliation.models import BankStatement, Form
from tests.reconciliation.conftest import Paid
from tests.support.bank_statements import A_DAY

DAYS = ("--from", str(today()), "--to", str(today() + A_DAY))


@pytest.mark.parametrize("form", [Form.CSV, Form.CAMT053, Form.MT940])
def test_a_statement_is_written_and_read(paid: Paid, tmp_path: Path, form: Form) -> None:
    paid()
    file, out = tmp_path / "statement", StringIO()
    call_command("bank_statement", *DAYS, "--format", form.value, "--out", str(file), "--import", stdout=out)
    assert "1 lines, 1 new, 1 matched" in out.getvalue()
    assert import_statement(file.read_bytes(), form).replayed


def test_what_was_spoiled_is_told(paid: Paid) -> None:
    paid()
    out, told = StringIO(), StringIO()
    call_command("bank_statement", *DAYS, "--faults", "7", "--import", stdout=out, stderr=told)
    assert "left out" in told.getvalue()
    assert "0 lines, 0 new, 0 matched" in out.getvalue()


@pytest.mark.usefixtures("database")
def test_what_cannot_be_is_refused(settings: Settings) -> None:
    for days in (("--from", "1 May", "--to", "2026-05-02"), ("--from", "2026-05-02", "--to", "2026-05-02")):
        with pytest.raises(CommandError):
            call_command("bank_statement", *days)
    settings.PAYOUT_BANK = "razorpayx"
    with pytest.raises(CommandError, match="not the simulated one"):
        call_command("bank_statement", *DAYS)
    assert not BankStatement.objects.exists()
