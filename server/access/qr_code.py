"""A QR code as its modules, which a page draws itself: the pages' policy admits no `data:` image."""

import re
from typing import Any

import segno

QUIET_ZONE = 4  # modules, by ISO/IEC 18004
DARK = re.compile("1+")


def qr_rows(text: str) -> list[str]:
    """A character for each module: 1 is dark."""
    rows: Any = segno.make(text, error="m", micro=False).matrix
    return ["".join("1" if module else "0" for module in row) for row in rows]


def qr_path(rows: list[str]) -> str:
    """For SVG: one rectangle for each run of dark modules, within the quiet zone."""
    return "".join(
        f"M{run.start() + QUIET_ZONE} {y + QUIET_ZONE}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(rows)
        for run in DARK.finditer(row)
    )
