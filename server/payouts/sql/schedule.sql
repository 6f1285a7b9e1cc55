-- Why no payout may be scheduled for this moment: `past` or `far`; NULL if it may. The furthest is payouts/scheduling.py's.
-- Called by: create_payouts.sql, before it makes one; payout_guard (payouts.sql), which says the same a second time.
-- Locks, raises: nothing.

CREATE OR REPLACE FUNCTION payout_schedule_refusal(not_before timestamptz) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN CASE WHEN not_before <= clock_timestamp() THEN 'past'
                WHEN not_before > clock_timestamp() + interval '93 days' THEN 'far' END;
END $$;
