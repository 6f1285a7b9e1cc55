"""The people who may sign in to the dashboard: a merchant's, and operators."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from getpass import getpass
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from server.access import users
from server.errors import Refusal
from server.merchants.models import Merchant


class Command(BaseCommand):
    help = "Who may sign in to the dashboard. Passwords are asked for, or read from standard input, a line each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="a new person, who signs in with this e-mail address")
        add.add_argument("email")
        whose = add.add_mutually_exclusive_group(required=True)
        whose.add_argument("--merchant", help="sees this merchant (its id or e-mail address), and may pay out")
        whose.add_argument("--operator", action="store_true", help="sees every merchant, and /admin/")
        verbs.add_parser("list", help="everybody, and what they may see")
        verbs.add_parser("disable", help="out at once, from every browser").add_argument("email")
        verbs.add_parser("enable", help="in again, with a new password").add_argument("email")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        verbs: dict[str, Callable[..., None]] = {
            "add": self._add,
            "list": self._list,
            "disable": self._disable,
            "enable": self._enable,
        }
        try:
            verbs[verb](**options)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None

    def _add(self, *, email: str, merchant: str | None, **_: Any) -> None:
        of = Merchant.objects.find(merchant).id if merchant is not None else None
        user = users.add_user(email, _password(), of)
        self.stdout.write(f"{user.username} may sign in: {_what(user)}.")

    def _list(self, **_: Any) -> None:
        for user in User.objects.select_related("membership__merchant").order_by("username"):
            seen = f"last seen {user.last_login:%Y-%m-%d %H:%M} UTC" if user.last_login else "never signed in"
            self.stdout.write(f"{user.username}  {_what(user)}  {seen}")

    def _disable(self, *, email: str, **_: Any) -> None:
        user = _existing(email)
        users.disable_user(user)
        self.stdout.write(f"{user.username} is out, and cannot sign in.")

    def _enable(self, *, email: str, **_: Any) -> None:
        user = _existing(email)
        users.enable_user(user, _password())
        self.stdout.write(f"{user.username} may sign in: {_what(user)}.")


def _existing(name: str) -> User:
    user = users.find_user(name)
    if user is None:
        raise CommandError(f"Nobody, or more than one person, is called {name}.")
    return user


def _what(user: User) -> str:
    if not user.is_active:
        return "disabled"
    if person := users.caller_for(user):
        return f"sees {user.membership.merchant.name}" if person.merchant_id else "operator"
    return "sees nothing"


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass("Password: ")
    if getpass("Once more: ") != password:
        raise CommandError("The two are not the same.")
    return password
