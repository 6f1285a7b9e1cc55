"""Group commit: several callers' payouts in one transaction, each as if it came alone."""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from server.audit_log.context import Actor, ActorKind, AuditContext
from server.audit_log.models import AuditEvent
from server.bank.scripts import Script
from server.errors import Refusal
from server.ids import new_id
from server.ledger.balance import balance_of
from server.merchants.accounts import retire_bank_account
from server.merchants.models import BankAccount, Merchant
from server.payouts.creation import PayoutRequest, create_payout
from server.payouts.idempotency import Acceptance
from server.payouts.models import IdempotencyRecord, Payout
from server.payouts.together import PayoutOf, Undecided, create_payouts_in_lane, create_payouts_together
from tests.conftest import account_of, alone
from tests.support.racing import held_lock, in_the_background, waits_for_a_lock
from tests.support.servers import PATIENCE_SECONDS

VARIES = {"id", "merchant_id", "bank_account_id", "bank_account", "idempotency_key", "created_at", "updated_at"}
Action = tuple[int, int, int, str]


def of(
    merchant: Merchant,
    paise: int = 10,
    key: UUID | None = None,
    *,
    account: BankAccount | None = None,
    name: str = "somebody",
) -> PayoutOf:
    context = AuditContext(Actor(ActorKind.KEY, "7", name), new_id())
    return PayoutOf(merchant.id, PayoutRequest((account or account_of(merchant)).id, paise, key or uuid4()), context)


def told(results: list[Acceptance | Undecided]) -> list[str]:
    return [
        each.value if isinstance(each, Undecided) else "replayed" if each.replayed else "created" for each in results
    ]


def test_a_group_of_several_merchants_is_created_at_once(new_merchant: Callable[..., Merchant]) -> None:
    merchants = [new_merchant(100) for _ in range(3)]
    group = [of(merchant, paise) for paise in (30, 20) for merchant in merchants]
    results = create_payouts_together(group)
    assert told(results) == ["created"] * 6
    for item, result in zip(group, results, strict=True):
        assert isinstance(result, Acceptance)
        payout = Payout.objects.get(pk=result.payout_id)
        assert (payout.merchant_id, payout.amount_paise) == (item.merchant_id, item.request.amount_paise)
        assert IdempotencyRecord.objects.get(payout_id=payout.id).answer == result.receipt
        event = AuditEvent.objects.get(subject_id=str(payout.id))
        assert (event.merchant_id, event.request_id) == (item.merchant_id, item.context.request_id)
    assert [balance_of(merchant.id).available_paise for merchant in merchants] == [50] * 3
    assert told(create_payouts_together(group)) == ["replayed"] * 6


def test_what_is_refused_is_left_to_the_way_for_one_and_changes_nothing(new_merchant: Callable[..., Merchant]) -> None:
    rich, poor, gone = new_merchant(100), new_merchant(10), new_merchant(100)
    Merchant.objects.filter(pk=gone.pk).update(is_active=False)
    retired = account_of(rich, Script.ACCOUNT_CLOSED)
    retire_bank_account(retired.id)
    key = uuid4()
    assert told(create_payouts_together([of(rich, 10, key)])) == ["created"]
    group = {
        "no money": (of(poor, 11), "other"),
        "another's account": (of(rich, account=account_of(poor)), "other"),
        "a retired account": (of(rich, account=retired), "other"),
        "another body under the key": (of(rich, 11, key), "other"),
        "a suspended merchant": (of(gone), "held"),
        "no merchant": (PayoutOf(uuid4(), *of(rich)[1:]), "held"),
        "all that is there": (of(rich, 90), "created"),
        "one more paisa": (of(rich, 1), "other"),
    }
    assert told(create_payouts_together([item for item, _ in group.values()])) == [
        expected for _, expected in group.values()
    ]
    assert Payout.objects.count() == 2
    for item, expected in group.values():
        if expected != "created":
            assert told(create_payouts_together([item])) == ["other"]
    assert Payout.objects.count() == 2


def test_a_held_lock_holds_up_nobody_else(new_merchant: Callable[..., Merchant]) -> None:
    held, other = new_merchant(), new_merchant()
    key = uuid4()
    create_payouts_together([of(held, 10, key)])
    with held_lock(held) as release:
        assert told(create_payouts_together([of(held), of(other), of(held, 10, key)])) == [
            "held",
            "created",
            "replayed",
        ]
        assert told(create_payouts_together([of(held)])) == ["held"]
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1h'")  # none but the lane's own patience ends its wait
            with pytest.raises(OperationalError, match="lock timeout"):
                create_payouts_in_lane([of(held), of(held)])
            cursor.execute("SHOW lock_timeout")  # and it ended with its statement
            assert cursor.fetchone() == ("1h",)
            cursor.execute("RESET lock_timeout")
        release()
        with in_the_background(lambda: create_payouts_in_lane([of(held), of(held)])) as waiting:
            assert told(waiting.result(PATIENCE_SECONDS)) == ["created", "created"]
    assert Payout.objects.count() == 4


