from typing import Any

from django.core.management.commands import migrate

from server.database import history
from server.operator_error import OperatorError


class Command(migrate.Command):
    """Django's, for databases that it can go on with."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        try:
            history.refuse_unfinished()
        except history.TooOld as old:
            raise OperatorError(str(old)) from old
        return super().handle(*args, **options)
