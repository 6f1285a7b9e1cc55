"""A process's own view of the file system, in which closed folders hold nothing but what the engine needs, and can be
entered: so that another user than root can serve from a checkout, or with a Python, that lies in /root.

Every path stays as it is, and nothing changes for other processes. Linux alone, and only where root may mount: in most
containers it may not.
"""

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.ops.embedded_postgres.os_account import OsAccount

# From <sched.h> and <sys/mount.h>.
CLONE_NEWNS = 0x20000
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 0x2, 0x4, 0x1000, 0x4000, 0x40000

_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class PrivateView:
    closed: tuple[Path, ...]  # folders that the account may not enter, none within another
    shown: tuple[Path, ...]  # what is to be found in them all the same
    account: OsAccount

    def enter(self) -> None:
        """In a new process of root, which is the account's from then on. Raises OSError."""
        os.umask(0o022)
        _must(_libc.unshare(CLONE_NEWNS))
        _mount("none", Path("/"), MS_REC | MS_PRIVATE)
        sources = {path: os.open(path, os.O_PATH) for path in self.shown}  # before they are covered
        for folder in self.closed:
            _mount("tmpfs", folder, MS_NOSUID | MS_NODEV, kind="tmpfs", options="mode=755,size=1m")
        for path, source in sources.items():
            at = Path(f"/proc/self/fd/{source}")
            if at.is_dir():
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
            _mount(str(at), path, MS_BIND | MS_REC)
            os.close(source)
        os.setgroups([])
        os.setgid(self.account.gid)
        os.setuid(self.account.uid)


def view_for(account: OsAccount, needed: list[Path]) -> PrivateView | None:
    """One in which the account reaches all of `needed`; None where it does already, and on systems without views."""
    if _libc is None:
        return None
    closed = {folder for path in needed if (folder := _first_closed(account, path))}
    outermost = {folder for folder in closed if not any(other in folder.parents for other in closed)}
    inside = [path for path in needed if any(folder in path.parents for folder in outermost)]
    shown = {path for path in inside if not any(other in path.parents for other in inside)}
    return PrivateView(tuple(sorted(outermost)), tuple(sorted(shown)), account) if outermost else None


def _first_closed(account: OsAccount, path: Path) -> Path | None:
    """The outermost folder on the way to the path that the account may not enter, by its mode."""
    for folder in reversed(path.parents):
        found = folder.stat()
        bit = 0o100 if found.st_uid == account.uid else 0o010 if found.st_gid == account.gid else 0o001
        if not found.st_mode & bit:
            return folder
    return None


def _mount(source: str, target: Path, flags: int, *, kind: str = "none", options: str = "") -> None:
    words = [source.encode(), os.fsencode(target), kind.encode()]
    _must(_libc.mount(*words, ctypes.c_ulong(flags), options.encode() or None))


def _must(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
