from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from server.errors import InvalidInput, Refusal
from server.merchants import accounts
from server.merchants.changes import Change
from server.merchants.models import BankAccount, Merchant

WITHOUT_MORE = {
    "verify": (accounts.verify_bank_account, "mark an account as verified"),
    "make_primary": (accounts.make_bank_account_primary, "make an account the merchant's primary one"),
    "retire": (accounts.retire_bank_account, "stop new payouts to an account; those already accepted still settle"),
    "restore": (accounts.restore_bank_account, "allow new payouts to a retired account again"),
}


class Command(BaseCommand):
    help = "Lists, renames, verifies, retires and restores bank accounts, and makes them primary."

    def add_arguments(self, parser: ArgumentParser) -> None:
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        list_ = subcommands.add_parser("list", help="list a merchant's accounts")
        list_.add_argument("merchant", help="the merchant's id or e-mail address")
        rename = subcommands.add_parser(
            "rename", help="correct the holder's name; the account then needs to be verified again"
        )
        rename.add_argument("account", help="the account's id")
        rename.add_argument("name", help="the holder's name")
        for name, (_, words) in WITHOUT_MORE.items():
            subcommands.add_parser(name, help=words).add_argument("account", help="the account's id")

    def handle(self, *_args: Any, subcommand: str, **options: Any) -> None:
        try:
            if subcommand == "list":
                merchant = Merchant.objects.find(options["merchant"])
                for account in merchant.bank_accounts.order_by("created_at", "id"):
                    self.stdout.write(_line(account))
            elif subcommand == "rename":
                account_id = _id(options["account"])
                self._show(accounts.rename_bank_account(account_id, account_holder_name=options["name"]))
            else:
                act, _ = WITHOUT_MORE[subcommand]
                self._show(act(_id(options["account"])))
        except Refusal as refusal:
            raise CommandError(refusal.message) from None

    def _show(self, change: Change[BankAccount]) -> None:
        self.stdout.write(f"{_line(change.row)}{'' if change.changed else '  (nothing to change)'}")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(f"This is not an account's id: {text}") from None


def _line(account: BankAccount) -> str:
    states = [
        "primary" if account.is_primary else "",
        "verified" if account.is_verified else "",
        f"retired since {account.retired_at:%Y-%m-%d %H:%M} UTC" if account.retired_at else "",
    ]
    words = ", ".join(filter(None, states)) or "in use"
    number = f"{account.account_number_masked} {account.ifsc_code}"
    return f"{account.id}  {number}  {account.account_holder_name}  {words}"
