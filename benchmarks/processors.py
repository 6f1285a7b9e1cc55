"""Processor times from /proc: of processes with their descendants, and of the whole machine."""

import os
from pathlib import Path

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


def seconds_of_all() -> float:
    """Seconds that all processes have used since the machine started."""
    user, nice, system, _idle, _iowait, irq, softirq, steal, *_ = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return (user + nice + system + irq + softirq + steal) / TICKS
