"""What a plan asks for a payout: by rail, and within it by amount. Every rail to a bank account has a fee for every
amount, so that no payout is without a price; a rail that is free says so, with 0."""

from typing import Any, NamedTuple

from server.errors import InvalidInput
from server.money import MAX_PAISE
from server.rails.choosing import read_rail
from server.rails.rules import Rail

MOST_FEE_PAISE = 1_00_00_000_00  # ₹1 crore
MOST_BANDS = 40
TO_ACCOUNTS = (Rail.IMPS, Rail.NEFT, Rail.RTGS)


class Band(NamedTuple):
    """The fee of payouts by this rail up to an amount; None: of all larger ones."""

    rail: Rail
    up_to_paise: int | None
    fee_paise: int

    def as_json(self) -> dict[str, Any]:
        return {"rail": self.rail.value, "up_to_paise": self.up_to_paise, "fee_paise": self.fee_paise}


def read_bands(given: list[tuple[object, object, object]]) -> list[Band]:
    """Sorted by rail and amount. Raises InvalidInput, which says what is wrong."""
    if len(given) > MOST_BANDS:
        raise InvalidInput(f"A fee plan has {MOST_BANDS} bands at most.", "bands")
    bands = [_band(*each) for each in given]
    if not bands:
        return []
    seen = [(band.rail, band.up_to_paise) for band in bands]
    for rail, up_to in seen:
        if seen.count((rail, up_to)) > 1:
            words = f"up to {up_to} paise" if up_to else "without a limit"
            raise InvalidInput(f"bands has two fees of {rail.value} {words}.", "bands")
    for rail in {*TO_ACCOUNTS, *(band.rail for band in bands)}:
        if (rail, None) not in seen:
            raise InvalidInput(
                f"bands needs a fee of {rail.value} without up_to_paise, for all larger payouts; 0 if it is free.",
                "bands",
            )
    return sorted(bands, key=lambda band: (list(Rail).index(band.rail), band.up_to_paise or MAX_PAISE + 1))


def fee_of(bands: list[Band], rail: Rail, amount_paise: int) -> int | None:
    """None if the plan does not name the rail. `bands` are sorted."""
    for band in bands:
        if band.rail is rail and (band.up_to_paise is None or amount_paise <= band.up_to_paise):
            return band.fee_paise
    return None


def bands_of(stored: list[dict[str, Any]]) -> list[Band]:
    """As `as_json` wrote them."""
    return [Band(Rail(each["rail"]), each["up_to_paise"], each["fee_paise"]) for each in stored]


def _band(rail: object, up_to: object, fee: object) -> Band:
    try:
        named = read_rail(rail)
    except InvalidInput as refusal:
        raise InvalidInput(refusal.message, "bands") from None
    if named is None:
        raise InvalidInput("bands: each names its rail.", "bands")
    if up_to is not None and (type(up_to) is not int or not 1 <= up_to <= MAX_PAISE):
        raise InvalidInput("bands: up_to_paise must be a positive integer of paise, or null.", "bands")
    if type(fee) is not int or not 0 <= fee <= MOST_FEE_PAISE:
        raise InvalidInput(f"bands: fee_paise must be a whole number of paise, 0 to {MOST_FEE_PAISE}.", "bands")
    return Band(named, up_to if type(up_to) is int else None, fee)
