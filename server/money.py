"""Amounts are whole paise in an `int`; ₹1 is 100 paise. The one place that formats rupees and judges input amounts."""

from server.errors import InvalidInput

MAX_PAISE = 2**53 - 1  # the largest integer that a JSON number holds exactly in every client


def read_amount(value: object, field: str) -> int:
    """An amount that a caller sent: a positive integer of paise. `1.0`, `"1"` and `true` are not integers.

    Raises InvalidInput for `field`.
    """
    if type(value) is not int or not 0 < value <= MAX_PAISE:
        raise InvalidInput(f"{field} must be a positive integer of paise, at most 2^53 - 1.", field)
    return value


def format_inr(paise: int) -> str:
    """For display only, unsigned and without grouping: `format_inr(-950_000) == "₹9500.00"`."""
    rupees, rest = divmod(abs(paise), 100)
    return f"₹{rupees}.{rest:02d}"
