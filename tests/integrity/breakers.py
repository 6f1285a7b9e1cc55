"""For each rule of the books, what breaks it: done past the guards, as only a superuser could, to the history of
`test_verify_ledger.py`. Each makes exactly one violation of its rule."""

from django.conf import settings

ENTRY = "INSERT INTO ledger_entries"
ENTRY += " (id, merchant_id, seq, entry_type, amount_paise, payout_id, reference, description, link)"
BY_TYPE = "INSERT INTO ledger_type_checkpoints (merchant_id, seq, entry_type, entries, paise)"
TOLD = "INSERT INTO merchant_events (merchant_id, ledger_seq, n, kind, subject_id, body, created_at)"
MONITOR = "INSERT INTO balance_monitors (id, merchant_id, below_paise, quiet_hours, checked_seq, is_untold)"
ORDER = (
    "INSERT INTO payout_orders (id, merchant_id, idempotency_key, seq, bank_account_id, amount_paise, state, ended_at,"
    " expires_at, is_expiry_given, payout_id, made_by_kind, made_by_id, made_by_name)"
)
CHARGE = "ALTER TABLE fee_charges DROP CONSTRAINT IF EXISTS fee_has_its_entry;"
CHARGE += " INSERT INTO fee_charges (payout_id, merchant_id, plan_id, rail, place_of_supply, fee_paise, igst_paise,"
CHARGE += " cgst_paise, sgst_paise, charged_at)"
INWARD = (
    "INSERT INTO inward_payments (id, merchant_id, entry_id, seq, channel, foreign_currency, foreign_minor, exponent,"
    " gross_paise, charges_paise, charges_tax_paise, net_paise, value_on, remitter_name, remitter_country,"
    " purpose_code, nature, is_advance, recorded_at)"
)
OF_DOLLARS = "'2026-05-04', 'x', 'US', 'P0802', 'services', false, created_at FROM ledger_entries WHERE seq = 1 LIMIT 1"
RECEIPT_END = "ALTER TABLE expected_receipt_ends DROP CONSTRAINT receipt_end_of_a_receipt_of_its_merchant;"
RECEIPT_END += " INSERT INTO expected_receipt_ends (receipt_id, merchant_id, entry_id, ended_at)"
GATE = (
    "INSERT INTO approval_gates (payout_id, merchant_id, policy_version, people, sum_paise, made_by_kind, made_by_id,"
)
GATE += " made_by_name, subject, expires_at, ended_at, ending)"
BANKS = "INSERT INTO bank_statements (id, our_account, form, file_sha256, first_day, last_day, opening_paise,"
BANKS += " closing_paise, lines, imported_by) VALUES"
LINE = "INSERT INTO bank_statement_lines (id, our_account, booked_on, value_on, amount_paise, bank_code, counterparty,"
LINE += " narration, account_ending, fingerprint, occurrence) SELECT gen_random_uuid(), 'A', '2026-04-01',"
LINE += " '2026-04-01', paise, '', '', '', '', sha256(''), n FROM (VALUES {}) v (n, paise);"
A_LINE, TWO_LINES = LINE.format("(1, -5)"), LINE.format("(1, -5), (2, -5)")
LINK = "INSERT INTO reconciliation_links (id, line_id, kind, subject_id, amount_paise, rule, remark, linked_by)"
RETRY = "INSERT INTO payout_details (payout_id, merchant_id, retry_of, retry_root)"
A_PENDING = "(SELECT id FROM payouts WHERE status = 'pending' LIMIT 1)"
COMPLETED = "(SELECT id FROM payouts WHERE status = 'completed')"

