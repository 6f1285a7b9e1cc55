"""Lets this process's connections in as the embedded PostgreSQL's owner."""

from django.conf import settings
from django.db import connection

from server.ops.embedded_postgres.cluster import Cluster


def log_in_as_owner_of(cluster: Cluster) -> None:
    """Call before the first connection. Does nothing in a process that connects as the app role."""
    database = connection.settings_dict
    if database["USER"] != settings.DB_OWNER["USER"]:
        return
    passfile = str(cluster.password_file)
    database["PASSWORD"] = ""  # libpq reads the file only if no password is given
    database["OPTIONS"]["passfile"] = passfile
    if not settings.REDIS_URL:
        settings.HUEY.storage.connection_params.update(password="", passfile=passfile)
