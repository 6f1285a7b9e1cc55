"""Text that is wider than its place ends where it no longer fits, and is found without trying every sign."""

from datetime import UTC, datetime

import pytest
from fpdf import FPDF

from server.pdf_pages import LONGEST, Pages

WORDS = "Payment for goods, invoice 26/071 and shipping bill as agreed. " * 5


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the library is asked the width of."""
    asked: list[str] = []
    width_of = FPDF.get_string_width

    def noted(self: FPDF, text: str) -> float:
        asked.append(text)
        return width_of(self, text)

    monkeypatch.setattr(FPDF, "get_string_width", noted)
    return asked


@pytest.mark.parametrize("words", [WORDS, "क्षत्रिय भुगतान " * 20, "W" * 300, "iW" * 99], ids=lambda words: words[:8])
@pytest.mark.parametrize("width", [0.1, 3.0, 20.0, 100.0])
def test_a_wide_text_ends_where_it_no_longer_fits(words: str, width: float, measured: list[str]) -> None:
    pages = Pages("A page", "An author", datetime(2026, 11, 1, tzinfo=UTC))
    pages.begin_page()
    pages._pdf.set_font("Mukta", "", 8)
    whole = words[:LONGEST]
    fits = max((n for n in range(len(whole)) if pages._pdf.get_string_width(f"{whole[:n]}…") <= width), default=0)
    measured.clear()
    assert pages._cut(whole, width) == f"{whole[:fits]}…"
    assert len(measured) < 10, "by halves"
    pages.as_bytes()  # closes its fonts