def test_the_lane_looks_once_it_has_the_lock(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process has just spent all the money under this very key."""
    monkeypatch.setattr("server.payouts.together.LANE_MS", 4_000)
    item = of(merchant, 100_000)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT payout FROM create_payout_v2(%s, %s, 100000, %s, gen_random_uuid(), gen_random_uuid(),"
            " gen_random_uuid(), '1 day', true, false, 'system', '', '', NULL)",
            [merchant.id, item.request.bank_account_id, item.request.idempotency_key],
        )
        with in_the_background(lambda: create_payouts_in_lane([item])) as waiting:
            while not waits_for_a_lock():
                assert not waiting.done()
            transaction.get_connection().connection.commit()
            assert told(waiting.result(PATIENCE_SECONDS)) == ["replayed"]
    assert Payout.objects.count() == 1


def test_a_key_whose_receipt_has_expired_pays_anew(merchant: Merchant, settings: Settings) -> None:
    items = [of(merchant), of(merchant)]
    first = create_payouts_together(items)
    settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS = 0
    assert told(create_payouts_together(items)) == ["created", "created"]
    assert told(create_payouts_together(items[:1])) == ["created"]
    assert Payout.objects.count() == len(first) + 3


def test_a_guard_that_refuses_one_undoes_all(new_merchant: Callable[..., Merchant]) -> None:
    one, other = new_merchant(100), new_merchant(100)
    twice = of(one, 10)
    with pytest.raises(IntegrityError):  # a key twice, which the caller has to keep out
        create_payouts_together([of(other), twice, twice])
    assert Payout.objects.count() == 0
    assert told(create_payouts_together([of(other), twice])) == ["created", "created"]


def test_each_event_has_its_own_actor_and_request(new_merchant: Callable[..., Merchant]) -> None:
    one, other = new_merchant(), new_merchant()
    names = ['a "quoted", {odd}\\ name', "नाम", ""]
    group = [of(merchant, name=name) for merchant, name in zip((one, other, one), names, strict=True)]
    for item, result in zip(group, create_payouts_together(group), strict=True):
        assert isinstance(result, Acceptance)
        event = AuditEvent.objects.get(subject_id=str(result.payout_id))
        actor = item.context.actor
        assert (event.actor_kind, event.actor_id, event.actor_name) == (actor.kind, actor.id, actor.name)
        assert event.request_id == item.context.request_id


def test_it_refuses_to_run_within_a_transaction(merchant: Merchant) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        create_payouts_together([of(merchant)])


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_group_costs_one_round_trip(new_merchant: Callable[..., Merchant], size: int) -> None:
    group = [of(new_merchant()) for _ in range(size)]
    with CaptureQueriesContext(connection) as queries:
        create_payouts_together(group)
    assert len(queries) == 1


ACTIONS = st.lists(
    st.tuples(
        st.integers(0, 2),  # the merchant
        st.integers(1, 70),  # paise, of 100
        st.integers(0, 5),  # the key
        st.sampled_from(["own", "own", "own", "another's"]),  # the account
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda action: (action[0], action[2]),
)


@given(before=ACTIONS, group=ACTIONS, size=st.integers(1, 9))
@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_grouping_decides_as_one_after_the_other(
    new_merchant: Callable[..., Merchant], before: list[Action], group: list[Action], size: int
) -> None:
    """Two copies of the same merchants: what is accepted together is accepted alone in the same order, with the same
    receipt; what is left is refused there, with the same words."""
    together, alone = Copy(new_merchant), Copy(new_merchant)
    for action in before:
        assert together.one_way(action) == alone.one_way(action)
    accepted: list[tuple[Action, str]] = []
    left: list[Action] = []
    for start in range(0, len(group), size):
        part = group[start : start + size]
        for action, result in zip(part, create_payouts_together([*map(together.item, part)]), strict=True):
            if isinstance(result, Acceptance):
                accepted.append((action, together.shown(result)))
            else:
                left.append(action)
    assert accepted == [(action, alone.one_way(action)) for action, _ in accepted]
    for action in left:
        shown = alone.one_way(action)
        assert shown == together.one_way(action)
        assert not shown.startswith(("created", "replayed"))
    assert together.balances() == alone.balances()


class Copy:
    """Three merchants with ₹1 each. Ids and times are left out of what is shown."""

    def __init__(self, new_merchant: Callable[..., Merchant]) -> None:
        self.merchants = [new_merchant(100) for _ in range(3)]
        self.keys = [uuid4() for _ in range(6)]

    def item(self, action: Action) -> PayoutOf:
        merchant, paise, key, account = action
        payee = self.merchants[merchant if account == "own" else (merchant + 1) % 3]
        return of(self.merchants[merchant], paise, self.keys[key], account=account_of(payee))

    def one_way(self, action: Action) -> str:
        merchant_id, request, _ = self.item(action)
        try:
            return self.shown(create_payout(merchant_id=merchant_id, **alone(request)))
        except Refusal as refusal:
            return f"{type(refusal).__name__}: {refusal.message}"

    def shown(self, acceptance: Acceptance) -> str:
        receipt = json.loads(acceptance.receipt)
        same = {name: value for name, value in receipt.items() if name not in VARIES}
        return f"{'replayed' if acceptance.replayed else 'created'}: {same}"

    def balances(self) -> list[tuple[int, int, int]]:
        return [(sums.available_paise, sums.held_paise, sums.seq) for sums in map(balance_of, self.ids())]

    def ids(self) -> list[UUID]:
        return [merchant.id for merchant in self.merchants]
