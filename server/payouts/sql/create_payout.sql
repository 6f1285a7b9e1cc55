-- Creates, replays or refuses one payout without details: create_payouts.sql for scalars, since arrays, joins and loops would cost a
-- single creation half as much again. decide_payout.sql has the rules of both.
-- Called by: payouts/creation.py (create_payout), in autocommit: one round trip, one transaction.
-- Locks: the merchant's row (FOR NO KEY UPDATE), unless the key has a receipt within its window.
-- Raises: nothing of its own (a refusal is an outcome); the guards of the tables that it writes raise theirs.
--
-- VOLATILE, so that in READ COMMITTED each statement in here sees what was committed before it began: once it has the
-- lock, it reads what the lock's last holder committed.
CREATE OR REPLACE FUNCTION create_payout_v2(
    merchant uuid, account uuid, amount bigint, request_key uuid,
    new_payout uuid, new_entry uuid, new_event uuid,      -- ids of the new rows
    valid_for interval,                                   -- how long a receipt is replayed
    may_wait boolean,                                     -- for a held lock; else `locked`, unless a receipt decides
    is_retry boolean,                                     -- the caller says that it has sent this key before
    actor_kind text, actor_id text, actor_name text, request uuid,
    OUT outcome text,                                     -- in create_payouts' words; `terms` goes on there
    OUT payout uuid, OUT receipt text,                    -- if it was created or replayed; of `no_account`: `retired`, or null
    OUT available_paise bigint                            -- if the outcome is `no_money`
) LANGUAGE plpgsql VOLATILE
-- Every row in here is found by its key, even with a plan made while the tables were small.
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    known record;
    receiver public.bank_accounts;
    last_entry bigint;
    available bigint;
    made public.payouts;
    is_locked boolean := false;
    may_pay boolean;
    terms integer;  -- the version of the merchant's terms
    is_forgotten boolean := false;
BEGIN
    LOOP
        SELECT r.payout_id, r.answer, r.created_at > clock_timestamp() - valid_for AS has_receipt,
               (SELECT p.bank_account_id = account AND p.amount_paise = amount
                   AND public.payout_details_of(p.id) IS NULL
                FROM public.payouts p WHERE p.id = r.payout_id) AS is_same
        INTO known FROM public.idempotency_records r WHERE r.merchant_id = merchant AND r.key = request_key;
        -- Only a retry asks whether its key is forgotten. The receipt's row goes and the forgotten key's comes in one
        -- transaction, so that looking here first misses neither.
        IF is_retry AND is_locked THEN
            is_forgotten := known.payout_id IS NOT NULL OR EXISTS (
                SELECT FROM public.forgotten_keys f WHERE f.merchant_id = merchant AND f.key = request_key
            );
        END IF;
        outcome := public.decide_payout_v2(
            known.has_receipt, known.is_same, is_locked, may_pay, is_forgotten,
            receiver.id IS NOT NULL AND receiver.retired_at IS NULL, available, amount
        );
        EXIT WHEN outcome <> 'undecided';

        -- NO KEY: a plain FOR UPDATE would deadlock with the foreign keys of others' inserts.
        IF may_wait THEN
            SELECT m.terms_version INTO terms FROM public.merchants m WHERE m.id = merchant AND m.is_active FOR NO KEY UPDATE;
        ELSE
            SELECT m.terms_version INTO terms FROM public.merchants m WHERE m.id = merchant AND m.is_active
            FOR NO KEY UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM public.merchants m WHERE m.id = merchant AND m.is_active) THEN
                outcome := 'locked';
                RETURN;
            END IF;
        END IF;
        may_pay := FOUND;
        IF terms > 0 THEN
            outcome := 'terms';
            RETURN;
        END IF;
        -- The key is looked up again: a racing request with this key may have been accepted while we waited, and its
        -- hold may have taken the very money that we would miss.
        is_locked := true;
        CONTINUE WHEN NOT may_pay;
        SELECT * INTO receiver FROM public.bank_accounts a WHERE a.id = account AND a.merchant_id = merchant;
        SELECT s.seq, s.available_paise INTO last_entry, available
        FROM public.ledger_sums(merchant, 9223372036854775807) s;
    END LOOP;

    IF outcome = 'replayed' THEN
        payout := known.payout_id;
        receipt := known.answer;
    ELSIF outcome = 'no_money' THEN
        available_paise := available;
    ELSIF outcome = 'no_account' AND receiver.id IS NOT NULL THEN
        receipt := 'retired';
    END IF;
    IF outcome <> 'created' THEN
        RETURN;
    END IF;

    INSERT INTO public.payouts AS p (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count)
    VALUES (new_payout, merchant, account, amount, request_key, 'pending', 0) RETURNING p.* INTO made;

    INSERT INTO public.ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, description)
    VALUES (new_entry, merchant, last_entry + 1, 'payout_hold', -amount, new_payout, 'Held for a payout');

    INSERT INTO public.trail_events (id, actor_kind, actor_id, actor_name, action, merchant_id, subject_id, request_id)
    VALUES (new_event, actor_kind, actor_id, actor_name, 'payout.created', merchant, new_payout::text, request);

    IF known.payout_id IS NOT NULL THEN  -- the key's receipt has expired
        DELETE FROM public.idempotency_records r WHERE r.merchant_id = merchant AND r.key = request_key;
    END IF;
    payout := new_payout;
    receipt := public.payout_receipt(made, receiver);
    INSERT INTO public.idempotency_records (merchant_id, key, payout_id, created_at, answer)
    VALUES (merchant, request_key, new_payout, made.created_at, receipt);
END $$;
