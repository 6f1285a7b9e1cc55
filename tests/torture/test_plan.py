"""The seed alone decides the requests and the faults; the clock decides nothing."""

from itertools import islice

from tests.torture import plan
from tests.torture.plan import Cancel, CancelOrder, ClientCut, Deposit, FaultKind, Order, Pay, PlannedFault, Read


def first_faults(seed: int, number: int = 100, *, redis: bool = True) -> list[PlannedFault]:
    return list(islice(plan.faults(seed, redis=redis), number))


def test_the_same_seed_makes_the_same_requests_and_the_same_faults() -> None:
    for client in range(3):
        once, again = (list(islice(plan.requests(7, client), 200)) for _ in range(2))
        assert once == again
    assert first_faults(7) == first_faults(7)


def test_another_seed_or_client_makes_other_requests() -> None:
    first = list(islice(plan.requests(7, 0), 50))
    assert first != list(islice(plan.requests(7, 1), 50))
    assert first != list(islice(plan.requests(8, 0), 50))
    assert first_faults(7) != first_faults(8)


def test_every_kind_of_request_is_made() -> None:
    ops = [op for _, op in islice(plan.requests(7, 0), 2000)]
    paid = [op for op in ops if isinstance(op, Pay)]
    assert {op.script for op in paid} == set(plan.SCRIPTS)
    assert {op.cut for op in paid} == {None, *ClientCut}
    assert {op.racing for op in paid} == {0, 2, 4}
    assert {op.later is None for op in paid} == {True, False}
    assert {op.shop for op in paid} == set(range(len(plan.OPENING_BALANCES)))
    bodies: dict[str, set[tuple[int, str]]] = {}
    for op in paid:
        bodies.setdefault(op.key, set()).add((op.paise, op.script))
    assert any(len(different) > 1 for different in bodies.values())
    assert len(bodies) < len(paid)
    assert {op.what for op in ops if isinstance(op, Read)} == {"balance", "ledger", "payouts"}
    assert {op.key for op in ops if isinstance(op, Cancel)} <= set(bodies)
    assert any(isinstance(op, Cancel) for op in ops)
    orders = [op for op in ops if isinstance(op, Order)]
    keys = {op.key for op in orders}
    assert len(keys) < len({(op.key, op.paise) for op in orders}) < len(orders)
    assert {op.key for op in ops if isinstance(op, CancelOrder)} <= keys
    assert any(isinstance(op, CancelOrder) for op in ops)
    references = [op.reference for op in ops if isinstance(op, Deposit)]
    assert len(set(references)) < len(references)


def test_every_kind_of_fault_occurs_before_any_repeats_often_and_redis_kinds_only_with_a_redis() -> None:
    once = len(FaultKind) + len(plan.CHEAP)
    assert {fault.kind for fault in first_faults(7, once)} == set(FaultKind)
    assert {fault.kind for fault in first_faults(7, 200, redis=False)} == set(FaultKind) - plan.REDIS_KINDS
