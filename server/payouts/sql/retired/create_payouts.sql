-- The form of create_payouts.sql that the release of e349b9a calls: it knows no retries. Delete it in the release after
-- this one, when no web server of e349b9a runs any more.
-- Called by: web servers of e349b9a.
-- Locks: as create_payouts.sql.
-- Raises: as create_payouts.sql.

CREATE OR REPLACE FUNCTION create_payouts(
    merchant uuid, accounts uuid[], amounts bigint[], keys uuid[],
    payouts uuid[], entries uuid[], events uuid[], valid_for interval, may_wait boolean,
    actor_kind text, actor_id text, actor_name text, request uuid
) RETURNS TABLE (outcome text, payout uuid, receipt text, available_paise bigint) LANGUAGE sql VOLATILE AS $$
    SELECT v.outcome, v.payout, v.receipt, v.available_paise FROM public.create_payouts_v4(
        merchant, accounts, amounts, keys, NULL, 0, payouts, entries, events, valid_for, may_wait, false,
        actor_kind, actor_id, actor_name, request
    ) v
$$;
