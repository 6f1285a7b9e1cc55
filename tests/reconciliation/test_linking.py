"""What people say of lines and exceptions, and that nobody gets around it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from server.audit_log.models import AuditEvent
from server.bank.own_statement.book import OwnLine
from server.bank.simulator import SimulatedBank
from server.errors import NotFound
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.models import Payout
from server.reconciliation.exceptions import Kind
from server.reconciliation.linking import accept_exception, link_line, unlink_line
from server.reconciliation.matching import match_again
from server.reconciliation.models import BankStatementLine, LinkKind, ReconciliationLink
from tests.conftest import pay
from tests.integrity.breakers import A_LINE
from tests.integrity.test_verify_ledger import broken, planted
from tests.reconciliation.conftest import Paid
from tests.support.bank_statements import banks_statement, imported, reconciled_day, seen_of, statement_of


def actions() -> list[str]:
    found = AuditEvent.objects.filter(action__startswith="bank_statement") | AuditEvent.objects.filter(
        action__startswith="reconciliation"
    )
    return list(found.order_by("id").values_list("action", flat=True))


@pytest.mark.usefixtures("database")
def test_what_people_do_is_in_the_audit_log() -> None:
    reconciled_day()
    assert actions() == [
        "bank_statement.imported",
        "bank_statement_line.linked",
        "bank_statement_line.unlinked",
        "reconciliation_exception.accepted",
    ]


def test_a_pair_that_was_parted_stays_parted(paid: Paid) -> None:
    payout = paid()
    bank = banks_statement()
    imported(bank)
    line = BankStatementLine.objects.get()
    assert unlink_line(line.id, "Not this one") == 1
    imported(bank.with_lines([*bank.lines, OwnLine(today(), -5, "SIMB0", "X")]))
    assert match_again() == 0
    assert {(each.kind, each.payout_id) for each in seen_of()} == {
        (Kind.ON_STATEMENT_NOT_PAID, payout.id),
        (Kind.ON_STATEMENT_NOT_PAID, None),
    }
    assert link_line(line.id, LinkKind.PAYOUT, payout.id, "It is, after all").changed


def test_a_line_is_linked_once_its_payout_is_paid(merchant: Merchant) -> None:
    payout = pay(merchant, 700)
    imported(statement_of(OwnLine(today(), -700, "", payout.bank_reference)))
    assert [each.kind for each in seen_of()] == [Kind.STILL_PROCESSING_BUT_PAID]
    lifecycle.settle_due(SimulatedBank())
    assert [each.kind for each in seen_of()] == [Kind.STILL_PROCESSING_BUT_PAID]
    assert (match_again(), match_again()) == (1, 0)
    assert seen_of() == []


@pytest.mark.usefixtures("database")
def test_a_gap_is_seen_until_it_is_accepted() -> None:
    imported(statement_of(day=today() - timedelta(days=1), opening=5))
    imported(statement_of(opening=12))
    [gap] = seen_of()
    assert (gap.kind, gap.amount_paise) == (Kind.STATEMENT_GAP, 7)
    assert accept_exception(gap.kind, gap.subject, 7, "The bank has lost a file").changed
    assert seen_of() == []


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("subject", ["A 9999-12-31", "A 0001-01-01", "A", "", "\0"])
def test_a_day_that_nobody_covers_is_no_exception(subject: str) -> None:
    with pytest.raises(NotFound):
        accept_exception(Kind.DAY_MISSING, subject, 0, "There is no such day")


LINE = "(SELECT id FROM bank_statement_lines WHERE utr IS NOT NULL)"
LINKED = (
    "INSERT INTO reconciliation_links (id, line_id, kind, subject_id, amount_paise, rule, remark, linked_by) VALUES"
)
BROKEN = {
    "more than the line": f"{LINKED} (gen_random_uuid(), {LINE}, 'other', NULL, -1, 'utr', '', 'x')",
    "a payout twice": f"{LINKED} (gen_random_uuid(), (SELECT id FROM bank_statement_lines WHERE utr IS NULL),"
    " 'payout', (SELECT subject_id FROM reconciliation_links WHERE kind = 'payout'), -5, 'utr', '', 'x')",
    "a payout that is none": f"{LINKED} (gen_random_uuid(), (SELECT id FROM bank_statement_lines WHERE utr IS NULL),"
    " 'payout', gen_random_uuid(), -5, 'utr', '', 'x')",
    "the other way": f"{LINKED} (gen_random_uuid(), (SELECT id FROM bank_statement_lines WHERE utr IS NULL),"
    " 'other', NULL, 5, 'utr', '', 'x')",
    "a line changed": "UPDATE bank_statement_lines SET narration = ''",
    "a line deleted": "DELETE FROM bank_statement_lines",
    "a statement changed": "UPDATE bank_statements SET lines = 0",
    "an entry deleted": "DELETE FROM bank_statement_entries",
    "a link changed": "UPDATE reconciliation_links SET remark = 'x'",
    "an unlink deleted": "DELETE FROM reconciliation_unlinks",
    "an acceptance deleted": "DELETE FROM accepted_exceptions",
    "an entry added": "INSERT INTO bank_statement_entries (id, statement_id, n, line_id)"
    " SELECT gen_random_uuid(), statement_id, n + 1, line_id FROM bank_statement_entries ORDER BY n DESC LIMIT 1",
    "a statement that does not add up": "INSERT INTO bank_statements (id, our_account, form, file_sha256, first_day,"
    " last_day, opening_paise, closing_paise, lines, imported_by) VALUES (gen_random_uuid(), 'A', 'csv', sha256('a'),"
    " '2026-04-01', '2026-04-01', 0, 1, 0, 'x')",
}

BY_HAND = {
    "a line of no file": A_LINE,
    "a line before its file's days": "UPDATE bank_statement_lines SET booked_on = booked_on - 1",
    "a line of another account": "UPDATE bank_statement_lines SET our_account = 'A'",
}


@pytest.mark.parametrize("statement", BROKEN.values(), ids=BROKEN)
def test_the_database_refuses_it_too(as_the_owner: None, paid: Callable[..., Payout], statement: str) -> None:
    paid()
    reconciled_day()
    assert ReconciliationLink.objects.filter(kind=LinkKind.PAYOUT).count() == 1
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", BY_HAND.values(), ids=BY_HAND)
def test_what_is_in_no_file_is_found_by_verify_ledger(as_the_owner: None, statement: str) -> None:
    imported(statement_of(OwnLine(today(), -5, "", "X")))
    with planted(statement):
        assert broken() == {"reconciliation.statement-adds-up": 1}
