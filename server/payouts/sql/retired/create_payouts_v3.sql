-- The form of create_payouts.sql that knows no terms of merchants: for one that has some it says `terms`. Delete it in the release after this one.
-- Called by: web servers from before merchants.terms_version.
-- Locks: as create_payouts.sql.
-- Raises: as create_payouts.sql.

CREATE OR REPLACE FUNCTION create_payouts_v3(
    merchant uuid, accounts uuid[], amounts bigint[], keys uuid[], details jsonb,
    payouts uuid[], entries uuid[], events uuid[], valid_for interval, may_wait boolean, is_retry boolean,
    actor_kind text, actor_id text, actor_name text, request uuid
) RETURNS TABLE (outcome text, payout uuid, receipt text, available_paise bigint) LANGUAGE sql VOLATILE AS $$
    SELECT v.outcome, v.payout, v.receipt, v.available_paise FROM public.create_payouts_v4(
        merchant, accounts, amounts, keys, details, 0, payouts, entries, events, valid_for, may_wait, is_retry,
        actor_kind, actor_id, actor_name, request
    ) v
$$;
