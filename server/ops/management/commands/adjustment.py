"""Adjustments on the command line. A shell belongs to nobody, so each operator's password says who acts."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from server.access import second_factor, signing_in
from server.access.second_factor_rule import is_required
from server.adjustments.deciding import approve_adjustment, reject_adjustment
from server.adjustments.models import Adjustment, Direction
from server.adjustments.proposing import propose_adjustment
from server.audit_log.context import Actor, ActorKind, name_actor
from server.errors import InvalidInput, Refusal, SignInRefused
from server.merchants.models import Merchant
from server.money import MAX_PAISE, format_inr


class Command(BaseCommand):
    help = (
        "Lists, proposes, approves and rejects adjustments of ledgers. One operator proposes, another one approves. "
        "The password is asked for, and the code of a second factor if there is one, or both are read from standard "
        "input, one a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        list_ = subcommands.add_parser("list", help="list the adjustments, oldest first")
        list_.add_argument("--merchant", help="only this merchant's: its id or e-mail address")
        propose = subcommands.add_parser("propose", help="propose a correction of a ledger; nothing is posted yet")
        propose.add_argument("merchant", help="the merchant's id or e-mail address")
        propose.add_argument(
            "direction", choices=Direction.values, help="credit adds to the balance, debit takes from it"
        )
        propose.add_argument("paise", type=int, help="the amount in paise: 100 is one rupee")
        propose.add_argument("--reason", required=True, help="shown to the merchant in the ledger")
        propose.add_argument(
            "--key", type=UUID, help="an idempotency key (a UUID), to send the same proposal again safely"
        )
        approve = subcommands.add_parser("approve", help="post an adjustment that another operator proposed")
        reject = subcommands.add_parser("reject", help="reject an adjustment, so that it is never posted")
        for subcommand in (approve, reject):
            subcommand.add_argument("adjustment", type=UUID, help="the adjustment's id")
        for subcommand in (propose, approve, reject):
            subcommand.add_argument("--user", required=True, help="the operator's user name or e-mail address")

    def handle(self, *_args: Any, subcommand: str, **options: Any) -> None:
        try:
            if subcommand == "list":
                self._list(options["merchant"])
                return
            _sign_in(options["user"])
            match subcommand:
                case "propose":
                    self._propose(**options)
                case "approve":
                    self.stdout.write(_line(approve_adjustment(options["adjustment"]).row))
                case "reject":
                    self.stdout.write(_line(reject_adjustment(options["adjustment"]).row))
        except Refusal as refusal:
            raise CommandError(refusal.message) from None

    def _list(self, merchant: str | None) -> None:
        rows = Adjustment.objects.order_by("created_at", "id")
        if merchant is not None:
            rows = rows.filter(merchant=Merchant.objects.find(merchant))
        for row in rows:
            self.stdout.write(_line(row))

    def _propose(self, *, merchant: str, direction: str, paise: int, reason: str, key: UUID | None, **_: Any) -> None:
        if not 0 < paise <= MAX_PAISE:
            raise InvalidInput("paise must be a positive integer, at most 2^53 - 1.")
        proposal = propose_adjustment(
            merchant_id=Merchant.objects.find(merchant).id,
            direction=Direction(direction),
            amount_paise=paise,
            reason=reason,
            idempotency_key=key or uuid4(),
        )
        self.stdout.write(_line(proposal.adjustment))


def _sign_in(name: str) -> None:
    """Name the operator as the actor of this command, by password and second factor as in the dashboard. Raises
    SignInRefused, CodeRefused, TooManyAttempts, Unavailable."""
    user = authenticate(username=name, password=_typed("Password: "))
    if not isinstance(user, User):
        raise SignInRefused
    if second_factor.factor_of(user):
        signing_in.record_accepted_password(user)
        signing_in.check_code(None, user, _typed("Code: "))
    elif is_required(is_operator=user.is_staff):
        raise CommandError(f"{name} needs two-step sign-in, and has yet to set it up in the dashboard.")
    name_actor(Actor(ActorKind.PERSON, str(user.pk), user.get_username()))


def _typed(prompt: str) -> str:
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _line(adjustment: Adjustment) -> str:
    amount = f"{adjustment.direction} of {format_inr(adjustment.amount_paise)}"
    decided = f" by {adjustment.decided_by}" if adjustment.decided_by else ""
    return (
        f"{adjustment.id}  {adjustment.merchant_id}  {amount}  {adjustment.status}{decided}  "
        f"proposed by {adjustment.proposed_by}: {adjustment.reason}"
    )
