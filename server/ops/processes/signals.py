"""Ctrl-C, a request to terminate and a closed terminal all mean: stop, in order, and be content."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Not an Exception, as nothing on the way is to take it for a failure."""


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Leave the block at the first of them; later ones change nothing, since all that follows has an end."""
    before = {number: signal.signal(number, _stop) for number in SIGNALS}
    try:
        yield
    except BaseException as error:
        # What was interrupted may fail at putting its things away: that is the stop all the same.
        if not any(isinstance(each, Stopped) for each in _chain(error)):
            raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__context__


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped
