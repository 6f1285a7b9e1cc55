-- Whether a key has made a payout, and why an order may not expire at a time: `past`, `early` (not after its time) or
-- `far`; NULL if it may. The furthest is payout_orders/ordering.py's.
-- Called by: payout_orders/ordering.py; the first also by payout_order_guard (payout_orders.sql).
-- Locks, raises: nothing. Who decides by the first holds the merchant's row.

CREATE OR REPLACE FUNCTION payout_key_is_used(merchant uuid, request_key uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    -- Together, in one snapshot: a purge moves keys from there to here.
    RETURN EXISTS (SELECT FROM idempotency_records r WHERE r.merchant_id = merchant AND r.key = request_key)
        OR EXISTS (SELECT FROM forgotten_keys f WHERE f.merchant_id = merchant AND f.key = request_key);
END $$;

CREATE OR REPLACE FUNCTION payout_order_expiry_refusal(not_before timestamptz, expires_at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN CASE WHEN expires_at <= clock_timestamp() THEN 'past'
                WHEN expires_at <= not_before THEN 'early'
                WHEN expires_at > clock_timestamp() + interval '93 days' THEN 'far' END;
END $$;
