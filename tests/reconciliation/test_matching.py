"""Lines and payouts are linked where each is the other's only one; everything else is an exception."""

from datetime import timedelta

import pytest

from server.bank.own_statement.book import OwnLine
from server.bank.own_statement.faults import Fault, with_faults
from server.bank.scripts import Script
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.reconciliation.exceptions import Kind
from server.reconciliation.models import LinkKind, LinkRule, ReconciliationLink
from server.reconciliation.reconciling import reconcile
from server.reconciliation.references import token_of
from tests.conftest import pay
from tests.reconciliation.conftest import Paid, days_ago
from tests.support.bank_statements import A_DAY, banks_statement, imported, seen_of, statement_of
from tests.support.returns import returned_payout

pytestmark = pytest.mark.usefixtures("database")


def links() -> list[tuple[str, str, object]]:
    return list(ReconciliationLink.objects.values_list("kind", "rule", "subject_id"))


def kinds() -> list[Kind]:
    return sorted((each.kind for each in seen_of()), key=lambda kind: kind.value)


def test_a_utr_and_its_amount_are_the_payout(paid: Paid) -> None:
    payouts = [paid(), paid(), paid(500)]
    assert imported(banks_statement()).matched == 3
    assert set(links()) == {(LinkKind.PAYOUT, LinkRule.UTR, payout.id) for payout in payouts}
    assert seen_of() == []
    found = reconcile(None, today(), today() + A_DAY)
    assert (found.movement_paise, found.ledger_bank_paise, found.difference_paise) == (-20_500, -20_500, 0)
    assert found.opening_paise is not None
    assert found.closing_paise == found.opening_paise - 20_500
    assert [day.covered for day in found.coverage] == [True]


def test_a_utr_is_compared_without_case_and_blanks(paid: Paid) -> None:
    utr = str(paid().bank_reference_id)
    imported(statement_of(OwnLine(today(), -10_000, f"{utr[:4].lower()} {utr[4:]}", "PAID")))
    assert [rule for _, rule, _ in links()] == [LinkRule.UTR]


def test_our_reference_is_enough_where_the_line_has_no_utr(paid: Paid) -> None:
    payout = paid()
    imported(statement_of(OwnLine(today(), -10_000, "", f"PAID {payout.bank_reference}")))
    assert links() == [(LinkKind.PAYOUT, LinkRule.REFERENCE, payout.id)]


def test_a_token_of_our_reference_is_enough(paid: Paid) -> None:
    payout, _ = paid(), paid()
    imported(statement_of(OwnLine(today(), -10_000, "", f"PAID/{token_of(payout.id)}/X")))
    assert links() == [(LinkKind.PAYOUT, LinkRule.REFERENCE, payout.id)]


def test_amount_account_and_day_are_enough_if_they_are_one_payouts(paid: Paid) -> None:
    payout = paid(777)
    imported(statement_of(OwnLine(today(), -777, "", f"NEFT TO {payout.bank_account.account_number_masked}")))
    assert links() == [(LinkKind.PAYOUT, LinkRule.ACCOUNT, payout.id)]


def test_a_line_with_another_payouts_token_is_not_linked_by_its_account(paid: Paid) -> None:
    """Which has another amount, or is not paid yet: a person looks."""
    other, payout = paid(778), paid(777)
    words = f"{token_of(other.id)} TO {payout.bank_account.account_number_masked}"
    imported(statement_of(OwnLine(today(), -777, "", words)))
    assert links() == []


def test_a_banks_number_of_thirteen_signs_is_no_token(paid: Paid) -> None:
    payout = paid(777)
    masked = payout.bank_account.account_number_masked
    imported(statement_of(OwnLine(today(), -777, "", f"REF N123456789012 TO {masked}")))
    assert links() == [(LinkKind.PAYOUT, LinkRule.ACCOUNT, payout.id)]


@pytest.mark.parametrize("reference", ["0", "-", "000000000000", "'0", "N/A", "NA"])
def test_a_reference_that_says_nothing_leaves_it_to_the_words(paid: Paid, reference: str) -> None:
    payout = paid()
    imported(statement_of(OwnLine(today(), -10_000, reference, f"NEFT UTR {payout.bank_reference_id}")))
    assert links() == [(LinkKind.PAYOUT, LinkRule.UTR, payout.id)]


def test_a_payment_is_found_by_its_reference_in_any_case(merchant: Merchant) -> None:
    record_payment(merchant_id=merchant.id, amount_paise=4_000, reference="hdfcn 12345678901")
    imported(statement_of(OwnLine(today(), 4_000, "HDFCN12345678901", "INWARD")))
    assert [(kind, rule) for kind, rule, _ in links()] == [(LinkKind.INWARD, LinkRule.UTR)]


def test_amount_account_and_day_of_two_payouts_link_none(paid: Paid) -> None:
    account, _ = paid(777).bank_account, paid(777)
    imported(statement_of(OwnLine(today(), -777, "", f"NEFT TO {account.account_number_masked}")))
    assert links() == []
    assert kinds() == [Kind.ON_STATEMENT_NOT_PAID]


def test_a_return_and_a_payment_are_linked_with_their_credits(merchant: Merchant) -> None:
    payout = returned_payout(merchant)
    entry = record_payment(merchant_id=merchant.id, amount_paise=4_000, reference="HDFCN12345678901").entry
    bank = banks_statement()
    received = OwnLine(today(), 4_000, "HDFCN12345678901", "INWARD")
    imported(bank.with_lines([*bank.lines, received]))
    assert {(kind, subject) for kind, _, subject in links()} == {
        (LinkKind.PAYOUT, payout.id),
        (LinkKind.RETURN, payout.id),
        (LinkKind.INWARD, entry.id),
    }
    assert reconcile(None, today(), today() + A_DAY).difference_paise == 0
    assert seen_of() == []


