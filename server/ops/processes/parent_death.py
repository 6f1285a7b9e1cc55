"""Ends a child process when its parent dies, even if the parent was killed with SIGKILL."""

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
    """To be called by the child. On Linux the kernel signals it when the *thread* that started it ends, so the parent
    must have started it from its main thread. Elsewhere a thread polls once a second."""
    if _libc:
        request_death_signal(signal_number)
    else:
        threading.Thread(target=_watch, args=(parent, signal_number), daemon=True).start()
    if os.getppid() != parent:  # the parent died before the request took effect
        os.kill(os.getpid(), signal_number)


def request_death_signal(signal_number: int) -> None:
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signal_number)


def follow_supervisor() -> None:
    """Make a command that `up` started end with it."""
    if parent := os.environ.get(SUPERVISOR):
        die_with_parent(int(parent))


def _watch(parent: int, signal_number: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal_number)
