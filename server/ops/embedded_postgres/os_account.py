"""Chooses the user that PostgreSQL runs as: the caller or, since PostgreSQL refuses root, an unprivileged one."""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from server.operator_error import OperatorError
from server.ops.bootstrap.program_environment import program_environment


class PopenIdentity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class OsAccount:
    uid: int
    gid: int
    name: str

    @classmethod
    def of_caller(cls) -> "OsAccount":
        return cls(os.geteuid(), os.getegid(), _name(os.geteuid()))

    @property
    def is_caller(self) -> bool:
        return self.uid == os.geteuid()

    def popen_identity(self) -> PopenIdentity:
        return {} if self.is_caller else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Create a folder that only this account may enter, or check that it is one. Raises OperatorError."""
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            # Its parent may be writable for everyone. So it may be another user's folder, or a link, planted or not.
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {self.uid, os.geteuid()}:
                raise OperatorError(f"{folder} is not user {self.name}'s folder: remove it") from None
            if found.st_mode & 0o077:
                raise OperatorError(f"{folder} is open to other users: remove it") from None
        if not self.is_caller:
            os.chown(folder, self.uid, self.gid, follow_symlinks=False)

    def can_reach(self, path: Path) -> bool:
        """True if this account may enter the path. Only the kernel knows, so a shell tries it as that user."""
        if self.is_caller:
            return True
        test = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
        environment = program_environment()
        return subprocess.run(test, cwd="/", env=environment, check=False, **self.popen_identity()).returncode == 0


def account_for(cluster: Path) -> OsAccount:
    """The cluster's owner if it exists, else the caller; for root, `postgres` or `nobody`. Raises OperatorError."""
    caller = os.geteuid()
    owner = cluster.stat().st_uid if cluster.exists() else None
    if caller != 0:
        if owner not in {None, caller}:
            raise OperatorError(
                f"The data in {cluster} belongs to user {_name(owner)}, who created it: run as that user, or "
                "as root, or choose another PAYOUT_DATA_DIR"
            )
        return OsAccount.of_caller()
    if owner:
        return OsAccount(owner, cluster.stat().st_gid, _name(owner))
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return OsAccount(entry.pw_uid, entry.pw_gid, name)
    raise OperatorError(
        "PostgreSQL refuses to run as root and there is no user postgres or nobody: run as another user"
    )


def _name(uid: int | None) -> str:
    try:
        return pwd.getpwuid(uid or 0).pw_name
    except KeyError:
        return str(uid)
