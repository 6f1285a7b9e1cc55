"""Chooses the user that the web server and the worker run as: never root, if that can be helped.

Started by root, they run as the user that PostgreSQL runs as. That user has to read this checkout, the packages and
Python. Where these lie in a folder that is closed to it, such as /root, it gets a view of its own; where it can have
none, they run as root, and `up` says so.
"""

import json
import pwd
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from server.ops.bootstrap.program_environment import program_environment
from server.ops.embedded_postgres.os_account import OsAccount, PopenIdentity
from server.ops.processes.private_view import PrivateView, view_for

# Run by that user: fails unless Python starts, finds the packages, may listen on the port, may connect to the sockets,
# and can read every file of the folders.
TRIAL = """
import json, os, socket, sys
import django, psycopg, uvicorn
serving = json.loads(sys.argv[1])
def forbid(what):
    raise PermissionError(13, "Permission denied", what)
def fail(error):
    raise error
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((serving["host"], serving["port"]))
    except PermissionError:
        forbid(f"port {serving['port']}")
for path in serving["sockets"]:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except PermissionError:
            forbid(path)
        except OSError:
            pass
for top in serving["folders"]:
    for folder, _, files in os.walk(top, onerror=fail):
        for path in (os.path.join(folder, name) for name in files):
            if not os.access(path, os.R_OK):
                forbid(path)
"""


class PopenView(PopenIdentity, total=False):
    preexec_fn: Callable[[], None]


@dataclass(frozen=True)
class ServedAs:
    account: OsAccount
    view: PrivateView | None = None

    def popen_identity(self) -> PopenView:
        return {"preexec_fn": self.view.enter} if self.view else cast("PopenView", self.account.popen_identity())

    def environment(self) -> dict[str, str]:
        """Another user's home, since root's is closed to it; for the caller, nothing."""
        if self.account.is_caller:
            return {}
        try:
            home = pwd.getpwuid(self.account.uid).pw_dir
        except KeyError:
            home = "/"
        return {"HOME": home, "USER": self.account.name, "LOGNAME": self.account.name}


def served_as(account: OsAccount, checkout: Path, host: str, port: int, sockets: list[Path]) -> ServedAs:
    """`account` is PostgreSQL's; `sockets` are those of the database and the queue, if they have any."""
    if account.is_caller:
        return ServedAs(account)
    folders = [folder for folder in (checkout / "server", checkout / "web" / "dist") if folder.exists()]
    needed = [*folders, checkout / "manage.py", Path(sys.prefix), Path(sys.base_prefix), *_links(Path(sys.executable))]
    chosen = ServedAs(account, view_for(account, needed))
    paths = {"sockets": [*map(str, sockets)], "folders": [*map(str, folders)]}
    reason = _fails(chosen, json.dumps({"host": host, "port": port, **paths}))
    if not reason:
        return chosen
    print(
        f"User {account.name} cannot serve the engine ({reason}), so root does. To mend that, make it possible, or run"
        f" `up` as another user than root.",
        file=sys.stderr,
        flush=True,
    )
    return ServedAs(OsAccount.of_caller())


def _links(path: Path) -> list[Path]:
    """The path, and every file that it leads to through links."""
    found = [path]
    while found[-1].is_symlink():
        found.append(found[-1].parent / found[-1].readlink())
    return found


def _fails(chosen: ServedAs, serving: str) -> str:
    """The reason, or an empty text."""
    try:
        trial = subprocess.run(
            [sys.executable, "-c", TRIAL, serving],
            cwd="/",
            env=program_environment(**chosen.environment()),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            **chosen.popen_identity(),
        )
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    lines = trial.stderr.strip().splitlines() or [f"exit code {trial.returncode}"]
    return lines[-1] if trial.returncode else ""
