from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from server.audit_log.recording import record
from server.database import release
from server.events.positions import Position
from server.events.reading import heads_of
from server.merchants.models import Merchant
from server.ops.backups import restoring
from server.ops.bootstrap import start_check


class Command(BaseCommand):
    help = (
        "Restores a folder of `backup` into an empty database, proves every rule of the ledger, and shows up to where \
merchants' events go."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder that `backup` has written")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        start_check.require_database()
        folder = folder.resolve()
        given = restoring.require_restorable(folder)
        self._say(f"Restoring the database {given.database} as it was at {given.made_at} …")
        restoring.restore(folder, given, self._say)
        state = release.schema_state()
        if state is None or state.is_older:
            self._say("The backup is of an earlier release: run `migrate`, and then `verify_ledger`.")
            return
        heads = heads_of(Merchant.objects.values_list("id", flat=True))
        with transaction.atomic():
            record("database.restored", merchant_id=None, subject_id=UUID(given.id))
        call_command("verify_ledger", stdout=self.stdout)
        self._tell(heads)

    def _tell(self, heads: dict[UUID, Position]) -> None:
        self._say("Each merchant's feed of events ends here. Whoever has read further has read what is not there now:")
        for merchant, head in sorted(heads.items()):
            self._say(f"  {merchant}  {head}")
        self._say("Tell them before the engine serves: a position beyond the end is refused only until it is reached.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
