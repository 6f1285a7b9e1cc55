"""Our own accounts at the bank, of which it gives us statements."""

from django.conf import settings

from server.errors import InvalidInput


def our_accounts() -> list[str]:
    """Payouts are paid from the first one."""
    return list(settings.PAYOUT_OUR_ACCOUNTS)


def account_named(name: str | None, field: str = "account") -> str:
    """Raises InvalidInput for one that is not ours. None: the one from which payouts are paid."""
    accounts = our_accounts()
    if name is None:
        return accounts[0]
    if name not in accounts:
        raise InvalidInput("This is not one of our accounts.", field)
    return name


def pays_payouts(account: str) -> bool:
    return account == our_accounts()[0]