BREAKERS = {
    "ledger.dense": "UPDATE ledger_entries SET seq = seq + 100 WHERE seq > 3",
    "ledger.times": "UPDATE ledger_entries SET created_at = created_at + interval '1 hour' WHERE seq = 2",
    "ledger.links": "UPDATE ledger_entries SET description = 'another' WHERE seq = 2",
    "ledger.signs": "ALTER TABLE ledger_entries DROP CONSTRAINT entry_sign_by_type;"
    " UPDATE ledger_entries SET amount_paise = 0 WHERE seq = 2",
    "payout.entries-owned": f"DELETE FROM payouts WHERE id = {A_PENDING}",
    "ledger.double-entry": "ALTER TABLE ledger_entries DROP CONSTRAINT entry_sign_by_type,"
    " DROP CONSTRAINT payments_have_a_reference,"
    " DROP CONSTRAINT payout_entries_name_their_payout; UPDATE ledger_entries SET entry_type = 'gift' WHERE seq = 1",
    "ledger.never-negative": "UPDATE ledger_entries SET amount_paise = -1000000000"
    " WHERE seq = (SELECT max(seq) FROM ledger_entries)",
    "ledger.balances": "UPDATE ledger_checkpoints SET available_paise = available_paise + 1",
    "ledger.checkpoints": "UPDATE ledger_checkpoints SET held_paise = held_paise + 1",
    "ledger.lines": f"{BY_TYPE} SELECT merchant_id, seq, 'payout_hold', 5, -5 FROM ledger_entries WHERE seq = 2",
    "lineage.places": f"{BY_TYPE} SELECT merchant_id, 2, 'fee_debit', 5, -5 FROM ledger_entries WHERE seq = 2",
    "lineage.slices": "UPDATE ledger_entries SET amount_paise = 1 WHERE entry_type = 'payment_received'",
    "ledger.type-checkpoints": f"{BY_TYPE} SELECT merchant_id, 1000, 'payout_hold', 5, -5 FROM ledger_entries"
    " WHERE seq = 1",
    "ledger.checkpoint-history": "UPDATE ledger_checkpoints SET (lowest_paise, highest_paise, in_paise, out_paise)"
    " = (SELECT 1, 1, 0, 0)",
    "payout.entries-of-state": f"UPDATE ledger_entries SET amount_paise = amount_paise - 1"
    f" WHERE entry_type = 'payout_completed' AND payout_id = {COMPLETED}",
    "payout.account-and-due": f"UPDATE payouts SET bank_account_id = gen_random_uuid() WHERE id = {A_PENDING}",
    "payout.unresolved": "ALTER TABLE payouts DROP CONSTRAINT payout_unresolved_in_processing;"
    " UPDATE payouts SET unresolved_since = now() WHERE status = 'completed'",
    "payout.last-answer": "UPDATE payouts SET last_answer = 'paid', failure_code = NULL WHERE status = 'failed'",
    "payout.held": "UPDATE ledger_entries SET amount_paise = amount_paise - 1 WHERE entry_type = 'payout_hold'",
    "ledger.heads": "UPDATE ledger_heads SET held_paise = held_paise + 1",
    "ledger.payments-once": "DROP INDEX payment_reference_once;"
    f" {ENTRY} SELECT gen_random_uuid(), merchant_id, 100, 'payment_received', 1, NULL, 'OPENING', '', ''"
    " FROM ledger_entries WHERE seq = 1",
    "payout.receipts": "UPDATE idempotency_records"
    f" SET answer = replace(answer, 'amount_paise\": 1', 'amount_paise\": 2') WHERE payout_id = {COMPLETED}",
    "payout.keys": "DELETE FROM idempotency_records WHERE payout_id = (SELECT id FROM payouts WHERE status = 'failed')",
    "payout.details": "UPDATE payout_details SET merchant_id = gen_random_uuid() WHERE batch_id IS NULL",
    "payout.rail-limits": "UPDATE payout_details SET rail = 'RTGS', rail_rules = '2026-11-29' WHERE batch_id IS NULL",
    "bank.completed-was-paid": "UPDATE bank_transfers SET utr = 'another' WHERE state = 'paid'",
    "bank.paid-is-a-payout": "INSERT INTO bank_transfers (reference, account_number_masked, ifsc_code, amount_paise,"
    " state, reason, utr, submissions, paid_at) VALUES ('payout-unknown', '', '', 5, 'paid', '', 'U', 1, now())",
    "adjustment.entries-approved": f"{ENTRY} SELECT gen_random_uuid(), merchant_id, 100, 'adjustment_credit', 1, NULL,"
    " NULL, 'x', '' FROM ledger_entries WHERE seq = 1",
    "adjustment.approved-posted": "INSERT INTO adjustments (id, merchant_id, direction, amount_paise, reason,"
    " idempotency_key, status, proposed_by_id, proposed_by, decided_by_id, decided_by, decided_at, entry_id)"
    " SELECT gen_random_uuid(), id, 'credit', 5, 'x', gen_random_uuid(), 'approved', 1, 'asha', 2, 'ravi', now(),"
    " gen_random_uuid() FROM merchants",
    "batch.rows-and-sum": "UPDATE payout_batches SET total_paise = total_paise + 1",
    "batch.row-paid-once": "UPDATE payout_details SET batch_row = batch_row + 1",
    "order.funded": f"{ORDER} SELECT gen_random_uuid(), p.merchant_id, p.idempotency_key, 1, p.bank_account_id,"
    " p.amount_paise + 1, 'funded', now(), now() + interval '1 day', false, p.id, '', '', '' FROM payouts p"
    f" WHERE p.id = {COMPLETED}",
    "order.ends": f"{ORDER} SELECT gen_random_uuid(), merchant_id, gen_random_uuid(), 1, id, 5, 'waiting', NULL,"
    " now() - interval '1 hour', false, NULL, '', '', '' FROM bank_accounts LIMIT 1",
    "order.keys": f"{ORDER} SELECT gen_random_uuid(), p.merchant_id, p.idempotency_key, 1, p.bank_account_id,"
    " p.amount_paise, 'cancelled', now(), now() + interval '1 day', false, NULL, '', '', '' FROM payouts p"
    f" WHERE p.id = {COMPLETED}",
    "order.book": "INSERT INTO payout_order_books (merchant_id, last_seq, waiting, waiting_paise)"
    " SELECT id, 1, 1, 1 FROM merchants",
    "order.told": f"{TOLD} SELECT merchant_id, 3, 1, 'PAYOUT_ORDER_PLACED', gen_random_uuid(), '{{}}', now()"
    " FROM payouts WHERE status = 'failed'",
    "event.numbered": f"{TOLD} SELECT merchant_id, 3, 2, 'PAYOUT_REVIEW_ENDED', id, '{{}}', now()"
    " FROM payouts WHERE status = 'failed'",
    "event.of-own-payout": f"{TOLD} SELECT merchant_id, 3, 1, 'PAYOUT_REVIEW_ENDED', gen_random_uuid(), '{{}}', now()"
    " FROM payouts WHERE status = 'failed'",
    "event.review-told": "UPDATE payouts SET unresolved_since = now(), needs_review = true WHERE id ="
    " (SELECT id FROM payouts WHERE status = 'processing' LIMIT 1)",
    "payout.returns": f"{ENTRY} SELECT gen_random_uuid(), merchant_id, 100, 'payout_returned', 1, NULL, NULL, 'x', ''"
    " FROM ledger_entries WHERE seq = 1",
    "fee.entries-owned": f"{ENTRY} SELECT gen_random_uuid(), merchant_id, 100, 'fee_refund', 1, NULL, NULL, 'x', ''"
    " FROM ledger_entries WHERE seq = 1",
    "fee.by-its-plan": f"{CHARGE} SELECT id, merchant_id, gen_random_uuid(), 'IMPS', '29', 5, 0, 0, 0, now()"
    f" FROM payouts WHERE id = {COMPLETED}",
    "fee.given-back": f"{CHARGE} SELECT id, merchant_id, gen_random_uuid(), 'IMPS', '29', 5, 0, 0, 0, now()"
    " FROM payouts WHERE status = 'failed'",
    "fee.charged-by-plan": "INSERT INTO fee_plans (id, merchant_id, version, bands, gst_bp, supplier_state,"
    " refund_on_return, follows_default, after_seq) SELECT gen_random_uuid(), merchant_id, 1, '[]', 0, '29', true,"
    f" false, 0 FROM payouts WHERE id = {COMPLETED}; {CHARGE} SELECT id, merchant_id, gen_random_uuid(), NULL, '29', 0,"
    f" 0, 0, 0, now() FROM payouts WHERE id = {COMPLETED}",
    "bank.returns-recorded": "INSERT INTO bank_returns (number, reference, return_reference, amount_paise, reason,"
    " code, value_on, booked_at) SELECT 1, reference, 'R', amount_paise, 'x', '', now(), now() - interval '2 minutes'"
    " FROM bank_transfers WHERE state = 'paid'",
    "bank.failed-never-pays": "UPDATE bank_transfers SET state = 'refused', amount_paise = 1 WHERE state = 'voided'",
    # As a copy of the rows alone does, past which the trigger gives each the time of the copy.
    "audit.times": "UPDATE trail_events SET at = at + interval '3 days'"
    " WHERE id = (SELECT id FROM trail_events ORDER BY id LIMIT 1)",
    "ledger.never-shorter": "INSERT INTO integrity_proven"
    " SELECT merchant_id, max(seq) + 1 FROM ledger_entries GROUP BY merchant_id",
    "payout.retried-once": f"{RETRY} SELECT p.id, p.merchant_id, f.id, f.id FROM payouts p, payouts f"
    " WHERE p.status IN ('completed', 'processing') AND f.status = 'failed'"
    " ON CONFLICT (payout_id) DO UPDATE SET (retry_of, retry_root) = (excluded.retry_of, excluded.retry_root)",
    "payout.retries": f"{RETRY} SELECT p.id, p.merchant_id, {COMPLETED}, {COMPLETED} FROM payouts p"
    " WHERE p.status = 'failed'",
    "payout.scheduled": f"UPDATE payouts SET not_before = now() + interval '1 day' WHERE id = {COMPLETED}",
    "payout.cancellations": f"UPDATE payouts SET cancel_requested_at = now() WHERE id = {A_PENDING}",
    "monitor.agrees": f"{MONITOR} SELECT gen_random_uuid(), merchant_id, 9007199254740991, 0, 1, false"
    " FROM ledger_entries WHERE seq = 1 LIMIT 1",
    "monitor.told": f"{TOLD} SELECT merchant_id, 3, 1, 'BALANCE_LOW', gen_random_uuid(), '{{}}', now()"
    " FROM payouts WHERE status = 'failed'",
    "inward.entries": f"{INWARD} SELECT gen_random_uuid(), merchant_id, id, seq, 'swift', 'USD', 5, 2, 1, 0, 0, 1,"
    f" {OF_DOLLARS}",
    "inward.arithmetic": "ALTER TABLE inward_payments DROP CONSTRAINT inward_net_is_gross_less_charges;"
    f" {INWARD} SELECT gen_random_uuid(), merchant_id, id, seq, 'swift', 'USD', 5, 2, amount_paise, 1, 0, amount_paise,"
    f" {OF_DOLLARS}",
    "inward.reversals": f"{ENTRY} SELECT gen_random_uuid(), merchant_id, 100, 'payment_reversed', -1, NULL, NULL,"
    " 'x', '' FROM ledger_entries WHERE seq = 1",
    "inward.documents": "INSERT INTO inward_documents (id, merchant_id, inward_payment_id, kind, number, issuer,"
    " issued_on, added_at) SELECT gen_random_uuid(), merchant_id, gen_random_uuid(), 'fira', 'F', 'x', '2026-05-04',"
    " now() FROM ledger_entries WHERE seq = 1 LIMIT 1",
    "inward.matches": "INSERT INTO inward_invoice_matches (id, merchant_id, invoice_id, inward_payment_id,"
    " invoice_minor, inward_minor, matched_at) SELECT gen_random_uuid(), merchant_id, gen_random_uuid(),"
    " gen_random_uuid(), 5, 5, now() FROM ledger_entries WHERE seq = 1 LIMIT 1",
    "receipt.satisfied": f"{RECEIPT_END} SELECT gen_random_uuid(), merchant_id, id, now() FROM ledger_entries"
    f" WHERE seq = 1 LIMIT 1; {TOLD} SELECT merchant_id, 3, 1, 'RECEIPT_RECEIVED', receipt_id, '{{}}', now()"
    " FROM expected_receipt_ends",
    "receipt.missed": "INSERT INTO expected_receipts (id, merchant_id, idempotency_key, at_least_paise, at_most_paise,"
    " due_on, created_seq, created_at) SELECT gen_random_uuid(), merchant_id, id, 1, amount_paise, now(), 0, now()"
    " FROM ledger_entries WHERE seq = 1 LIMIT 1",
    "alert.told": f"{TOLD} SELECT merchant_id, 3, 1, 'ORDERS_SHORT', gen_random_uuid(), '{{}}', now()"
    " FROM payouts WHERE status = 'failed'",
    "receipt.told": f"{TOLD} SELECT merchant_id, 3, 1, 'RECEIPT_RECEIVED', id, '{{}}', now() FROM payouts"
    " WHERE status = 'failed'",
    "statement.entries": "INSERT INTO statement_issues (id, merchant_id, starts_on, ends_before, form, version,"
    " merchant_name, after_seq, upto_seq, sha256, size) SELECT gen_random_uuid(), merchant_id, '2026-04-01',"
    " '2026-05-01', 'csv', 1, 'x', 0, 0, sha256(''), 1 FROM ledger_entries WHERE seq = 1 LIMIT 1",
    "statement.days": "INSERT INTO statement_day_starts (id, merchant_id, day, seq)"
    " SELECT gen_random_uuid(), merchant_id, '2026-04-01', 1 FROM ledger_entries WHERE seq = 1 LIMIT 1",
    "reconciliation.statement-adds-up": f"{BANKS} (gen_random_uuid(), 'A', 'csv', sha256('a'), '2026-04-01',"
    " '2026-04-01', 0, 1, 0, 'x')",
    "reconciliation.statements-meet": f"{BANKS} (gen_random_uuid(), 'A', 'csv', sha256('a'), '2026-04-01',"
    " '2026-04-01', 0, 0, 0, 'x'), (gen_random_uuid(), 'A', 'csv', sha256('b'), '2026-04-02', '2026-04-02', 5, 5, 0,"
    " 'x')",
    "reconciliation.line-linked-once": f"{A_LINE} {LINK} SELECT gen_random_uuid(), id, 'other', NULL, -6,"
    " 'person', 'x', 'x' FROM bank_statement_lines",
    "reconciliation.payout-linked-once": f"{TWO_LINES} {LINK} SELECT gen_random_uuid(), l.id, 'payout',"
    f" p.id, -5, 'utr', '', 'x' FROM bank_statement_lines l, payouts p WHERE p.id = {COMPLETED}",
    "reconciliation.links-lead-somewhere": f"{A_LINE} {LINK} SELECT gen_random_uuid(), id, 'payout',"
    " gen_random_uuid(), -5, 'utr', '', 'x' FROM bank_statement_lines",
    "reconciliation.links-agree": f"{A_LINE} {LINK} SELECT gen_random_uuid(), l.id, 'payout', p.id, -5, 'utr',"
    f" '', 'x' FROM bank_statement_lines l, payouts p WHERE p.id = {COMPLETED}",
    "approval.gate-never-opened": "ALTER TABLE payouts DROP CONSTRAINT payout_open_or_at_rest;"
    f" UPDATE payouts SET gate = 'approval' WHERE id = {COMPLETED}",
    "approval.opened-by-enough": f"{GATE} SELECT id, merchant_id, 1, 1, 1, 'open', '', '', '', now(), now(), 'opened'"
    " FROM payouts WHERE status = 'completed'",
    "approval.gates": f"UPDATE payouts SET gate = 'approval', next_attempt_at = NULL WHERE id = {A_PENDING}",
    "approval.decisions": "INSERT INTO approvals (payout_id, person_id, person_name, merchant_id, decision, decided_at)"
    " SELECT id, 1, 'asha', merchant_id, 'approve', now() FROM payouts WHERE status = 'completed'",
    "approval.policies": f"{GATE} SELECT id, merchant_id, 1, 1, 1, 'open', '', '', '', now(), NULL, NULL"
    " FROM payouts WHERE status = 'completed'",
    "cooling-off.put-off": "INSERT INTO cooled_payouts (payout_id, merchant_id, until)"
    " SELECT id, merchant_id, now() + interval '1 hour' FROM payouts WHERE status = 'completed'",
    "webhook.messages": "DELETE FROM webhook_messages WHERE id ="
    " (SELECT id FROM webhook_messages WHERE seq IS NOT NULL LIMIT 1)",
    "webhook.disabled-told": f"{TOLD} SELECT merchant_id, 3, 1, 'WEBHOOK_ENDPOINT_DISABLED', id, '{{}}', now()"
    " FROM payouts WHERE status = 'failed'",
    "webhook.delivered": "UPDATE webhook_attempts SET outcome = 'TIMEOUT'",
    "webhook.attempts": "UPDATE webhook_messages SET attempts = attempts + 1 WHERE id ="
    " (SELECT id FROM webhook_messages WHERE attempts > 0 LIMIT 1)",
    "webhook.old-secrets": "UPDATE webhook_endpoints SET old_secret_sealed = 'x',"
    " old_secret_until = now() - interval '2 days'",
    "webhook.due": "UPDATE webhook_endpoints SET due_at = NULL",
    # The rules that are no query.
    "engine.guards": "ALTER TABLE payouts DISABLE TRIGGER payout_guard",
    "ledger.heads-signed": "UPDATE ledger_heads SET signature = sha256('') || sha256('')",
    "account.numbers": "UPDATE bank_accounts SET account_number_masked ="
    " translate(account_number_masked, '0123456789', '1234567890')"
    " WHERE id = (SELECT min(id::text)::uuid FROM bank_accounts)",
    "access.second-factors": "INSERT INTO second_factors (id, user_id, secret_encrypted, last_used_step,"
    " recovery_hashes) VALUES (gen_random_uuid(), 1, 'unreadable', 0, '{}')",
    "webhook.secrets": "UPDATE webhook_endpoints SET secret_sealed = 'unreadable'",
    "engine.rights": f"GRANT DELETE ON ledger_entries TO {settings.DB_APP['USER']}",
}
