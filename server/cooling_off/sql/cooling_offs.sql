-- A merchant's cooling-off delay, one of its terms: a creation goes on only by the one that is in force.
-- Called by: write_payouts.sql and payouts.sql (payout_cooling_until), of merchants with terms; payouts/planning.py and
-- cooled.py.
-- Fires for: cooling_off/setting.py.
-- Locks: the merchant's row (merchant_terms_changed).
-- Raises: restrict_violation (another merchant's, a deletion).

CREATE OR REPLACE FUNCTION cooling_off_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.merchant_id <> OLD.merchant_id THEN
        RAISE 'cooling-off: that of merchant % stays its own', OLD.merchant_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER cooling_off_guard BEFORE UPDATE ON cooling_offs FOR EACH ROW EXECUTE FUNCTION cooling_off_guard();

CREATE TRIGGER cooling_offs_kept BEFORE DELETE OR TRUNCATE ON cooling_offs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER cooling_off_is_a_term AFTER INSERT OR UPDATE ON cooling_offs
    FOR EACH ROW EXECUTE FUNCTION merchant_terms_changed();

-- Until when a new account cools off; NULL if it does not, or for less than `at_least` any more: between this and the
-- INSERT of a payout that waits for it time passes, and none is scheduled for a moment that is over.
CREATE OR REPLACE FUNCTION payout_cooling_until(merchant uuid, account uuid, at_least interval) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN (
        SELECT a.created_at + make_interval(hours => c.hours)
        FROM public.cooling_offs c JOIN public.bank_accounts a ON a.id = account AND a.merchant_id = merchant
        WHERE c.merchant_id = merchant AND a.created_at + make_interval(hours => c.hours) > clock_timestamp() + at_least
    );
END $$;
