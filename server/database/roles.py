"""The database role that a process connects as.

The owner of the tables may do anything with them; serving callers takes far less. So migrations and operators' commands
connect as the owner (`DB_USER`), the web server and the worker as the app role (`DB_APP_USER`), which has the rights of
`grants.py` and no more.
"""

import hashlib
import hmac
import os
from enum import StrEnum

# Set by manage.py for itself and its child processes. A process without it (under another WSGI server) is a web server.
VARIABLE = "PAYOUT_RUNS_AS"


class DbRole(StrEnum):
    OWNER = "owner"
    WEB = "web"
    WORKER = "worker"


# The commands that need only the app role's rights; every other command runs as the owner.
COMMANDS = {
    DbRole.WEB: ("serve", "runserver"),
    DbRole.WORKER: (
        "run_huey",
        "bank_decides",
        "api_key",
        "user",
        "seed",
        "createsuperuser",
        "changepassword",
        "clearsessions",
    ),
}
ROLES = {command: role for role, commands in COMMANDS.items() for command in commands}


def assume(arguments: list[str]) -> None:
    """Call before the settings are read. Each command sets its own role, also below `up`, which is the owner."""
    os.environ[VARIABLE] = ROLES.get(arguments[0] if arguments else "", DbRole.OWNER)


def current() -> DbRole:
    return DbRole(os.environ.get(VARIABLE, DbRole.WEB))


def derived_password(secret_key: str, owners_password: str) -> str:
    """The app role's password if none is set: the same in every process with these settings, and no way back to the
    owner's password."""
    return hmac.new(secret_key.encode(), f"DB_APP_PASSWORD {owners_password}".encode(), hashlib.sha256).hexdigest()
