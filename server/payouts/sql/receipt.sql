-- A creation's receipt, as JSON text: a replay returns the same bytes, and jsonb would reorder the members. A scheduled
-- payout's ends with its time, and one's that needs approval with how many people, and until when; all others are as they were before there were any.
-- Called by: create_payout.sql, create_payouts.sql, write_payouts.sql, create_payouts_together.sql.
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION payout_receipt(payout payouts, account bank_accounts) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format(
        '{"id": "%1$s", "status": "pending", "amount_paise": %2$s, "amount_inr": "₹%3$s.%4$s", "bank_account_id": "%5$s", '
        '"bank_account": {"id": "%5$s", "account_number_masked": "%6$s", "ifsc_code": "%7$s"}, '
        '"idempotency_key": "%8$s", "created_at": "%9$s+00:00"%10$s%11$s}',
        payout.id, payout.amount_paise, payout.amount_paise / 100, lpad((payout.amount_paise % 100)::text, 2, '0'),
        account.id, account.account_number_masked, account.ifsc_code, payout.idempotency_key,
        -- A whole second has no fraction.
        regexp_replace(to_char(payout.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\.000000$', ''),
        ', "not_before": "' || regexp_replace(
            to_char(payout.not_before AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\.000000$', '') || '+00:00"',
        CASE WHEN payout.gate IS NOT NULL THEN (
            SELECT format(', "approval": {"people": %s, "expires_at": "%s+00:00"}', g.people, regexp_replace(
                to_char(g.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\.000000$', ''))
            FROM public.approval_gates g WHERE g.payout_id = payout.id
        ) END
    )
$$;
