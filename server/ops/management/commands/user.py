"""The users who may sign in to the dashboard: a merchant's, and operators."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from getpass import getpass
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from server.access import paying_grants, second_factor, users
from server.access.callers import Role, Scope
from server.access.key_makers import describe, live_keys_made_by
from server.access.roles import MAY
from server.access.second_factor_rule import is_required
from server.errors import Refusal
from server.merchants.models import Merchant

USER = "the user's e-mail address or user name"


class Command(BaseCommand):
    help = (
        "Adds, lists, disables and enables the users who sign in to the dashboard, and resets their second factors. "
        "Passwords are asked for, or read from standard input, one a line."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        add = subcommands.add_parser("add", help="add a user, who signs in with the e-mail address and a password")
        add.add_argument("email", help="the user's e-mail address")
        role = add.add_mutually_exclusive_group(required=True)
        role.add_argument("--merchant", help="add a user of this merchant (its id or e-mail address)")
        role.add_argument(
            "--operator", action="store_true", help="add an operator, who sees every merchant and /admin/"
        )
        add.add_argument(
            "--role",
            choices=[each.value for each in Role],
            help="what a merchant's user may do: "
            + "; ".join(f"{each}: {MAY[each]}" for each in Role)
            + " (default: owner)",
        )
        subcommands.add_parser("list", help="list all users and what they may see")
        disable = subcommands.add_parser(
            "disable", help="end a user's sessions at once, refuse new sign-ins, and revoke the API keys that they made"
        )
        disable.add_argument("email", help=USER)
        disable.add_argument("--keep-keys", action="store_true", help="list those API keys, but do not revoke them")
        enable = subcommands.add_parser("enable", help="let a user sign in again, with a new password")
        enable.add_argument("email", help=USER)
        for name, about in (
            ("grant-paying", "let an operator pay on behalf of merchants"),
            ("withdraw-paying", "no longer let an operator pay on behalf of merchants"),
        ):
            subcommands.add_parser(name, help=about).add_argument("email", help=USER)
        reset = subcommands.add_parser(
            "reset-second-factor", help="remove the second factor of a user who lost it and the recovery codes"
        )
        reset.add_argument("email", help=USER)

    def handle(self, *_args: Any, subcommand: str, **options: Any) -> None:
        subcommands: dict[str, Callable[..., None]] = {
            "add": self._add,
            "list": self._list,
            "disable": self._disable,
            "enable": self._enable,
            "grant-paying": self._grant_paying,
            "withdraw-paying": self._withdraw_paying,
            "reset-second-factor": self._reset_second_factor,
        }
        try:
            subcommands[subcommand](**options)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None

    def _add(self, *, email: str, merchant: str | None, role: str | None, **_: Any) -> None:
        merchant_id = Merchant.objects.find(merchant).id if merchant is not None else None
        if role and merchant_id is None:
            raise CommandError("An operator has no role: that is for a merchant's users.")
        user = users.add_user(email, _password(), merchant_id, Role(role or Role.OWNER))
        self.stdout.write(f"{user.username} may sign in: {_access(user)}.")

    def _list(self, **_: Any) -> None:
        for user in User.objects.select_related("membership__merchant").order_by("username"):
            last_login = f"last sign-in {user.last_login:%Y-%m-%d %H:%M} UTC" if user.last_login else "never signed in"
            self.stdout.write(f"{user.username}  {_access(user)}  {last_login}")

    def _disable(self, *, email: str, keep_keys: bool, **_: Any) -> None:
        user = _existing(email)
        keys = users.disable_user(user, keep_keys=keep_keys)
        self.stdout.write(f"{user.username} is signed out everywhere, and cannot sign in.")
        if keys:
            done = (
                "These API keys that they made stay live" if keep_keys else "These API keys that they made are revoked"
            )
            self.stdout.write(f"{done}:")
        for key in keys:
            self.stdout.write(f"  {describe(key)}")

    def _enable(self, *, email: str, **_: Any) -> None:
        user = _existing(email)
        users.enable_user(user, _password())
        self.stdout.write(f"{user.username} may sign in: {_access(user)}.")

    def _grant_paying(self, *, email: str, **_: Any) -> None:
        user = _existing(email)
        paying_grants.grant(user)
        self.stdout.write(f"{user.username} may pay on behalf of merchants.")

    def _withdraw_paying(self, *, email: str, **_: Any) -> None:
        user = _existing(email)
        paying_grants.withdraw(user)
        self.stdout.write(f"{user.username} may not pay on behalf of merchants.")
        keys = [key for key in live_keys_made_by(user) if key.merchant_id is None and Scope.PAYOUTS in key.granted]
        for key in keys:
            self.stdout.write(f"  This key that they made still may: {describe(key)}")

    def _reset_second_factor(self, *, email: str, **_: Any) -> None:
        user = _existing(email)
        if not second_factor.reset(user):
            raise CommandError(f"{user.username} has no second factor.")
        then = "sets up another one at the next sign-in" if is_required(is_operator=user.is_staff) else "may set one up"
        self.stdout.write(f"{user.username} is signed out everywhere, has no second factor any more, and {then}.")


def _existing(name: str) -> User:
    user = users.find_user(name)
    if user is None:
        raise CommandError(f"No user, or more than one, is called {name}.")
    return user


def _access(user: User) -> str:
    if not user.is_active:
        return "disabled"
    if caller := users.caller_for(user):
        if caller.merchant_id:
            return f"{user.membership.role} of {user.membership.merchant.name}"
        return "operator, pays for merchants" if paying_grants.is_granted_to(user) else "operator"
    return "sees nothing"


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass("Password: ")
    if getpass("Repeat it: ") != password:
        raise CommandError("The two passwords differ.")
    return password
