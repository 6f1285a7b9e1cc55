"""The bank is asked whose an account is: outside any transaction, for seconds at most, and what it said stays."""

import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from server.audit_log.models import AuditEvent
from server.bank import registry
from server.bank.names import Closed, NameFound, NameMethod, NameQuery, NameReply, NoAnswer, NotShown, readable_name
from server.bank.scripts import Script
from server.errors import InvalidInput, Unavailable
from server.ids import new_id
from server.merchants.accounts import rename_bank_account
from server.merchants.models import Merchant
from server.name_checks import checking
from server.name_checks.checking import check_name, checks_of
from server.name_checks.latest import newest_answer
from server.name_checks.models import AccountCheck, Verdict
from tests.conftest import account_of
from tests.support.racing import at_once
from tests.support.servers import wait_until


class OneBank:
    """Says what it is told to."""

    needs_details = False
    name_method = NameMethod.PENNY_DROP

    def __init__(self, *replies: NameReply) -> None:
        self.replies = list(replies)
        self.asked: list[NameQuery] = []
        self.in_a_transaction: list[bool] = []

    def name_at(self, asked: NameQuery) -> NameReply:
        self.asked.append(asked)
        self.in_a_transaction.append(connection.in_atomic_block)
        return self.replies.pop(0)


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Any:
    def tell(*replies: NameReply) -> OneBank:
        bank = OneBank(*replies)
        monkeypatch.setattr(checking, "bank", lambda: bank)
        return bank

    return tell


@pytest.mark.parametrize(
    ("script", "verdict", "registered", "scores"),
    [
        (Script.PAYS, Verdict.MATCH, "ACME", range(100, 101)),
        (Script.NAME_DIFFERS, Verdict.DIFFERS, "SUNRISE POULTRY FARM", range(70)),
        (Script.NAME_IS_CLOSE, Verdict.CLOSE, "ACME FAMILY TRUST", range(70, 101)),
        (Script.NAME_NOT_SHOWN, Verdict.NOT_SHOWN, None, None),
        (Script.ACCOUNT_CLOSED, Verdict.CLOSED, None, None),
        (Script.NEVER_ANSWERS, Verdict.UNAVAILABLE, None, None),
    ],
)
def test_the_simulated_bank_answers_each_way(
    merchant: Merchant, script: Script, verdict: Verdict, registered: str | None, scores: range | None
) -> None:
    account = account_of(merchant, script)
    rename_bank_account(account.id, account_holder_name="Acme")
    check = check_name(account.id).row
    assert (check.verdict, check.registered_name, check.holder_name) == (verdict, registered, "Acme")
    assert check.score is None if scores is None else check.score in scores
    assert check.method == NameMethod.NAME_LOOKUP
    assert check.merchant_id == merchant.id
    [event] = AuditEvent.objects.filter(action="bank_account.name_checked")
    assert (event.subject_id, event.changes) == (str(account.id), None)
    account.refresh_from_db()
    assert account.is_verified is False


def test_the_bank_is_asked_outside_a_transaction_with_our_name_and_a_time(says: Any, merchant: Merchant) -> None:
    bank = says(NameFound("Asha", "R1"))
    account = account_of(merchant)
    check = check_name(account.id).row
    assert (check.reference, check.method) == ("R1", NameMethod.PENNY_DROP)
    [asked] = bank.asked
    assert (asked.account_number, asked.ifsc_code) == (account.account_number, account.ifsc_code)
    assert (asked.holder_name, asked.asked_before) == (account.account_holder_name, None)
    assert 0 < asked.seconds <= checking.LONGEST_SECONDS
    assert bank.in_a_transaction == [False]
    assert asked.account_number not in repr(asked)


def test_an_answer_of_the_last_minute_is_told_again_unless_the_name_has_changed(says: Any, merchant: Merchant) -> None:
    bank = says(NameFound("Asha"), NameFound("Asha"))
    account = account_of(merchant)
    first = check_name(account.id)
    again = check_name(account.id)
    assert (first.changed, again.changed, again.row.id) == (True, False, first.row.id)
    rename_bank_account(account.id, account_holder_name="Asha")
    assert check_name(account.id).row.verdict == Verdict.MATCH
    assert len(bank.asked) == 2


