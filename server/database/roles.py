"""As whom a process connects to the database.

Who owns the tables may do anything with them; who serves callers needs far less. So migrations and the commands of an
operator connect as the owner (`DB_USER`), the web server and the worker as another role (`DB_APP_USER`), which has the
rights of `rights.py` and no more.
"""

import hashlib
import hmac
import os
from enum import StrEnum

# Set by manage.py, for itself and what it starts. Without it (another WSGI server) a process is the web server.
VARIABLE = "PAYOUT_RUNS_AS"


class DbRole(StrEnum):
    OWNER = "owner"
    WEB = "web"
    WORKER = "worker"


# The commands that need no more rights than a verb does; every other one is the owner's.
COMMANDS = {
    DbRole.WEB: ("serve", "runserver"),
    DbRole.WORKER: (
        *("run_huey", "bank_decides", "api_key", "user", "seed"),
        *("createsuperuser", "changepassword", "clearsessions"),
    ),
}
ROLES = {command: part for part, commands in COMMANDS.items() for command in commands}


def assume(arguments: list[str]) -> None:
    """Before the settings are read. Set anew by each command: what `up` starts is not the owner because `up` is."""
    os.environ[VARIABLE] = ROLES.get(arguments[0] if arguments else "", DbRole.OWNER)


def current() -> DbRole:
    return DbRole(os.environ.get(VARIABLE, DbRole.WEB))


def password_of_its_own(secret_key: str, owners_password: str) -> str:
    """The app role's where none is given: the same in every process with these settings, and told to nobody else. Who
    learns it does not learn the owner's."""
    return hmac.new(secret_key.encode(), f"DB_APP_PASSWORD {owners_password}".encode(), hashlib.sha256).hexdigest()
