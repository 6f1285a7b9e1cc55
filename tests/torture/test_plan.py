"""The seed is the plan: what is asked and what is broken, and nothing of it by the clock."""

from itertools import islice

from tests.torture import plan
from tests.torture.plan import Cut, Deposit, Fault, Kind, Pay, Read


def first_faults(seed: int, number: int = 100, *, redis: bool = True) -> list[Fault]:
    return list(islice(plan.faults(seed, redis=redis), number))


def test_the_same_seed_makes_the_same_requests_and_the_same_faults() -> None:
    for client in range(3):
        once, again = (list(islice(plan.requests(7, client), 200)) for _ in range(2))
        assert once == again
    assert first_faults(7) == first_faults(7)


def test_another_seed_and_another_client_ask_something_else() -> None:
    first = list(islice(plan.requests(7, 0), 50))
    assert first != list(islice(plan.requests(7, 1), 50))
    assert first != list(islice(plan.requests(8, 0), 50))
    assert first_faults(7) != first_faults(8)


def test_all_that_can_be_asked_is_asked() -> None:
    ops = [op for _, op in islice(plan.requests(7, 0), 2000)]
    paid = [op for op in ops if isinstance(op, Pay)]
    assert {op.script for op in paid} == set(plan.SCRIPTS)
    assert {op.cut for op in paid} == {None, *Cut}
    assert {op.racing for op in paid} == {0, 2, 4}
    assert {op.shop for op in paid} == set(range(len(plan.SHOPS)))
    bodies: dict[str, set[tuple[int, str]]] = {}
    for op in paid:
        bodies.setdefault(op.key, set()).add((op.paise, op.script))
    assert any(len(different) > 1 for different in bodies.values())
    assert len(bodies) < len(paid)
    assert {op.what for op in ops if isinstance(op, Read)} == {"balance", "ledger", "payouts"}
    references = [op.reference for op in ops if isinstance(op, Deposit)]
    assert len(set(references)) < len(references)


def test_every_kind_of_fault_comes_before_any_comes_often_and_redis_only_where_there_is_one() -> None:
    once = len(Kind) + len(plan.CHEAP)
    assert {fault.kind for fault in first_faults(7, once)} == set(Kind)
    assert {fault.kind for fault in first_faults(7, 200, redis=False)} == set(Kind) - plan.REDIS_KINDS
