"""Operators set fee plans and tax profiles. Each is a new version, in force from its commit on."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from server.audit_log.recording import record
from server.errors import InvalidInput
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant

from .bands import Band
from .gstin import read_gstin, read_state
from .models import FeePlan, TaxProfile
from .tax import MOST_GST_BP, USUAL_GST_BP

OF_PLAN = ("bands", "gst_bp", "supplier_state", "refund_on_return", "follows_default")


def set_fee_plan(
    merchant_id: UUID | None, bands: list[Band], *, gst_bp: int = USUAL_GST_BP, refund_on_return: bool = True
) -> Change[FeePlan]:
    """Of a merchant, or without one the default: for every merchant without a plan of its own, from now on. No bands:
    nothing is charged. `bands` are as `read_bands` returns them. Raises InvalidInput."""
    if type(gst_bp) is not int or not 0 <= gst_bp <= MOST_GST_BP:
        raise InvalidInput(f"gst_basis_points must be hundredths of a percent, 0 to {MOST_GST_BP}.", "gst_basis_points")
    return _set(
        FeePlan(
            merchant_id=merchant_id,
            bands=[band.as_json() for band in bands],
            gst_bp=gst_bp,
            supplier_state=_own_state(),
            refund_on_return=refund_on_return,
        )
    )


def follow_default_plan(merchant_id: UUID) -> Change[FeePlan]:
    """The merchant has no plan of its own any more. Raises InvalidInput."""
    return _set(FeePlan(merchant_id=merchant_id, bands=[], supplier_state=_own_state(), follows_default=True))


def set_tax_profile(merchant_id: UUID, *, gstin: object = None, state_code: object = None) -> Change[TaxProfile]:
    """Where the merchant is, for GST: by its GSTIN, or by a state alone if it is not registered. Raises
    InvalidInput."""
    number = None if gstin is None else read_gstin(gstin)
    if number is None and state_code is None:
        raise InvalidInput("Give gstin, or state_code of a merchant that is not registered.", "gstin")
    state = read_state(state_code) if state_code is not None else (number or "")[:2]
    if number and number[:2] != state:
        raise InvalidInput("state_code is not that of gstin, whose first two digits are its state.", "state_code")
    with transaction.atomic():
        lock_merchant(merchant_id)
        before = tax_profile_of(merchant_id)
        if before and (before.gstin, before.state_code) == (number, state):
            return Change(before, changed=False)
        profile = TaxProfile(merchant_id=merchant_id, gstin=number, state_code=state)
        profile.save(force_insert=True)
        profile.refresh_from_db()
        changes = {
            "gstin": (before.gstin if before else None, number),
            "state_code": (before.state_code if before else None, state),
        }
        record("tax_profile.set", merchant_id=merchant_id, subject_id=profile.id, changes=changes)
        return Change(profile, changed=True)


def fee_plan_of(merchant_id: UUID | None) -> FeePlan | None:
    """The newest, which may charge nothing; without a merchant the default."""
    of_whom = FeePlan.objects.filter(merchant_id=merchant_id) if merchant_id else FeePlan.objects.filter(merchant=None)
    return of_whom.order_by("-version").first()


def tax_profile_of(merchant_id: UUID) -> TaxProfile | None:
    return TaxProfile.objects.filter(merchant_id=merchant_id).order_by("-version").first()


def _set(plan: FeePlan) -> Change[FeePlan]:
    with transaction.atomic():
        if plan.merchant_id:
            lock_merchant(plan.merchant_id)
        before = fee_plan_of(plan.merchant_id)
        if before is not None and (plan.follows_default if before.follows_default else _said(before) == _said(plan)):
            return Change(before, changed=False)
        plan.save(force_insert=True)
        plan.refresh_from_db()
        was = _said(before) if before else dict.fromkeys(OF_PLAN)
        changes = {name: (was[name], value) for name, value in _said(plan).items() if was[name] != value}
        record("fee_plan.set", merchant_id=plan.merchant_id, subject_id=plan.id, changes=changes)
        return Change(plan, changed=True)


def _said(plan: FeePlan) -> dict[str, Any]:
    """For the audit log, which holds plain values."""
    return {name: getattr(plan, name) for name in OF_PLAN} | {"bands": json.dumps(plan.bands, sort_keys=True)}


def _own_state() -> str:
    state: str = settings.PAYOUT_GST_STATE
    if not state:
        raise InvalidInput(
            "Set PAYOUT_GST_STATE first: the state of our own GSTIN says whether a fee is taxed by IGST or by CGST "
            "and SGST."
        )
    return state
