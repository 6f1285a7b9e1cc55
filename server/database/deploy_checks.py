"""The warning of `manage.py check --deploy` about an app role with too many rights."""

from typing import Any

import psycopg
from django.conf import settings
from django.core import checks

from server.database import app_role

SERVES_AS_OWNER = "payout.W001"
HAS_TOO_MANY_RIGHTS = """
SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)
FROM pg_roles WHERE rolname = current_user
"""


@checks.register(checks.Tags.security, deploy=True)
def check_app_role_is_unprivileged(**_: Any) -> list[checks.CheckMessage]:
    user = settings.DB_APP["USER"]
    if user != settings.DB_OWNER["USER"] and not _has_too_many_rights():
        return []
    return [
        checks.Warning(
            f"The web server and the worker connect as {user}, who owns tables or passes over row-level security.",
            hint="Let DB_APP_USER name a role of its own; `migrate` makes it and gives it its rights.",
            id=SERVES_AS_OWNER,
        )
    ]


def _has_too_many_rights() -> bool:
    """A quick look, false if the database is down; `verify_ledger` compares every right."""
    try:
        with app_role.log_in() as connection:
            row = connection.execute(HAS_TOO_MANY_RIGHTS).fetchone()
            return bool(row and row[0])
    except psycopg.OperationalError:
        return False
