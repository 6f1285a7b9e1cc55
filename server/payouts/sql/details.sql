-- The facts that a merchant gave a payout of its own (details.py): written with the payout, never changed.
-- Of a retry, retries.sql has the rules: its root is filled in, whatever was given.
-- Fires for: write_payouts.sql. payout_details_of is also called by create_payout.sql and create_payouts_together.sql, for a
-- key that has a receipt.
-- Locks: for a retry the merchant's row (FOR NO KEY UPDATE), so that of two retries the second sees the first.
-- Raises: check_violation (a payout that is not the merchant's, or is under way already; a retry of a payout that may not
-- be retried; one of a batch that needs approval, without a gate); restrict_violation (a change).
-- Names carry their schema (see ledger/sql/balances.sql).

CREATE OR REPLACE FUNCTION payout_details_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    why text;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.payouts WHERE id = NEW.payout_id AND merchant_id = NEW.merchant_id AND status = 'pending'
    ) THEN
        RAISE 'payout details: merchant % has no new payout %', NEW.merchant_id, NEW.payout_id USING ERRCODE = 'check_violation';
    END IF;
    -- A batch counts as one sum. (That to an account is payout_guard's: by now it has this payout in it.)
    IF NEW.batch_id IS NOT NULL AND EXISTS (
        SELECT FROM public.payouts p JOIN public.merchants m ON m.id = p.merchant_id
        JOIN public.payout_batches b ON b.id = NEW.batch_id AND b.merchant_id = p.merchant_id
        WHERE p.id = NEW.payout_id AND p.gate IS NULL AND m.terms_version > 0
          AND public.approval_people_from(p.merchant_id, b.total_paise) > 0
    ) THEN
        RAISE 'payout details: batch % needs approval', NEW.batch_id USING ERRCODE = 'check_violation';
    END IF;
    NEW.retry_root := NULL;
    IF NEW.retry_of IS NOT NULL THEN
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        PERFORM FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        why := public.payout_retry_refusal(
            NEW.merchant_id, (SELECT bank_account_id FROM public.payouts WHERE id = NEW.payout_id), NEW.retry_of
        );
        IF why IS NOT NULL THEN
            RAISE 'payout details: payout % cannot be retried: %', NEW.retry_of, why USING ERRCODE = 'check_violation';
        END IF;
        NEW.retry_root := public.payout_retry_root(NEW.retry_of);
    END IF;
    RETURN NEW;
END $$;

-- The merchant's payout of this client reference, whatever has become of it; the constraint client_reference_once says a
-- second time that there is one at most.
CREATE OR REPLACE FUNCTION payout_named(merchant uuid, name text) RETURNS uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT d.payout_id FROM public.payout_details d WHERE d.merchant_id = merchant AND d.client_reference = name
$$;

CREATE TRIGGER payout_details_guard BEFORE INSERT ON payout_details
    FOR EACH ROW EXECUTE FUNCTION payout_details_guard();

CREATE TRIGGER payout_details_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payout_details
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- As the JSON in which a request gives them, with the moment before which the payout is not to be paid, as the caller asked
-- (a new account may put it off: cooling_off/sql/cooled_payouts.sql); NULL if there are none.
CREATE OR REPLACE FUNCTION payout_details_of(payout uuid) RETURNS jsonb LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT nullif(
        coalesce((
            SELECT jsonb_strip_nulls(to_jsonb(d) - ARRAY['payout_id', 'merchant_id', 'reference_form', 'retry_root', 'rail_rules'])
            FROM public.payout_details d WHERE d.payout_id = payout
        ), '{}') || coalesce((
            SELECT jsonb_strip_nulls(jsonb_build_object('not_before', to_char(
                (CASE WHEN c.payout_id IS NULL THEN p.not_before ELSE c.asked_not_before END) AT TIME ZONE 'UTC',
                'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'
            ))) FROM public.payouts p LEFT JOIN public.cooled_payouts c ON c.payout_id = p.id
            WHERE p.id = payout AND p.not_before IS NOT NULL
        ), '{}'),
        '{}')
$$;

-- Of an item of create_payouts.sql, what its key is for: not what the engine adds to it.
CREATE OR REPLACE FUNCTION payout_details_given(item jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN jsonb_typeof(item) = 'object' THEN nullif(item - ARRAY['rail_rules', 'terms'], '{}') END
$$;
