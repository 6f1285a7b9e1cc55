from typing import Any

from django.core.management.base import BaseCommand

from server.payouts.states import as_sql


class Command(BaseCommand):
    help = "Prints the text of payouts/sql/states.sql, made from payouts/states.py."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(as_sql(), ending="")
