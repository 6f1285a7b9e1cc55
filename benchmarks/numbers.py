"""Formats ratios for readers."""


def short(value: float | None) -> str:
    """With about three significant digits."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
