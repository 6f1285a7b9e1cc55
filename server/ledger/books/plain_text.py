"""What both formats say alike: plain amounts, accounts named by ids, words that cannot be taken for syntax."""

from server.ledger.models import Account, EntryType

from .reading import AVAILABLE, Books

NAMES = {
    AVAILABLE: "Assets:{owner}:Available",
    Account.HELD.value: "Assets:{owner}:Held",
    Account.BANK.value: "Assets:{owner}:Bank",
    Account.INBOUND_CLEARING.value: "Income:{owner}:InboundClearing",
    Account.FEES.value: "Expenses:{owner}:Fees",
    Account.TAX_PAYABLE.value: "Expenses:{owner}:FeesGST",
    Account.ADJUSTMENTS.value: "Equity:{owner}:Adjustments",
}
OPENING = "Equity:{owner}:OpeningBalances"
COMMODITY = "INR"


def account_name(books: Books, account: str | None) -> str:
    """`None`: the opening balances' other side. Each part begins with a capital; a merchant's name is in none."""
    return (OPENING if account is None else NAMES[account]).format(owner=f"M-{books.merchant.id}")


def amount(paise: int) -> str:
    """`-123456.05 INR`: no groups, a dot, two decimals."""
    return f"{'-' if paise < 0 else ''}{abs(paise) // 100}.{abs(paise) % 100:02d} {COMMODITY}"


def label(entry_type: EntryType) -> str:
    return str(entry_type.label)


def one_line(words: str) -> str:
    """Without line ends and control characters, which would begin something else."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def used_accounts(books: Books) -> list[str | None]:
    """Those of the closing, in a fixed order; the opening's other side last, where there is one."""
    closing = books.closing()
    used: list[str | None] = [account for account in NAMES if account in closing]
    return [*used, None] if books.opening else used
