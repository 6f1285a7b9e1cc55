"""Amounts are whole paise in an `int`; ₹1 is 100 paise. The one place that formats and reads rupees and judges
input amounts."""

from server.errors import InvalidInput

MAX_PAISE = 2**53 - 1  # the largest integer that a JSON number holds exactly in every client
LONGEST_RUPEES = 20  # digits


def read_amount(value: object, field: str) -> int:
    """An amount that a caller sent: a positive integer of paise. `1.0`, `"1"` and `true` are not integers.

    Raises InvalidInput for `field`.
    """
    if type(value) is not int or not 0 < value <= MAX_PAISE:
        raise InvalidInput(f"{field} must be a positive integer of paise, at most 2^53 - 1.", field)
    return value


def format_inr(paise: int) -> str:
    """For display only, unsigned and without grouping: `format_inr(-950_000) == "₹9500.00"`."""
    return f"₹{decimal_inr(abs(paise))}"


def grouped_inr(paise: int) -> str:
    """For people to read, unsigned, grouped as in India: `grouped_inr(50_000_000) == "₹5,00,000.00"`."""
    rupees, rest = divmod(abs(paise), 100)
    digits = str(rupees)
    groups = [digits[-3:]]
    digits = digits[:-3]
    while digits:
        groups.insert(0, digits[-2:])
        digits = digits[:-2]
    return f"₹{','.join(groups)}.{rest:02d}"


def decimal_inr(paise: int) -> str:
    """For programs, of an amount that is not negative: `decimal_inr(950_000) == "9500.00"`."""
    rupees, rest = divmod(paise, 100)
    return f"{rupees}.{rest:02d}"


def rupees_in(text: str) -> int | None:
    """The paise of an amount in rupees as somebody types it (`₹48,750.00`, `48750`, `48750.5`); None if it is none, or
    no amount that a payout can have. Groups may be of any size."""
    rupees, point, rest = text.strip().removeprefix("₹").strip().replace(",", "").partition(".")
    digits = rupees + rest
    if not (rupees and digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_RUPEES):
        return None
    if bool(point) != bool(rest) or len(rest) > 2:
        return None
    paise = int(rupees) * 100 + int(rest.ljust(2, "0"))
    return paise if 0 < paise <= MAX_PAISE else None
