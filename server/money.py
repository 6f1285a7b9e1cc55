"""Paise in, paise out: amounts are whole paise in an `int`; ₹1 is 100 paise. The one place that formats rupees."""

MAX_PAISE = 2**53 - 1  # what a JSON number holds exactly in every client


def format_inr(paise: int) -> str:
    """For display only, unsigned and without grouping: `format_inr(-950_000) == "₹9500.00"`."""
    rupees, rest = divmod(abs(paise), 100)
    return f"₹{rupees}.{rest:02d}"
