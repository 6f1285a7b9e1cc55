"""A signal ends the block that is left, whatever fails on the way out, and nothing else does."""

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
            done.append("put away")
    assert done == ["put away"]
    assert signal.getsignal(number) is before


def test_what_was_interrupted_may_fail_at_putting_its_things_away() -> None:
    """As a database's driver does that is asked to roll back while it waits."""
    with stop_on_signals():
        try:
            os.kill(os.getpid(), signal.SIGINT)
        finally:
            raise RuntimeError("in the middle of a conversation")


def test_any_other_failure_is_one() -> None:
    with pytest.raises(ZeroDivisionError), stop_on_signals():
        raise ZeroDivisionError
