"""What `manage.py check --deploy` says of the role that serves."""

from typing import Any

import psycopg
from django.conf import settings
from django.core import checks

from server.database import app_role

SERVES_AS_OWNER = "payout.W001"
LOOK = """
SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)
FROM pg_roles WHERE rolname = current_user
"""


@checks.register(checks.Tags.security, deploy=True)
def web_and_worker_serve_with_few_rights(**_: Any) -> list[checks.CheckMessage]:
    user = settings.DB_APP["USER"]
    if user != settings.DB_OWNER["USER"] and not _may_too_much():
        return []
    return [
        checks.Warning(
            f"The web server and the worker connect as {user}, who owns tables or passes over row-level security.",
            hint="Let DB_APP_USER name a role of its own; `migrate` makes it and gives it its rights.",
            id=SERVES_AS_OWNER,
        )
    ]


def _may_too_much() -> bool:
    """Where the database answers; `verify_ledger` proves it in full."""
    try:
        with app_role.log_in() as connection:
            row = connection.execute(LOOK).fetchone()
            return bool(row and row[0])
    except psycopg.OperationalError:
        return False
