from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from server.ops.backups import dumping
from server.ops.bootstrap import start_check


class Command(BaseCommand):
    help = "Writes the whole database into a new folder, from one moment, while the engine runs. `restore` reads it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is empty, or is not there yet")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        start_check.require_database()
        made = dumping.back_up(folder.resolve(), self._say)
        size = sum(made.sizes.values()) / 1_000_000
        self._say(f"{folder} has the database {made.database} as it was at {made.made_at}: {size:,.1f} MB.")
        self._say("The keys are not in it: keep PAYOUT_ENCRYPTION_KEYS and PAYOUT_LEDGER_SIGNING_KEYS apart from it.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
