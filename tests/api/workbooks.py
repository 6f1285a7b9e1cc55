"""Reads a workbook's first sheet as a spreadsheet would, by its own XML."""

import io
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from zipfile import ZipFile

NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@dataclass(frozen=True)
class Sheet:
    """`texts` has each cell's text, number or formula (`=…`); `results` a formula's value in its place."""

    texts: list[list[str]]
    results: list[list[str]]
    formula_count: int
    is_frozen: bool

    def rows(self, titles: list[str]) -> list[dict[str, str]]:
        """Without the heading and the totals."""
        return [dict(zip(titles, row, strict=True)) for row in self.texts[1:-1]]


def read_workbook(file: bytes) -> Sheet:
    with ZipFile(io.BytesIO(file)) as parts:
        assert parts.testzip() is None
        root = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - we wrote it
    texts, results, formula_count, width = [], [], 0, 0
    for row in root.iterfind(".//x:row", NAMES):
        cells: dict[int, tuple[str, str]] = {}
        for cell in row.iterfind("x:c", NAMES):
            value = cell.findtext("x:v", "", NAMES)
            if cell.get("t") == "inlineStr":
                value = "".join(cell.itertext())
            formula = cell.findtext("x:f", None, NAMES)
            formula_count += formula is not None
            place = ord(cell.get("r", "")[0]) - ord("A")
            cells[place] = (value if formula is None else f"={formula}", value)
        width = width or max(cells) + 1  # the heading's
        texts.append([cells.get(place, ("", ""))[0] for place in range(width)])
        results.append([cells.get(place, ("", ""))[1] for place in range(width)])
    pane = root.find(".//x:pane", NAMES)
    return Sheet(texts, results, formula_count, pane is not None and pane.get("state") == "frozen")
