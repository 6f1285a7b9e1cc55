"""A ledger as books for beancount and hledger, which agree with our balances to the paisa."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from beancount import loader
from beancount.core.data import Transaction
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ledger.balance import balance_of
from server.ledger.models import CONTRA_ACCOUNTS, EntryType
from server.merchants.models import Merchant
from server.payouts import lifecycle
from tests.conftest import empty_the_books, guards_off, pay
from tests.support.counting import round_trips

pytestmark = pytest.mark.usefixtures("database")

NEEDS_HLEDGER = pytest.mark.skipif(
    shutil.which("hledger") is None, reason="hledger is not installed here (Debian: apt-get install hledger)"
)
EVIL = 'He said "₹5,00,000.00" \\ ; date:2020-01-01 [2020-01-02] \n2020-01-03 * "x"\n  Assets:Stolen  1 INR'
FIRST_DAY = date(2026, 3, 30)
OF_PAYOUTS = {EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE, EntryType.PAYOUT_COMPLETED}


class Line(NamedTuple):
    entry_type: EntryType
    paise: int
    at: datetime
    words: str = ""


def write(merchant: Merchant, lines: list[Line]) -> None:
    """As they are, past the guards: on any day, of any amount."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entries WHERE merchant_id = %s", [merchant.id])
        cursor.executemany(
            "INSERT INTO ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, reference,"
            " description, created_at, link) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, '')",
            [
                (
                    uuid4(),
                    merchant.id,
                    seq,
                    line.entry_type,
                    line.entry_type.sign * line.paise,
                    uuid4() if line.entry_type in OF_PAYOUTS else None,
                    f"R{seq} {line.words}"[:100] if line.entry_type is EntryType.PAYMENT_RECEIVED else None,
                    line.words,
                    line.at,
                )
                for seq, line in enumerate(lines, 1)
            ],
        )


@pytest.fixture
def ledger(merchant: Merchant) -> Iterator[Merchant]:
    """Of three days of India: the second entry is of 30 March in UTC, and of 31 March in India."""
    write(
        merchant,
        [
            Line(EntryType.PAYMENT_RECEIVED, 12_345_678_905, datetime(2026, 3, 30, 18, 29, 59, tzinfo=UTC), EVIL),
            Line(EntryType.PAYOUT_HOLD, 100_000, datetime(2026, 3, 30, 18, 30, tzinfo=UTC), "Held for a payout"),
            Line(EntryType.PAYOUT_RELEASE, 100_000, datetime(2026, 3, 31, 5, 0, tzinfo=UTC)),
            Line(EntryType.PAYOUT_COMPLETED, 100_000, datetime(2026, 3, 31, 5, 0, tzinfo=UTC)),
            Line(EntryType.FEE_DEBIT, 1, datetime(2026, 4, 1, 5, 0, tzinfo=UTC), 'A "fee"'),
            Line(EntryType.ADJUSTMENT_DEBIT, 7, datetime(2026, 4, 1, 5, 1, tzinfo=UTC)),
        ],
    )
    yield merchant
    empty_the_books()


def export(format_: str, merchant: Merchant, first: str = "", last: str = "", **options: Any) -> str:
    output = StringIO()
    given = ["--from", first] * bool(first) + ["--to", last] * bool(last)
    arguments = ["--format", format_, "--merchant", str(merchant.id), *given]
    call_command("export_books", *arguments, stdout=output, **options)
    return output.getvalue()


def booked(text: str) -> Counter[str]:
    """What beancount has on each account, in paise, if it finds nothing wrong."""
    entries, errors, _ = loader.load_string(text)
    assert errors == []
    paise: Counter[str] = Counter()
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                assert posting.units is not None
                assert posting.units.currency == "INR"
                account = str(posting.account).partition(":")[2].partition(":")[2]
                paise[account] += int(Decimal(posting.units.number or 0) * 100)
    return paise


def test_beancount_has_our_balances_to_the_paisa(ledger: Merchant) -> None:
    text = export("beancount", ledger, last="2026-04-01")
    balance = balance_of(ledger.id)
    assert booked(text) == {
        "Available": balance.available_paise,
        "Held": balance.held_paise,
        "Bank": 100_000,
        "InboundClearing": -12_345_678_905,
        "Fees": 1,
        "Adjustments": 7,
    }
    assert f"2026-04-02 balance Assets:M-{ledger.id}:Available  123455788.97 ~ 0 INR" in text


