"""The bank's statements in both APIs: sent by operators, and told beside our books."""

from typing import Any

import pytest
from django.test import Client

from server.bank.own_statement.book import OwnLine
from server.ledger.periods import today
from server.reconciliation.models import BankStatementLine, Form
from tests.api.conftest import graphql, no_row_changes
from tests.reconciliation.conftest import Paid, paid
from tests.support.bank_statements import A_DAY, banks_statement, statement_of, written

__all__ = ["paid"]

SENT = "/api/v1/operations/statements/?format="
TOLD = "/api/v1/operations/reconciliation/"
SHOWN = """query ($from: Date!, $to: Date!, $kind: ReconciliationExceptionKind, $first: Int, $after: String) {
  reconciliation(from: $from, to: $to) {
    account openingPaise closingPaise lines movementPaise ledgerBankPaise differencePaise explainedPaise
    statements { statementId account format firstDay lastDay openingPaise closingPaise lines importedBy importedAt }
    coverage { day covered }
    exceptions(kind: $kind, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { kind subject day ageDays amountPaise explainsPaise isAccepted payoutId
        line { lineId bookedOn valueOn amountPaise utr counterparty narration } } } } } }"""
TODAY = {"from": str(today()), "to": str(today() + A_DAY)}


def send(client: Client, content: bytes, form: str = "csv", media_type: str = "text/csv") -> Any:
    return client.post(f"{SENT}{form}", content, media_type)


def shown(client: Client, **variables: Any) -> dict[str, Any]:
    answer = graphql(client, SHOWN, **TODAY, **variables).json()
    assert "errors" not in answer, answer
    return dict(answer["data"]["reconciliation"])


def camel(value: Any) -> Any:
    """REST's answer as GraphQL spells it."""
    if isinstance(value, list):
        return [camel(each) for each in value]
    if not isinstance(value, dict):
        return value
    words = {key: key.split("_") for key in value}
    return {first + "".join(map(str.capitalize, rest)): camel(value[key]) for key, (first, *rest) in words.items()}


def test_a_statement_is_read_once_and_told_alike_in_both_apis(client: Client, paid: Paid) -> None:
    payout = paid()
    bank = banks_statement()
    content = written(bank.with_lines([*bank.lines, OwnLine(today(), 7, "SIMB0", "GIFT")]))
    first, again = send(client, content), send(client, content)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {**again.json(), "replayed": False, "new_lines": 2, "matched": 1}
    rest = client.get(TOLD, TODAY).json()
    assert (rest["count"], rest["difference_paise"], rest["explained_paise"]) == (1, 7, 7)
    assert (rest["movement_paise"], rest["ledger_bank_paise"]) == (7 - payout.amount_paise, -payout.amount_paise)
    assert rest["statements"] == [first.json()["statement"]]
    told = shown(client)
    edges = told.pop("exceptions")["edges"]
    for statement in rest["statements"]:
        statement["statement_id"] = statement.pop("id")
    [exception] = rest.pop("exceptions")
    exception["line"]["line_id"] = exception["line"].pop("id")
    exception["kind"] = exception["kind"].upper()
    assert told == camel({key: rest[key] for key in rest if key not in {"from", "to", "count"}})
    assert [edge["node"] for edge in edges] == [camel(exception)]


