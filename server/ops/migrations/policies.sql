-- Whoever is not the owner sees and writes the rows of the merchant that the session is bound to (server/database/row_security.py), of
-- all merchants where that is `*`, and none where it is nothing.

CREATE FUNCTION sees_every_merchant() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('payout.merchant', true) = '*', false)
$$;

CREATE FUNCTION seen_merchant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(nullif(current_setting('payout.merchant', true), '*'), '')::uuid
$$;

-- Each function inside a SELECT of its own: then it is called once per statement, and not once per row.
ALTER TABLE merchants ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_seen_merchant ON merchants
    USING ((SELECT sees_every_merchant()) OR id = (SELECT seen_merchant()));

ALTER TABLE bank_accounts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_seen_merchant ON bank_accounts
    USING ((SELECT sees_every_merchant()) OR merchant_id = (SELECT seen_merchant()));

ALTER TABLE payouts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_seen_merchant ON payouts
    USING ((SELECT sees_every_merchant()) OR merchant_id = (SELECT seen_merchant()));

ALTER TABLE payout_attempts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_seen_merchant ON payout_attempts
    USING ((SELECT sees_every_merchant())
           OR (SELECT p.merchant_id FROM payouts p WHERE p.id = payout_id) = (SELECT seen_merchant()));

ALTER TABLE ledger_entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_seen_merchant ON ledger_entries
    USING ((SELECT sees_every_merchant()) OR merchant_id = (SELECT seen_merchant()));

ALTER TABLE ledger_checkpoints ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_seen_merchant ON ledger_checkpoints
    USING ((SELECT sees_every_merchant()) OR merchant_id = (SELECT seen_merchant()));

ALTER TABLE idempotency_records ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_seen_merchant ON idempotency_records
    USING ((SELECT sees_every_merchant()) OR merchant_id = (SELECT seen_merchant()));

-- Not: api_keys and memberships, which say whose a caller's rows are, and trail_events, which is also
-- written before that is known, and read by operators alone.
