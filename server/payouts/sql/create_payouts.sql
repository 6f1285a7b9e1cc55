-- Decides up to 1,000 payouts of one merchant and makes those that may be: look, lock, look again, hold the money, store the
-- receipts. decide_payout.sql has the rules; write_payouts.sql writes what is made.
-- Called by: payouts/creation.py, in autocommit: one round trip, one transaction.
-- Locks: the merchant's row (FOR NO KEY UPDATE), unless every key has a receipt within its window. All of a merchant's
-- payouts are made under this lock.
-- Raises: nothing of its own (a refusal is an outcome); the guards of the tables that it writes raise theirs.
--
-- VOLATILE, so that in READ COMMITTED each statement in here sees what was committed before it began: once it has the
-- lock, it reads what the lock's last holder committed.
--
-- Decides the items in their order, each as if it came alone. Returns a row for each: its outcome (created, replayed,
-- conflict, forgotten, no_merchant, no_account, no_time, no_rail, no_retry, no_name, no_money), its payout and receipt, or the
-- paise that were available to it. Of no_account the receipt is `retired` if the account is the merchant's; of no_retry it says
-- why the payout that it names may not be retried (retries.sql), of no_time why it cannot be scheduled (schedule.sql), of
-- no_name the payout that has its client reference, of a conflict `order` if the key is an order's.
-- A single row says that another holds the lock and there is no time to wait (locked), or that a payout may have to be made
-- and the merchant's terms are of another version than the caller has read (terms).
--
-- An item that has a `rail` and no `rail_rules` is no_rail: the caller has found that the rail cannot carry it, which matters
-- only if it makes a payout.
-- What terms add to an item is its member `terms`. Its `fee` is charged with the hold (fees/sql/fee_charges.sql). With an
-- `order` it is made for that payout order, which ends with it; every other item whose key is an order's is a conflict.
-- After an order that is `strict` and whose money is not there, no other order gets its own.
CREATE OR REPLACE FUNCTION create_payouts_v4(
    merchant uuid,
    accounts uuid[], amounts bigint[], keys uuid[],       -- an element for each item
    details jsonb,                                        -- a list of as many objects and nulls; or NULL: none has any
    terms integer,                                        -- the version of the merchant's terms that the items go by
    payouts uuid[], entries uuid[], events uuid[],        -- ids of each item's new rows
    valid_for interval,                                   -- how long a receipt is replayed
    may_wait boolean,                                     -- for a held lock; else `locked`, unless receipts decide
    is_retry boolean,                                     -- the caller says that it may have sent these keys before
    actor_kind text, actor_id text, actor_name text, request uuid
) RETURNS TABLE (outcome text, payout uuid, receipt text, available_paise bigint)
LANGUAGE plpgsql VOLATILE
-- Every row in here is found by its key. The plans are made once, perhaps while the tables are small, and serve tables
-- of any size.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    item record;
    last_entry bigint;      -- the number of the merchant's newest ledger entry
    available bigint;       -- paise that the items before this one leave
    is_locked boolean := false;
    may_pay boolean;
    terms_now integer;      -- the version of the merchant's terms
    is_charged boolean := false;  -- the merchant has a fee plan
    cost bigint;            -- what an item takes from the balance
    all_known boolean;      -- there is a receipt under each key
    has_twins boolean := false;
    has_expired boolean;    -- some key has a receipt that has expired
    outcomes text[];
    answered uuid[];        -- the payout of each item
    receipts text[];        -- of those that are replayed; `retired` where the account is
    missed bigint[];        -- what was available to those that are refused for want of it
    made integer[];         -- the items that make a payout
    twin integer;           -- the item of this batch that makes the payout of this key
    made_under integer[];   -- by a key's first item: the one that makes its payout
    why_not text;           -- an item cannot be scheduled as it asks
    retried uuid;           -- the failed payout that an item pays again
    roots uuid[];           -- the chains of retries that this batch lengthens, and by which of its payouts
    lengthened_by uuid[];
    named text;             -- the client reference under which an item is paid
    names text[];           -- the client references of this batch, and by which of its payouts
    named_by uuid[];
    of_order uuid;          -- the payout order that an item is made for
    is_held_up boolean;     -- an order's money is not there, and those after it wait for their turn
