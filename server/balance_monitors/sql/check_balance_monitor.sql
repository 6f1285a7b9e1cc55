-- Reads the entries since a monitor's last check, and writes the event if the available balance fell below its amount: at
-- any of them, also where it has recovered since. So what is told depends on the ledger and not on when somebody looked.
-- There is one event for a fall, or for all that one check finds. Within the quiet hours after one there is none: it comes
-- at their end if the balance is low even then.
-- Called by: balance_monitors/checking.py.
-- Locks: the merchant's row, then the monitor's (both FOR NO KEY UPDATE).
-- Raises: nothing of its own.
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: nobody else may write events, or what a
-- monitor saw. Who may not see the merchant checks nothing.

-- Reads `most` entries at most. Returns whether there are more.
CREATE OR REPLACE FUNCTION balance_monitor_check(monitor uuid, most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    m public.balance_monitors;
    upto bigint;
    had bigint;    -- available after the last entry that was checked
    have record;   -- … and after the last of these
    fell record;
BEGIN
    SELECT * INTO m FROM public.balance_monitors b WHERE b.id = monitor;
    IF NOT FOUND OR public.sees_merchant(m.merchant_id) IS NOT TRUE THEN
        RETURN false;
    END IF;
    PERFORM 1 FROM public.merchants WHERE id = m.merchant_id FOR NO KEY UPDATE;
    SELECT * INTO m FROM public.balance_monitors b WHERE b.id = monitor AND b.deleted_at IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT s.available_paise INTO had FROM public.ledger_sums(m.merchant_id, m.checked_seq) s;
    SELECT least(max(e.seq), m.checked_seq + most) INTO upto FROM public.ledger_entries e WHERE e.merchant_id = m.merchant_id;
    -- A payout's release and its completion are one moment: between them no balance ever was.
    SELECT max(e.seq) INTO upto FROM public.ledger_entries e
    WHERE e.merchant_id = m.merchant_id AND (e.seq = upto OR (e.seq = upto + 1 AND e.entry_type = 'payout_completed'));
    SELECT s.seq, s.available_paise AS paise INTO have FROM public.ledger_sums(m.merchant_id, coalesce(upto, 0)) s;
    WITH balances AS (
        SELECT run.seq, run.created_at, run.paise, lag(run.paise, 1, had) OVER (ORDER BY run.seq) AS before FROM (
            SELECT e.seq, e.created_at, had + sum(e.amount_paise) OVER (ORDER BY e.seq) AS paise,
                   e.entry_type = 'payout_release'
                   AND lead(e.entry_type) OVER (ORDER BY e.seq) IS NOT DISTINCT FROM 'payout_completed' AS is_none
            FROM public.ledger_entries e WHERE e.merchant_id = m.merchant_id AND e.seq > m.checked_seq AND e.seq <= have.seq
        ) run WHERE NOT run.is_none
    ), last_fall AS (
        SELECT max(b.seq) AS seq FROM balances b WHERE b.paise < m.below_paise AND b.before >= m.below_paise
    )
    SELECT (SELECT b.created_at FROM balances b, last_fall f WHERE b.seq = f.seq) AS at,
           (SELECT min(b.paise) FROM balances b, last_fall f WHERE b.seq >= coalesce(f.seq, 0)) AS lowest INTO fell;
    IF fell.at IS NOT NULL THEN
        m.low_since := fell.at;
        m.lowest_paise := fell.lowest;
        m.is_untold := true;
    ELSIF m.low_since IS NOT NULL THEN
        m.lowest_paise := least(m.lowest_paise, fell.lowest);
    END IF;
    IF m.is_untold AND (m.told_at IS NULL OR m.told_at + make_interval(hours => m.quiet_hours) <= clock_timestamp()
                        OR m.told_at > clock_timestamp()) THEN  -- told by a clock that was set back since
        INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body) VALUES (
            m.merchant_id, 'BALANCE_LOW', m.id, jsonb_build_object(
                'below_paise', m.below_paise, 'lowest_paise', m.lowest_paise, 'available_paise',
                (SELECT s.available_paise FROM public.ledger_balance(m.merchant_id) s))
        );
        m.is_untold := false;
        m.told_at := clock_timestamp();
    END IF;
    IF have.paise >= m.below_paise THEN
        m.low_since := NULL;
        m.lowest_paise := NULL;
        m.is_untold := false;
    END IF;
    UPDATE public.balance_monitors b SET checked_seq = have.seq, low_since = m.low_since, is_untold = m.is_untold,
           lowest_paise = m.lowest_paise, told_at = m.told_at
    WHERE b.id = monitor;
    RETURN EXISTS (SELECT FROM public.ledger_entries e WHERE e.merchant_id = m.merchant_id AND e.seq = have.seq + 1);
END $$;
