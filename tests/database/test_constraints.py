"""Each constraint refuses a bad row by itself: every trigger is off."""

import pytest
from django.db import IntegrityError, connection

from server.alerts.alerts import create_alert
from server.alerts.models import AlertKind
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.cooling_off.setting import set_cooling_off
from server.merchants.models import Merchant
from server.name_checks.checking import check_name
from server.payouts import leases, lifecycle
from server.payouts.details import GivenDetails
from tests.batches.conftest import batch_of, refused_batch
from tests.conftest import account_of, guards_off, pay
from tests.support.bank_statements import reconciled_day
from tests.support.fees import charge_fees
from tests.support.inward import inward_document, inward_payment, reversed_payment, unmatched
from tests.support.operators import proposed_adjustment
from tests.support.orders import waiting_order
from tests.support.receipts import awaited_and_cancelled
from tests.support.returns import returned_payout
from tests.support.webhooks import resent_webhook

EVENT = (
    "INSERT INTO merchant_events (merchant_id, ledger_seq, n, kind, subject_id, body)"
    " VALUES (gen_random_uuid(), %s, %s, '%s', gen_random_uuid(), %s)"
)
REFUSED = [
    ("event_numbered", EVENT % (-1, 1, "PAYOUT_REVIEW_ENDED", "'{}'")),
    ("event_numbered", EVENT % (0, 0, "PAYOUT_REVIEW_ENDED", "'{}'")),
    ("event_kind_known", EVENT % (0, 1, "PAYOUT_CREATED", "'{}'")),
    ("event_body_small", EVENT % (0, 1, "PAYOUT_REVIEW_ENDED", "to_jsonb(repeat('x', 5000))")),
    ("account_number_is_masked", "UPDATE bank_accounts SET account_number_masked = '501000000001'"),
    ("account_number_is_sealed", "UPDATE bank_accounts SET account_number_sealed = '501000000001'"),
    ("account_number_fingerprint_form", "UPDATE bank_accounts SET account_number_fingerprint = '501000000001'"),
    ("account_number_digest_form", "UPDATE bank_accounts SET account_number_digest = '501000000001'"),
    ("bank_key_with_a_digest", "UPDATE bank_accounts SET account_number_digest = NULL"),
    (
        "bank_account_once_at_its_bank",
        "UPDATE bank_accounts SET (account_number_digest, bank_key) = (sha256('one'), 'HDFC')",
    ),
    ("ifsc_form", "UPDATE bank_accounts SET ifsc_code = 'HDFC1001234'"),
    ("one_primary_account", "UPDATE bank_accounts SET is_primary = true"),
    ("retired_account_is_not_primary", "UPDATE bank_accounts SET retired_at = now() WHERE is_primary"),
    ("cooling_off_hours", "UPDATE cooling_offs SET hours = 73"),
    ("cooling_off_hours", "UPDATE cooling_offs SET hours = -1"),
    ("cooled_payout_waits_longer", "UPDATE cooled_payouts SET asked_not_before = until"),
    ("account_check_verdict", "UPDATE account_checks SET verdict = 'maybe', registered_name = NULL, score = NULL"),
    ("account_check_method", "UPDATE account_checks SET method = 'rumour'"),
    ("account_check_compared_a_name", "UPDATE account_checks SET score = 101"),
    ("account_check_compared_a_name", "UPDATE account_checks SET score = NULL"),
    ("account_check_compared_a_name", "UPDATE account_checks SET registered_name = ''"),
    ("account_check_compared_a_name", "UPDATE account_checks SET registered_name = NULL"),
    ("account_check_compared_a_name", "UPDATE account_checks SET method = NULL"),
    ("account_check_compared_a_name", "UPDATE account_checks SET verdict = 'not_shown'"),
    ("inward_net_is_gross_less_charges", "UPDATE inward_payments SET charges_paise = charges_paise + 1"),
    (
        "inward_net_is_gross_less_charges",
        "UPDATE inward_payments SET (net_paise, charges_tax_paise) = (net_paise + 9001, -1)",
    ),
    (
        "inward_net_is_gross_less_charges",
        "UPDATE inward_payments SET (net_paise, charges_paise) = (0, gross_paise - 9000)",
    ),
    ("inward_foreign_amount", "UPDATE inward_payments SET (foreign_minor, rate) = (0, NULL)"),
    ("inward_foreign_amount", "UPDATE inward_payments SET (foreign_minor, rate) = (9007199254740992, NULL)"),
    ("inward_foreign_amount", "UPDATE inward_payments SET (exponent, rate) = (5, NULL)"),
    ("inward_rate_explains_gross", "UPDATE inward_payments SET rate = 83.13"),
    ("inward_rate_explains_gross", "UPDATE inward_payments SET rate = -83.12"),
    (
        "inward_rupees_by_vostro",
        "UPDATE inward_payments SET (foreign_currency, foreign_minor, rate) = ('INR', gross_paise, NULL)",
    ),
    (
        "inward_rupees_by_vostro",
        "UPDATE inward_payments SET (foreign_currency, channel, rate) = ('INR', 'vostro', NULL)",
    ),
    ("inward_channel_known", "UPDATE inward_payments SET channel = 'hawala'"),
    ("inward_nature_known", "UPDATE inward_payments SET nature = 'gift'"),
    ("inward_currency_form", "UPDATE inward_payments SET foreign_currency = 'usd'"),
    ("inward_purpose_form", "UPDATE inward_payments SET purpose_code = 'S0802'"),
    ("inward_remitter_form", "UPDATE inward_payments SET remitter_name = ''"),
    ("inward_remitter_form", "UPDATE inward_payments SET remitter_country = 'us'"),
    ("inward_remitter_form", "UPDATE inward_payments SET remitter_bank_bic = 'CHASUS3'"),
    ("inward_reversal_amount", "UPDATE inward_reversals SET amount_paise = 0"),
    ("inward_reversal_amount", "UPDATE inward_reversals SET amount_paise = 9007199254740992"),
    ("inward_reversal_in_words", "UPDATE inward_reversals SET reason = ''"),
    ("inward_reversal_in_words", "UPDATE inward_reversals SET recorded_by = ''"),
    ("inward_document_kind_known", "UPDATE inward_documents SET kind = 'letter'"),
    ("inward_document_in_words", "UPDATE inward_documents SET number = ''"),
    ("inward_document_in_words", "UPDATE inward_documents SET issuer = ''"),
    ("inward_document_forms", "UPDATE inward_documents SET issuer_ad_code = '12'"),
    ("inward_document_forms", "UPDATE inward_documents SET sha256 = 'AB'"),
    ("inward_invoice_amount", "UPDATE inward_invoices SET minor = 0"),
    ("inward_invoice_amount", "UPDATE inward_invoices SET exponent = 5"),
    ("inward_invoice_nature_known", "UPDATE inward_invoices SET nature = 'gift'"),
    ("inward_invoice_forms", "UPDATE inward_invoices SET number = ''"),
    ("inward_invoice_forms", "UPDATE inward_invoices SET buyer = ''"),
    ("inward_invoice_forms", "UPDATE inward_invoices SET edf_number = ''"),
    ("inward_invoice_forms", "UPDATE inward_invoices SET buyer_country = 'us'"),
    ("inward_invoice_forms", "UPDATE inward_invoices SET currency = 'usd'"),
    ("inward_invoice_forms", "UPDATE inward_invoices SET hsn_or_sac = '99'"),
    ("inward_match_amounts", "UPDATE inward_invoice_matches SET (invoice_minor, inward_minor) = (0, 0)"),
    ("inward_match_amounts", "UPDATE inward_invoice_matches SET invoice_minor = invoice_minor + 1"),
    ("inward_match_amounts", "UPDATE inward_invoice_matches SET cross_rate = 0"),
    ("suspended_merchant_is_inactive", "UPDATE merchants SET suspended_at = now(), suspension_reason = 'why'"),
    ("suspension_has_a_reason", "UPDATE merchants SET is_active = false, suspended_at = now()"),
    (
        "suspension_has_a_reason",
        "UPDATE merchants SET is_active = false, suspended_at = now(), suspension_reason = ''",
    ),
    ("suspension_has_a_reason", "UPDATE merchants SET suspension_reason = 'why'"),
    ("second_factor_limit_is_an_amount", "UPDATE merchants SET second_factor_above_paise = -1"),
    ("adjustment_amount_positive", "UPDATE adjustments SET amount_paise = 0"),
    ("adjustment_amount_positive", "UPDATE adjustments SET amount_paise = 9007199254740992"),
    ("adjustment_direction", "UPDATE adjustments SET direction = 'gift'"),
    ("adjustment_approved_by_another_operator", "UPDATE adjustments SET status = 'done'"),
    ("adjustment_is_proposed_or_decided", "UPDATE adjustments SET decided_at = now()"),
    ("adjustment_is_proposed_or_decided", "UPDATE adjustments SET status = 'rejected', decided_at = now()"),
    ("adjustment_is_proposed_or_decided", "UPDATE adjustments SET proposed_by_id = NULL"),
    (
        "adjustment_has_its_entry_once_approved",
        "UPDATE adjustments SET status = 'approved', decided_at = now(), decided_by_id = 2",
    ),
    (
        "adjustment_approved_by_another_operator",
        "UPDATE adjustments SET status = 'approved', decided_at = now(), decided_by_id = 1, entry_id = merchant_id",
    ),
    (
        "adjustment_approved_by_another_operator",
        "UPDATE adjustments SET status = 'approved', decided_at = now(), entry_id = merchant_id",
    ),
    ("transfer_account_number_is_masked", "UPDATE bank_transfers SET account_number_masked = '501000000001'"),
    ("paid_transfers_return", "UPDATE bank_transfers SET returns_at = now() WHERE state <> 'paid'"),
    ("bank_return_numbered", "UPDATE bank_returns SET number = 0"),
    ("payout_return_in_words", "UPDATE payout_returns SET reason = ''"),
    ("payout_return_in_words", "UPDATE payout_returns SET return_reference = ''"),
    ("payout_return_in_words", "UPDATE payout_returns SET reason_code = ''"),
    ("payout_return_learned_from", "UPDATE payout_returns SET recorded_by = 'asha'"),
    ("payout_return_learned_from", "UPDATE payout_returns SET learned = 'operator'"),
    ("payout_return_learned_from", "UPDATE payout_returns SET learned = 'rumour'"),
    ("payout_return_reference_once", "UPDATE payout_returns SET return_reference = 'X'"),
    (
        "fee_plan_version_once",
        (
            "INSERT INTO fee_plans (id, merchant_id, version, bands, gst_bp, supplier_state, refund_on_return,"
            " follows_default, after_seq)"
            " SELECT gen_random_uuid(), merchant_id, version, bands, 0, '29', true, false, 0 FROM fee_plans"
        ),
    ),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = '{}'"),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = bands - 3"),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = bands || bands"),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = jsonb_set(bands, '{0,fee_paise}', '-1')"),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = jsonb_set(bands, '{0,fee_paise}', '1000000001')"),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = jsonb_set(bands, '{0,fee_paise}', '1.5')"),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = jsonb_set(bands, '{0,up_to_paise}', '0')"),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = jsonb_set(bands, '{0,rail}', '\"WIRE\"')"),
    ("fee_bands_sound", "UPDATE fee_plans SET bands = jsonb_set(bands, '{0,note}', '1')"),
    ("fee_gst_in_bounds", "UPDATE fee_plans SET gst_bp = -1"),
    ("fee_gst_in_bounds", "UPDATE fee_plans SET gst_bp = 10001"),
    ("fee_supplier_state_known", "UPDATE fee_plans SET supplier_state = '39'"),
    ("fee_default_follows_none", "UPDATE fee_plans SET merchant_id = NULL, follows_default = true"),
    (
        "tax_profile_version_once",
        (
            "INSERT INTO merchant_tax_profiles SELECT gen_random_uuid(), version, NULL, state_code, now(), merchant_id"
            " FROM merchant_tax_profiles"
        ),
    ),
    ("tax_state_known", "UPDATE merchant_tax_profiles SET state_code = '00'"),
    ("gstin_sound", "UPDATE merchant_tax_profiles SET gstin = '27AAPFU0939F1ZW'"),
    ("gstin_sound", "UPDATE merchant_tax_profiles SET gstin = '29AAGCB7383J1Z4'"),
    ("fee_parts_not_negative", "UPDATE fee_charges SET igst_paise = -1"),
    ("fee_parts_not_negative", "UPDATE fee_charges SET igst_paise = 0, cgst_paise = 27, sgst_paise = 28"),
    ("fee_has_its_entry", "UPDATE fee_charges SET fee_entry_id = NULL"),
    ("fee_has_its_entry", "UPDATE fee_charges SET fee_paise = 0"),
    ("fee_tax_has_its_entry", "UPDATE fee_charges SET tax_entry_id = NULL"),
    ("fee_tax_has_its_entry", "UPDATE fee_charges SET cgst_paise = 27, sgst_paise = 27"),
    ("fee_is_by_a_rail", "UPDATE fee_charges SET rail = NULL"),
    ("attempt_number_positive", "UPDATE payout_attempts SET number = 0"),
    ("attempt_ends_after_its_start", "UPDATE payout_attempts SET ended_at = started_at - interval '1 second'"),
    ("payout_amount_positive", "UPDATE payouts SET amount_paise = 0"),
    ("payout_amount_positive", "UPDATE payouts SET amount_paise = 9007199254740992"),
    ("payout_open_or_at_rest", "UPDATE payouts SET next_attempt_at = now() WHERE status = 'completed'"),
    ("payout_open_or_at_rest", "UPDATE payouts SET next_attempt_at = NULL WHERE status = 'pending'"),
    ("payout_open_or_at_rest", "UPDATE payouts SET lease = gen_random_uuid() WHERE status = 'pending'"),
    ("payout_completed_has_utr", "UPDATE payouts SET bank_reference_id = NULL WHERE status = 'completed'"),
    ("payout_completed_has_utr", "UPDATE payouts SET bank_reference_id = 'U1' WHERE status = 'pending'"),
    ("payout_failed_has_reason", "UPDATE payouts SET failure_reason = 'busy' WHERE status = 'pending'"),
    ("payout_failure_code_fits", "UPDATE payouts SET failure_code = 'bank_account_closed' WHERE status = 'processing'"),
    ("payout_unresolved_since_a_time", "UPDATE payouts SET unresolved_since = 'infinity' WHERE status = 'processing'"),
    (
        "second_factor_recovery_hashes_form",
        "INSERT INTO second_factors VALUES (gen_random_uuid(), '', 0, '{x7km-2fqd-9wab-hn4c}', now(), 1)",
    ),
    ("batch_row_count", "UPDATE payout_batches SET row_count = 0"),
    ("batch_row_count", "UPDATE payout_batches SET row_count = 1001"),
    ("batch_total_positive", "UPDATE payout_batches SET total_paise = 0"),
    ("batch_has_a_name", "UPDATE payout_batches SET name = ''"),
    ("batch_retried_once", "UPDATE payout_batches SET retry_of_id = merchant_id"),
    ("batch_row_number", "UPDATE payout_batch_rows SET number = 0"),
    ("batch_row_number", "UPDATE payout_batch_rows SET number = 1001"),
    ("batch_row_amount_positive", "UPDATE payout_batch_rows SET amount_paise = 0"),
    ("batch_row_amount_positive", "UPDATE payout_batch_rows SET amount_paise = 9007199254740992"),
    ("batch_row_reference_not_empty", "UPDATE payout_batch_rows SET reference = ''"),
    ("batch_row_narration_form", "UPDATE payout_batch_rows SET narration = 'Rent & more'"),
    ("batch_row_purpose_is_known", "UPDATE payout_batch_rows SET purpose = 'gift'"),
    ("batch_refusal_says_why", "UPDATE payout_batch_refusals SET message = ''"),
    ("ledger_seq_once", "UPDATE ledger_entries SET seq = 1"),
    (
        "batch_row_paid_once",
        "UPDATE payout_details SET batch_row = 1, batch_id = '7e1b8d5e-0000-4000-8000-000000000000'",
    ),
    ("batch_and_row_together", "UPDATE payout_details SET batch_row = 1"),
    ("batch_and_row_together", "UPDATE payout_details SET batch_id = gen_random_uuid()"),
    ("batch_and_row_together", "UPDATE payout_details SET batch_id = gen_random_uuid(), batch_row = 0"),
    ("client_reference_not_empty", "UPDATE payout_details SET client_reference = ''"),
    ("payout_details_have_something", "UPDATE payout_details SET reference = NULL"),
    ("payout_rail_by_known_rules", "UPDATE payout_details SET rail = 'IMPS'"),
    ("payout_rail_by_known_rules", "UPDATE payout_details SET rail_rules = '2026-11-29'"),
    ("payout_rail_by_known_rules", "UPDATE payout_details SET rail = 'SWFT', rail_rules = '2026-11-29'"),
    ("payout_rail_by_known_rules", "UPDATE payout_details SET rail = 'IMPS', rail_rules = ''"),
    ("retry_has_a_root", "UPDATE payout_details SET retry_of = gen_random_uuid()"),
    ("retry_has_a_root", "UPDATE payout_details SET retry_root = gen_random_uuid()"),
    ("webhook_endpoint_state_known", "UPDATE webhook_endpoints SET state = 'paused', due_at = NULL"),
    ("webhook_endpoint_types", "UPDATE webhook_endpoints SET event_types = '{}'"),
    ("webhook_endpoint_enabled_without_reason", "UPDATE webhook_endpoints SET disabled_because = 'why'"),
    ("webhook_endpoint_disabled_is_not_due", "UPDATE webhook_endpoints SET state = 'disabled'"),
    ("webhook_endpoint_has_its_secret_until_deleted", "UPDATE webhook_endpoints SET secret_sealed = NULL"),
    (
        "webhook_endpoint_has_its_secret_until_deleted",
        "UPDATE webhook_endpoints SET state = 'disabled', deleted_at = now()",
    ),
    (
        "webhook_endpoint_has_its_secret_until_deleted",
        "UPDATE webhook_endpoints SET deleted_at = now(), secret_sealed = NULL",
    ),
    ("webhook_endpoint_old_secret_has_an_end", "UPDATE webhook_endpoints SET old_secret_sealed = 'x'"),
    ("webhook_endpoint_old_secret_has_an_end", "UPDATE webhook_endpoints SET old_secret_until = now()"),
    ("webhook_endpoint_cursor_after_its_origin", "UPDATE webhook_endpoints SET cursor_seq = cursor_seq - 1"),
    ("webhook_endpoint_cursor_after_its_origin", "UPDATE webhook_endpoints SET cursor_n = -1"),
    (
        "webhook_message_once",
        "UPDATE webhook_messages SET seq = 1, n = 0, event_type = 'PAYOUT_CREATED'",
    ),
    ("webhook_message_has_its_position", "UPDATE webhook_messages SET event_type = 'PAYOUT_CREATED'"),
    ("webhook_message_has_its_position", "UPDATE webhook_messages SET seq = 1, n = 0 WHERE state = 'due'"),
    ("webhook_body_small", "UPDATE webhook_messages SET body = ''"),
    ("webhook_body_small", "UPDATE webhook_messages SET body = repeat('x', 20001)"),
    ("webhook_message_state_known", "UPDATE webhook_messages SET state = 'lost' WHERE state = 'delivered'"),
    ("webhook_message_due_or_leased_or_at_rest", "UPDATE webhook_messages SET next_attempt_at = now()"),
    ("webhook_message_due_or_leased_or_at_rest", "UPDATE webhook_messages SET next_attempt_at = NULL"),
    ("webhook_message_due_or_leased_or_at_rest", "UPDATE webhook_messages SET lease = gen_random_uuid()"),
    ("webhook_message_due_or_leased_or_at_rest", "UPDATE webhook_messages SET lease_expires_at = now()"),
    ("webhook_attempts_counted", "UPDATE webhook_messages SET attempts_before = attempts + 1"),
    ("webhook_delivery_has_its_time", "UPDATE webhook_messages SET delivered_at = NULL"),
    ("webhook_attempt_once", "UPDATE webhook_attempts SET number = 1"),
    ("webhook_attempt_numbered", "UPDATE webhook_attempts SET number = 0 WHERE number = 1"),
    ("webhook_attempt_outcome_known", "UPDATE webhook_attempts SET outcome = 'LOST'"),
    ("webhook_attempt_status_is_one", "UPDATE webhook_attempts SET http_status = 99"),
    ("webhook_replay_of_a_range_or_a_message", "UPDATE webhook_replays SET message_id = NULL"),
    ("webhook_replay_of_a_range_or_a_message", "UPDATE webhook_replays SET message_id = endpoint_id"),
    ("webhook_replay_of_a_range_or_a_message", "UPDATE webhook_replays SET up_to_seq = 0, up_to_n = 0"),
    ("webhook_replay_of_a_range_or_a_message", "UPDATE webhook_replays SET cursor_n = -1"),
    (
        "cancellation_remark_not_empty",
        (
            "INSERT INTO payout_cancellations (payout_id, merchant_id, remark, requested_at)"
            " SELECT id, merchant_id, '', now() FROM payouts"
        ),
    ),
    ("payout_order_amount_positive", "UPDATE payout_orders SET amount_paise = 0"),
    ("payout_order_amount_positive", "UPDATE payout_orders SET amount_paise = 9007199254740992"),
    ("payout_order_key_once", "UPDATE payout_orders SET idempotency_key = merchant_id"),
    ("payout_order_numbered", "UPDATE payout_orders SET seq = 1"),
    ("payout_order_reference_not_empty", "UPDATE payout_orders SET reference = ''"),
    ("payout_order_narration_form", "UPDATE payout_orders SET narration = 'May & June'"),
    ("payout_order_purpose_is_known", "UPDATE payout_orders SET purpose = 'gift'"),
    ("payout_order_rail_is_known", "UPDATE payout_orders SET rail = 'SWFT'"),
    ("payout_order_state_is_known", "UPDATE payout_orders SET state = 'lost', ended_at = now()"),
    ("payout_order_expires_after_its_time", "UPDATE payout_orders SET not_before = expires_at"),
    ("payout_order_funded_has_its_payout", "UPDATE payout_orders SET state = 'funded', ended_at = now()"),
    ("payout_order_funded_has_its_payout", "UPDATE payout_orders SET payout_id = merchant_id WHERE seq = 1"),
    ("payout_order_refused_says_why", "UPDATE payout_orders SET state = 'refused', ended_at = now()"),
    (
        "payout_order_refused_says_why",
        "UPDATE payout_orders SET state = 'refused', ended_at = now(), refused_because = ''",
    ),
    ("payout_order_refused_says_why", "UPDATE payout_orders SET refused_because = 'x'"),
    ("payout_order_ends_once", "UPDATE payout_orders SET state = 'cancelled'"),
    ("payout_order_ends_once", "UPDATE payout_orders SET ended_at = now()"),
    ("payout_order_book_adds_up", "UPDATE payout_order_books SET waiting = -1"),
    ("payout_order_book_adds_up", "UPDATE payout_order_books SET waiting = last_seq + 1"),
    ("payout_order_book_adds_up", "UPDATE payout_order_books SET waiting_paise = -1"),
    ("payout_order_policy_is_known", "UPDATE payout_order_books SET policy = 'any'"),
    ("narration_form", "UPDATE payout_details SET narration = 'May & June'"),
    ("purpose_is_known", "UPDATE payout_details SET purpose = 'gift'"),
    ("payout_reference_not_empty", "UPDATE payout_details SET reference = ''"),
]
REFUSED += [
    ("expected_receipt_bounds", "UPDATE expected_receipts SET at_least_paise = 0"),
    ("expected_receipt_bounds", "UPDATE expected_receipts SET at_most_paise = at_least_paise - 1"),
    ("expected_receipt_bounds", "UPDATE expected_receipts SET at_most_paise = 9007199254740992"),
    ("expected_receipt_texts", "UPDATE expected_receipts SET payer = ''"),
    ("expected_receipt_texts", "UPDATE expected_receipts SET reference = ''"),
    ("alert_once", "UPDATE alerts SET kind = 'receipt_late', is_untold = false, since = NULL"),
    ("alert_kind_known", "UPDATE alerts SET kind = 'any'"),
    ("alert_quiet_hours", "UPDATE alerts SET quiet_hours = 169"),
    ("alert_quiet_hours", "UPDATE alerts SET quiet_hours = -1"),
    ("alert_state_of_its_kind", "UPDATE alerts SET is_untold = true"),
    ("alert_state_of_its_kind", "UPDATE alerts SET since = now() WHERE kind = 'receipt_late'"),
    ("alert_state_of_its_kind", "UPDATE alerts SET told_through = now() WHERE kind = 'orders_short'"),
    ("expected_receipt_key_once", "UPDATE expected_receipts SET idempotency_key = merchant_id"),
]
# The bank's statements (reconciliation/models.py).
REFUSED += [
    ("bank_statement_has_days", "UPDATE bank_statements SET last_day = first_day - 1"),
    ("bank_statement_counts_lines", "UPDATE bank_statements SET lines = -1"),
    ("bank_statement_form", "UPDATE bank_statements SET form = 'pdf'"),
    ("statement_line_of_its_day_once", "UPDATE bank_statement_lines SET fingerprint = sha256('one')"),
    ("statement_line_moves_money", "UPDATE bank_statement_lines SET amount_paise = 0"),
    ("statement_line_moves_money", "UPDATE bank_statement_lines SET amount_paise = 9007199254740992"),
    ("statement_line_occurs", "UPDATE bank_statement_lines SET occurrence = 0"),
    ("statement_entry_numbered", "UPDATE bank_statement_entries SET n = 1"),
    ("statement_entry_from_one", "UPDATE bank_statement_entries SET n = n - 1"),
    ("link_has_an_amount", "UPDATE reconciliation_links SET amount_paise = 0"),
    ("link_by_a_rule", "UPDATE reconciliation_links SET rule = 'likeness'"),
    ("link_names_its_subject", "UPDATE reconciliation_links SET subject_id = NULL WHERE kind = 'payout'"),
    ("link_names_its_subject", "UPDATE reconciliation_links SET subject_id = id WHERE kind = 'bank_fee'"),
    ("link_of_a_person_has_a_remark", "UPDATE reconciliation_links SET remark = '' WHERE rule = 'person'"),
    ("unlink_has_a_remark", "UPDATE reconciliation_unlinks SET remark = ''"),
    ("acceptance_has_a_remark", "UPDATE accepted_exceptions SET remark = ''"),
]


