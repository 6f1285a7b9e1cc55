"""A signal ends the block successfully, whatever fails during its cleanup. Other failures stay failures."""

import os
import signal

import pytest

from server.ops.processes.signals import SIGNALS, stop_on_signals


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_leaves_the_block_and_only_the_first_counts(number: int) -> None:
    before = signal.getsignal(number)
    done = []
    with stop_on_signals():
        try:
            os.kill(os.getpid(), number)
            done.append("more work")
        finally:
            os.kill(os.getpid(), number)
            done.append("cleaned up")
    assert done == ["cleaned up"]
    assert signal.getsignal(number) is before


def test_interrupted_code_may_fail_in_its_cleanup() -> None:
    """A database driver does, if it has to roll back during a query."""
    with stop_on_signals():
        try:
            os.kill(os.getpid(), signal.SIGINT)
        finally:
            raise RuntimeError("in the middle of a conversation")


def test_any_other_failure_is_raised() -> None:
    with pytest.raises(ZeroDivisionError), stop_on_signals():
        raise ZeroDivisionError
