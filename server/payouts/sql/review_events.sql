-- A payout's flag for review and the event that tells of it change in one transaction.
-- Fires for: flag_for_review.sql, record_outcome.sql. Both hold the merchant's lock by then, which the event takes.
-- Locks: the merchant's row (events/sql/merchant_events.sql).
-- Raises: nothing of its own.
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: nobody else may write events.

CREATE OR REPLACE FUNCTION payout_review_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body) VALUES (
        NEW.merchant_id,
        CASE WHEN NEW.needs_review THEN 'PAYOUT_NEEDS_REVIEW' ELSE 'PAYOUT_REVIEW_ENDED' END,
        NEW.id,
        jsonb_build_object('unresolved_since', to_char(
            coalesce(OLD.unresolved_since, NEW.unresolved_since) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'
        ))
    );
    RETURN NULL;
END $$;

CREATE TRIGGER payout_review_events AFTER UPDATE ON payouts FOR EACH ROW
    WHEN (OLD.needs_review IS DISTINCT FROM NEW.needs_review) EXECUTE FUNCTION payout_review_events();
