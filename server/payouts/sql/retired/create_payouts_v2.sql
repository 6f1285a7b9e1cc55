-- The form of create_payouts.sql that knows no details of payouts. Delete it in the release after this one.
-- Called by: web servers from before payout_details.
-- Locks: as create_payouts.sql.
-- Raises: as create_payouts.sql.

CREATE OR REPLACE FUNCTION create_payouts_v2(
    merchant uuid, accounts uuid[], amounts bigint[], keys uuid[],
    payouts uuid[], entries uuid[], events uuid[], valid_for interval, may_wait boolean, is_retry boolean,
    actor_kind text, actor_id text, actor_name text, request uuid
) RETURNS TABLE (outcome text, payout uuid, receipt text, available_paise bigint) LANGUAGE sql VOLATILE AS $$
    SELECT v.outcome, v.payout, v.receipt, v.available_paise FROM public.create_payouts_v4(
        merchant, accounts, amounts, keys, NULL, 0, payouts, entries, events, valid_for, may_wait, is_retry,
        actor_kind, actor_id, actor_name, request
    ) v
$$;
