"""The table of explanations: every state of a payout that the types allow has a row, and only a failed one is safe."""

from itertools import product

import pytest

from server.payouts.explaining import NextAction, Situation, explain
from server.payouts.fund_location import FundLocation, fund_location
from server.payouts.models import PayoutAttempt
from server.payouts.states import FINAL, Status

Answer = PayoutAttempt.BankAnswer
YES_AND_NO = (True, False)
EVERY = [
    Situation(status, where, *facts)
    for status, where in product(Status, FundLocation)
    for facts in product(*[YES_AND_NO] * 4)
] + [
    Situation(status, where, is_scheduled=is_scheduled, is_to_be_cancelled=is_cancelled, approvals_missing=missing)
    for status, where, is_scheduled, is_cancelled in product(Status, FundLocation, YES_AND_NO, YES_AND_NO)
    for missing in (1, 2)
]
# As the engine finds them: by a payout's state and the bank's last answer.
FOUND = [
    Situation(status, fund_location(status, answer, is_claimed=is_claimed), needs_review, is_claimed, *others)
    for status, answer in product(Status, [None, *Answer])
    for needs_review, is_claimed, *others in product(*[YES_AND_NO] * 4)
]
P, WITH_US, AT_BANK, PAID, UNKNOWN = (
    Status.PROCESSING,
    *(FundLocation[name] for name in ("WITH_US", "AT_BANK", "WITH_BENEFICIARY", "UNKNOWN")),
)
ACTIONS = [
    (Situation(Status.PENDING, WITH_US), NextAction.SUBMIT),
    (Situation(Status.PENDING, WITH_US, approvals_missing=1), NextAction.AWAIT_APPROVAL),
    (Situation(Status.PENDING, WITH_US, is_scheduled=True, approvals_missing=2), NextAction.AWAIT_APPROVAL),
    (Situation(Status.PENDING, WITH_US, is_to_be_cancelled=True, approvals_missing=2), NextAction.VOID),
    (Situation(P, WITH_US), NextAction.SUBMIT),
    (Situation(P, WITH_US, needs_review=True), NextAction.PERSON),
    (Situation(P, AT_BANK), NextAction.ASK),
    (Situation(P, AT_BANK, is_claimed=True), NextAction.ASK),
    (Situation(P, AT_BANK, needs_review=True), NextAction.PERSON),
    (Situation(P, UNKNOWN), NextAction.ASK),
    (Situation(P, UNKNOWN, is_claimed=True), NextAction.ASK),
    (Situation(P, UNKNOWN, needs_review=True), NextAction.PERSON),
    (Situation(P, UNKNOWN, needs_review=True, is_claimed=True), NextAction.PERSON),
    (Situation(P, PAID), NextAction.ASK),
    (Situation(P, PAID, is_to_be_cancelled=True), NextAction.ASK),
    (Situation(Status.PENDING, WITH_US, is_to_be_cancelled=True), NextAction.VOID),
    (Situation(P, WITH_US, is_to_be_cancelled=True), NextAction.VOID),
    (Situation(P, AT_BANK, is_to_be_cancelled=True), NextAction.VOID),
    (Situation(P, UNKNOWN, needs_review=True, is_to_be_cancelled=True), NextAction.PERSON),
    (Situation(Status.COMPLETED, PAID), NextAction.NONE),
    (Situation(Status.FAILED, WITH_US), NextAction.NONE),
    (Situation(Status.FAILED, WITH_US, was_retried=True), NextAction.NONE),
]


@pytest.mark.parametrize("situation", [*EVERY, *FOUND], ids=str)
def test_only_what_failed_and_lies_with_us_and_was_not_retried_is_safe_to_pay_again(situation: Situation) -> None:
    found = explain(situation)
    is_safe = situation.status is Status.FAILED and situation.money_is is WITH_US and not situation.was_retried
    assert found.safe_to_retry == is_safe
    assert (found.next_action is NextAction.NONE) == (situation.status in FINAL)
    assert found.words.endswith(".")


@pytest.mark.parametrize(("situation", "action"), ACTIONS, ids=str)
def test_the_next_action(situation: Situation, action: NextAction) -> None:
    assert explain(situation).next_action is action


def test_the_engine_finds_no_end_that_contradicts_itself() -> None:
    odd = explain(Situation(Status.FAILED, UNKNOWN)).words
    assert odd == explain(Situation(Status.COMPLETED, WITH_US)).words
    assert odd not in {explain(situation).words for situation in FOUND}


def test_a_person_is_asked_for_exactly_while_an_open_payout_needs_review_and_the_bank_has_not_paid() -> None:
    assert {each for each in EVERY if explain(each).next_action is NextAction.PERSON} == {
        each for each in EVERY if each.status is P and each.needs_review and each.money_is is not PAID
    }


def test_different_answers_have_different_words() -> None:
    by_words: dict[str, set[object]] = {}
    for situation in EVERY:
        safe, action, words = explain(situation)
        by_words.setdefault(words, set()).add((safe, action))
    assert all(len(answers) == 1 for answers in by_words.values())
