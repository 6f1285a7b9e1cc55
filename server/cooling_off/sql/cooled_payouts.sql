-- That a payout waits because its account is new, and what its caller had asked for: written with it, never changed.
-- Fires for: write_payouts.sql.
-- Locks: nothing.
-- Raises: check_violation (a payout that is not new, is another merchant's or has another time); restrict_violation (a
-- change).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION cooled_payout_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.payouts p
        JOIN public.bank_accounts a ON a.id = p.bank_account_id
        JOIN public.cooling_offs c ON c.merchant_id = p.merchant_id
        WHERE p.id = NEW.payout_id AND p.merchant_id = NEW.merchant_id AND p.status = 'pending'
          AND p.not_before = NEW.until AND p.not_before = a.created_at + make_interval(hours => c.hours)
    ) THEN
        RAISE 'cooling-off: merchant % has no new payout % that waits until %', NEW.merchant_id, NEW.payout_id, NEW.until
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER cooled_payout_guard BEFORE INSERT ON cooled_payouts
    FOR EACH ROW EXECUTE FUNCTION cooled_payout_guard();

CREATE TRIGGER cooled_payouts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cooled_payouts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
