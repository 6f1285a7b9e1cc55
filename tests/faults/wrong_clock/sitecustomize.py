"""With this folder on PYTHONPATH, a Python process's clock is wrong by `WRONG_CLOCK_SECONDS`.

Interval clocks (`time.monotonic`) stay right, as on a host whose date is wrong.
"""

import datetime
import os
import time
from typing import Any

WRONG_BY = float(os.environ.get("WRONG_CLOCK_SECONDS", "0"))

_right_time, _right_time_ns, _right_datetime = time.time, time.time_ns, datetime.datetime


class _AnyDatetime(type):
    """Instances made by C code are datetimes too."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, _right_datetime)


class WrongDatetime(datetime.datetime, metaclass=_AnyDatetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        return _right_datetime.now(tz) + datetime.timedelta(seconds=WRONG_BY)

    @classmethod
    def utcnow(cls) -> Any:
        return cls.now(datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> Any:
        return cls.now()


time.time = lambda: _right_time() + WRONG_BY
time.time_ns = lambda: _right_time_ns() + int(WRONG_BY * 10**9)
datetime.datetime = WrongDatetime  # type: ignore[misc]
