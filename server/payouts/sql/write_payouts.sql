-- Writes the payouts that create_payouts.sql has decided to make, with all that belongs to them: what the merchant said of
-- them, their holds and fees, their audit events, the approvals that they need, their receipts; an order ends with its payout.
-- Called by: create_payouts.sql, which has the merchant's lock and the settings of the planner for every row to be found by
-- its key.
-- Locks: nothing more.
-- Raises: nothing of its own; the guards of the tables that it writes raise theirs.

CREATE OR REPLACE FUNCTION write_payouts(
    merchant uuid,
    made integer[],                                       -- the items that make a payout, in the order of their entries
    accounts uuid[], amounts bigint[], keys uuid[], details jsonb, payouts uuid[], entries uuid[], events uuid[],
    terms integer, is_charged boolean,                    -- the version of the merchant's terms; whether it has a fee plan
    last_entry bigint,                                    -- the number of the merchant's newest ledger entry
    has_expired boolean,                                  -- some key has a receipt that has expired
    actor_kind text, actor_id text, actor_name text, request uuid
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    need record;
    policy integer;              -- by which some items need approval
    approvers integer[] := '{}'; -- by how many people, by the item's number; and by which sum
    sums bigint[] := '{}';
BEGIN
    IF terms > 0 THEN  -- a policy may ask for approvals (approvals/sql/needed.sql)
        FOR need IN
            SELECT made[a.place] AS number, a.policy, a.people, a.sum_paise FROM public.approvals_needed(
                merchant, ARRAY(SELECT accounts[n] FROM unnest(made) n), ARRAY(SELECT amounts[n] FROM unnest(made) n),
                ARRAY(SELECT (details -> (n - 1) ->> 'batch_id')::uuid FROM unnest(made) n)) a
        LOOP
            policy := need.policy;
            approvers[need.number] := need.people;
            sums[need.number] := need.sum_paise;
        END LOOP;
    END IF;

    INSERT INTO public.payouts
        (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count, not_before, gate)
    SELECT payouts[n], merchant, accounts[n], amounts[n], keys[n], 'pending', 0,
           CASE WHEN terms = 0 THEN asked.at
                ELSE greatest(asked.at, public.payout_cooling_until(merchant, accounts[n], interval '5 seconds')) END,
           CASE WHEN approvers[n] > 0 THEN 'approval' END
    FROM unnest(made) n, LATERAL (SELECT (details -> (n - 1) ->> 'not_before')::timestamptz AS at) asked;

    IF terms > 0 THEN
        INSERT INTO public.cooled_payouts (payout_id, merchant_id, until, asked_not_before)
        SELECT p.id, merchant, p.not_before, asked.at
        FROM unnest(made) n JOIN public.payouts p ON p.id = payouts[n],
             LATERAL (SELECT (details -> (n - 1) ->> 'not_before')::timestamptz AS at) asked
        WHERE p.not_before IS DISTINCT FROM asked.at;
    END IF;

    IF details IS NOT NULL THEN
        INSERT INTO public.payout_details (payout_id, merchant_id, reference, narration, purpose, batch_id, batch_row, retry_of, rail, rail_rules,
                                           client_reference)
        SELECT payouts[n], merchant, given.reference, given.narration, given.purpose, given.batch_id, given.batch_row, given.retry_of,
               given.rail, given.rail_rules, given.client_reference
        FROM (SELECT n, details -> (n - 1) AS object FROM unnest(made) n) made_with
        CROSS JOIN LATERAL jsonb_to_record(CASE WHEN jsonb_typeof(object) = 'object' THEN object ELSE '{}' END)
            AS given (reference text, narration text, purpose text, batch_id uuid, batch_row integer, retry_of uuid, rail text, rail_rules text,
                      client_reference text)
        WHERE public.payout_details_given(object) - 'not_before' <> '{}';
    END IF;

    INSERT INTO public.ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, description)
    SELECT entries[n], merchant, last_entry + place, 'payout_hold', -amounts[n], payouts[n], 'Held for a payout'
    FROM unnest(made) WITH ORDINALITY AS made (n, place);
    IF is_charged THEN
        PERFORM public.fee_take(merchant, last_entry + cardinality(made), payouts, made, details);
    END IF;

    INSERT INTO public.trail_events (id, actor_kind, actor_id, actor_name, action, merchant_id, subject_id, request_id)
    SELECT events[n], actor_kind, actor_id, actor_name, 'payout.created', merchant, payouts[n]::text, request FROM unnest(made) n;

    IF policy IS NOT NULL THEN
        INSERT INTO public.approval_gates (payout_id, merchant_id, policy_version, people, sum_paise, batch_id,
                                           made_by_kind, made_by_id, made_by_name)
        SELECT payouts[n], merchant, policy, approvers[n], sums[n], (details -> (n - 1) ->> 'batch_id')::uuid,
               actor_kind, actor_id, actor_name
        FROM unnest(made) n WHERE approvers[n] > 0;
    END IF;

    IF has_expired THEN
        DELETE FROM public.idempotency_records r WHERE r.merchant_id = merchant AND r.key IN (SELECT keys[n] FROM unnest(made) n);
    END IF;
    -- What an order makes has no receipt to replay: its key is the order's, which knows its payout.
    INSERT INTO public.idempotency_records (merchant_id, key, payout_id, created_at, answer)
    SELECT merchant, p.idempotency_key, p.id, p.created_at, public.payout_receipt(p, a)
    FROM unnest(made) n JOIN public.payouts p ON p.id = payouts[n] JOIN public.bank_accounts a ON a.id = p.bank_account_id
    WHERE details -> (n - 1) #>> '{terms,order}' IS NULL;
    IF terms > 0 THEN
        WITH ordered AS (
            SELECT n, (details -> (n - 1) #>> '{terms,order}')::uuid AS id FROM unnest(made) n
        ), remembered AS (
            INSERT INTO public.forgotten_keys (merchant_id, key, payout_id)
            SELECT merchant, keys[o.n], payouts[o.n] FROM ordered o WHERE o.id IS NOT NULL
        )
        UPDATE public.payout_orders o SET state = 'funded', payout_id = payouts[ordered.n], ended_at = clock_timestamp()
        FROM ordered WHERE o.id = ordered.id AND o.merchant_id = merchant;
    END IF;
END $$;
