"""Who used the processors, from /proc: of a process and its children, and of everybody."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def can_be_told() -> bool:
    return Path("/proc/self/stat").exists()


def seconds_of(*roots: int) -> float:
    """What these and all that descends from them have used until now, ended children included."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # The name, in brackets, may hold anything.
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile; its parent has its ticks
        pid = int(entry.name)
        children.setdefault(int(fields[1]), []).append(pid)
        ticks[pid] = sum(map(int, fields[11:15]))  # utime, stime, and those of children that were waited for
    total, left = 0, list(roots)
    while left:
        pid = left.pop()
        total += ticks.get(pid, 0)
        left += children.get(pid, [])
    return total / TICKS


def seconds_of_all() -> float:
    """What everybody on this machine has used since it was started."""
    user, nice, system, _idle, _iowait, irq, softirq, steal, *_ = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return (user + nice + system + irq + softirq + steal) / TICKS
