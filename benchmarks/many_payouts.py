"""An engine's database with as many payouts as one likes: of one large merchant, and of many small ones.

`python3 manage.py shell -c "from benchmarks.many_payouts import fill; fill(1_000_000)"` fills the engine whose settings
it has. It is refused where access is closed, whose ledger is for real money, and where payouts are there already.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection, transaction

from benchmarks.data import ACCOUNT, MERCHANT, OPENING_PAISE, id_of
from server.bank.scripts import Script
from server.merchants.models import BankAccount, Merchant
from server.operator_error import OperatorError
from server.payouts.idempotency import window
from server.payouts.models import Payout

SQL = Path(__file__).with_suffix(".sql")
LINKS = Path(__file__).with_name("links.sql")
LARGEST = "Deccan Handlooms Pvt Ltd"
SELDOM_PAYEE = "Jaipur Block Prints"  # of the largest merchant, with twenty of its oldest payouts
OFTEN_PAYEE = "Anand Dyes & Chemicals"  # of the same, with a twentieth of all
ROWS_OF_A_BATCH, DOZEN = 10, 12
IFSC = "HDFC0001234"
TOWNS = ("Alwar", "Bhilai", "Cuttack", "Dindigul", "Erode", "Guntur", "Hubli", "Indore", "Jodhpur", "Kollam")
TRADES = ("Looms", "Threads", "Dyers", "Buttons", "Freight", "Packaging", "Silks", "Printers", "Yarns", "Paper")


@dataclass(frozen=True)
class Filled:
    """`merchants` begin with the largest."""

    merchants: list[UUID]


def fill(payouts: int, merchants: int = 1000, payees: int = 40, still_open: int = 0) -> Filled:
    """Nine of ten payouts are the largest merchant's, to `payees` accounts. Its `still_open` oldest (up to 20) need
    review, and so does one of as many others, since the bank never answers for the last account of each merchant; so
    many more of its own are pending, until a worker runs.

    Triggers are off meanwhile: a million payouts would take an hour. `verify_ledger` finds no fault in the result.
    Raises OperatorError."""
    if not settings.PAYOUT_OPEN_ACCESS:
        raise OperatorError("Access is closed, so this engine's ledger is for real money: these payouts' is not.")
    if payouts < 100 or merchants < 2 or payees < 4 or not 0 <= still_open <= 20:
        raise ValueError("at least 100 payouts, 2 merchants and 4 payees, and at most 20 open")
    with transaction.atomic():
        if Payout.objects.exists():
            raise OperatorError("This engine has payouts already.")
        filled = _create_merchants(merchants, payees)
        values = {
            "merchants": filled.merchants,
            "payouts": payouts,
            "open": still_open,
            "batch": ROWS_OF_A_BATCH,
            "opening": 10 * OPENING_PAISE,
            "window": window(),
        }
        with psycopg.ClientCursor(connection.connection) as script:
            script.execute("SET LOCAL session_replication_role = replica")
            script.execute("SET LOCAL statement_timeout = 0")
            script.execute(LINKS.read_bytes())
            script.execute(SQL.read_bytes(), values)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
        cursor.execute("SET statement_timeout = DEFAULT")
    return filled


def _create_merchants(count: int, payees: int) -> Filled:
    ids = [id_of(MERCHANT, n) for n in range(1, count + 1)]
    names = [LARGEST, *(f"{_name(n)} {1000 + n}" for n in range(2, count + 1))]
    Merchant.objects.bulk_create(
        Merchant(id=merchant, name=name, email=f"accounts@merchant-{n}.example")
        for n, (merchant, name) in enumerate(zip(ids, names, strict=True), 1)
    )
    holders = [OFTEN_PAYEE, *(f"{_name(n)} & Sons {n}" for n in range(2, payees)), SELDOM_PAYEE]
    if payees > 2 * DOZEN:  # the second dozen have the names of the first, and other account numbers
        holders[DOZEN : 2 * DOZEN] = holders[:DOZEN]
    owners = [(ids[0], holder, holder == SELDOM_PAYEE) for holder in holders]
    owners += [(merchant, f"{_name(place)} & Co", place == 23) for merchant in ids[1:] for place in (1, 12, 23)]
    BankAccount.objects.bulk_create(_account(number, *owner) for number, owner in enumerate(owners, 1))
    return Filled(ids)


def _name(number: int) -> str:
    return f"{TOWNS[number % 10]} {TRADES[number // 10 % 10]}"


def number_of(place: int) -> str:
    """The account number of the largest merchant's payee number 1, 2, 3 … but the last."""
    return f"50100{place:07}77"  # those that end in 0000 to 0009 have scripts of the simulated bank


def _account(number: int, merchant: UUID, holder: str, is_silent: bool) -> BankAccount:
    account = id_of(ACCOUNT, number)
    digits = f"50100{number:06}{Script.NEVER_ANSWERS}" if is_silent else number_of(number)
    columns = BankAccount.number_columns(account, merchant, digits, IFSC)
    return BankAccount(
        id=account,
        merchant_id=merchant,
        account_holder_name=holder,
        ifsc_code=IFSC,
        account_type=BankAccount.AccountType.CURRENT,
        is_primary=number == 1 or holder == f"{_name(1)} & Co",
        is_verified=True,
        **columns,
    )
