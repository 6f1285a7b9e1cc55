"""The files, memory and peers that a process has open, as the kernel lists them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

LISTENS = "0A"  # a socket's state


def processes_of(session: int) -> list[int]:
    pids = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    return [pid for pid in pids if _reading(lambda pid=pid: os.getsid(pid)) == session]  # type: ignore[misc]


def writable_resources(pid: int) -> Iterator[tuple[int, int]]:
    """Device and inode of files and pipes (except its standard output) and of memory that may be shared."""
    for number, name, path in _open_files(pid):
        private = name.startswith("anon_inode:") or name == os.devnull
        if number > 2 and not private and _may_write(pid, number) and (found := _reading(path.stat)):
            yield found.st_dev, found.st_ino
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        _, rights, _, device, inode, *_ = line.split()
        if "w" in rights and "s" in rights and inode != "0":
            major, minor = (int(part, 16) for part in device.split(":"))
            yield os.makedev(major, minor), int(inode)


def peers(pid: int, *, but_of_port: int) -> Iterator[tuple[str, int]]:
    """Address and port of its TCP connections' other ends, without connections to its own port."""
    sockets = {name.removeprefix("socket:[").removesuffix("]") for _, name, _ in _open_files(pid)}
    for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        _, local, remote, state, *_, inode = line.split()[:10]
        if inode in sockets and state != LISTENS and _endpoint(local)[1] != but_of_port:
            yield _endpoint(remote)


def _open_files(pid: int) -> Iterator[tuple[int, str, Path]]:
    for path in _reading(lambda: list(Path(f"/proc/{pid}/fd").iterdir())) or []:
        if name := _reading(path.readlink):
            yield int(path.name), str(name), path


def _may_write(pid: int, number: int) -> bool:
    lines = (_reading(Path(f"/proc/{pid}/fdinfo/{number}").read_text) or "").splitlines()
    flags = next((line.split()[1] for line in lines if line.startswith("flags:")), "0")
    return bool(int(flags, 8) & os.O_ACCMODE)


def _endpoint(text: str) -> tuple[str, int]:
    address, port = text.split(":")
    return ".".join(str(byte) for byte in reversed(bytes.fromhex(address))), int(port, 16)


def _reading(read: Callable[[], Any]) -> Any:
    """None if the process, or the file it had open, is gone."""
    try:
        return read()
    except OSError:
        return None
