"""Ctrl-C, SIGTERM and a closed terminal all mean an orderly stop, which is a success."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Derives from BaseException, so that no `except Exception` on the way takes it for a failure."""


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Leave the block at the first signal. Later ones are ignored, since every step of the stop has a time limit."""
    before = {number: signal.signal(number, _stop) for number in SIGNALS}
    try:
        yield
    except BaseException as error:
        # The interrupted code may fail in its own cleanup. That is still the stop, and no failure.
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
