from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from server.errors import Refusal
from server.merchants.changes import Change
from server.merchants.details import update_merchant
from server.merchants.models import Merchant
from server.merchants.suspension import reopen_merchant, suspend_merchant


class Command(BaseCommand):
    help = "Lists, suspends, reopens and mends merchants. A merchant is named by its id or e-mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        subcommands.add_parser("list", help="list all merchants")
        suspend = subcommands.add_parser("suspend", help="accept no new payout; what is under way is settled")
        suspend.add_argument("--reason", required=True, help="for operators and the audit log")
        reopen = subcommands.add_parser("reopen", help="end a suspension")
        update = subcommands.add_parser("update", help="mend the name or the e-mail address")
        update.add_argument("--name")
        update.add_argument("--email")
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
        self.stdout.write(f"{_line(change.row)}{'' if change.changed else '  (it was so before)'}")


def _line(merchant: Merchant) -> str:
    state = "active" if merchant.is_active else "suspended"
    since = f" since {merchant.suspended_at:%Y-%m-%d %H:%M} UTC" if merchant.suspended_at else ""
    reason = f": {merchant.suspension_reason}" if merchant.suspension_reason else ""
    return f"{merchant.id}  {merchant.name}  {merchant.email}  {state}{since}{reason}"
