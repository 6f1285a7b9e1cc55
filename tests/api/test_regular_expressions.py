"""Every regular expression of server/ is listed here, and none that sees a caller's words takes more than linear time.

A new one fails the first test until it is entered: under FOREIGN if any text of a caller's can get to it, whatever
checks come before. Better than a pattern is often none: nobody's own words are searched for ours.
"""

import re
from collections.abc import Callable

import pytest

from server.observability.log_redaction import brief, mask
from tests.api.regular_expressions import (
    Expression,
    expressions,
    expressions_in_sql,
    other_ways,
    runs,
    slow_string,
)

# Files, and the names of the constants (or functions) that hold their expressions.
FOREIGN = {
    "server/access/key_authentication.py": ["FORM"],
    "server/access/client_ip.py": ["PORT"],
    "server/access/one_time_codes.py": ["BETWEEN", "CODE"],
    "server/access/qr_code.py": ["DARK"],
    "server/access/sessions.py": ["KEY"],
    "server/digit_groups.py": ["UUID", "WORD"],
    "server/free_text.py": ["IN_A_ROW", "IN_GROUPS"],
    "server/account_numbers.py": ["FORM", "MASKED_FORM"],
    "server/api/auth/identity.py": ["BEARER"],
    "server/api/http/errors.py": ["SNAKE_CASE"],
    "server/api/rest/batch_export.py": ["OTHER_CHARACTERS"],
    "server/batches/sheets/cells.py": ["DATE", "QUOTED", "SCIENTIFIC"],
    "server/api/http/parsing.py": ["JSON_TYPE", "NATURAL_FORM", "TIME_FORM", "UNSTORABLE", "UUID_FORM"],
    "server/api/http/rate_limits.py": ["SAYS_MUTATION"],
    "server/api/http/request_log.py": ["LONG_NUMBER", "MERCHANT_IN_PATH"],
    "server/asgi/caller_key.py": ["MERCHANT_IN_BODY", "MERCHANT_IN_QUERY"],
    "server/comparison_form.py": ["BLANK_RUN", "IGNORED"],
    "server/events/positions.py": ["FORM"],
    "server/ifsc/lookup.py": ["FORM"],
    "server/fees/gstin.py": ["FORM"],
    "server/inward_payments/currencies.py": ["AMOUNT"],
    "server/inward_payments/documents.py": ["AD_CODE_FORM", "SHA256_FORM"],
    "server/inward_payments/matching.py": ["CODE_FORM", "COUNTRY_FORM"],
    "server/inward_payments/facts.py": ["BIC_FORM", "COUNTRY_FORM", "RATE"],
    "server/inward_payments/purposes.py": ["RECEIPT"],
    "server/name_checks/scoring.py": ["MS", "WORD"],
    "server/observability/log_redaction.py": [
        "DETAILS",
        "DETAIL_LINE",
        *("MASKS", "MASKS 2", "MASKS 3", "MASKS 4", "MASKS 5", "MASKS 6", "MASKS 7"),
        "NOT_IN_A_LINE",
    ],
    "server/payouts/details.py": ["NARRATION"],
    "server/pdf_pages.py": ["INDIC"],
    "server/reconciliation/readers/amounts.py": ["PLAIN"],
    "server/reconciliation/readers/camt053.py": ["NAMESPACE"],
    "server/reconciliation/readers/days.py": ["DAY_FIRST", "ISO", "WITH_OFFSET"],
    "server/reconciliation/readers/mt940.py": ["BANKS_REFERENCE", "FIELD"],
    "server/reconciliation/readers/tables.py": ["NOTHING", "OTHER_SIGNS"],
    "server/reconciliation/references.py": ["ENDING", "IMPS", "LABELLED", "NEFT", "OURS", "RTGS", "TOKEN"],
    "server/rails/rules.py": ["RRN", "NEFT_UTR", "RTGS_UTR"],
    "server/statements/forms/mt940.py": ["OUTSIDE"],
    "server/text.py": ["INVISIBLE", "NOTHING_TO_SEE"],
    "server/urls.py": ["urlpatterns", "urlpatterns 2"],
}
OWN = {
    # Patterns of CHECK constraints, which PostgreSQL applies to values that we made.
    "server/access/models.py": ["PREFIX", "SHA256"],
    # PostgreSQL's catalogue, comments on our own objects, and the files of the shelf.
    "server/database/installed.py": ["MARK"],
    "server/database/release.py": ["MARK"],
    "server/database/shelf.py": ["FUNCTION", "PIECE", "TRIGGER"],
    "server/database/sql_objects.py": ["ON_A_COPY"],
    # The environment of whoever starts the engine, and the output of programs of the machine.
    "server/failpoints.py": ["_FAULT"],
    "server/ops/backups/dumping.py": ["DUMPING"],
    "server/ops/backups/programs.py": ["_inspect"],
    "server/ops/backups/restoring.py": ["LOADING"],
    "server/ops/dev/advisories.py": ["PIN"],
    "server/ops/embedded_postgres/binaries.py": ["_inspect"],
    "server/ops/processes/web_build.py": ["require_node"],
    "server/settings/callers.py": ["_rate"],
    "server/settings/payouts.py": ["PAYOUT_GST_STATE"],
    "server/settings/names.py": ["OF_A_SERVICE", "_is_nearly_prefixed"],
}
# PostgreSQL's own patterns match by an automaton, in linear time as long as there are no back references. These have
# none: a class with all its repetitions, and one at the end of a time that we made.
IN_SQL = {
    "server/database/sql/checks.sql": [
        'form := regexp_replace(normalize(said, NFKD) COLLATE "C",',
        "IF form ~ ('[' || unfolded || ']') THEN",
        "form := regexp_replace(form, ' +', ' ', 'g');",
    ],
    "server/payouts/sql/checks.sql": ["RETURN status = 'failed' AND failure_code ~ '^[a-z_]+$' AND CASE"],
    "server/payouts/sql/receipt.sql": [
        (
            "regexp_replace(to_char(payout.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'),"
            " '\\.000000$', ''),"
        ),
        '\', "not_before": "\' || regexp_replace(',
        """SELECT format(', "approval": {"people": %s, "expires_at": "%s+00:00"}', g.people, regexp_replace(""",
    ],
    # CHECK constraints: the forms of keys, masked numbers, codes and actions, each anchored at both ends.
    "server/access/models.py": ["prefix__regex=PREFIX.pattern", "secret_hash__regex=SHA256.pattern"],
    "server/access/invitation_model.py": ["token_hash__regex=SHA256"],
    "server/audit_log/models.py": [
        """actor_kind__regex=rf"^({'|'.join(ActorKind)})$\"""",
        'action__regex=r"^[a-z_]+\\.[a-z_]+$"',
    ],
    "server/bank/models.py": ['account_number_masked__regex=rf"^({MASKED_FORM.pattern})?$"'] * 2,
    "server/inward_payments/models.py": [
        'foreign_currency__regex=rf"^{CURRENCY}$"',
        'purpose_code__regex=rf"^{PURPOSE}$"',
        'remitter_country__regex=rf"^{COUNTRY}$"',
        'remitter_bank_bic__regex=rf"^{BIC}$"',
    ],
    "server/inward_payments/invoices.py": [
        'buyer_country__regex=rf"^{COUNTRY}$"',
        'currency__regex=rf"^{CURRENCY}$"',
        'hsn_or_sac__regex=rf"^{HSN_OR_SAC}$"',
    ],
    "server/inward_payments/papers.py": [
        'issuer_ad_code__regex=rf"^{AD_CODE}$"',
        'sha256__regex=rf"^{SHA256}$"',
    ],
    "server/fees/sql/checks.sql": [
        "IF (band ->> 'fee_paise') !~ '^(0|[1-9][0-9]{0,9})$' OR (band ->> 'fee_paise')::bigint > 1000000000",
        "OR (band ->> 'up_to_paise') !~ '^[1-9][0-9]{0,15}$' THEN",
        "RETURN state ~ '^(0[1-9]|[12][0-9]|3[0-8]|97)$';",
        "IF gstin !~ '^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]$' OR left(gstin, 2) <> state THEN",
    ],
    "server/payouts/details.py": [
        'narration__regex=rf"^{NARRATION.pattern}$"',
        """purpose__regex=rf"^({'|'.join(Purpose.values)})$\"""",
    ],
    "server/merchants/models.py": [
        'account_number_masked__regex=rf"^{account_numbers.MASKED_FORM.pattern}$"',
        'ifsc_code__regex=rf"^{IFSC.pattern}$"',
    ],
}


