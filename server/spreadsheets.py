"""What a spreadsheet does with text that it reads from a CSV file."""

BOM = "\ufeff"
# Spreadsheets run text that begins like this as a formula, in full width too, even after blanks.
BEGINS_A_FORMULA = frozenset("=+-@＝＋－＠")
BREAKS = frozenset("\t\r\n")


def harmless(text: str) -> str:
    """With an apostrophe in front if a spreadsheet would run it as a formula."""
    rest = text.lstrip().lstrip(BOM)
    before = text[: len(text) - len(rest)]
    is_a_formula = rest[:1] in BEGINS_A_FORMULA or not BREAKS.isdisjoint(before)
    return f"'{text}" if is_a_formula else text
