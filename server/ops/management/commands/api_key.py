"""API keys on the command line, which is where an operator's first key is created."""

import argparse
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from server.access import api_keys
from server.access.callers import OF_KEYS, Scope
from server.access.key_makers import describe, live_keys_made_by_key, revoke_key_and_made
from server.access.models import ApiKey
from server.access.users import find_user
from server.errors import InvalidInput
from server.merchants.models import Merchant

OPERATORS, MERCHANTS = OF_KEYS, (Scope.READ, Scope.PAYOUTS)
NEVER = "never"


class Command(BaseCommand):
    help = "Creates, lists, rotates and revokes API keys. A new key is shown only once."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        create = subcommands.add_parser("create", help="create a key, and show it once")
        owner = create.add_mutually_exclusive_group(required=True)
        owner.add_argument(
            "--operator", action="store_true", help="create an operators' key, which sees every merchant"
        )
        owner.add_argument("--merchant", help="create a key of this merchant: its id or e-mail address")
        create.add_argument(
            "--user", help="the operator who will use the key (user name or e-mail address); adjustments need one"
        )
        create.add_argument("--name", required=True, help="who or what will use the key")
        create.add_argument(
            "--scopes",
            type=_scopes,
            help=f"comma-separated: {', '.join(Scope)} (default: all of them; read,payouts for a merchant's key)",
        )
        list_ = subcommands.add_parser("list", help="list keys, also those that have ended")
        list_.add_argument("--merchant", help="only this merchant's keys: its id or e-mail address")
        list_.add_argument(
            "--endless", action="store_true", help="only live operators' keys that never end; rotate or revoke those"
        )
        rotate = subcommands.add_parser(
            "rotate", help="create a key in place of another, which stays valid for a while"
        )
        rotate.add_argument(
            "--grace-hours",
            type=int,
            default=api_keys.GRACE_HOURS,
            help="how long the old key stays valid (default: %(default)s)",
        )
        revoke = subcommands.add_parser("revoke", help="end a key at once, for good; the keys that it made are listed")
        revoke.add_argument("--with-made", action="store_true", help="revoke these too: a thief may have made them")
        for subcommand in (create, rotate):
            subcommand.add_argument(
                "--days",
                type=_days,
                help="how many days the new key is valid, or never (default: as long as the key that it replaces; else "
                f"{api_keys.OPERATORS_LIFE.days} for an operators' key, never for a merchant's)",
            )
        for subcommand in (rotate, revoke):
            subcommand.add_argument("key", help="the key's id or prefix")

    def handle(self, *_args: Any, subcommand: str, **options: Any) -> None:
        try:
            getattr(self, subcommand)(**options)
        except InvalidInput as error:
            raise CommandError(error.message) from None

    def create(
        self,
        *,
        name: str,
        merchant: str | None,
        user: str | None,
        scopes: list[Scope] | None,
        days: int | str | None,
        **_: Any,
    ) -> None:
        if user is not None and merchant is not None:
            raise InvalidInput("A merchant's key has no user.")
        owner = Merchant.objects.find(merchant) if merchant is not None else None
        self._show(
            api_keys.create_key(
                name=name,
                scopes=scopes or (OPERATORS if owner is None else MERCHANTS),
                merchant_id=owner.id if owner else None,
                expires_at=_end(days),
                never_expires=days == NEVER,
                user_id=None if user is None else _operator(user),
            )
        )

    def rotate(self, *, key: str, grace_hours: int, days: int | str | None, **_: Any) -> None:
        self._show(
            api_keys.rotate_key(
                _key(key).id, grace_hours=grace_hours, expires_at=_end(days), never_expires=days == NEVER
            )
        )

    def revoke(self, *, key: str, with_made: bool, **_: Any) -> None:
        found = _key(key)
        if with_made:
            made, became = revoke_key_and_made(found.id), "are revoked too"
        else:
            api_keys.revoke_key(found.id)
            made, became = live_keys_made_by_key(found.id), "stay live; --with-made revokes them too"
        self.stdout.write(f"{found.id}  {found.name}: revoked")
        if made:
            self.stdout.write(f"The keys that it made {became}:")
        for each in made:
            self.stdout.write(f"  {describe(each)}")

    def list(self, *, merchant: str | None, endless: bool, **_: Any) -> None:
        rows = ApiKey.objects.select_related("merchant").order_by("created_at")
        if endless:
            rows = rows.filter(pk__in=api_keys.endless_operators_keys())
        if merchant is not None:
            rows = rows.filter(merchant=Merchant.objects.find(merchant))
        live = set(rows.filter(api_keys.LIVE).values_list("id", flat=True))
        for row in rows:
            owner = row.merchant.name if row.merchant else "operators"
            state = "live" if row.id in live else "revoked" if row.revoked_at else "expired"
            until = f" until {row.expires_at:%Y-%m-%d %H:%M}" if row.expires_at else " without end"
            until = until if state == "live" else ""
            used = f"used {row.last_used_at:%Y-%m-%d %H:%M}" if row.last_used_at else "never used"
            scopes = ",".join(row.scopes)
            self.stdout.write(f"{row.id}  {row.prefix}  {owner}  {row.name}  {scopes}  {state}{until}  {used}")

    def _show(self, new: api_keys.NewKey) -> None:
        """Print the key alone on standard output, for scripts; the words about it go to standard error."""
        self.stderr.write(f"{new.key.id}  {new.key.name}: created. This is the only time that the key is shown:")
        self.stdout.write(new.secret)


def _key(text: str) -> ApiKey:
    found = ApiKey.objects.filter(pk=text) if _is_uuid(text) else ApiKey.objects.filter(prefix=text)
    if key := found.first():
        return key
    raise InvalidInput(f"No API key with this id or prefix: {text}")


def _operator(name: str) -> int:
    user = find_user(name)
    if user is None or not (user.is_staff and user.is_active):
        raise InvalidInput(f"No operator, or more than one, is called {name}.")
    return int(user.pk)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _scopes(text: str) -> list[Scope]:
    try:
        return [Scope(word) for word in text.split(",")]
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; choose from {', '.join(OF_KEYS)}") from None


def _days(text: str) -> int | str:
    if text == NEVER:
        return text
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= api_keys.LONGEST_LIFE.days:
        raise argparse.ArgumentTypeError(f"from 1 to {api_keys.LONGEST_LIFE.days}, or {NEVER}")
    return int(text)


def _end(days: int | str | None) -> datetime | None:
    return timezone.now() + timedelta(days=days) if isinstance(days, int) else None
