"""The database keeps the rules of approvals, whoever writes."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from server.access.api_keys import create_key
from server.access.callers import Caller, Role, Scope
from server.approvals.models import Approval, ApprovalGate
from server.approvals.policies import Band, policy_of, set_policy
from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import INSERT_PAYOUT, account_of, guards_off

from .people import Team, acting, approve, made_by, person, reject

APPROVAL = (
    "INSERT INTO approvals (payout_id, person_id, person_name, merchant_id, decision, remark)"
    " VALUES (%s, %s, 'x', %s, %s, 'why')"
)
GATED = INSERT_PAYOUT.replace("attempt_count)", "attempt_count, gate)").replace("%s, 0)", "'pending', 0, 'approval')")
GATE = (
    "INSERT INTO approval_gates (payout_id, merchant_id, policy_version, people, sum_paise, made_by_kind, made_by_id,"
    " made_by_name) VALUES (%s, %s, 1, %s, %s, 'open', '', '')"
)
PLANT = (
    "INSERT INTO approvals (payout_id, person_id, person_name, merchant_id, decision, remark, decided_at)"
    " SELECT payout_id, "
)
BAND = "INSERT INTO approval_bands (merchant_id, version, from_paise, people) VALUES (%s, %s, %s, %s)"
POLICY = (
    "INSERT INTO approval_policies (merchant_id, version, expires_after_hours, set_by_kind, set_by_id, set_by_name)"
    " VALUES (%s, %s, 1, 'open', '', '')"
)

pytestmark = pytest.mark.usefixtures("as_the_owner")


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def refused(sql: str, why: str, *parameters: Any) -> None:
    with pytest.raises(DatabaseError, match=re.escape(why)):
        run(sql, *parameters)


def test_no_payout_is_made_without_the_gate_that_it_needs(team: Team) -> None:
    account = account_of(team.merchant).id
    insert = INSERT_PAYOUT.replace("%s, 5,", "%s, 10000,")
    refused(insert, "needs approval", team.merchant.id, account, "pending")


def test_no_payout_of_a_batch_is_made_without_it(team: Team) -> None:
    batch = batch_of(team.merchant, *[sent_row(team.merchant, 6_000, each) for each in ("1000", "1001")])
    free = made_by(team.maker, team.merchant, 6_000, script="1000")
    assert free.gate is None
    refused(
        "INSERT INTO payout_details (payout_id, merchant_id, batch_id, batch_row) VALUES (%s, %s, %s, 1)",
        "needs approval",
        free.id,
        team.merchant.id,
        batch.id,
    )


def test_a_gate_has_its_row_and_its_row_a_gate(team: Team) -> None:
    account = account_of(team.merchant).id
    refused(GATED, "a gate that nobody can open", team.merchant.id, account)
    free, gated = made_by(team.maker, team.merchant, 5), made_by(team.maker, team.merchant)
    refused(GATE, "has no new payout", free.id, team.merchant.id, 1, 10_000)
    with guards_off():
        run("DELETE FROM approval_gates")
    refused(GATE, "has no new payout", gated.id, team.merchant.id, 1, 9_999)
    refused(GATE, "needs more people", gated.id, team.merchant.id, 1, 50_000)
    run(GATE, gated.id, team.merchant.id, 1, 10_005)


def test_a_gate_is_by_the_policy_in_force(team: Team) -> None:
    gated = made_by(team.maker, team.merchant)
    set_policy(team.merchant.id, [Band(10_000, 2)])
    with guards_off():
        run("DELETE FROM approval_gates")
    refused(GATE, "not the one in force", gated.id, team.merchant.id, 1, 10_000)
    run(GATE.replace("%s, %s, 1,", "%s, %s, 2,"), gated.id, team.merchant.id, 2, 10_000)


@pytest.mark.parametrize("change", ["gate = NULL, next_attempt_at = now()", "gate = 'other'"])
def test_no_gate_opens_without_its_approvals(team: Team, change: str) -> None:
    payout = made_by(team.maker, team.merchant, 50_000)
    approve(team.asha, payout)
    refused(f"UPDATE payouts SET {change}", "is opened by approvals alone")


def test_no_gate_closes_again_or_comes_later(team: Team) -> None:
    payout = made_by(team.maker, team.merchant, 5)
    refused("UPDATE payouts SET gate = 'approval'", "is opened by approvals alone")
    payout.refresh_from_db()
    assert payout.gate is None


@pytest.mark.parametrize(
    "planted",
    [
        PLANT + "maker_person_id, 'x', merchant_id, 'approve', NULL, created_at FROM approval_gates",
        PLANT + "-1, 'x', merchant_id, 'reject', 'no', created_at FROM approval_gates",
    ],
)
def test_neither_the_makers_word_counts_nor_any_beside_a_rejection(team: Team, planted: str) -> None:
    payout = made_by(team.maker, team.merchant, 50_000)
    approve(team.asha, payout)
    with guards_off():
        if "reject" in planted:
            run(f"{PLANT} -2, 'y', merchant_id, 'approve', NULL, created_at FROM approval_gates")
        run(planted)
    try:
        refused("UPDATE payouts SET gate = NULL, next_attempt_at = now()", "is opened by approvals alone")
    finally:
        with guards_off():
            run("DELETE FROM approvals WHERE person_id < 0 OR person_id = %s", int(team.maker.id))


@pytest.mark.parametrize(
    "change", ["next_attempt_at = now()", "gate = gate, not_before = not_before, status = 'processing'"]
)
def test_one_with_a_gate_does_not_join_the_queue(team: Team, change: str) -> None:
    made_by(team.maker, team.merchant)
    refused(f"UPDATE payouts SET {change}", "payout_open_or_at_rest")


def test_who_may_not_decide_does_not(team: Team, new_merchant: Callable[..., Merchant]) -> None:
    payout = made_by(team.maker, team.merchant)
    merchant = team.merchant.id
    stranger = person(new_merchant(0), "stranger")
    refused(APPROVAL, "made payout", payout.id, int(team.maker.id), merchant, "approve")
    refused(APPROVAL, "may not approve", payout.id, int(stranger.id), merchant, "approve")
    refused(APPROVAL, "does not wait", payout.id, int(stranger.id), stranger.merchant_id, "approve")
    maker = person(team.merchant, "sita", Role.MAKER)
    refused(APPROVAL, "may not approve", payout.id, int(maker.id), merchant, "approve")
    run("UPDATE auth_user SET is_active = false WHERE id = %s", int(team.asha.id))
    refused(APPROVAL, "may not approve", payout.id, int(team.asha.id), merchant, "approve")
    refused(APPROVAL, "approval_decision", payout.id, int(team.ravi.id), merchant, "later")
    refused(APPROVAL.replace("'why'", "''"), "approval_remark", payout.id, int(team.ravi.id), merchant, "reject")
    refused(APPROVAL.replace("'why'", "NULL"), "approval_decision", payout.id, int(team.ravi.id), merchant, "reject")
    refused(
        APPROVAL.replace("remark)", "remark, decided_at)").replace("'why')", "'why', now())"),
        "time cannot be given",
        *(payout.id, int(team.ravi.id), merchant, "approve"),
    )
    run(APPROVAL, payout.id, int(team.ravi.id), merchant, "approve")
    refused(APPROVAL, "does not wait", payout.id, int(team.meera.id), merchant, "approve")


def test_nobody_decides_twice(team: Team) -> None:
    payout = made_by(team.maker, team.merchant, 50_000)
    approve(team.asha, payout)
    refused(APPROVAL, "approvals_pkey", payout.id, int(team.asha.id), team.merchant.id, "approve")


@pytest.mark.parametrize(
    ("planted", "why"),
    [
        ("expires_at = now()", "does not wait"),
        ("subject = repeat('0', 64)", "is not what it was"),
    ],
)
def test_nobody_decides_too_late_or_about_another_subject(team: Team, planted: str, why: str) -> None:
    payout = made_by(team.maker, team.merchant)
    before = ApprovalGate.objects.get()
    with guards_off():
        run(f"UPDATE approval_gates SET {planted}")
    refused(APPROVAL, why, payout.id, int(team.asha.id), team.merchant.id, "approve")
    with guards_off():
        run("UPDATE approval_gates SET expires_at = %s, subject = %s", before.expires_at, before.subject)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("people = 1", "ends once"),
        ("maker_person_id = NULL", "ends once"),
        ("expires_at = expires_at + interval '1 day'", "ends once"),
        ("approved = approved - 1", "ends once"),
        ("ended_at = now()", "approval_gate_has_its_ending"),
        ("ending = 'opened'", "approval_gate_has_its_ending"),
        ("ended_at = now(), ending = 'lost'", "approval_gate_has_its_ending"),
    ],
)
def test_what_a_gate_says_is_kept(team: Team, change: str, why: str) -> None:
    payout = made_by(team.maker, team.merchant, 50_000)
    approve(team.asha, payout)
    refused(f"UPDATE approval_gates SET {change}", why)


def test_a_gate_ends_once(team: Team) -> None:
    approve(team.asha, made_by(team.maker, team.merchant))
    refused("UPDATE approval_gates SET ending = 'rejected'", "ends once")


@pytest.mark.parametrize("table", ["approval_policies", "approval_bands", "approval_gates", "approvals"])
def test_no_row_goes(team: Team, table: str) -> None:
    approve(team.asha, made_by(team.maker, team.merchant))
    refused(f"DELETE FROM {table}", table)
    with pytest.raises(DatabaseError):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    ("table", "column"),
    [("approval_policies", "expires_after_hours"), ("approval_bands", "people"), ("approvals", "remark")],
)
def test_what_was_said_is_never_changed(team: Team, table: str, column: str) -> None:
    approve(team.asha, made_by(team.maker, team.merchant))
    refused(f"UPDATE {table} SET {column} = {column}", table)


def next_version(team: Team, bands: tuple[tuple[int, int], ...]) -> None:
    with transaction.atomic():
        run(POLICY, team.merchant.id, 2)
        for band in bands:
            run(BAND, team.merchant.id, 2, *band)


def test_a_policy_is_the_next_version_with_all_of_its_bands(team: Team) -> None:
    merchant = team.merchant.id
    refused(POLICY, "is not the next one", merchant, 1)
    refused(POLICY, "is not the next one", merchant, 3)
    refused(BAND, "all of its bands from its beginning", merchant, 1, 5, 3)
    for bands, why in {
        ((5, 5),): "too few people",
        ((5, 2), (10, 2)): "asks for more people",
        ((5, 2), (10, 1)): "asks for more people",
        ((5, 1), (5, 1)): "approval_bands_pkey",
        ((0, 1),): "approval_band_amount",
        ((5, 0),): "approval_band_people",
    }.items():
        with pytest.raises(DatabaseError, match=why):
            next_version(team, bands)
    refused(POLICY.replace("%s, 1,", "%s, 0,"), "approval_policy_expires", merchant, 2)
    assert policy_of(merchant).version == 1


def test_a_changed_policy_counts_as_a_change_of_the_terms(team: Team) -> None:
    def version() -> int:
        return Merchant.objects.get(pk=team.merchant.pk).terms_version

    before = version()
    assert not set_policy(team.merchant.id, [Band(50_000, 2), Band(10_000, 1)]).changed
    assert version() == before
    assert set_policy(team.merchant.id, []).changed
    assert version() == before + 1


@pytest.mark.parametrize(("kind", "word"), [("approval_rejected", "rejected"), ("approval_expired", "expired")])
def test_no_payout_is_cancelled_for_a_reason_that_is_not_there(team: Team, kind: str, word: str) -> None:
    free, gated = made_by(team.maker, team.merchant, 5), made_by(team.maker, team.merchant)
    cancel = "INSERT INTO payout_cancellations (payout_id, merchant_id, kind) VALUES (%s, %s, %s)"
    for payout in (free, gated):
        refused(cancel, f"was not {word}", payout.id, team.merchant.id, kind)
    refused(cancel, "was not", gated.id, team.merchant.id, "bored")


def test_who_made_a_key_is_the_maker_of_what_it_makes(team: Team) -> None:
    with acting(team.maker):
        key = create_key(name="shop", scopes=[Scope.PAYOUTS], merchant_id=team.merchant.id).key
    payout = made_by(Caller("key", str(key.id), key.name, key.granted, team.merchant.id), team.merchant)
    gate = ApprovalGate.objects.get()
    assert (gate.made_by_kind, gate.made_by_id, gate.maker_person_id) == ("key", str(key.id), int(team.maker.id))
    refused(APPROVAL, "made payout", payout.id, int(team.maker.id), team.merchant.id, "approve")
    ownerless = create_key(name="old", scopes=[Scope.PAYOUTS], merchant_id=team.merchant.id).key
    other = made_by(Caller("key", str(ownerless.id), "old", key.granted, team.merchant.id), team.merchant)
    assert ApprovalGate.objects.get(pk=other.pk).maker_person_id is None


def test_an_approval_needs_no_remark_and_a_rejection_does(team: Team) -> None:
    approve(team.asha, made_by(team.maker, team.merchant))
    reject(team.asha, made_by(team.maker, team.merchant))
    assert sorted(Approval.objects.values_list("decision", "remark")) == [("approve", None), ("reject", "Not ours")]
    assert Payout.objects.filter(cancel_requested_at__isnull=False).count() == 1
