-- The form of create_payout.sql that the release of e349b9a calls: it knows no retries. Delete it in the release after
-- this one, when no web server of e349b9a runs any more.
-- Called by: web servers of e349b9a.
-- Locks: as create_payout.sql.
-- Raises: as create_payout.sql.

CREATE OR REPLACE FUNCTION create_payout(
    merchant uuid, account uuid, amount bigint, request_key uuid,
    new_payout uuid, new_entry uuid, new_event uuid, valid_for interval, may_wait boolean,
    actor_kind text, actor_id text, actor_name text, request uuid,
    OUT outcome text, OUT payout uuid, OUT receipt text, OUT available_paise bigint
) LANGUAGE sql VOLATILE AS $$
    SELECT v.outcome, v.payout, v.receipt, v.available_paise FROM public.create_payout_v2(
        merchant, account, amount, request_key, new_payout, new_entry, new_event, valid_for, may_wait, false,
        actor_kind, actor_id, actor_name, request
    ) v
$$;
