"""The time that a check may take."""

from time import monotonic


class OutOfTimeError(Exception):
    pass


class Clock:
    """The time that a check has left, in all and for the rule that it is at; None bounds nothing."""

    def __init__(self, seconds: float | None = None, seconds_of_a_rule: float | None = None) -> None:
        self._seconds_of_a_rule = seconds_of_a_rule
        self._ends = None if seconds is None else monotonic() + seconds
        self._rule_ends: float | None = None

    def begin_rule(self) -> float:
        """Returns the time, for whoever measures it."""
        now = monotonic()
        self._rule_ends = None if self._seconds_of_a_rule is None else now + self._seconds_of_a_rule
        return now

    def left(self) -> float | None:
        """In seconds. Raises OutOfTimeError."""
        ends = [end for end in (self._ends, self._rule_ends) if end is not None]
        if not ends:
            return None
        left = min(ends) - monotonic()
        if left <= 0:
            raise OutOfTimeError
        return left
