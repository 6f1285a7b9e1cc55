"""Payouts found by what a payee or a bank quotes."""

LONGEST_UTR = 64  # characters, as the column has them


def utr_forms(quoted: str) -> list[str]:
    """The UTRs that this text may mean: without its blanks, as it is and in capitals. None if it can be no UTR."""
    plain = "".join(quoted.split())
    if not (0 < len(plain) <= LONGEST_UTR and plain.isascii() and plain.isprintable()):
        return []
    return sorted({plain, plain.upper()})