def test_what_was_not_answered_is_asked_for_by_its_reference(says: Any, merchant: Merchant) -> None:
    bank = says(NoAnswer("fav_1"), NotShown("fav_1"), NoAnswer(None))
    account = account_of(merchant)
    assert check_name(account.id).row.verdict == Verdict.UNAVAILABLE
    assert newest_answer(account.id) is None
    assert check_name(account.id).row.verdict == Verdict.NOT_SHOWN
    assert [asked.asked_before for asked in bank.asked] == [None, "fav_1"]
    answered = newest_answer(account.id)
    assert answered is not None
    assert [check.verdict for check in checks_of(account.id)] == ["not_shown", "unavailable"]


def test_a_bank_that_shows_no_name_at_all_is_unavailable(monkeypatch: pytest.MonkeyPatch, merchant: Merchant) -> None:
    monkeypatch.setattr(checking, "bank", object)
    check = check_name(account_of(merchant).id).row
    assert (check.verdict, check.method) == (Verdict.UNAVAILABLE, None)


@pytest.mark.parametrize("blank", ["", " ", "\x00\u200b", "\u200d"])
def test_a_name_with_nothing_to_see_is_none(says: Any, merchant: Merchant, blank: str) -> None:
    says(NameFound(blank))
    assert check_name(account_of(merchant).id).row.verdict == Verdict.NOT_SHOWN


def test_a_banks_name_is_stored_as_a_text_can_be() -> None:
    assert readable_name("  ASHA\x00 \ud800 TRADERS\n") == "ASHA TRADERS"
    assert len(readable_name("A" * 300)) == 200
    assert "501000000001" not in readable_name("HOLDER OF 501000000001")


def test_a_hanging_bank_takes_one_thread_and_the_others_are_told_at_once(
    merchant: Merchant, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, ended = threading.Event(), threading.Event()

    class Hangs(OneBank):
        def name_at(self, _: NameQuery) -> NameReply:
            hangs.set()
            assert ended.wait(60)
            return NoAnswer()

    monkeypatch.setattr(checking, "bank", Hangs)
    account = account_of(merchant)

    def act(index: int) -> str:
        if index == 0:
            return str(check_name(account.id).row.verdict)
        wait_until(hangs.is_set)
        try:
            check_name(account.id)
        except Unavailable:
            return "told"
        finally:
            ended.set()
        return "asked"

    assert at_once(2, act) == ["unavailable", "told"]
    monkeypatch.setattr(checking, "bank", registry.bank)
    assert check_name(account.id).changed, "the next may ask"


def test_the_bank_is_never_asked_inside_a_transaction(says: Any, merchant: Merchant) -> None:
    bank = says(Closed())
    with pytest.raises(RuntimeError, match="transaction"), transaction.atomic():
        check_name(account_of(merchant).id)
    assert bank.asked == []


def test_an_unknown_account_is_refused(database: None) -> None:
    with pytest.raises(InvalidInput, match="No such bank account"):
        check_name(new_id())


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE account_checks SET verdict = 'match'",
        "DELETE FROM account_checks",
        "TRUNCATE account_checks CASCADE",
    ],
)
def test_what_a_bank_said_stays(merchant: Merchant, statement: str) -> None:
    check_name(account_of(merchant).id)
    with pytest.raises(DatabaseError, match="account_checks"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("as_the_owner")
def test_the_time_of_a_check_is_the_databases(merchant: Merchant) -> None:
    check = check_name(account_of(merchant, Script.NAME_NOT_SHOWN).id).row
    columns = "merchant_id, bank_account_id, method, holder_name, verdict"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO account_checks (id, checked_at, {columns}) SELECT %s, now() - interval '1 year', {columns}"
            " FROM account_checks",
            [new_id()],
        )
    assert all(each.checked_at >= check.checked_at for each in AccountCheck.objects.all())