def test_beancount_notices_a_paisa(ledger: Merchant) -> None:
    text = export("beancount", ledger, last="2026-04-01")
    _, errors, _ = loader.load_string(text.replace("  123455788.97 ~ 0 INR", "  123455788.98 ~ 0 INR"))
    assert len(errors) == 1
    assert "Balance failed" in errors[0].message


def test_a_span_begins_with_what_was_there_and_has_its_days_of_india(ledger: Merchant) -> None:
    text = export("beancount", ledger, "2026-03-31", "2026-03-31")
    assert booked(text) == {
        "Available": 12_345_678_905 - 100_000,
        "Held": 0,
        "Bank": 100_000,
        "OpeningBalances": -12_345_678_905,
    }
    assert text.count("  seq: ") == 3
    assert '2026-03-31 * "Opening balances"' in text
    assert "2026-04-01 balance" in text
    before = export("beancount", ledger, "2026-03-30", "2026-03-30")
    assert "Opening balances" not in before
    assert before.count("  seq: ") == 1
    assert booked(export("beancount", ledger, "2026-05-01", "2026-05-31"))["Available"] == 12_345_578_897
    assert booked(export("beancount", ledger, "2026-01-01", "2026-01-31")) == {}


def test_a_merchants_words_stay_words(ledger: Merchant) -> None:
    entries, errors, _ = loader.load_string(export("beancount", ledger))
    assert errors == []
    [payment] = [each for each in entries if isinstance(each, Transaction) and each.meta.get("seq") == 1]
    assert payment.date == FIRST_DAY
    assert payment.narration == " ".join(EVIL.split())
    assert payment.meta["reference"] == " ".join(f"R1 {EVIL}"[:100].split())
    assert "Stolen" not in booked(export("beancount", ledger))


@pytest.fixture
def books(tmp_path: Path, ledger: Merchant) -> dict[str, Path]:
    written = {}
    for format_ in ("beancount", "hledger"):
        for span in (("", "2026-04-01"), ("2026-03-31", "2026-03-31"), ("2026-04-01", "2026-04-30")):
            path = tmp_path / f"{format_}-{span[0]}"
            assert export(format_, ledger, *span, output=path) == ""
            written[path.name] = path
    assert len(list(tmp_path.iterdir())) == len(written)
    return written


def run(*command: str | Path) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def test_bean_check_is_content(books: dict[str, Path]) -> None:
    for name, path in books.items():
        if name.startswith("beancount"):
            assert run(sys.executable, "-m", "beancount.scripts.check", "--no-cache", path) == ""
    assert {path.name for path in books["beancount-"].parent.iterdir()} == set(books)  # no cache beside them


@NEEDS_HLEDGER
def test_hledger_check_is_content_and_has_our_balances(ledger: Merchant, books: dict[str, Path]) -> None:
    for name, path in books.items():
        if name.startswith("hledger"):
            run("hledger", "-f", path, "check", "--strict", "ordereddates")
    told = run("hledger", "-f", books["hledger-"], "balance", "-N", "--flat", "-E", "--output-format", "csv")
    found = dict(line.replace('"', "").split(",") for line in told.splitlines()[1:])
    balance = balance_of(ledger.id)
    assert found[f"Assets:M-{ledger.id}:Available"] == f"{Decimal(balance.available_paise) / 100:.2f} INR"
    assert f"{balance.available_paise}" == "12345578897"
    dates = run("hledger", "-f", books["hledger-"], "register", "date:2020")
    assert dates == ""