BEGIN
    IF cardinality(keys) > 1 THEN
        has_twins := (SELECT count(DISTINCT key) < count(*) FROM unnest(keys) key);
    END IF;
    SELECT count(*) = cardinality(keys) INTO all_known
    FROM public.idempotency_records r WHERE r.merchant_id = merchant AND r.key = ANY (keys);

    <<look>> LOOP
        IF NOT (all_known OR is_locked) THEN
            -- NO KEY: a plain FOR UPDATE would deadlock with the foreign keys of others' inserts.
            IF may_wait THEN
                SELECT m.terms_version INTO terms_now FROM public.merchants m WHERE m.id = merchant AND m.is_active FOR NO KEY UPDATE;
            ELSE
                SELECT m.terms_version INTO terms_now FROM public.merchants m WHERE m.id = merchant AND m.is_active FOR NO KEY UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM public.merchants m WHERE m.id = merchant AND m.is_active) THEN
                    RETURN QUERY SELECT 'locked', NULL::uuid, NULL::text, NULL::bigint;
                    RETURN;
                END IF;
            END IF;
            may_pay := FOUND;
            is_locked := true;
            IF may_pay AND terms_now <> terms THEN
                RETURN QUERY SELECT 'terms', NULL::uuid, NULL::text, NULL::bigint;
                RETURN;
            END IF;
            IF may_pay AND terms > 0 THEN
                is_charged := (public.fee_plan_in_force(merchant)).id IS NOT NULL;
            END IF;
            IF may_pay THEN
                SELECT s.seq, s.available_paise INTO last_entry, available
                FROM public.ledger_sums(merchant, 9223372036854775807) s;
            END IF;
        END IF;

        outcomes := array_fill(NULL::text, ARRAY[cardinality(keys)]);
        answered := array_fill(NULL::uuid, ARRAY[cardinality(keys)]);
        receipts := array_fill(NULL::text, ARRAY[cardinality(keys)]);
        missed := array_fill(NULL::bigint, ARRAY[cardinality(keys)]);
        made_under := array_fill(NULL::integer, ARRAY[cardinality(keys)]);
        made := '{}';
        has_expired := false;
        roots := '{}';
        lengthened_by := '{}';
        names := '{}';
        named_by := '{}';
        is_held_up := false;

        -- Behind the lock the keys are looked up again: a racing request with one of them may have been accepted while we
        -- waited, and its hold may have taken the very money that we would miss.
        FOR item IN
            SELECT i.number, i.account, i.paise,
                   CASE WHEN has_twins THEN array_position(keys, i.key) ELSE i.number END AS first,
                   r.payout_id AS payout, r.answer, r.created_at > clock_timestamp() - valid_for AS has_receipt,
                   p.bank_account_id = i.account AND p.amount_paise = i.paise
                       AND public.payout_details_of(p.id)
                           IS NOT DISTINCT FROM public.payout_details_given(details -> (i.number::integer - 1))
                   AS is_the_same,
                   (SELECT a.retired_at IS NULL FROM public.bank_accounts a WHERE a.id = i.account AND a.merchant_id = merchant) AS may_receive,
                   f.has_gone, o.id AS its_order, o.may_be_funded
            FROM unnest(accounts, amounts, keys) WITH ORDINALITY AS i (account, paise, key, number)
            LEFT JOIN public.idempotency_records r ON r.merchant_id = merchant AND r.key = i.key
            LEFT JOIN public.payouts p ON p.id = r.payout_id
            -- Read with the receipts, as a purge moves keys from there to here. LIMIT: it is read by its key, if at all.
            LEFT JOIN LATERAL (
                SELECT true AS has_gone FROM public.forgotten_keys k
                WHERE is_retry AND k.merchant_id = merchant AND k.key = i.key LIMIT 1
            ) f ON true
            -- An order's key makes the order's own payout and no other, whatever has become of the order.
            LEFT JOIN LATERAL (
                SELECT o.id, o.state = 'waiting' AND o.expires_at > clock_timestamp()
                             AND (o.not_before IS NULL OR o.not_before <= clock_timestamp()) AS may_be_funded
                FROM public.payout_orders o
                WHERE create_payouts_v4.terms > 0 AND o.merchant_id = merchant AND o.idempotency_key = i.key LIMIT 1
            ) o ON true
            ORDER BY i.number
        LOOP
            twin := made_under[item.first];
            cost := item.paise;
            IF is_charged THEN
                cost := cost + public.fee_of_item(details -> (item.number::integer - 1));
            END IF;
            outcomes[item.number] := public.decide_payout_v2(
                coalesce(item.has_receipt, false) OR twin IS NOT NULL,
                CASE WHEN coalesce(item.has_receipt, false) THEN item.is_the_same
                     ELSE item.account = accounts[twin] AND item.paise = amounts[twin]
                          AND public.payout_details_given(details -> (item.number::integer - 1))
                              IS NOT DISTINCT FROM public.payout_details_given(details -> (twin - 1)) END,
                is_locked, may_pay, is_retry AND (item.payout IS NOT NULL OR item.has_gone IS NOT NULL),
                item.may_receive, available, cost
            );
            of_order := details -> (item.number::integer - 1) #>> '{terms,order}';
            IF is_locked AND may_pay AND item.its_order IS DISTINCT FROM of_order
               OR item.its_order IS NOT NULL AND item.may_be_funded IS NOT TRUE THEN
                outcomes[item.number] := 'conflict';
                receipts[item.number] := 'order';
            ELSIF of_order IS NOT NULL AND outcomes[item.number] = 'created' AND is_held_up THEN
                outcomes[item.number] := 'no_money';
            END IF;
            IF outcomes[item.number] IN ('created', 'no_money') THEN
                why_not := public.payout_schedule_refusal((details -> (item.number::integer - 1) ->> 'not_before')::timestamptz);
                IF why_not IS NOT NULL THEN
                    outcomes[item.number] := 'no_time';
                    receipts[item.number] := why_not;
                END IF;
            END IF;
            IF outcomes[item.number] IN ('created', 'no_money') AND details -> (item.number::integer - 1) ? 'rail'
               AND NOT details -> (item.number::integer - 1) ? 'rail_rules' THEN
                outcomes[item.number] := 'no_rail';
            END IF;
            retried := details -> (item.number::integer - 1) ->> 'retry_of';
            IF retried IS NOT NULL AND outcomes[item.number] IN ('created', 'no_money') THEN
                receipts[item.number] := coalesce(
                    public.payout_retry_refusal(merchant, item.account, retried),
                    'retried ' || lengthened_by[array_position(roots, public.payout_retry_root(retried))]
                );
                IF receipts[item.number] IS NOT NULL THEN
                    outcomes[item.number] := 'no_retry';
                END IF;
            END IF;
            named := details -> (item.number::integer - 1) ->> 'client_reference';
            IF named IS NOT NULL AND outcomes[item.number] IN ('created', 'no_money') THEN
                receipts[item.number] := coalesce(
                    public.payout_named(merchant, named), named_by[array_position(names, named)]
                );
                IF receipts[item.number] IS NOT NULL THEN
                    outcomes[item.number] := 'no_name';
                END IF;
            END IF;
            -- What it costs was not found, as its account was not there yet.
            IF is_charged AND outcomes[item.number] = 'created' AND details #> ARRAY[(item.number - 1)::text, 'terms', 'fee'] IS NULL THEN
                RETURN QUERY SELECT 'terms', NULL::uuid, NULL::text, NULL::bigint;
                RETURN;
            END IF;
            CASE outcomes[item.number]
                WHEN 'undecided' THEN  -- its receipt has expired
                    all_known := false;
                    CONTINUE look;
                WHEN 'replayed', 'conflict' THEN
                    IF item.has_receipt THEN
                        answered[item.number] := item.payout;
                        receipts[item.number] := item.answer;
                    ELSE
                        answered[item.number] := answered[twin];
                    END IF;
                WHEN 'no_money' THEN
                    missed[item.number] := available;
                    is_held_up := is_held_up OR (of_order IS NOT NULL AND details -> (item.number::integer - 1) #>> '{terms,strict}' = 'true');
                WHEN 'created' THEN
                    available := available - cost;
                    answered[item.number] := payouts[item.number];
                    made := made || item.number::integer;
                    made_under[item.first] := item.number;
                    has_expired := has_expired OR item.payout IS NOT NULL;
                    IF retried IS NOT NULL THEN
                        roots := roots || public.payout_retry_root(retried);
                        lengthened_by := lengthened_by || payouts[item.number];
                    END IF;
                    IF named IS NOT NULL THEN
                        names := names || named;
                        named_by := named_by || payouts[item.number];
                    END IF;
                WHEN 'no_account' THEN
                    receipts[item.number] := CASE WHEN NOT item.may_receive THEN 'retired' END;
                ELSE NULL;  -- forgotten, no_merchant, no_name, no_rail, no_retry, no_time
            END CASE;
        END LOOP;
        EXIT look;
    END LOOP;

    IF cardinality(made) > 0 THEN
        PERFORM public.write_payouts(
            merchant, made, accounts, amounts, keys, details, payouts, entries, events, terms, is_charged, last_entry,
            has_expired, actor_kind, actor_id, actor_name, request
        );
    END IF;

    -- What an order makes has no receipt of its key: it is made here.
    RETURN QUERY
        SELECT i.outcome, i.payout, coalesce(i.receipt, r.answer, CASE WHEN i.outcome = 'created' THEN (
            SELECT public.payout_receipt(p, a) FROM public.payouts p JOIN public.bank_accounts a ON a.id = p.bank_account_id
            WHERE p.id = i.payout
        ) END), i.paise
        FROM unnest(outcomes, answered, receipts, missed, keys) WITH ORDINALITY AS i (outcome, payout, receipt, paise, key, number)
        LEFT JOIN public.idempotency_records r ON r.merchant_id = merchant AND r.key = i.key AND i.receipt IS NULL AND i.payout IS NOT NULL
        ORDER BY i.number;
END $$;