def test_a_line_left_out_is_seen_once_its_days_are_covered(paid: Paid) -> None:
    payout = days_ago(paid(), 2)
    two_days_ago = today() - 2 * A_DAY
    imported(banks_statement(two_days_ago).with_lines([]))
    assert seen_of() == []  # it may be booked on the next day
    yesterday = banks_statement(two_days_ago + A_DAY)
    imported(statement_of(day=two_days_ago + A_DAY, opening=yesterday.opening_paise + 10_000))
    [missing] = seen_of()
    assert (missing.kind, missing.payout_id, missing.amount_paise) == (
        Kind.PAID_NOT_ON_STATEMENT,
        payout.id,
        -payout.amount_paise,
    )
    assert missing.age_days == 2


def test_a_line_twice_is_seen(paid: Paid) -> None:
    payout = paid()
    bank = banks_statement()
    imported(bank.with_lines(bank.lines * 2))
    assert [(each.kind, each.payout_id) for each in seen_of()] == [(Kind.TWICE_ON_STATEMENT, payout.id)] * 2
    assert explained() == -20_000


def test_a_second_debit_that_comes_later_is_seen_alone(paid: Paid) -> None:
    paid()
    bank = banks_statement()
    imported(bank)
    imported(bank.with_lines(bank.lines * 2))
    assert kinds() == [Kind.TWICE_ON_STATEMENT]
    assert explained() == -10_000


@pytest.mark.parametrize("off", [1, -1])
def test_a_paisa_off_is_seen(paid: Paid, off: int) -> None:
    payout = paid()
    bank = banks_statement()
    [line] = bank.lines
    imported(bank.with_lines([line._replace(amount_paise=line.amount_paise + off)]))
    [seen] = seen_of()
    assert (seen.kind, seen.payout_id, seen.amount_paise) == (Kind.AMOUNT_DIFFERS, payout.id, -10_000 + off)
    assert explained() == -10_000 + off


def test_a_utr_without_its_zeros_is_seen(paid: Paid) -> None:
    payout = paid()
    bank = banks_statement()
    [line] = bank.lines
    imported(bank.with_lines([line._replace(utr=line.utr.replace("0", "", 1) if "0" in line.utr else line.utr[:-1])]))
    [seen] = seen_of()
    assert (seen.kind, seen.payout_id) == (Kind.UTR_DIFFERS, payout.id)
    assert explained() == -10_000


def test_what_we_do_not_know_is_seen() -> None:
    imported(statement_of(OwnLine(today(), -5, "SIMB0", "FEE"), OwnLine(today(), 7, "SIMB1", "GIFT")))
    assert kinds() == [Kind.CREDIT_UNKNOWN, Kind.ON_STATEMENT_NOT_PAID]
    assert explained() == 2


def test_a_debit_of_an_open_payout_and_of_a_failed_one_are_seen(merchant: Merchant, paid: Paid) -> None:
    failed = paid(600, Script.ACCOUNT_CLOSED)
    still_open = pay(merchant, 700)
    imported(
        statement_of(
            OwnLine(today(), -600, "SIMB0", failed.bank_reference),
            OwnLine(today(), -700, "SIMB1", still_open.bank_reference),
        )
    )
    assert {(each.kind, each.payout_id) for each in seen_of()} == {
        (Kind.ON_STATEMENT_NOT_PAID, failed.id),
        (Kind.STILL_PROCESSING_BUT_PAID, still_open.id),
    }


def test_money_that_came_back_unrecorded_is_seen(paid: Paid) -> None:
    payout = paid()
    bank = banks_statement()
    back = OwnLine(today(), 10_000, "RET1", f"RETURN OF {payout.bank_reference}")
    imported(bank.with_lines([*bank.lines, back]))
    [seen] = seen_of()
    assert (seen.kind, seen.payout_id, seen.explains_paise) == (Kind.RETURN_NOT_RECORDED, payout.id, 10_000)


def test_a_day_without_a_statement_is_seen() -> None:
    imported(statement_of(day=today() - 2 * A_DAY))
    imported(statement_of())
    [seen] = seen_of()
    assert (seen.kind, seen.day, seen.amount_paise) == (Kind.DAY_MISSING, today() - timedelta(days=1), 0)


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_each_fault_of_the_simulated_bank_is_seen_as_what_it_is(paid: Paid, seed: str) -> None:
    payouts = [paid(1_000 + n) for n in range(8)]
    for payout in payouts:
        days_ago(payout, 1)
    bank, spoiled = with_faults(banks_statement(today() - A_DAY), seed)
    imported(bank)
    rest = banks_statement()
    imported(statement_of(*rest.lines, opening=bank.closing_paise))
    by_utr = {payout.bank_reference_id: payout.id for payout in payouts}
    expected = {
        Fault.LEFT_OUT: [Kind.PAID_NOT_ON_STATEMENT],
        Fault.TWICE: [Kind.TWICE_ON_STATEMENT] * 2,
        Fault.A_PAISA_OFF: [Kind.AMOUNT_DIFFERS],
        Fault.ZEROS_CUT: [Kind.UTR_DIFFERS],
        Fault.REVERSAL: [],
    }
    assert len(spoiled) >= 4  # a UTR may have no zeros to lose
    assert sorted((each.kind.name, str(each.payout_id)) for each in seen_of()) == sorted(
        (kind.name, str(by_utr[line.utr])) for fault, line in spoiled for kind in expected[fault]
    )
    found = reconcile(None, today() - A_DAY, today() + A_DAY)
    assert found.difference_paise == found.explained_paise != 0


def explained() -> int:
    found = reconcile(None, today(), today() + A_DAY)
    assert found.difference_paise == found.explained_paise
    return found.difference_paise