@NEEDS_HLEDGER
def test_hledger_notices_a_paisa(books: dict[str, Path]) -> None:
    path = books["hledger-"]
    path.write_text(path.read_text().replace("= 123455788.97 INR", "= 123455788.98 INR"))
    done = subprocess.run(["hledger", "-f", path, "check"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "balance assertion" in done.stderr


LINES = st.lists(
    st.builds(
        Line,
        st.sampled_from(EntryType),
        st.integers(1, 2**45),
        st.integers(0, 10 * 24 * 60).map(
            lambda minutes: datetime(2026, 3, 25, tzinfo=UTC) + timedelta(minutes=minutes)
        ),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
    ),
    max_size=25,
).map(lambda lines: sorted(lines, key=lambda line: line.at))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, first=st.integers(0, 10), days=st.integers(0, 10))
def test_any_ledger_has_the_same_balances_in_beancount(
    merchant: Merchant, lines: list[Line], first: int, days: int
) -> None:
    write(merchant, lines)
    balance = balance_of(merchant.id)
    whole = booked(export("beancount", merchant, last="2026-04-30"))
    begin = date(2026, 3, 25) + timedelta(days=first)
    end = begin + timedelta(days=days)
    part = booked(export("beancount", merchant, str(begin), str(end)))
    empty_but(merchant)
    assert (whole["Available"], whole["Held"]) == (balance.available_paise, balance.held_paise)
    known = [line for line in lines if (line.at + timedelta(hours=5.5)).date() <= end]
    assert part["Available"] == sum(line.entry_type.sign * line.paise for line in known)
    for account in ("held", "bank"):
        of_account = [line for line in known if CONTRA_ACCOUNTS[line.entry_type].value == account]
        assert part[account.capitalize()] == -sum(line.entry_type.sign * line.paise for line in of_account)


def empty_but(merchant: Merchant) -> None:
    """For the audit after the test, which also runs after its last example."""
    write(merchant, [])


def test_a_real_day_is_booked(merchant: Merchant) -> None:
    pay(merchant, 10_001, Script.PAYS)
    pay(merchant, 20_002, Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    pay(merchant, 30_003)
    text = export("beancount", merchant)
    balance = balance_of(merchant.id)
    found = booked(text)
    assert (found["Available"], found["Held"], found["Bank"]) == (balance.available_paise, balance.held_paise, 10_001)


def test_the_statements_do_not_grow_with_the_ledger(ledger: Merchant) -> None:
    def cost() -> int:
        with round_trips() as counted:
            export("beancount", ledger)
        return counted.round_trips

    before = cost()
    at = datetime(2026, 4, 1, tzinfo=UTC)
    write(ledger, [Line(EntryType.PAYMENT_RECEIVED, 1, at)] * 500)
    assert cost() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--merchant", "nobody@example.in"], "No merchant with this id or e-mail address: nobody@example.in"),
        (["--from", "2026-04-02", "--to", "2026-04-01"], "--from 2026-04-02 is after --to 2026-04-01."),
        (["--from", "2026-02-30"], "2026-02-30 is no day such as 2026-04-01"),
        (["--to", "0001-01-01"], "give a day from 2000-01-01"),
        (["--output", "/nowhere/books"], "/nowhere/books cannot be written: No such file or directory"),
        (["--output", ""], "give a file's name"),
        (["--format", "ledger"], "invalid choice: 'ledger'"),
    ],
)
def test_what_cannot_be_exported_is_told_in_one_line(merchant: Merchant, arguments: list[str], message: str) -> None:
    usual = ["--format", "beancount", "--merchant", str(merchant.id)]
    with pytest.raises(CommandError) as error:
        call_command("export_books", *usual, *arguments, stdout=StringIO())
    assert message in str(error.value)


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, ledger: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "books"
    path.write_text("as it was")

    def full(*_: Any) -> Iterator[str]:
        yield "one line"
        raise OSError(28, os.strerror(28))

    monkeypatch.setitem(sys.modules["server.ops.management.commands.export_books"].FORMATS, "beancount", full)
    with pytest.raises(CommandError, match="No space left on device"):
        export("beancount", ledger, output=path)
    assert [each.name for each in tmp_path.iterdir()] == ["books"]
    assert path.read_text() == "as it was"


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path, ledger: Merchant) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        export("hledger", ledger, output=pipe)
        assert reader.stdout
        assert reader.stdout.read() == export("hledger", ledger)
    assert pipe.is_fifo()


def test_another_merchants_entries_are_in_no_books(ledger: Merchant, new_merchant: Any) -> None:
    other: Merchant = new_merchant()
    assert str(ledger.id) not in export("beancount", other)
    assert UUID(str(other.id)) == other.id
    assert booked(export("beancount", other))["Available"] == balance_of(other.id).available_paise
