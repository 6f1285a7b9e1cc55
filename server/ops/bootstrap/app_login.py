"""Refuses a start in which the app role could not log in to the embedded PostgreSQL: it would wait for ever."""

from contextlib import closing

import psycopg
from django.conf import settings
from django.db import connection

from server.database import roles
from server.operator_error import OperatorError
from server.ops.embedded_postgres.cluster import Cluster


def require_app_login(cluster: Cluster) -> None:
    """Does nothing in a process that connects as the owner, and before `migrate` has made the role. Raises
    OperatorError."""
    role, password = settings.DB_APP["USER"], settings.DB_APP["PASSWORD"]
    if connection.settings_dict["USER"] != role or not _exists(cluster, role):
        return
    try:
        cluster.connect(connection.settings_dict["NAME"], role, password).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            is_derived = password == roles.derived_password(settings.SECRET_KEY, settings.DB_OWNER["PASSWORD"])
            changed = (
                f"SECRET_KEY was changed, from which the password of role {role} is derived"
                if is_derived
                else f"DB_APP_PASSWORD was changed, and role {role} still has the old one"
            )
            raise OperatorError(
                f"{changed}: set it back, or run `migrate` (`up` does), which sets the new one."
            ) from error


def _exists(cluster: Cluster, role: str) -> bool:
    with closing(cluster.connect()) as owner:
        return owner.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone() is not None
