"""A child must not outlive its parent, not even one that was killed with -9 and could say nothing."""

import ctypes
import os
import signal
import sys
import threading
import time

SUPERVISOR = "PAYOUT_SUPERVISOR_PID"  # set for the children of `up`
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent: int, signal_number: int = signal.SIGKILL) -> None:
    """To be called by the child. The kernel watches the thread that started it: let that be the main one."""
    if _libc:
        request_death_signal(signal_number)
    else:
        threading.Thread(target=_watch, args=(parent, signal_number), daemon=True).start()
    if os.getppid() != parent:  # it died before we could ask
        os.kill(os.getpid(), signal_number)


def request_death_signal(signal_number: int) -> None:
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signal_number)


def follow_supervisor() -> None:
    """For a command that `up` has started."""
    if parent := os.environ.get(SUPERVISOR):
        die_with_parent(int(parent))


def _watch(parent: int, signal_number: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal_number)
