"""Ratios as one reads them."""


def in_short(value: float | None) -> str:
    """With as many digits as are worth reading."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
