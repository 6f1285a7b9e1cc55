from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from server.errors import Refusal
from server.merchants.changes import Change
from server.merchants.details import update_merchant
from server.merchants.models import Merchant
from server.merchants.suspension import reopen_merchant, suspend_merchant


class Command(BaseCommand):
    help = "Lists, suspends and reopens merchants, and corrects their names and e-mail addresses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        subcommands.add_parser("list", help="list all merchants")
        suspend = subcommands.add_parser(
            "suspend", help="stop new payouts of a merchant; those already accepted still settle"
        )
        suspend.add_argument(
            "--reason", required=True, help="shown to operators and in the audit log, never to the merchant"
        )
        reopen = subcommands.add_parser("reopen", help="end a suspension, so that the merchant can make payouts again")
        update = subcommands.add_parser("update", help="correct a merchant's name, e-mail address, or both")
        update.add_argument("--name", help="the new name")
        update.add_argument("--email", help="the new e-mail address")
        for subcommand in (suspend, reopen, update):
            subcommand.add_argument("merchant", help="the merchant's id or e-mail address")

    def handle(self, *_args: Any, subcommand: str, merchant: str = "", **options: Any) -> None:
        try:
            match subcommand:
                case "list":
                    for each in Merchant.objects.order_by("created_at", "id"):
                        self.stdout.write(_line(each))
                case "suspend":
                    self._show(suspend_merchant(Merchant.objects.find(merchant).id, reason=options["reason"]))
                case "reopen":
                    self._show(reopen_merchant(Merchant.objects.find(merchant).id))
                case "update":
                    found = Merchant.objects.find(merchant).id
                    self._show(update_merchant(found, name=options["name"], email=options["email"]))
        except Refusal as refusal:
            raise CommandError(refusal.message) from None

    def _show(self, change: Change[Merchant]) -> None:
        self.stdout.write(f"{_line(change.row)}{'' if change.changed else '  (nothing to change)'}")


def _line(merchant: Merchant) -> str:
    state = "active" if merchant.is_active else "suspended"
    since = f" since {merchant.suspended_at:%Y-%m-%d %H:%M} UTC" if merchant.suspended_at else ""
    reason = f": {merchant.suspension_reason}" if merchant.suspension_reason else ""
    return f"{merchant.id}  {merchant.name}  {merchant.email}  {state}{since}{reason}"
