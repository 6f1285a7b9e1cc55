"""Banks whose IFSCs no longer receive money. The Reserve Bank's list still has a code or two of most of them.

A row is added by hand when a merger's notice says from when the codes are void; the list itself does not say. A bank
whose codes still work after its merger is not listed: the rural banks merged on 1 May 2025 kept theirs at first (S.O.
1625(E) to 1629(E) of 5 April 2025), and no notice was found of an end of Fincare's or New India Co-operative Bank's.
All rows were looked up on 28 November 2026.
"""

from datetime import date
from typing import NamedTuple


class LapsedBank(NamedTuple):
    prefix: str
    name: str
    merged_on: date | None
    """When the successor took over; None where none did."""
    successor: str | None
    successor_prefix: str | None
    """The letters of the successor's codes; None if it has no list of its own, or several."""
    void_from: date | None
    """From this day its codes receive nothing; None where the notices do not say."""
    source: str


_UNION, _PNB, _SBI, _BARODA = "Union Bank of India", "Punjab National Bank", "State Bank of India", "Bank of Baroda"
_APRIL_2020, _APRIL_2021, _ASSOCIATES = date(2020, 4, 1), date(2021, 4, 1), date(2017, 4, 1)
_SCHEMES_2020 = "schemes of amalgamation of 4 March 2020, in force on 1 April 2020"
_SCHEME_2019 = "scheme of amalgamation of 2 January 2019, in force on 1 April 2019; Bank of Baroda's notice of 2021"
_ORDERS_2017 = (
    "acquisition orders of 2017; the Reserve Bank's press release of 20 March 2017: branches of SBI from 1 April"
)

_ROWS = (
    LapsedBank("VIJB", "Vijaya Bank", date(2019, 4, 1), _BARODA, "BARB", date(2021, 3, 1), _SCHEME_2019),
    LapsedBank("BKDN", "Dena Bank", date(2019, 4, 1), _BARODA, "BARB", date(2021, 3, 1), _SCHEME_2019),
    LapsedBank(
        *("ORBC", "Oriental Bank of Commerce", _APRIL_2020, _PNB, "PUNB", _APRIL_2021),
        f"{_SCHEMES_2020}; Punjab National Bank's notice: void after 31 March 2021",
    ),
    LapsedBank(
        *("UTBI", "United Bank of India", _APRIL_2020, _PNB, "PUNB", _APRIL_2021),
        f"{_SCHEMES_2020}; Punjab National Bank's notice: void after 31 March 2021",
    ),
    LapsedBank(
        *("ANDB", "Andhra Bank", _APRIL_2020, _UNION, "UBIN", _APRIL_2021),
        f"{_SCHEMES_2020}; Union Bank's notice: void from 1 April 2021",
    ),
    LapsedBank(
        *("CORP", "Corporation Bank", _APRIL_2020, _UNION, "UBIN", _APRIL_2021),
        f"{_SCHEMES_2020}; Union Bank's notice: void from 1 April 2021",
    ),
    LapsedBank(
        *("ALLA", "Allahabad Bank", _APRIL_2020, "Indian Bank", "IDIB", date(2021, 5, 1)),
        f"{_SCHEMES_2020}; Indian Bank's notice: void from 1 May 2021",
    ),
    LapsedBank(
        *("SYNB", "Syndicate Bank", _APRIL_2020, "Canara Bank", "CNRB", date(2021, 7, 1)),
        f"{_SCHEMES_2020}; Canara Bank's notice: disabled from 1 July 2021",
    ),
    LapsedBank(
        *("LAVB", "Lakshmi Vilas Bank", date(2020, 11, 27), "DBS Bank India", "DBSS", date(2022, 3, 1)),
        "scheme of amalgamation of 25 November 2020; DBS Bank India's notice: valid until 28 February 2022",
    ),
    LapsedBank(
        "PMCB",
        "Punjab and Maharashtra Co-operative Bank",
        date(2022, 1, 25),
        "Unity Small Finance Bank",
        "UNBA",
        None,
        "the Reserve Bank's press release 2021-2022/1616",
    ),
    LapsedBank("SBBJ", "State Bank of Bikaner and Jaipur", _ASSOCIATES, _SBI, "SBIN", None, _ORDERS_2017),
    LapsedBank("SBHY", "State Bank of Hyderabad", _ASSOCIATES, _SBI, "SBIN", None, _ORDERS_2017),
    LapsedBank("SBMY", "State Bank of Mysore", _ASSOCIATES, _SBI, "SBIN", None, _ORDERS_2017),
    LapsedBank("STBP", "State Bank of Patiala", _ASSOCIATES, _SBI, "SBIN", None, _ORDERS_2017),
    LapsedBank("SBTR", "State Bank of Travancore", _ASSOCIATES, _SBI, "SBIN", None, _ORDERS_2017),
    LapsedBank(
        *("BMBL", "Bharatiya Mahila Bank", _ASSOCIATES, _SBI, "SBIN", None),
        "the government's order, announced on 20 March 2017, in force on 1 April 2017",
    ),
    LapsedBank(
        *("VYSA", "ING Vysya Bank", date(2015, 4, 1), "Kotak Mahindra Bank", "KKBK", None),
        "the Reserve Bank's press release of 1 April 2015: branches of Kotak Mahindra Bank from that day",
    ),
    LapsedBank(
        *("PYTM", "Paytm Payments Bank", None, None, None, date(2024, 3, 16)),
        "the Reserve Bank's press release of 16 February 2024: no credits after 15 March 2024",
    ),
)
LAPSED = {row.prefix: row for row in _ROWS}