@pytest.fixture
def payouts(merchant: Merchant) -> None:
    """Payouts in every state, two that came back, a second account, a proposed adjustment, two batches and orders."""
    returned_payout(merchant, 1)
    returned_payout(merchant, 2)
    pay(merchant, 4, script=Script.ACCOUNT_CLOSED)
    pay(merchant, 100, script="1234", details=GivenDetails(reference="INV-201"))
    lifecycle.settle_due(SimulatedBank())
    pay(merchant, 200)
    leases.claim_next_due()
    pay(merchant, 300, details=GivenDetails(reference="INV-202"))
    proposed_adjustment(merchant)
    batch_of(merchant)
    refused_batch(merchant)
    resent_webhook(merchant.id)
    check_name(account_of(merchant).id)
    inward_document(inward_payment(merchant))
    unmatched(merchant)
    reversed_payment(merchant)
    for _ in range(2):
        waiting_order(merchant)
    awaited_and_cancelled(merchant)
    for kind in AlertKind:
        create_alert(merchant.id, kind)
    charge_fees(merchant)
    pay(merchant, 400)
    set_cooling_off(merchant.id, hours=1)
    pay(merchant, 500)
    reconciled_day()


@pytest.mark.usefixtures("payouts", "as_the_owner")
@pytest.mark.parametrize(("constraint", "statement"), REFUSED)
def test_the_constraint_alone_refuses_a_bad_row(constraint: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), guards_off(), connection.cursor() as cursor:
        cursor.execute(statement)
