"""Names that banks go by where the package has an older one, or another spelling than this API has always had."""

from typing import NamedTuple


class OwnName(NamedTuple):
    prefix: str
    name: str
    since: str
    source: str


_SPELLING = "the spelling of this API since its first release; the bank's own, but for its suffix"

_ROWS = (
    OwnName("CITI", "Citibank", "", _SPELLING),
    OwnName("CSBK", "CSB Bank", "2019-06-10", "until then Catholic Syrian Bank: the bank's notice of its new name"),
    OwnName("DBSS", "DBS Bank India", "2019-03-01", "a subsidiary from then on: the Reserve Bank's press release"),
    OwnName("HSBC", "HSBC", "", _SPELLING),
    OwnName("IBKL", "IDBI Bank", "2008-05-07", "until then IDBI Ltd.: the bank's own history"),
    OwnName("INDB", "IndusInd Bank", "", _SPELLING),
    OwnName("PSIB", "Punjab and Sind Bank", "", _SPELLING),
)
OWN_NAMES = {row.prefix: row.name for row in _ROWS}
