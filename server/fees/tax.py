"""GST on a fee: 18 % of it, on the paisa, half up, in integers. Inside a state it is two taxes, each rounded: the sum
may differ from the one tax between states: on ₹5.95 CGST and SGST are 54 paise each, and IGST is 107.

Rupees are for the tax that is payable in a return (CGST Act, section 170), and not for a line.
`sql/pricing.sql` says it a second time.
"""

from typing import NamedTuple

USUAL_GST_BP = 1800
MOST_GST_BP = 10_000  # hundredths of a percent


class Tax(NamedTuple):
    """In paise: either `igst`, or `cgst` and `sgst`."""

    igst: int
    cgst: int
    sgst: int

    @property
    def total(self) -> int:
        return self.igst + self.cgst + self.sgst


def tax_on(fee_paise: int, gst_bp: int, supplier_state: str, place_of_supply: str) -> Tax:
    if supplier_state != place_of_supply:
        return Tax((fee_paise * gst_bp + 5_000) // 10_000, 0, 0)
    half = (fee_paise * gst_bp + 10_000) // 20_000
    return Tax(0, half, half)
