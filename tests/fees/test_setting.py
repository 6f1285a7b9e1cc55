"""Operators set plans and profiles; each is a version, and the default plan reaches whoever has none."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from server.audit_log.models import AuditEvent
from server.errors import InvalidInput
from server.fees.bands import MOST_FEE_PAISE, Band, read_bands
from server.fees.models import FeeCharge, FeePlan, TaxProfile
from server.fees.pricing import fee_terms_of
from server.fees.setting import fee_plan_of, follow_default_plan, set_fee_plan, set_tax_profile, tax_profile_of
from server.merchants.models import Merchant
from server.rails.rules import Rail
from tests.conftest import pay
from tests.support.fees import BANDS, ELSEWHERE, OURS
from tests.support.racing import held_lock, in_the_background, waits_for_a_lock
from tests.support.servers import wait_until

FLAT = [Band(rail, None, 100) for rail in (Rail.IMPS, Rail.NEFT, Rail.RTGS)]


def version_of(merchant: Merchant) -> int:
    merchant.refresh_from_db()
    return merchant.terms_version


def test_each_plan_is_a_version_and_the_same_again_changes_nothing(merchant: Merchant) -> None:
    first = set_fee_plan(merchant.id, BANDS)
    again = set_fee_plan(merchant.id, BANDS)
    other = set_fee_plan(merchant.id, FLAT)
    assert [(each.row.version, each.changed) for each in (first, again, other)] == [(1, True), (1, False), (2, True)]
    assert version_of(merchant) == 2
    events = AuditEvent.objects.filter(action="fee_plan.set").order_by("id")
    assert [event.merchant_id for event in events] == [merchant.id] * 2
    assert events[1].changes is not None
    assert set(events[1].changes) == {"bands"}


def test_the_default_plan_is_everybodys_who_has_none(merchant: Merchant, new_merchant: Callable[..., Merchant]) -> None:
    own = new_merchant()
    set_fee_plan(own.id, FLAT)
    default = set_fee_plan(None, BANDS).row
    later = new_merchant()
    for follower in (merchant, later):
        plan = fee_plan_of(follower.id)
        assert plan is not None
        assert (plan.bands, plan.follows_default, plan.supplier_state) == (default.bands, True, OURS)
        assert version_of(follower) == 1
    assert fee_plan_of(own.id).bands == [band.as_json() for band in FLAT]  # type: ignore[union-attr]
    set_fee_plan(None, FLAT)
    assert (version_of(merchant), version_of(own)) == (2, 1)
    pay(merchant, 10_000)
    assert FeeCharge.objects.get().fee_paise == 100


def test_a_merchant_goes_back_to_the_default_plan(merchant: Merchant) -> None:
    set_fee_plan(None, BANDS)
    set_fee_plan(merchant.id, [])
    assert fee_terms_of(merchant.id) is None
    set_fee_plan(None, FLAT)
    assert fee_terms_of(merchant.id) is None, "nothing is charged, by a plan of its own"
    assert follow_default_plan(merchant.id).changed
    assert not follow_default_plan(merchant.id).changed
    terms = fee_terms_of(merchant.id)
    assert terms is not None
    assert terms.bands == FLAT


def test_without_a_default_plan_following_it_costs_nothing(merchant: Merchant) -> None:
    assert follow_default_plan(merchant.id).row.bands == []
    assert fee_terms_of(merchant.id) is None


@pytest.mark.parametrize("goes_back", [False, True])
def test_of_a_merchants_change_and_the_default_plans_the_later_one_sees_the_earlier(
    merchant: Merchant, new_merchant: Callable[..., Merchant], goes_back: bool
) -> None:
    first, second = sorted([merchant, new_merchant()], key=lambda each: each.id)
    set_fee_plan(None, BANDS)
    if goes_back:
        set_fee_plan(second.id, BANDS)
    with held_lock(first) as let_go, in_the_background(lambda: set_fee_plan(None, FLAT)):
        wait_until(waits_for_a_lock)  # the default plan's change, for the first merchant, before it has looked at any
        if goes_back:
            follow_default_plan(second.id)
        else:
            set_fee_plan(second.id, [])
        let_go()
    plan = fee_plan_of(second.id)
    assert plan is not None
    assert (plan.bands, plan.follows_default) == ([each.as_json() for each in FLAT] if goes_back else [], goes_back)


def test_a_default_plan_of_nothing_gives_nobody_terms(merchant: Merchant) -> None:
    set_fee_plan(None, [])
    assert version_of(merchant) == 0
    assert not FeePlan.objects.filter(merchant=merchant).exists()


def test_a_profile_is_no_term_of_who_has_no_plan(merchant: Merchant) -> None:
    set_tax_profile(merchant.id, state_code=ELSEWHERE)
    assert version_of(merchant) == 0
    set_fee_plan(merchant.id, BANDS)
    set_tax_profile(merchant.id, gstin="29AAGCB7383J1Z4")
    assert version_of(merchant) == 2
    profile = tax_profile_of(merchant.id)
    assert profile is not None
    assert (profile.gstin, profile.state_code, profile.version) == ("29AAGCB7383J1Z4", "29", 2)
    assert not set_tax_profile(merchant.id, gstin="29AAGCB7383J1Z4", state_code="29").changed
    assert AuditEvent.objects.filter(action="tax_profile.set").count() == 2


def test_without_our_own_state_no_plan_is_set(merchant: Merchant, settings: Settings) -> None:
    settings.PAYOUT_GST_STATE = ""
    with pytest.raises(InvalidInput, match="PAYOUT_GST_STATE"):
        set_fee_plan(merchant.id, BANDS)
    assert not FeePlan.objects.exists()


@pytest.mark.parametrize(
    ("profile", "field", "why"),
    [
        ({}, "gstin", "state_code of a merchant that is not registered"),
        ({"gstin": "27AAPFU0939F1ZW"}, "gstin", "mistyped"),
        ({"gstin": "27AAPFU0939F1ZV", "state_code": "29"}, "state_code", "first two digits"),
        ({"state_code": "39"}, "state_code", "01 to 38 or 97"),
    ],
)
def test_a_bad_profile_is_refused(merchant: Merchant, profile: dict[str, Any], field: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as refused:
        set_tax_profile(merchant.id, **profile)
    assert refused.value.field == field
    assert not TaxProfile.objects.exists()


@pytest.mark.parametrize(
    ("bands", "why"),
    [
        ([("IMPS", None, 5), ("NEFT", None, 5)], "needs a fee of RTGS"),
        ([("IMPS", 100, 5), ("NEFT", None, 5), ("RTGS", None, 5)], "needs a fee of IMPS"),
        ([("UPI", 100, 5), ("IMPS", None, 5), ("NEFT", None, 5), ("RTGS", None, 5)], "needs a fee of UPI"),
        ([("IMPS", None, 5), ("IMPS", None, 6)], "two fees of IMPS"),
        ([("imps", None, 5)], "rail must be one of"),
        ([("WIRE", None, 5)], "rail must be one of"),
        ([(None, None, 5)], "names its rail"),
        ([("IMPS", 0, 5)], "up_to_paise must be"),
        ([("IMPS", -1, 5)], "up_to_paise must be"),
        ([("IMPS", 2**53, 5)], "up_to_paise must be"),
        ([("IMPS", 1.0, 5)], "up_to_paise must be"),
        ([("IMPS", True, 5)], "up_to_paise must be"),
        ([("IMPS", None, -1)], "fee_paise must be"),
        ([("IMPS", None, MOST_FEE_PAISE + 1)], "fee_paise must be"),
        ([("IMPS", None, 5.0)], "fee_paise must be"),
        ([("IMPS", None, "5")], "fee_paise must be"),
        ([("IMPS", None, None)], "fee_paise must be"),
        ([("IMPS", n + 1, 5) for n in range(41)], "40 bands at most"),
    ],
)
def test_bad_bands_are_refused_in_words(bands: list[tuple[object, object, object]], why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as refused:
        read_bands(bands)
    assert refused.value.field == "bands"


@pytest.mark.parametrize("gst_bp", [-1, 10_001, 18.0, True, None])
def test_a_bad_tax_rate_is_refused(merchant: Merchant, gst_bp: Any) -> None:
    with pytest.raises(InvalidInput, match="hundredths of a percent"):
        set_fee_plan(merchant.id, BANDS, gst_bp=gst_bp)


@pytest.mark.parametrize("verb", [lambda nobody: set_fee_plan(nobody, BANDS), follow_default_plan])
def test_an_unknown_merchant_is_refused(database: None, verb: Callable[[Any], object]) -> None:
    with pytest.raises(InvalidInput, match="No merchant with this id"):
        verb(uuid4())
