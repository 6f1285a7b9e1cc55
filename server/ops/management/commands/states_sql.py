from typing import Any

from django.core.management.base import BaseCommand

from server.payouts.states import as_sql


class Command(BaseCommand):
    help = "Print payouts/sql/states.sql, as payouts/states.py says it."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(as_sql(), ending="")
