"""A journal for hledger. `hledger check` compares the balances at its end with ours, to the paisa."""

from collections.abc import Iterator

from .plain_text import COMMODITY, account_name, amount, label, one_line, used_accounts
from .reading import Books, Entry


def lines(books: Books) -> Iterator[str]:
    yield f"; {one_line(books.merchant.name)}: {books.first} to {books.last}"
    yield "decimal-mark ."
    yield f"commodity 1000.00 {COMMODITY}"
    for account in used_accounts(books):
        yield f"account {account_name(books, account)}"
    if books.opening:
        yield ""
        yield f"{books.first} * Opening balances"
        for account, paise in sorted(books.opening.items()):
            yield f"    {account_name(books, account)}  {amount(paise)}"
        yield f"    {account_name(books, None)}  {amount(-sum(books.opening.values()))}"
    for entry in books.entries():
        yield from _transaction(books, entry)
    closing = books.closing()
    if closing:
        yield ""
        yield f"{books.last} * Closing balances"
        for account, paise in sorted(closing.items()):
            yield f"    {account_name(books, account)}  {amount(0)} = {amount(paise)}"


def _transaction(books: Books, entry: Entry) -> Iterator[str]:
    """Words are in the first line's comment: one of a posting may move its date (`date:`, `[2026-01-01]`)."""
    words = [f"entry {entry.id}"]
    words += [f"payout {entry.payout_id}"] if entry.payout_id else []
    words += [entry.reference] if entry.reference else []
    words += [entry.description] if entry.description else []
    yield ""
    yield f"{entry.day} * ({entry.seq}) {label(entry.entry_type)}  ; {_harmless(', '.join(words))}"
    for account, paise in entry.legs().items():
        yield f"    {account_name(books, account)}  {amount(paise)}"


def _harmless(words: str) -> str:
    """Without what hledger reads in a comment: tags (`name:`) and dates in brackets."""
    return one_line(words).replace(":", " ").replace("[", "(").replace("]", ")")
