-- Creates payouts of several merchants, without details, in one transaction (group commit): requests that arrive together share its round
-- trip and its flush. decide_payout.sql has the rules.
-- Called by: payouts/together.py, in autocommit, bound to exactly these merchants.
-- Locks: the merchants' rows (FOR NO KEY UPDATE), in the order of their ids. A lock that another holds is left alone
-- unless there is patience for it, so that nobody in the group waits for somebody else's merchant.
-- Raises: lock_not_available, once the patience is over; the guards of the tables that it writes raise theirs, and then nobody's payout is made.
--
-- VOLATILE, so that in READ COMMITTED each statement in here sees what was committed before it began: once it has the
-- locks, it reads what their last holders committed.
--
-- Decides each merchant's items in their order, each as if it came alone and for the first time. Returns a row for each:
-- its outcome in create_payouts' words (`undecided`: its merchant is locked by another, or is none that may pay; `terms`: its
-- merchant has some, which create_payouts.sql knows), and the payout and receipt of what was created or replayed. No key comes twice for one merchant.
CREATE OR REPLACE FUNCTION create_payouts_together(
    merchants uuid[],                                                          -- each once
    payers uuid[], accounts uuid[], amounts bigint[], keys uuid[],             -- an element for each item
    payouts uuid[], entries uuid[], events uuid[],                             -- ids of each item's new rows
    actor_kinds text[], actor_ids text[], actor_names text[], requests uuid[],
    valid_for interval,                                                        -- how long a receipt is replayed
    patience_ms integer                                                        -- for held locks; 0: none
) RETURNS TABLE (outcome text, payout uuid, receipt text)
LANGUAGE plpgsql VOLATILE
-- As in create_payouts: every row in here is found by its key.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    item record;
    locked uuid[];          -- the merchants whose locks we have: they exist and may pay
    with_terms uuid[];      -- those of them that have terms
    payer uuid;             -- whose items the loop is at
    last_entry bigint;      -- the number of the payer's newest ledger entry
    available bigint;       -- paise that the payer's items before this one leave
    outcomes text[] := array_fill(NULL::text, ARRAY[cardinality(keys)]);
    answered uuid[] := array_fill(NULL::uuid, ARRAY[cardinality(keys)]);
    receipts text[] := array_fill(NULL::text, ARRAY[cardinality(keys)]);
    made integer[] := '{}'; -- the items that make a payout, in the order of their entries
    numbers bigint[] := '{}'; -- their entries' numbers
    has_expired boolean := false;
BEGIN
    -- NO KEY: a plain FOR UPDATE would deadlock with the foreign keys of others' inserts.
    IF patience_ms > 0 THEN
        PERFORM set_config('lock_timeout', patience_ms || 'ms', true);
        SELECT array_agg(m.id), array_agg(m.id) FILTER (WHERE m.terms_version > 0) INTO locked, with_terms FROM (
            SELECT m.id, m.terms_version FROM public.merchants m WHERE m.id = ANY (merchants) AND m.is_active ORDER BY m.id FOR NO KEY UPDATE
        ) m;
    ELSE
        SELECT array_agg(m.id), array_agg(m.id) FILTER (WHERE m.terms_version > 0) INTO locked, with_terms FROM (
            SELECT m.id, m.terms_version FROM public.merchants m WHERE m.id = ANY (merchants) AND m.is_active ORDER BY m.id
            FOR NO KEY UPDATE SKIP LOCKED
        ) m;
    END IF;

    FOR item IN
        SELECT i.number::integer AS number, i.payer, i.account, i.paise, coalesce(i.payer = ANY (locked), false) AS is_locked,
               r.payout_id AS payout, r.answer, coalesce(r.created_at > clock_timestamp() - valid_for, false) AS has_receipt,
               p.bank_account_id = i.account AND p.amount_paise = i.paise AND public.payout_details_of(p.id) IS NULL AS is_the_same,
               (SELECT a.retired_at IS NULL FROM public.bank_accounts a WHERE a.id = i.account AND a.merchant_id = i.payer) AS may_receive
        FROM unnest(payers, accounts, amounts, keys) WITH ORDINALITY AS i (payer, account, paise, key, number)
        LEFT JOIN public.idempotency_records r ON r.merchant_id = i.payer AND r.key = i.key
        LEFT JOIN public.payouts p ON p.id = r.payout_id
        ORDER BY i.payer, i.number
    LOOP
        IF item.is_locked AND NOT item.has_receipt AND payer IS DISTINCT FROM item.payer THEN
            payer := item.payer;
            SELECT s.seq, s.available_paise INTO last_entry, available
            FROM public.ledger_sums(payer, 9223372036854775807) s;
        END IF;
        outcomes[item.number] := public.decide_payout_v2(
            item.has_receipt, item.is_the_same, item.is_locked, item.is_locked, false, item.may_receive, available, item.paise
        );
        IF outcomes[item.number] = 'created' AND item.payer = ANY (with_terms) THEN
            outcomes[item.number] := 'terms';
        END IF;
        CASE outcomes[item.number]
            WHEN 'replayed' THEN
                answered[item.number] := item.payout;
                receipts[item.number] := item.answer;
            WHEN 'created' THEN
                available := available - item.paise;
                last_entry := last_entry + 1;
                answered[item.number] := payouts[item.number];
                made := made || item.number;
                numbers := numbers || last_entry;
                has_expired := has_expired OR item.payout IS NOT NULL;
            ELSE NULL;
        END CASE;
    END LOOP;

    IF cardinality(made) > 0 THEN
        INSERT INTO public.payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count)
        SELECT payouts[n], payers[n], accounts[n], amounts[n], keys[n], 'pending', 0 FROM unnest(made) n;

        INSERT INTO public.ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, description)
        SELECT entries[n], payers[n], seq, 'payout_hold', -amounts[n], payouts[n], 'Held for a payout'
        FROM unnest(made, numbers) WITH ORDINALITY AS made (n, seq, place) ORDER BY place;

        INSERT INTO public.trail_events (id, actor_kind, actor_id, actor_name, action, merchant_id, subject_id, request_id)
        SELECT events[n], actor_kinds[n], actor_ids[n], actor_names[n], 'payout.created', payers[n], payouts[n]::text, requests[n]
        FROM unnest(made) n;

        IF has_expired THEN
            DELETE FROM public.idempotency_records r USING unnest(made) n WHERE r.merchant_id = payers[n] AND r.key = keys[n];
        END IF;
        INSERT INTO public.idempotency_records (merchant_id, key, payout_id, created_at, answer)
        SELECT p.merchant_id, p.idempotency_key, p.id, p.created_at, public.payout_receipt(p, a)
        FROM unnest(made) n JOIN public.payouts p ON p.id = payouts[n] JOIN public.bank_accounts a ON a.id = p.bank_account_id;
    END IF;

    RETURN QUERY
        SELECT i.outcome, i.payout, coalesce(i.receipt, r.answer)
        FROM unnest(outcomes, answered, receipts, payers, keys) WITH ORDINALITY AS i (outcome, payout, receipt, payer, key, number)
        LEFT JOIN public.idempotency_records r
            ON r.merchant_id = i.payer AND r.key = i.key AND i.receipt IS NULL AND i.payout IS NOT NULL
        ORDER BY i.number;
END $$;
