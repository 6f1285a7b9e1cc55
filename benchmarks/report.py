"""What was measured, as a table."""

from collections.abc import Sequence

from benchmarks.benchmark import Result


def in_text(results: Sequence[Result]) -> str:
    lines = [f"{'':>4} {'':<52} {'ratio':>7}  {'spread':<15} {'by CPU':>7} {'must':>6} {'aim':>6}"]
    for result in results:
        row, (least, most) = result.row, result.spread
        spread = f"{number(least)}–{number(most)}"
        verdict = "" if result.is_reached else "  MISSED"
        lines.append(
            f"{row.name:>4} {row.what:<52} {number(result.ratio):>7}  {spread:<15} {number(result.by_cpu):>7}"
            f" {number(row.must):>6} {number(row.aim):>6}{verdict}"
        )
    return "\n".join(lines)


def number(value: float | None) -> str:
    """With as many digits as are worth reading."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
