"""Databases of their own, beside the tests' one and on its server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connection

from server.ops.bootstrap.commandline import patient
from tests.conftest import connected_as


@contextmanager
def new_database(name: str) -> Iterator[None]:
    """An empty one, in which all of the block happens, as the owner."""
    name = f"{name}_{os.getpid()}"  # another process of tests may be making its own on this server
    with connect() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        try:
            options = patient(connection.settings_dict["OPTIONS"], "migrate")
            with connected_as({**settings.DB_OWNER, "NAME": name, "OPTIONS": options}):
                yield
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def connect(name: str | None = None) -> psycopg.Connection:
    """As the owner, in autocommit; else to where Django is connected."""
    where = connection.settings_dict
    return psycopg.connect(
        host=where["HOST"],
        port=where["PORT"],
        dbname=name or where["NAME"],
        user=settings.DB_OWNER["USER"],
        password=settings.DB_OWNER["PASSWORD"],
        autocommit=True,
    )
