"""The rail by which a payout goes, and whether its UTR looks like that rail's.

A caller's choice is kept in the payout's details, with the version of the rules that allowed it. The engine's own needs
no row: it is a pure function of what never changes (amount, branch, the moment for which the payout was made) and of
dated rules, so it is the same whenever it is asked for. With a fee plan it is the cheapest, and kept in the charge.
"""

from datetime import datetime
from enum import Enum
from typing import NamedTuple

from server.fees.models import FeeCharge
from server.rails.choosing import choose, expected_by, verdicts
from server.rails.rules import Rail, day_of, rules

from .details import PayoutDetails
from .models import Payout

OF_RAILS = (
    *("amount_paise", "created_at", "not_before", "processing_started_at", "bank_reference_id"),
    *("bank_account__ifsc_code", "details__rail", "details__rail_rules", "fee_charge__rail"),
)


class ChosenBy(Enum):
    CALLER = "caller"
    ENGINE = "engine"


class UtrLooks(Enum):
    EXPECTED = "expected"
    UNUSUAL = "unusual"


class RailChoice(NamedTuple):
    rail: Rail
    chosen_by: ChosenBy
    rules_version: str
    expected_by: datetime | None
    """Counted from when the bank was first told, or will be."""


def rail_of(payout: Payout) -> RailChoice | None:
    """None if no rail is known to carry it."""
    made_for = payout.not_before or payout.created_at
    in_force = rules().on(day_of(made_for))
    rail, chosen_by, version = _chosen(payout)
    if rail is None and (charge := charge_of(payout)):
        if charge.rail is None:
            return None
        rail, version = Rail(charge.rail), rules().version
    if rail is None:
        taken = choose(verdicts(payout.amount_paise, payout.bank_account.ifsc_code, made_for))
        if taken is None:
            return None
        rail, version = taken.rail, rules().version
    rule = in_force.get(rail)
    told_at = payout.processing_started_at or made_for
    return RailChoice(rail, chosen_by, version, expected_by(rule, told_at) if rule else None)


def utr_looks(payout: Payout) -> UtrLooks | None:
    """None until it has a UTR. Where the engine chose, any rail's form will do: a bank may take another."""
    if payout.bank_reference_id is None:
        return None
    rail, _, _ = _chosen(payout)
    in_force = rules().on(day_of(payout.not_before or payout.created_at))
    forms = [rule.utr for known, rule in in_force.items() if rail in {None, known}]
    fits = any(form.fullmatch(payout.bank_reference_id) for form in forms)
    return UtrLooks.EXPECTED if fits else UtrLooks.UNUSUAL


def charge_of(payout: Payout) -> FeeCharge | None:
    try:
        charge: FeeCharge = payout.fee_charge
    except FeeCharge.DoesNotExist:
        return None
    return charge


def _chosen(payout: Payout) -> tuple[Rail | None, ChosenBy, str]:
    try:
        details = payout.details
    except PayoutDetails.DoesNotExist:
        details = None
    if details is None or details.rail is None:
        return None, ChosenBy.ENGINE, ""
    return Rail(details.rail), ChosenBy.CALLER, details.rail_rules or ""
