-- The session's tenant, as the row-level security policies (server/database/policies.py) read it from the setting
-- `payout.merchant`: one merchant's id; several, with commas, while a statement works for exactly these (group commit;
-- the policies search this list themselves); `*` for every merchant; none where it is empty or not set.
-- Called by: every policy, inside a SELECT of its own, so that it runs once per statement and not once per row;
-- sees_merchant by ledger_sums (ledger/sql/balances.sql).
-- Locks: nothing.
-- Raises: invalid_text_representation where the setting is no uuid, nor several with commas.

CREATE OR REPLACE FUNCTION sees_every_merchant() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('payout.merchant', true) = '*', false)
$$;

CREATE OR REPLACE FUNCTION seen_merchant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN strpos(current_setting('payout.merchant', true), ',') = 0
        THEN nullif(nullif(current_setting('payout.merchant', true), '*'), '')::uuid
    END
$$;

-- The policies' question for one merchant, asked within a function that runs as the tables' owner. The owner is not
-- bound, nor is who has the owner's rights.
CREATE OR REPLACE FUNCTION sees_merchant(merchant uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN strpos(current_setting('payout.merchant', true), merchant::text) > 0
        OR current_setting('payout.merchant', true) = '*'
        OR pg_has_role(session_user, current_user, 'MEMBER');
END $$;
