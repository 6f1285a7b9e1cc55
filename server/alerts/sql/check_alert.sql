-- Looks at what an alert is for, and tells the feed what it has not been told. Orders that are short are told once, until
-- the money sufficed in between; each late receipt is told once. Within the quiet hours after an event there is none: at
-- their end comes what is so even then.
-- Called by: alerts/checking.py.
-- Locks: the merchant's row, then the alert's (both FOR NO KEY UPDATE).
-- Raises: nothing of its own.
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: nobody else may write events, or what an alert
-- saw. Who may not see the merchant checks nothing.

CREATE OR REPLACE FUNCTION alert_check(alert uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    a public.alerts;
    is_quiet boolean;
    waiting bigint;
    available bigint;
    day date;
BEGIN
    SELECT * INTO a FROM public.alerts x WHERE x.id = alert;
    IF NOT FOUND OR public.sees_merchant(a.merchant_id) IS NOT TRUE THEN
        RETURN;
    END IF;
    PERFORM 1 FROM public.merchants WHERE id = a.merchant_id FOR NO KEY UPDATE;
    SELECT * INTO a FROM public.alerts x WHERE x.id = alert AND x.deleted_at IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    -- A time that is to come was written by a clock that was set back since.
    is_quiet := a.told_at IS NOT NULL AND a.told_at <= clock_timestamp()
        AND a.told_at + make_interval(hours => a.quiet_hours) > clock_timestamp();
    IF a.kind = 'orders_short' THEN
        SELECT coalesce(max(b.waiting_paise), 0) INTO waiting FROM public.payout_order_books b WHERE b.merchant_id = a.merchant_id;
        SELECT s.available_paise INTO available FROM public.ledger_balance(a.merchant_id) s;
        IF waiting <= available THEN
            a.since := NULL;
            a.is_untold := false;
        ELSIF a.since IS NULL THEN
            a.since := clock_timestamp();
            a.is_untold := true;
        END IF;
        IF a.is_untold AND NOT is_quiet THEN
            INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body) VALUES (
                a.merchant_id, 'ORDERS_SHORT', a.id,
                jsonb_build_object('waiting_paise', waiting, 'available_paise', available));
            a.is_untold := false;
            a.told_at := clock_timestamp();
        END IF;
    ELSIF NOT is_quiet THEN
        day := (clock_timestamp() AT TIME ZONE 'Asia/Kolkata')::date;
        INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body)
        SELECT r.merchant_id, 'RECEIPT_LATE', r.id, jsonb_build_object(
            'alert_id', a.id, 'amount_paise', r.at_least_paise, 'reference', r.reference, 'due_on', r.due_on)
        FROM public.expected_receipts r
        WHERE r.merchant_id = a.merchant_id AND r.due_on < day AND r.due_on > coalesce(a.told_through, '-infinity')
          AND NOT EXISTS (SELECT FROM public.expected_receipt_ends e WHERE e.receipt_id = r.id)
        ORDER BY r.due_on, r.id;
        IF FOUND THEN
            a.told_at := clock_timestamp();
        END IF;
        a.told_through := day - 1;
    END IF;
    UPDATE public.alerts x SET since = a.since, is_untold = a.is_untold, told_at = a.told_at, told_through = a.told_through
    WHERE x.id = alert;
END $$;
