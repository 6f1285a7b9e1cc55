"""Pages of a PDF, the same bytes for the same page: text at places, in a font that has ₹ and Devanagari.

fpdf2 leaves out whatever its font lacks, and says so in a log alone: here that shows as a question mark. Devanagari is
shaped; Latin letters, digits and ids are not, so that they are found and copied as they are.
"""

import io
import logging
import re
from bisect import bisect_right
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import fontpkg_mukta
from fpdf import FPDF

FILES = Path(fontpkg_mukta.ROOT) / "files"
FONT = "Mukta"
STYLES = {"": "Mukta-Regular.ttf", "B": "Mukta-SemiBold.ttf"}
WRITERS = tuple(version(name) for name in ("fpdf2", "fonttools", "fontpkg-mukta", "uharfbuzz"))
INDIC = re.compile("[\u0900-\u097f]")
LONGEST = 200  # characters of a line that are looked at
GREY, BLACK = 100, 0

for library in ("fontTools", "fpdf"):  # each file would tell twenty lines of how its font was cut
    logging.getLogger(library).setLevel(logging.ERROR)


class Pages:
    """A4. Places are millimetres from the page's upper left corner, sizes are points."""

    def __init__(self, title: str, author: str, made_at: datetime, *, is_landscape: bool = False) -> None:
        self._pdf = FPDF(orientation="landscape" if is_landscape else "portrait", format="A4")
        self._pdf.set_creation_date(made_at)
        self._pdf.set_title(title)
        self._pdf.set_author(author)
        self._pdf.set_lang("en-IN")
        self._pdf.set_auto_page_break(False)
        for style, file in STYLES.items():
            self._pdf.add_font(FONT, style, FILES / file)
        self._pdf.set_font(FONT)
        self._known = frozenset(self._pdf.current_font.cmap)  # type: ignore[union-attr]

    def begin_page(self) -> None:
        self._pdf.add_page()

    def write(
        self,
        x: float,
        y: float,
        words: str,
        *,
        width: float | None = None,
        size: float = 8,
        is_bold: bool = False,
        is_grey: bool = False,
        to_the_right: bool = False,
    ) -> None:
        """On one line. Wider text is cut; that `to_the_right`, which ends at `x`, is an amount, and written smaller."""
        pdf = self._pdf
        pdf.set_font(FONT, "B" if is_bold else "", size)
        pdf.set_text_color(GREY if is_grey else BLACK)
        words = self._shown(words)
        if width is not None and (is_wide := pdf.get_string_width(words)) > width:
            if to_the_right:
                pdf.set_font_size(size * width / is_wide)
            else:
                words = self._cut(words, width)
        if to_the_right:
            x -= pdf.get_string_width(words)
        if INDIC.search(words):
            pdf.set_text_shaping(True)
            pdf.set_xy(x - pdf.c_margin, y - pdf.font_size)
            pdf.cell(text=words, h=pdf.font_size * 1.2)
            pdf.set_text_shaping(False)
        else:
            pdf.text(x, y, words)

    def rule(self, y: float, first: float, last: float) -> None:
        self._pdf.set_draw_color(200)
        self._pdf.line(first, y, last, y)

    def as_bytes(self) -> bytes:
        """The end: no more can be written."""
        file = io.BytesIO()
        self._pdf.output(file)
        for font in self._pdf.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]  # fpdf2 leaves its file open
        return file.getvalue()

    def _shown(self, words: str) -> str:
        signs = (sign if sign.isprintable() else " " for sign in words[:LONGEST])
        return "".join(sign if sign == " " or ord(sign) in self._known else "?" for sign in signs)

    def _cut(self, words: str, width: float) -> str:
        # By halves: sign by sign, 5,000 long descriptions took half a minute.
        fits = bisect_right(
            range(1, len(words)), width, key=lambda most: self._pdf.get_string_width(f"{words[:most]}…")
        )
        return f"{words[:fits]}…"
