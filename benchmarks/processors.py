"""Processor times from /proc: of processes with their descendants, and of the whole machine."""

import os
import time
from pathlib import Path

REAPED_SECONDS = 5  # until a parent has waited for a child that ended
TICKS = os.sysconf("SC_CLK_TCK")


def are_readable() -> bool:
    return Path("/proc/self/stat").exists()


def seconds_of(*roots: int) -> float:
    """Seconds that these processes and their descendants have used so far, ended children included."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # Split behind the name, which is in brackets and may contain any character.
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile, and its parent has its ticks
        pid = int(entry.name)
        children.setdefault(int(fields[1]), []).append(pid)
        ticks[pid] = sum(map(int, fields[11:15]))  # utime, stime, and those of children that were waited for
    total, left = 0, list(roots)
    while left:
        pid = left.pop()
        total += ticks.get(pid, 0)
        left += children.get(pid, [])
    return total / TICKS


def children_of(root: int) -> set[int]:
    pids = (int(pid) for each in Path(f"/proc/{root}/task").glob("*/children") for pid in each.read_text().split())
    return set(pids)


def wait_for_children(root: int, before: set[int]) -> None:
    """Until the children that are new have ended and their parent has their time. Those that PostgreSQL itself starts
    may stay, such as an autovacuum worker."""
    deadline = time.monotonic() + REAPED_SECONDS
    while any(_serves_a_client(child) for child in children_of(root) - before) and time.monotonic() < deadline:
        time.sleep(0.01)


def _serves_a_client(pid: int) -> bool:
    try:
        title = Path(f"/proc/{pid}/cmdline").read_bytes()
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return b"[local]" in title or state == "Z"  # a zombie has no title any more


def seconds_of_all() -> float:
    """Seconds that all processes have used since the machine started."""
    user, nice, system, _idle, _iowait, irq, softirq, steal, *_ = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return (user + nice + system + irq + softirq + steal) / TICKS