def test_every_regular_expression_is_listed() -> None:
    found: dict[str, list[str]] = {}
    for expression in expressions():
        found.setdefault(expression.file, []).append(expression.name)
    assert {file: sorted(names) for file, names in found.items()} == {
        file: sorted(names) for file, names in (FOREIGN | OWN).items()
    }
    assert not FOREIGN.keys() & OWN.keys()
    assert other_ways() == []


def test_every_regular_expression_in_sql_is_listed() -> None:
    assert expressions_in_sql() == IN_SQL


@pytest.mark.parametrize(
    "expression",
    [each for each in expressions() if each.file in FOREIGN],
    ids=lambda each: f"{each.file}: {each.name}",
)
def test_no_text_takes_it_more_than_linear_time(expression: Expression) -> None:
    for run in runs(expression):
        assert slow_string(expression.pattern, run) is None


@pytest.mark.parametrize(
    "pattern", [r" Did you mean [^?]*\?", r"\s*^(?:DETAIL|CONTEXT):", r"(?:a+)+b", r"\w+@\w+", r"-+$"]
)
def test_a_pattern_that_takes_quadratic_time_is_found(pattern: str) -> None:
    compiled = re.compile(pattern, re.MULTILINE)
    assert slow_string(compiled, lambda text: sum(1 for _ in compiled.finditer(text)))


@pytest.mark.parametrize("function", [mask, lambda text: brief(ValueError(text))], ids=["mask", "brief"])
@pytest.mark.parametrize("piece", ["\n", " \n", "DETAIL", "password=", "://a:", "1234567890 ", "LINE 1\n"])
def test_a_log_line_is_masked_in_linear_time(function: Callable[[str], str], piece: str) -> None:
    pattern = re.compile(re.escape(piece))
    assert slow_string(pattern, function) is None
