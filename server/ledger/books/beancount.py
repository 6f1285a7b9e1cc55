"""A ledger for beancount 3. `bean-check` compares the balances at its end with ours, to the paisa."""

from collections.abc import Iterator
from datetime import timedelta

from .plain_text import COMMODITY, account_name, amount, label, one_line, used_accounts
from .reading import Books, Entry


def lines(books: Books) -> Iterator[str]:
    yield f'option "title" {_string(f"{books.merchant.name}: {books.first} to {books.last}")}'
    yield f'option "operating_currency" "{COMMODITY}"'
    yield ""
    for account in used_accounts(books):
        yield f"{books.first} open {account_name(books, account)} {COMMODITY}"
    if books.opening:
        yield ""
        yield f'{books.first} * "Opening balances" "What was there at the end of the day before"'
        for account, paise in sorted(books.opening.items()):
            yield f"  {account_name(books, account)}  {amount(paise)}"
        yield f"  {account_name(books, None)}  {amount(-sum(books.opening.values()))}"
    for entry in books.entries():
        yield from _transaction(books, entry)
    yield ""
    # A balance is compared at the beginning of its day, so what a day ends with is the next day's.
    for account, paise in sorted(books.closing().items()):
        yield f"{books.last + timedelta(days=1)} balance {account_name(books, account)}  {_exactly(paise)}"


def _transaction(books: Books, entry: Entry) -> Iterator[str]:
    yield ""
    yield f"{entry.day} * {_string(label(entry.entry_type))} {_string(entry.description)}"
    yield f"  seq: {entry.seq}"
    yield f'  entry: "{entry.id}"'
    if entry.payout_id:
        yield f'  payout: "{entry.payout_id}"'
    if entry.reference:
        yield f"  reference: {_string(entry.reference)}"
    for account, paise in entry.legs().items():
        yield f"  {account_name(books, account)}  {amount(paise)}"


def _exactly(paise: int) -> str:
    """Without `~ 0` beancount lets a difference of a paisa pass."""
    number, commodity = amount(paise).split()
    return f"{number} ~ 0 {commodity}"


def _string(words: str) -> str:
    return '"' + one_line(words).replace("\\", "\\\\").replace('"', '\\"') + '"'
