"""RazorpayX's validation of an account, against a fake of it: created first, then completed or failed."""

from typing import Any

import pytest

from server.bank.names import Closed, NameFound, NameQuery, NameReply, NoAnswer, NotShown
from server.bank.razorpayx import trouble, validations
from server.bank.razorpayx.adapter import RazorpayX
from server.bank.razorpayx.payloads import NotAPayout, read_validation
from server.bank.scripts import Script
from tests.support.razorpayx import FakeRazorpayX
from tests.support.razorpayx.faults import Fault


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validations, "LOOK_EVERY", 0.01)
    trouble.forget()


def ask(script: Script = Script.PAYS, *, before: str | None = None, seconds: float = 20.0) -> NameReply:
    return RazorpayX().name_at(NameQuery(f"50100000{script}", "HDFC0001234", "Asha Traders", seconds, before))


@pytest.mark.parametrize(
    ("script", "kind", "name"),
    [
        (Script.PAYS, NameFound, "ASHA TRADERS"),
        (Script.NAME_DIFFERS, NameFound, "SUNRISE POULTRY FARM"),
        (Script.NAME_NOT_SHOWN, NotShown, None),
        (Script.ACCOUNT_CLOSED, Closed, None),
        (Script.NEVER_ANSWERS, NoAnswer, None),
    ],
)
def test_each_end_of_a_validation_is_heard(fake: FakeRazorpayX, script: Script, kind: type, name: str | None) -> None:
    fake.book.looks_until_validated = 3
    told = ask(script)
    assert isinstance(told, kind)
    assert getattr(told, "name", None) == name
    [made] = fake.book.validations.values()
    assert told.reference == (None if kind is NoAnswer else made.id)


def test_nothing_is_paid_for_it(fake: FakeRazorpayX) -> None:
    ask()
    [(_, body)] = fake.bodies
    assert body["validation_type"] == "penniless"
    assert fake.book.paid == []


def test_one_that_takes_longer_is_asked_for_again_by_its_id(fake: FakeRazorpayX) -> None:
    fake.book.looks_until_validated = 10**9
    told = ask(seconds=0.5)
    assert isinstance(told, NoAnswer)
    [made] = fake.book.validations.values()
    assert told.reference == made.id
    fake.book.looks_until_validated = 1
    assert ask(before=made.id) == NameFound("ASHA TRADERS", made.id)
    assert len(fake.book.validations) == 1


@pytest.mark.parametrize("fault", [Fault.ERROR_AFTER, Fault.GARBAGE_AFTER, Fault.HTML_AFTER, Fault.CLOSES_BEFORE])
def test_what_cannot_be_read_is_no_answer(fake: FakeRazorpayX, fault: Fault) -> None:
    fake.fail("POST", fault)
    assert ask() == NoAnswer()
    fake.fail("GET", fault)
    told = ask()
    assert isinstance(told, NoAnswer)
    assert told.reference in fake.book.validations
    fake.fail("GET", fault)
    assert ask(before=told.reference) == told, "it keeps its id"


def test_a_hang_ends_in_time(fake: FakeRazorpayX) -> None:
    fake.fail("POST", Fault.HANGS_AFTER)
    assert ask(seconds=0.3) == NoAnswer()


def test_an_id_that_it_does_not_know_is_dropped(fake: FakeRazorpayX) -> None:
    assert ask(before="fav_unknown") == NoAnswer()
    assert fake.book.validations == {}


@pytest.mark.parametrize(
    "change",
    [{"entity": "payout"}, {"id": ""}, {"id": "../payouts"}, {"id": 5}, {"id": "f" * 41}, {"status": None}],
)
def test_another_answer_than_the_documented_one_is_none(change: dict[str, Any]) -> None:
    good = {"entity": "fund_account.validation", "id": "fav_1", "status": "completed", "validation_results": None}
    assert read_validation(good).registered_name == ""
    with pytest.raises(NotAPayout):
        read_validation(good | change)
