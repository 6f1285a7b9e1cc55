"""Payment rails in REST: the dated rules, and the plan of a payout."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from server.access.callers import Scope
from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_json_object, read_parameter, read_time, read_uuid
from server.fees.pricing import NOTHING, Price
from server.money import read_amount
from server.payouts.details import in_utc
from server.payouts.planning import PayoutPlan, plan_payout
from server.rails.choosing import RailVerdict, read_rail
from server.rails.rules import BranchRule, RailRule, day_of, rules

from .api_call import ApiCall
from .routing import json_response, needs


@needs(Scope.READ, "at")
def list_rails(call: ApiCall) -> HttpResponse:
    """The rules that hold now, or at a time."""
    _ = call.merchant_id  # it needs none, and takes none that is malformed
    named = read_parameter(call.request, "at")
    known, today = rules(), day_of(timezone.now())
    day = today if named is None else day_of(read_time(named, "at"))
    results = [_rail_rule(rule) | _dated(rule, today) for rule in known.on(day).values()]
    branches = [_branch_rule(rule) | _dated(rule, today) for rule in known.branches if rule.holds_on(day)]
    return json_response({"version": known.version, "rules": results, "branches": branches})


@needs(Scope.READ)
def plan(call: ApiCall) -> HttpResponse:
    """What the same body would do if it were sent to POST /api/v1/payouts/ now. Nothing is written."""
    merchant_id = call.paying_merchant_id
    body = read_json_object(call.request)
    refuse_misspelt(body, ("rail", "not_before"))
    moment = body.get("not_before")
    return json_response(
        _plan(
            plan_payout(
                merchant_id=merchant_id,
                bank_account_id=read_uuid(body.get("bank_account_id"), "bank_account_id"),
                amount_paise=read_amount(body.get("amount_paise"), "amount_paise"),
                rail=read_rail(body.get("rail")),
                not_before=in_utc(None if moment is None else read_time(moment, "not_before")),
            )
        )
    )


def _plan(plan: PayoutPlan) -> dict[str, Any]:
    return {
        "rail": plan.chosen and plan.chosen.rail.value,
        "candidates": [_verdict(each, plan.price_by(each.rail) or NOTHING) for each in plan.candidates],
        "total_cost_paise": plan.total_cost_paise,
        "available_after_paise": plan.available_after_paise,
        "short_by_paise": plan.short_by_paise,
        "held_by": [hold.payout_id for hold in plan.held_by()],
        "expected_by": plan.chosen and plan.chosen.expected_by,
        "warnings": [{"code": warning.code.value, "words": warning.words} for warning in plan.warnings],
        "as_of_sequence": plan.sequence,
        "rules_version": plan.rules_version,
        "cooling_off_until": plan.cooling_off_until,
    }


def _verdict(verdict: RailVerdict, price: Price) -> dict[str, Any]:
    return {
        "rail": verdict.rail.value,
        "eligible": verdict.is_eligible,
        "reasons": [reason.value for reason in verdict.reasons],
        "words": verdict.words or None,
        "fee_paise": price.fee_paise,
        "tax_paise": price.tax.total,
        "expected_by": verdict.expected_by,
    }


def _rail_rule(rule: RailRule) -> dict[str, Any]:
    return {
        "rail": rule.rail.value,
        "min_paise": rule.min_paise,
        "max_paise": rule.max_paise,
        "lei_from_paise": rule.lei_from_paise,
        "always_open": rule.windows is None,
        "open": rule.open_words(),
        "good_for": rule.good_for,
        "credit_by": rule.credit_by,
        "return_by": rule.return_by,
        "utr_pattern": rule.utr.pattern,
    }


def _branch_rule(rule: BranchRule) -> dict[str, Any]:
    return {"codes": rule.codes, "rails": [rail.value for rail in rule.rails], "why": rule.why}


def _dated(rule: RailRule | BranchRule, today: Any) -> dict[str, Any]:
    return {
        "from": rule.since and rule.since.isoformat(),
        "to": rule.until and rule.until.isoformat(),
        "source": rule.source,
        "checked_on": rule.checked_on.isoformat(),
        "is_stale": rule.is_stale(today),
        "disputed": rule.disputed,
    }