def test_exceptions_are_filtered_and_paged(client: Client) -> None:
    lines = [OwnLine(today(), paise, f"SIMB{paise}", "X") for paise in (5, 6, -7)]
    assert send(client, written(statement_of(*lines))).status_code == 201
    assert [each["kind"] for each in client.get(TOLD, TODAY | {"kind": "credit_unknown"}).json()["exceptions"]] == [
        "credit_unknown",
        "credit_unknown",
    ]
    pages = [client.get(TOLD, TODAY | {"limit": "2", "offset": offset}).json() for offset in ("0", "2")]
    assert [(page["count"], len(page["exceptions"])) for page in pages] == [(3, 2), (3, 1)]
    first = shown(client, first=2)["exceptions"]
    rest = shown(client, first=2, after=first["pageInfo"]["endCursor"])["exceptions"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (3, True, False)
    seen = [edge["node"]["amountPaise"] for page in (first, rest) for edge in page["edges"]]
    assert seen == [each["amount_paise"] for page in pages for each in page["exceptions"]]
    assert sorted(seen) == [-7, 5, 6]
    kind = shown(client, kind="ON_STATEMENT_NOT_PAID")["exceptions"]
    assert [edge["node"]["amountPaise"] for edge in kind["edges"]] == [-7]


REFUSED = {
    "no format": ("", "text/csv", 400, "format"),
    "an unknown one": ("pdf", "text/csv", 400, "format"),
    "another media type": ("csv", "application/json", 415, None),
    "junk": ("csv", "text/csv", 400, "file"),
    "no XML": ("camt053", "application/xml", 400, "file"),
}


@pytest.mark.parametrize(("form", "media_type", "status", "field"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_and_changes_nothing(
    client: Client, form: str, media_type: str, status: int, field: str | None
) -> None:
    with no_row_changes():
        refused = send(client, b"junk", form, media_type)
    assert (refused.status_code, refused.json().get("field")) == (status, field)


BAD_PERIODS = [
    ({"from": "2026-04-02", "to": "2026-04-02"}, "to"),
    ({"from": "2025-04-01", "to": "2026-04-03"}, "to"),
    ({"from": "1999-12-31", "to": "2000-01-02"}, "from"),
    ({"from": "2099-01-01", "to": "2099-01-02"}, "from"),
    ({"from": "2026-04-01"}, "to"),
    ({"from": "2026-4-1", "to": "2026-04-02"}, "from"),
    (TODAY | {"account": "SIMB0000000002"}, "account"),
    (TODAY | {"kind": "lost"}, "kind"),
]


@pytest.mark.parametrize(("query", "field"), BAD_PERIODS)
def test_a_bad_question_is_refused(client: Client, query: dict[str, str], field: str) -> None:
    refused = client.get(TOLD, query)
    assert (refused.status_code, refused.json()["field"]) == (400, field)


LINK = """mutation ($line: ID!, $kind: BankLineLinkKind!, $of: ID, $remark: String!) {
  linkLine(input: {lineId: $line, kind: $kind, subjectId: $of, remark: $remark}) {
    ... on LinkLineSuccess { changed link { lineId kind subjectId amountPaise rule remark linkedBy } }
    ... on ValidationError { message field } } }"""
UNLINK = """mutation ($line: ID!) { unlinkLine(input: {lineId: $line, remark: "Not this one"}) {
    ... on UnlinkLineSuccess { lineId unlinked } ... on ValidationError { message field } } }"""
ACCEPT = """mutation ($kind: ReconciliationExceptionKind!, $subject: String!, $paise: Paise!) {
  acceptException(input: {kind: $kind, subject: $subject, amountPaise: $paise, remark: "Seen"}) {
    ... on AcceptExceptionSuccess { changed acceptance { kind subject amountPaise remark } }
    ... on ValidationError { message field } } }"""


def ask(client: Client, document: str, **variables: Any) -> dict[str, Any]:
    answer = graphql(client, document, **variables).json()
    assert "errors" not in answer, answer
    [result] = answer["data"].values()
    return dict(result)


def test_a_line_is_linked_unlinked_and_its_exception_accepted(client: Client, paid: Paid) -> None:
    payout = paid()
    bank = banks_statement()
    [line] = bank.lines
    off = bank.with_lines([line._replace(amount_paise=line.amount_paise - 1)])
    assert send(client, written(off, Form.CAMT053), "camt053", "application/xml").status_code == 201
    line_id = str(BankStatementLine.objects.get().id)
    how = {"line": line_id, "kind": "PAYOUT", "of": str(payout.id), "remark": "The bank kept a paisa"}
    linked = ask(client, LINK, **how)
    assert (linked["changed"], linked["link"]["amountPaise"], linked["link"]["rule"]) == (True, -10_000, "PERSON")
    assert ask(client, LINK, **how)["changed"] is False
    told = shown(client)
    [edge] = told["exceptions"]["edges"]
    assert (edge["node"]["kind"], edge["node"]["explainsPaise"], edge["node"]["isAccepted"]) == (
        "AMOUNT_DIFFERS",
        -1,
        True,
    )
    assert (told["differencePaise"], told["explainedPaise"]) == (-1, -1)
    assert ask(client, UNLINK, line=line_id) == {"lineId": line_id, "unlinked": 1}
    [edge] = shown(client)["exceptions"]["edges"]
    assert (edge["node"]["explainsPaise"], edge["node"]["isAccepted"]) == (-10_001, False)  # by another amount
    about = {"kind": "AMOUNT_DIFFERS", "subject": edge["node"]["subject"]}
    assert ask(client, ACCEPT, **about, paise=-1)["field"] == "amountPaise"
    assert ask(client, ACCEPT, **about, paise=-10_001)["changed"] is True
    assert ask(client, ACCEPT, **about, paise=-10_001)["changed"] is False
    assert shown(client)["exceptions"]["edges"][0]["node"]["isAccepted"] is True
    assert ask(client, ACCEPT, kind="DAY_MISSING", subject="x", paise=0) == {
        "message": "No such exception.",
        "field": "subject",
    }


def test_a_link_that_cannot_be_is_refused(client: Client, paid: Paid) -> None:
    payout = paid()
    unknown = str(payout.merchant_id)
    bank = banks_statement()
    fee, gift = OwnLine(today(), -59, "", "FEE"), OwnLine(today(), 7, "", "GIFT")
    assert send(client, written(bank.with_lines([*bank.lines, fee, gift]))).status_code == 201
    lines = {line.amount_paise: str(line.id) for line in BankStatementLine.objects.all()}

    def refused(line: str, kind: str, of: str | None = None, remark: str = "x") -> object:
        with no_row_changes():
            return ask(client, LINK, line=line, kind=kind, of=of, remark=remark).get("field")

    assert refused(unknown, "OTHER") == "lineId"
    assert refused(lines[-59], "PAYOUT") == "subjectId"
    assert refused(lines[-59], "OTHER", unknown) == "subjectId"
    assert refused(lines[-59], "PAYOUT", unknown) == "subjectId"
    assert refused(lines[-59], "PAYOUT", str(payout.id)) == "subjectId"  # it has its line
    assert refused(lines[-59], "RETURN", str(payout.id)) == "subjectId"
    assert refused(lines[7], "INWARD", unknown) == "subjectId"
    assert refused(lines[7], "PAYOUT", str(payout.id)) == "kind"
    assert refused(lines[-10_000], "OTHER") == "lineId"
    assert refused(lines[-59], "OTHER", remark="") == "remark"
    assert refused(lines[-59], "OTHER", remark="x" * 301) == "remark"
    with no_row_changes():
        assert ask(client, UNLINK, line=unknown)["field"] == "lineId"
