"""The database connection, its roles, and its time limits."""

import os
from typing import Any

from environs import EnvError

from server.database import roles
from server.database.embedded_address import PORT, socket_directory

from .callers import PAYOUT_OPEN_ACCESS, SECRET_KEY
from .environment import BASE_DIR, env

# Holds the embedded PostgreSQL, which is used when DB_HOST is not set.
PAYOUT_DATA_DIR = env.path("PAYOUT_DATA_DIR", BASE_DIR / ".data").resolve()
# Several with commas, as libpq writes them: a primary and its standbys, in any order.
DB_HOST = ",".join(host.strip() for host in env.str("DB_HOST", "").split(","))
# The owner of the tables, for migrations and commands; and the role of web server and worker, with few rights
# (server/database/grants.py).
DB_OWNER = {"USER": env.str("DB_USER", "postgres"), "PASSWORD": env.str("DB_PASSWORD", "postgres")}
DB_APP = {
    "USER": env.str("DB_APP_USER", "payout_app"),
    "PASSWORD": env.str("DB_APP_PASSWORD", "") or roles.derived_password(SECRET_KEY, DB_OWNER["PASSWORD"]),
}
REDIS_URL = env.str("REDIS_URL", "")

EMBEDDED_DATABASE = not DB_HOST

# One for all hosts, or one for each.
DB_PORT = ",".join(port.strip() for port in env.str("DB_PORT", "5432").split(","))
_hosts, _ports = DB_HOST.split(","), DB_PORT.split(",")
if not all(port.isascii() and port.isdecimal() and 0 < int(port) < 2**16 for port in _ports):
    raise EnvError('Environment variable "DB_PORT" invalid: Not a port, nor several with commas')
if len(_hosts) > 1 and not all(_hosts):
    raise EnvError('Environment variable "DB_HOST" invalid: A host in the list has no name')
if len(_ports) not in {1, len(_hosts)}:
    raise EnvError(f'Environment variable "DB_PORT" invalid: {len(_ports)} ports for {len(_hosts)} hosts of DB_HOST')
if not DB_HOST:
    DB_HOST, DB_PORT = str(socket_directory(PAYOUT_DATA_DIR)), str(PORT)

# Our transactions wait for the database only, so each statement and each pause between two takes milliseconds. A
# process that takes longer is stopped, hangs or has lost its network, and must not block others (docs/adr/0010).
LOCK_SECONDS = 2  # one waiter per process and merchant: see server/database/lock_queue.py
STATEMENT_SECONDS = 5
IDLE_IN_TRANSACTION_SECONDS = 3  # then PostgreSQL ends the session of a stopped process, which frees its locks
SILENCE_SECONDS = STATEMENT_SECONDS + 1  # no word from the server, not even that it canceled the statement

# Rows that a new connection can read (server/database/row_security.py): all, or none until the caller is identified.
INITIAL_TENANT = "*" if PAYOUT_OPEN_ACCESS or roles.current() is not roles.DbRole.WEB else ""

# What our SQL and our reading of results rely on, whatever ALTER DATABASE, ALTER ROLE or the server's file say: how
# values are written and read, how PostgreSQL renders our functions (server/database/installed.py), where names are
# looked up, and that policies apply.
FORMS = " ".join(
    f"-c {setting}"
    for setting in (
        "datestyle=ISO,MDY",
        "intervalstyle=postgres",
        "timezone=UTC",
        "bytea_output=hex",
        "extra_float_digits=1",
        "array_nulls=on",
        "standard_conforming_strings=on",
        "transform_null_equals=off",
        "quote_all_identifiers=off",
        "search_path=public",
        "row_security=on",
        # We lock, then read: only READ COMMITTED shows the second statement what was committed while the first waited.
        "default_transaction_isolation=read\\ committed",
    )
)
# libpq reads these after our options, so that they would win. For the embedded PostgreSQL none of its variables counts.
for variable in [name for name in os.environ if name.startswith("PG")]:
    if EMBEDDED_DATABASE or variable in {"PGDATESTYLE", "PGTZ", "PGGEQO", "PGOPTIONS", "PGCLIENTENCODING"}:
        del os.environ[variable]

SESSION = (
    f"{FORMS} -c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s"
    f" -c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_SECONDS}s"
    f" -c payout.merchant={INITIAL_TENANT}"
)
# For networks that drop packets silently. (Unix sockets ignore these.)
NETWORK: dict[str, Any] = {
    "connect_timeout": 2,  # for each host; the least that libpq accepts
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 1000 * SILENCE_SECONDS,
}
if len(_hosts) > 1:
    # The one that takes writes, whichever it is by now (docs/failover.md). A server says so when a session begins, so
    # it costs no round trip. One host alone may be a standby, on purpose.
    NETWORK["target_session_attrs"] = "read-write"

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "server.database.backend",
        "NAME": env.str("DB_NAME", "payout_engine"),
        **(DB_OWNER if roles.current() is roles.DbRole.OWNER else DB_APP),
        "HOST": DB_HOST,
        "PORT": DB_PORT,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": NETWORK
        | {"application_name": "payout-engine", "options": SESSION, "silence_seconds": SILENCE_SECONDS}
        # Repeated queries are planned once per session: planning was four fifths of PostgreSQL's work for a balance.
        | {"server_side_binding": True, "prepare_threshold": 3},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
