
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE FUNCTION public.api_key_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF (NEW.id, NEW.name, NEW.merchant_id, NEW.scopes, NEW.prefix, NEW.secret_hash, NEW.created_at, NEW.created_by)
       IS DISTINCT FROM
       (OLD.id, OLD.name, OLD.merchant_id, OLD.scopes, OLD.prefix, OLD.secret_hash, OLD.created_at, OLD.created_by) THEN
        RAISE 'api_keys: what key % was made with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF coalesce(NEW.expires_at, 'infinity') > coalesce(OLD.expires_at, 'infinity') THEN
        RAISE 'api_keys: the end of key % cannot be put off', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.rotated_at IS NOT NULL AND NEW.rotated_at IS DISTINCT FROM OLD.rotated_at)
       OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) THEN
        RAISE 'api_keys: key % was rotated or revoked, that is final', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.bank_account_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF (NEW.id, NEW.merchant_id, NEW.account_number_masked, NEW.ifsc_code)
       IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.account_number_masked, OLD.ifsc_code) THEN
        RAISE 'bank_accounts: number and IFSC of account % cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    -- The first four bytes name the key.
    IF (NEW.account_number_sealed, NEW.account_number_fingerprint)
       IS DISTINCT FROM (OLD.account_number_sealed, OLD.account_number_fingerprint)
       AND substring(NEW.account_number_sealed FOR 4) = substring(OLD.account_number_sealed FOR 4) THEN
        RAISE 'bank_accounts: the number of account % cannot change under its key', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.bank_transfer_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF (NEW.reference, NEW.account_number_masked, NEW.ifsc_code, NEW.amount_paise)
       IS DISTINCT FROM (OLD.reference, OLD.account_number_masked, OLD.ifsc_code, OLD.amount_paise) THEN
        RAISE 'bank_transfers: what % was submitted with cannot change', OLD.reference USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('paid', 'rejected', 'voided')
       AND (NEW.state, NEW.utr, NEW.paid_at) IS DISTINCT FROM (OLD.state, OLD.utr, OLD.paid_at) THEN
        RAISE 'bank_transfers: % is %, that is final', OLD.reference, OLD.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.bank_transfers_kept() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RAISE 'bank_transfers: % is refused, the bank keeps its book', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.create_payout(merchant uuid, account uuid, amount bigint, request_key uuid, new_payout uuid, new_entry uuid, new_event uuid, valid_for interval, may_wait boolean, actor_kind text, actor_id text, actor_name text, request uuid, OUT outcome text, OUT payout uuid, OUT receipt text, OUT available_paise bigint) RETURNS record
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    AS $$
DECLARE
    known record;
    receiver public.bank_accounts;
    have record;
    made public.payouts;
    is_locked boolean := false;
BEGIN
    LOOP
        SELECT r.payout_id, r.answer, r.created_at > clock_timestamp() - valid_for AS is_remembered INTO known
        FROM public.idempotency_records r WHERE r.merchant_id = merchant AND r.key = request_key;
        IF known.is_remembered THEN
            IF EXISTS (
                SELECT FROM public.payouts p
                WHERE p.id = known.payout_id AND p.bank_account_id = account AND p.amount_paise = amount
            ) THEN
                outcome := 'replayed';
                payout := known.payout_id;
                receipt := known.answer;
            ELSE
                outcome := 'conflict';
            END IF;
            RETURN;
        END IF;
        EXIT WHEN is_locked;

        IF NOT may_wait THEN
            outcome := 'locked';
            RETURN;
        END IF;
        -- NO KEY: a plain FOR UPDATE would deadlock with the foreign keys of others' inserts.
        PERFORM FROM public.merchants m WHERE m.id = merchant AND m.is_active FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            outcome := 'no_merchant';
            RETURN;
        END IF;
        -- Again: a racing request with this key may have been accepted while we waited, and its hold may have taken the very
        -- money that we would miss.
        is_locked := true;
    END LOOP;

    SELECT * INTO receiver FROM public.bank_accounts a WHERE a.id = account AND a.merchant_id = merchant;
    IF NOT FOUND THEN
        outcome := 'no_account';
        RETURN;
    END IF;
    SELECT s.seq, s.available_paise AS paise INTO have FROM public.ledger_sums(merchant, 9223372036854775807) s;
    IF have.paise < amount THEN
        outcome := 'no_money';
        available_paise := have.paise;
        RETURN;
    END IF;

    INSERT INTO public.payouts AS p (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count)
    VALUES (new_payout, merchant, account, amount, request_key, 'pending', 0) RETURNING p.* INTO made;

    INSERT INTO public.ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, description)
    VALUES (new_entry, merchant, have.seq + 1, 'payout_hold', -amount, new_payout, 'Held for a payout');

    INSERT INTO public.trail_events (id, actor_kind, actor_id, actor_name, action, merchant_id, subject_id, request_id)
    VALUES (new_event, actor_kind, actor_id, actor_name, 'payout.created', merchant, new_payout::text, request);

    IF known.payout_id IS NOT NULL THEN  -- what was answered under this key is remembered no longer
        DELETE FROM public.idempotency_records r WHERE r.merchant_id = merchant AND r.key = request_key;
    END IF;
    outcome := 'created';
    payout := new_payout;
    receipt := public.payout_receipt(made, receiver);
    INSERT INTO public.idempotency_records (merchant_id, key, payout_id, created_at, answer)
    VALUES (merchant, request_key, new_payout, made.created_at, receipt);
END $$;

CREATE FUNCTION public.create_payouts(merchant uuid, accounts uuid[], amounts bigint[], keys uuid[], payouts uuid[], entries uuid[], events uuid[], valid_for interval, may_wait boolean, actor_kind text, actor_id text, actor_name text, request uuid) RETURNS TABLE(outcome text, payout uuid, receipt text, available_paise bigint)
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
DECLARE
    item record;
    have record;            -- what the merchant has: the number of the last entry, and what is available
    is_locked boolean := false;
    all_known boolean;      -- there is an answer under each key
    has_twins boolean := false;
    outdated boolean;       -- some key has an answer that is remembered no longer
    outcomes text[];
    answered uuid[];        -- the payout of each item
    receipts text[];        -- of those that are replayed
    missed bigint[];        -- what was available to those that are refused for want of it
    made integer[];         -- the items that make a payout
    made_under integer[];   -- by a key's first item: the one that makes its payout
BEGIN
    IF cardinality(keys) > 1 THEN
        has_twins := (SELECT count(DISTINCT key) < count(*) FROM unnest(keys) key);
    END IF;
    SELECT count(*) = cardinality(keys) INTO all_known
    FROM public.idempotency_records r WHERE r.merchant_id = merchant AND r.key = ANY (keys);

    <<look>> LOOP
        IF NOT (all_known OR is_locked) THEN
            IF NOT may_wait THEN
                RETURN QUERY SELECT 'locked', NULL::uuid, NULL::text, NULL::bigint;
                RETURN;
            END IF;
            -- NO KEY: a plain FOR UPDATE would deadlock with the foreign keys of others' inserts.
            PERFORM FROM public.merchants m WHERE m.id = merchant AND m.is_active FOR NO KEY UPDATE;
            IF NOT FOUND THEN
                RETURN QUERY SELECT 'no_merchant', NULL::uuid, NULL::text, NULL::bigint;
                RETURN;
            END IF;
            is_locked := true;
            SELECT s.seq, s.available_paise AS paise INTO have FROM public.ledger_sums(merchant, 9223372036854775807) s;
        END IF;

        outcomes := array_fill(NULL::text, ARRAY[cardinality(keys)]);
        answered := array_fill(NULL::uuid, ARRAY[cardinality(keys)]);
        receipts := array_fill(NULL::text, ARRAY[cardinality(keys)]);
        missed := array_fill(NULL::bigint, ARRAY[cardinality(keys)]);
        made_under := array_fill(NULL::integer, ARRAY[cardinality(keys)]);
        made := '{}';
        outdated := false;

        -- Behind the lock the keys are looked up again: a racing request with one of them may have been accepted while we
        -- waited, and its hold may have taken the very money that we would miss.
        FOR item IN
            SELECT i.number, i.account, i.paise,
                   CASE WHEN has_twins THEN array_position(keys, i.key) ELSE i.number END AS first,
                   r.payout_id AS payout, r.answer, r.created_at > clock_timestamp() - valid_for AS is_remembered,
                   p.bank_account_id = i.account AND p.amount_paise = i.paise AS is_the_same,
                   EXISTS (SELECT FROM public.bank_accounts a WHERE a.id = i.account AND a.merchant_id = merchant) AS may_receive
            FROM unnest(accounts, amounts, keys) WITH ORDINALITY AS i (account, paise, key, number)
            LEFT JOIN public.idempotency_records r ON r.merchant_id = merchant AND r.key = i.key
            LEFT JOIN public.payouts p ON p.id = r.payout_id
            ORDER BY i.number
        LOOP
            IF item.is_remembered THEN
                answered[item.number] := item.payout;
                receipts[item.number] := item.answer;
                outcomes[item.number] := CASE WHEN item.is_the_same THEN 'replayed' ELSE 'conflict' END;
                CONTINUE;
            END IF;
            IF NOT is_locked THEN  -- its answer has expired
                all_known := false;
                CONTINUE look;
            END IF;

            outdated := outdated OR item.payout IS NOT NULL;
            IF made_under[item.first] IS NOT NULL THEN
                answered[item.number] := answered[made_under[item.first]];
                outcomes[item.number] := CASE
                    WHEN item.account = accounts[made_under[item.first]] AND item.paise = amounts[made_under[item.first]]
                    THEN 'replayed' ELSE 'conflict' END;
            ELSIF NOT item.may_receive THEN
                outcomes[item.number] := 'no_account';
            ELSIF have.paise < item.paise THEN
                outcomes[item.number] := 'no_money';
                missed[item.number] := have.paise;
            ELSE
                have.paise := have.paise - item.paise;
                answered[item.number] := payouts[item.number];
                outcomes[item.number] := 'created';
                made := made || item.number::integer;
                made_under[item.first] := item.number;
            END IF;
        END LOOP;
        EXIT look;
    END LOOP;

    IF cardinality(made) > 0 THEN
        INSERT INTO public.payouts (id, merchant_id, bank_account_id, amount_paise, idempotency_key, status, attempt_count)
        SELECT payouts[n], merchant, accounts[n], amounts[n], keys[n], 'pending', 0 FROM unnest(made) n;

        INSERT INTO public.ledger_entries (id, merchant_id, seq, entry_type, amount_paise, payout_id, description)
        SELECT entries[n], merchant, have.seq + place, 'payout_hold', -amounts[n], payouts[n], 'Held for a payout'
        FROM unnest(made) WITH ORDINALITY AS made (n, place);

        INSERT INTO public.trail_events (id, actor_kind, actor_id, actor_name, action, merchant_id, subject_id, request_id)
        SELECT events[n], actor_kind, actor_id, actor_name, 'payout.created', merchant, payouts[n]::text, request FROM unnest(made) n;

        IF outdated THEN
            DELETE FROM public.idempotency_records r WHERE r.merchant_id = merchant AND r.key IN (SELECT keys[n] FROM unnest(made) n);
        END IF;
        INSERT INTO public.idempotency_records (merchant_id, key, payout_id, created_at, answer)
        SELECT merchant, p.idempotency_key, p.id, p.created_at, public.payout_receipt(p, a)
        FROM unnest(made) n JOIN public.payouts p ON p.id = payouts[n] JOIN public.bank_accounts a ON a.id = p.bank_account_id;
    END IF;

    RETURN QUERY
        SELECT i.outcome, i.payout, coalesce(i.receipt, r.answer), i.paise
        FROM unnest(outcomes, answered, receipts, missed, keys) WITH ORDINALITY AS i (outcome, payout, receipt, paise, key, number)
        LEFT JOIN public.idempotency_records r ON r.merchant_id = merchant AND r.key = i.key AND i.receipt IS NULL AND i.payout IS NOT NULL
        ORDER BY i.number;
END $$;

CREATE FUNCTION public.entry_has_the_reference_of_its_type(entry_type text, reference text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
BEGIN
    RETURN CASE entry_type WHEN 'payment_received' THEN coalesce(reference, '') <> '' ELSE reference IS NULL END;
END $$;

CREATE FUNCTION public.entry_has_the_sign_of_its_type(entry_type text, amount_paise bigint) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
BEGIN
    RETURN CASE
        WHEN entry_type IN ('payout_hold', 'payout_completed', 'fee_debit', 'adjustment_debit')
        THEN amount_paise BETWEEN -9007199254740991 AND -1
        WHEN entry_type IN ('payment_received', 'payout_release', 'adjustment_credit')
        THEN amount_paise BETWEEN 1 AND 9007199254740991
        ELSE false
    END;
END $$;

CREATE FUNCTION public.entry_names_its_payout(entry_type text, payout_id uuid) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
BEGIN
    RETURN (entry_type IN ('payout_hold', 'payout_release', 'payout_completed')) = (payout_id IS NOT NULL);
END $$;

CREATE FUNCTION public.idempotency_record_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.payouts
        WHERE id = NEW.payout_id AND merchant_id = NEW.merchant_id AND idempotency_key = NEW.key
    ) THEN
        RAISE 'idempotency: payout % was not created by merchant % under key %', NEW.payout_id, NEW.merchant_id, NEW.key
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND ((NEW.merchant_id, NEW.key) IS DISTINCT FROM (OLD.merchant_id, OLD.key)
                             OR NEW.payout_id = OLD.payout_id OR NEW.created_at <= OLD.created_at) THEN
        RAISE 'idempotency: what was answered under key % cannot change', OLD.key USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.ledger_admit_entry() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.seq = 0 THEN
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
        SELECT coalesce(max(e.seq), 0) + 1 INTO NEW.seq FROM public.ledger_entries e WHERE e.merchant_id = NEW.merchant_id;
    END IF;
    NEW.created_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE FUNCTION public.ledger_admit_statement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    these record;
    have record;
    fault record;
BEGIN
    SELECT a.payout_id INTO fault FROM added a
    WHERE a.payout_id IS NOT NULL AND (
        SELECT p.merchant_id = a.merchant_id AND p.amount_paise = abs(a.amount_paise) FROM public.payouts p WHERE p.id = a.payout_id
    ) IS NOT TRUE LIMIT 1;
    IF FOUND THEN
        RAISE 'ledger: an entry of payout % must have exactly its merchant and its amount', fault.payout_id
            USING ERRCODE = 'check_violation';
    END IF;

    FOR these IN
        SELECT a.merchant_id AS merchant, count(*) AS entries, min(a.seq) AS first, max(a.seq) AS last,
               coalesce(sum(a.amount_paise) FILTER (WHERE a.amount_paise < 0), 0) AS taken,
               coalesce(sum(a.amount_paise) FILTER (WHERE a.entry_type IN ('payment_received', 'adjustment_credit')), 0) AS come_in
        FROM added a GROUP BY a.merchant_id
    LOOP
        PERFORM 1 FROM public.merchants WHERE id = these.merchant FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RAISE 'ledger: there is no merchant %', these.merchant USING ERRCODE = 'foreign_key_violation';
        END IF;
        SELECT * INTO have FROM public.ledger_sums(these.merchant, these.first - 1);
        IF have.seq <> these.first - 1 OR these.entries <> these.last - these.first + 1 THEN
            RAISE 'ledger: entries % to % of merchant % do not follow entry %', these.first, these.last, these.merchant, have.seq
                USING ERRCODE = 'check_violation';
        END IF;
        -- Where even all debits together leave something, no order of them overdraws.
        IF have.available_paise + these.taken < 0 THEN
            SELECT run.before, run.paise INTO fault FROM (
                SELECT a.seq, a.amount_paise AS paise, have.available_paise + sum(a.amount_paise) OVER (ORDER BY a.seq) - a.amount_paise AS before
                FROM added a WHERE a.merchant_id = these.merchant
            ) run WHERE run.before + run.paise < 0 ORDER BY run.seq LIMIT 1;
            IF FOUND THEN
                RAISE 'ledger: merchant % has % paise available, an entry of % would overdraw',
                    these.merchant, fault.before, fault.paise USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF have.available_paise + have.held_paise + these.come_in > 9007199254740991 THEN
            RAISE 'ledger: the balance of merchant % would pass 2^53 - 1 paise', these.merchant USING ERRCODE = 'check_violation';
        END IF;
        -- Each of the entries after a checkpoint may lie on a page of its own, and every sum reads them.
        IF these.last / 25 > (these.first - 1) / 25 THEN
            INSERT INTO public.ledger_checkpoints (merchant_id, seq)
            SELECT these.merchant, nth * 25 FROM generate_series((these.first - 1) / 25 + 1, these.last / 25) nth
            ON CONFLICT DO NOTHING;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION public.ledger_balance(merchant uuid) RETURNS TABLE(seq bigint, available_paise bigint, held_paise bigint)
    LANGUAGE sql STABLE
    AS $$
    SELECT s.seq, s.available_paise, s.held_paise FROM public.ledger_sums(merchant, 9223372036854775807) s
$$;

CREATE FUNCTION public.ledger_balance_at(merchant uuid, upto bigint) RETURNS TABLE(available_paise bigint, held_paise bigint)
    LANGUAGE sql STABLE
    AS $$
    SELECT s.available_paise, s.held_paise FROM public.ledger_sums(merchant, upto) s
$$;

CREATE FUNCTION public.ledger_fill_checkpoint() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    before bigint;
    available bigint;
    held bigint;
    since record;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT c.seq, c.available_paise, c.held_paise INTO before, available, held FROM public.ledger_checkpoints c
    WHERE c.merchant_id = NEW.merchant_id AND c.seq < NEW.seq ORDER BY c.seq DESC LIMIT 1;
    before := coalesce(before, 0);
    SELECT count(*) AS entries, coalesce(sum(e.amount_paise), 0) AS available_paise,
           coalesce(-sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')), 0) AS held_paise
    INTO since FROM public.ledger_entries e
    WHERE e.merchant_id = NEW.merchant_id AND e.seq > before AND e.seq <= NEW.seq;

    IF since.entries <> NEW.seq - before THEN
        RAISE 'ledger: a checkpoint at entry % of merchant % would miss entries', NEW.seq, NEW.merchant_id
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.available_paise := coalesce(available, 0) + since.available_paise;
    NEW.held_paise := coalesce(held, 0) + since.held_paise;
    RETURN NEW;
END $$;

CREATE FUNCTION public.ledger_sums(merchant uuid, upto bigint) RETURNS TABLE(seq bigint, available_paise bigint, held_paise bigint)
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    since record;
BEGIN
    SELECT c.seq, c.available_paise, c.held_paise INTO seq, available_paise, held_paise
    FROM public.ledger_checkpoints c WHERE c.merchant_id = merchant AND c.seq <= upto ORDER BY c.seq DESC LIMIT 1;
    seq := coalesce(seq, 0);
    -- Two bounds, plain numbers both. With one alone PostgreSQL expects a third of the merchant's entries, and reads them
    -- all; and row-level security keeps an index from what it does not know to be leakproof, such as coalesce().
    SELECT max(e.seq) AS seq, sum(e.amount_paise) AS available_paise,
           -sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')) AS held_paise
    INTO since FROM public.ledger_entries e
    WHERE e.merchant_id = merchant AND e.seq > ledger_sums.seq AND e.seq <= upto;
    seq := coalesce(since.seq, seq);
    available_paise := coalesce(available_paise, 0) + coalesce(since.available_paise, 0);
    held_paise := coalesce(held_paise, 0) + coalesce(since.held_paise, 0);
    RETURN NEXT;
END $$;

CREATE FUNCTION public.membership_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    operates boolean;
BEGIN
    SELECT is_staff OR is_superuser INTO operates FROM auth_user WHERE id = NEW.user_id FOR SHARE;
    IF operates THEN
        RAISE 'memberships: person % is an operator', NEW.user_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.merchant_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF (NEW.id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.created_at) THEN
        RAISE 'merchants: id and beginning of merchant % cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.operator_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM memberships WHERE user_id = NEW.id) THEN
        RAISE 'auth_user: person % belongs to a merchant', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.payout_agrees_with_ledger() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payout record;
    entries record;
BEGIN
    IF TG_TABLE_NAME = 'payouts' THEN
        -- A new payout needs its hold, and no more is to be asked here: whatever else it is given asks for itself.
        IF TG_OP = 'INSERT' AND EXISTS (
            SELECT FROM public.ledger_entries WHERE payout_id = NEW.id AND entry_type = 'payout_hold'
        ) THEN
            RETURN NULL;
        END IF;
        SELECT id, status INTO payout FROM public.payouts WHERE id = NEW.id;
    ELSE
        SELECT id, status INTO payout FROM public.payouts WHERE id = NEW.payout_id;
    END IF;
    SELECT string_agg(entry_type, ' ' ORDER BY entry_type) AS types INTO entries
    FROM public.ledger_entries WHERE payout_id = payout.id;
    IF entries.types IS DISTINCT FROM (CASE payout.status
        WHEN 'completed' THEN 'payout_completed payout_hold payout_release'
        WHEN 'failed' THEN 'payout_hold payout_release'
        ELSE 'payout_hold'
    END) THEN
        RAISE 'payouts: payout % is % but its ledger entries are: %', payout.id, payout.status, coalesce(entries.types, 'none')
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.payout_claim(new_lease uuid, lease_time interval, review_after interval, since timestamp with time zone) RETURNS TABLE(id uuid, merchant_id uuid, bank_account_id uuid, amount_paise bigint, status text, attempt_count integer, lease uuid, last_answer text, unresolved_since timestamp with time zone, needs_review boolean, account_number_sealed bytea, ifsc_code text, due_at timestamp with time zone, is_new boolean, was_abandoned boolean, was_flagged boolean)
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    AS $$
#variable_conflict use_column
DECLARE
    due record;
BEGIN
    FOREACH since IN ARRAY ARRAY[since, '-infinity'] LOOP
        -- Condition and expression are the index's. The latter is a CASE: row-level security keeps PostgreSQL from using an index
        -- whose expression it does not know to be leakproof, and of a coalesce() it does not.
        SELECT p.id, p.status = 'pending' AS is_new, p.lease IS NOT NULL AS was_abandoned, p.needs_review AS was_flagged,
               CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END AS at
        INTO due FROM payouts p
        WHERE (p.lease_expires_at IS NOT NULL OR p.next_attempt_at IS NOT NULL)
          AND CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END <= now()
          AND CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END >= since
        ORDER BY CASE WHEN p.lease_expires_at IS NOT NULL THEN p.lease_expires_at ELSE p.next_attempt_at END
        LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
        EXIT WHEN FOUND OR since = '-infinity';
    END LOOP;
    IF due.id IS NULL THEN
        RETURN;
    END IF;

    RETURN QUERY UPDATE payouts p SET
        status = 'processing', lease = new_lease, lease_expires_at = now() + lease_time, next_attempt_at = NULL,
        -- A new payout is submitted at once: counting that here is one commit fewer for most payouts.
        attempt_count = greatest(p.attempt_count, 1),
        processing_started_at = coalesce(p.processing_started_at, now()),
        unresolved_since = coalesce(p.unresolved_since, now()),
        needs_review = coalesce(p.unresolved_since <= now() - review_after, false)
    FROM bank_accounts a WHERE p.id = due.id AND a.id = p.bank_account_id
    RETURNING p.id, p.merchant_id, p.bank_account_id, p.amount_paise, p.status::text, p.attempt_count, p.lease,
              p.last_answer::text, p.unresolved_since, p.needs_review, a.account_number_sealed, a.ifsc_code::text,
              due.at, due.is_new, due.was_abandoned, due.was_flagged;
END $$;

CREATE FUNCTION public.payout_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'pending' THEN
            RAISE 'payouts: a payout begins as pending, not as %', NEW.status USING ERRCODE = 'check_violation';
        END IF;
        -- The clock, not the transaction's start: the merchant's lock may have been waited for.
        NEW.created_at := clock_timestamp();
        NEW.updated_at := NEW.created_at;
        NEW.next_attempt_at := NEW.created_at;
        RETURN NEW;
    END IF;

    IF (NEW.id, NEW.merchant_id, NEW.bank_account_id, NEW.amount_paise, NEW.idempotency_key, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.merchant_id, OLD.bank_account_id, OLD.amount_paise, OLD.idempotency_key, OLD.created_at) THEN
        RAISE 'payouts: what payout % was created with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status IN ('completed', 'failed') THEN
        RAISE 'payouts: % is final, payout % cannot change', OLD.status, OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.status, NEW.status) NOT IN (
        ('pending', 'pending'), ('pending', 'processing'),
        ('processing', 'processing'), ('processing', 'completed'), ('processing', 'failed')
    ) THEN
        RAISE 'payouts: a payout cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.attempt_count < OLD.attempt_count THEN
        RAISE 'payouts: attempts of payout % cannot be taken back', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE FUNCTION public.payout_has_reason_if_failed(status text, failed_at timestamp with time zone, failure_reason text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
BEGIN
    RETURN num_nonnulls(failed_at, failure_reason) = CASE status WHEN 'failed' THEN 2 ELSE 0 END;
END $$;

CREATE FUNCTION public.payout_has_utr_if_completed(status text, completed_at timestamp with time zone, bank_reference_id text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
BEGIN
    RETURN num_nonnulls(completed_at, bank_reference_id) = CASE status WHEN 'completed' THEN 2 ELSE 0 END;
END $$;

CREATE FUNCTION public.payout_is_open_or_at_rest(status text, attempt_count integer, processing_started_at timestamp with time zone, lease uuid, lease_expires_at timestamp with time zone, next_attempt_at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
BEGIN
    IF lease IS NOT NULL AND lease_expires_at IS NOT NULL AND next_attempt_at IS NULL THEN  -- claimed
        RETURN status = 'processing' AND attempt_count > 0 AND processing_started_at IS NOT NULL;
    ELSIF lease IS NULL AND lease_expires_at IS NULL AND next_attempt_at IS NOT NULL THEN  -- waiting
        RETURN (status = 'pending' AND attempt_count = 0 AND processing_started_at IS NULL)
            OR (status = 'processing' AND attempt_count > 0 AND processing_started_at IS NOT NULL);
    ELSIF lease IS NULL AND lease_expires_at IS NULL AND next_attempt_at IS NULL THEN  -- at rest
        RETURN status IN ('completed', 'failed') AND attempt_count > 0;
    END IF;
    RETURN false;
END $$;

CREATE FUNCTION public.payout_outcome_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT coalesce(NEW.last_answer = ANY (CASE NEW.status
        WHEN 'completed' THEN ARRAY['paid'] ELSE ARRAY['rejected', 'voided'] END), false) THEN
        RAISE 'payouts: payout % cannot be % when the bank''s last answer is: %',
            NEW.id, NEW.status, coalesce(NEW.last_answer, 'none') USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.bank_accounts (
    id uuid NOT NULL,
    account_holder_name character varying(200) NOT NULL,
    ifsc_code character varying(11) NOT NULL,
    account_type character varying(10) NOT NULL,
    is_verified boolean NOT NULL,
    is_primary boolean NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    merchant_id uuid NOT NULL,
    account_number_masked character varying(18) NOT NULL,
    account_number_sealed bytea NOT NULL,
    account_number_fingerprint bytea NOT NULL,
    CONSTRAINT account_number_fingerprint_form CHECK ((length(account_number_fingerprint) = 32)),
    CONSTRAINT account_number_is_masked CHECK (((account_number_masked)::text ~ '^X{5,14}[0-9]{4}$'::text)),
    CONSTRAINT account_number_is_sealed CHECK ((length(account_number_sealed) = (((4 + 12) + length((account_number_masked)::text)) + 16))),
    CONSTRAINT ifsc_form CHECK (((ifsc_code)::text ~ '^[A-Z]{4}0[A-Z0-9]{6}$'::text))
);

CREATE TABLE public.payouts (
    id uuid NOT NULL,
    amount_paise bigint NOT NULL,
    idempotency_key uuid NOT NULL,
    status character varying(10) NOT NULL,
    attempt_count integer NOT NULL,
    failure_reason character varying(300),
    bank_reference_id character varying(64),
    lease uuid,
    lease_expires_at timestamp with time zone,
    next_attempt_at timestamp with time zone DEFAULT statement_timestamp(),
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    processing_started_at timestamp with time zone,
    completed_at timestamp with time zone,
    failed_at timestamp with time zone,
    bank_account_id uuid NOT NULL,
    merchant_id uuid NOT NULL,
    last_answer character varying(12),
    needs_review boolean DEFAULT false NOT NULL,
    unresolved_since timestamp with time zone,
    CONSTRAINT payout_amount_positive CHECK (((amount_paise > 0) AND (amount_paise <= '9007199254740991'::bigint))),
    CONSTRAINT payout_completed_has_utr CHECK (public.payout_has_utr_if_completed((status)::text, completed_at, (bank_reference_id)::text)),
    CONSTRAINT payout_failed_has_reason CHECK (public.payout_has_reason_if_failed((status)::text, failed_at, (failure_reason)::text)),
    CONSTRAINT payout_open_or_at_rest CHECK (public.payout_is_open_or_at_rest((status)::text, attempt_count, processing_started_at, lease, lease_expires_at, next_attempt_at)),
    CONSTRAINT payout_times_come CHECK ((isfinite(next_attempt_at) AND isfinite(lease_expires_at))),
    CONSTRAINT payout_unresolved_in_processing CHECK ((((NOT needs_review) AND (unresolved_since IS NULL)) OR (((status)::text = 'processing'::text) AND (unresolved_since IS NOT NULL)))),
    CONSTRAINT payout_unresolved_since_a_time CHECK (isfinite(unresolved_since))
);

CREATE FUNCTION public.payout_receipt(payout public.payouts, account public.bank_accounts) RETURNS text
    LANGUAGE sql STABLE
    AS $_$
    SELECT format(
        '{"id": "%1$s", "status": "pending", "amount_paise": %2$s, "amount_inr": "₹%3$s.%4$s", "bank_account_id": "%5$s", '
        '"bank_account": {"id": "%5$s", "account_number_masked": "%6$s", "ifsc_code": "%7$s"}, '
        '"idempotency_key": "%8$s", "created_at": "%9$s+00:00"}',
        payout.id, payout.amount_paise, payout.amount_paise / 100, lpad((payout.amount_paise % 100)::text, 2, '0'),
        account.id, account.account_number_masked, account.ifsc_code, payout.idempotency_key,
        -- A whole second has no fraction.
        regexp_replace(to_char(payout.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\.000000$', '')
    )
$_$;

CREATE FUNCTION public.payout_write_outcome(of_merchant uuid, of_payout uuid, held_lease uuid, attempt uuid, attempt_number integer, bank_call text, bank_answer text, bank_reason text, took interval, becomes text, utr text, why text, resolved boolean, attempts integer, lease_time interval, wait interval, entries uuid[], entry_types text[], amounts bigint[], descriptions text[]) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    moment timestamptz;
    last bigint;
BEGIN
    -- Everybody locks the merchant first and its payouts then: in another order two could wait for each other.
    IF cardinality(entries) > 0 THEN
        PERFORM FROM merchants WHERE id = of_merchant FOR NO KEY UPDATE;
    END IF;
    moment := clock_timestamp();  -- the lock may have been waited for

    UPDATE payouts SET
        status = becomes, last_answer = bank_answer, attempt_count = attempts,
        bank_reference_id = utr, completed_at = CASE WHEN becomes = 'completed' THEN moment END,
        failure_reason = why, failed_at = CASE WHEN becomes = 'failed' THEN moment END,
        lease = CASE WHEN lease_time IS NOT NULL THEN lease END, lease_expires_at = moment + lease_time,
        next_attempt_at = moment + wait,
        unresolved_since = CASE WHEN NOT resolved THEN unresolved_since END,
        needs_review = needs_review AND NOT resolved
    WHERE id = of_payout AND lease = held_lease AND status = 'processing';
    IF NOT FOUND THEN
        RETURN (SELECT status FROM payouts WHERE id = of_payout);
    END IF;

    INSERT INTO payout_attempts (id, payout_id, number, call, answer, reason, started_at, ended_at)
    VALUES (attempt, of_payout, attempt_number, bank_call, bank_answer, bank_reason, now() - took, now());
    IF cardinality(entries) > 0 THEN
        last := coalesce((SELECT max(seq) FROM ledger_entries WHERE merchant_id = of_merchant), 0);
        INSERT INTO ledger_entries (id, merchant_id, seq, payout_id, entry_type, amount_paise, description)
        SELECT entries[n], of_merchant, last + n, of_payout, entry_types[n], amounts[n], descriptions[n]
        FROM generate_subscripts(entries, 1) AS n;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE '%: % is refused, its rows are kept as they were written', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.revision_of(merchant uuid, most_open integer) RETURNS text
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
DECLARE
    open record;
BEGIN
    SELECT count(*) AS payouts, sum(extract(epoch FROM p.updated_at)) AS moved INTO open
    FROM (
        SELECT updated_at FROM public.payouts
        WHERE merchant_id = merchant AND status IN ('pending', 'processing') LIMIT most_open + 1
    ) p;
    IF open.payouts > most_open THEN
        open.moved := extract(epoch FROM clock_timestamp());
    END IF;
    RETURN (
        SELECT concat_ws('-',
            (SELECT max(e.seq) FROM public.ledger_entries e WHERE e.merchant_id = merchant), open.payouts, open.moved)
        FROM public.merchants m WHERE m.id = merchant
    );
END $$;

CREATE FUNCTION public.seen_merchant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT nullif(nullif(current_setting('payout.merchant', true), '*'), '')::uuid
$$;

CREATE FUNCTION public.sees_every_merchant() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(current_setting('payout.merchant', true) = '*', false)
$$;

CREATE FUNCTION public.trail_kept() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RAISE 'trail_events: % is refused, the trail is kept as it was written', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.trail_stamp() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TABLE public.api_keys (
    id uuid NOT NULL,
    name character varying(100) NOT NULL,
    scopes character varying(10)[] NOT NULL,
    prefix character varying(12) NOT NULL,
    secret_hash character varying(64) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    created_by character varying(320) NOT NULL,
    expires_at timestamp with time zone,
    rotated_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    merchant_id uuid,
    CONSTRAINT api_key_hash_form CHECK (((secret_hash)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT api_key_lives_for_a_while CHECK (((expires_at IS NULL) OR (expires_at > created_at))),
    CONSTRAINT api_key_operate_is_for_operators CHECK (((merchant_id IS NULL) OR (NOT ('operate'::text = ANY ((scopes)::text[]))))),
    CONSTRAINT api_key_prefix_form CHECK (((prefix)::text ~ '^[0-9A-Za-z]{12}$'::text)),
    CONSTRAINT api_key_scopes_known CHECK (((scopes <@ ARRAY['read'::character varying, 'payouts'::character varying, 'operate'::character varying]) AND (cardinality(scopes) > 0)))
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_user (
    id integer NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);

CREATE TABLE public.auth_user_groups (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    group_id integer NOT NULL
);

ALTER TABLE public.auth_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.auth_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_user_user_permissions (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bank_transfers (
    reference character varying(64) NOT NULL,
    account_number_masked character varying(18) NOT NULL,
    ifsc_code character varying(11) NOT NULL,
    amount_paise bigint NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    utr character varying(22),
    submissions integer NOT NULL,
    pays_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    paid_at timestamp with time zone,
    CONSTRAINT paid_transfers_have_a_utr CHECK ((((paid_at IS NOT NULL) AND ((state)::text = 'paid'::text) AND (utr IS NOT NULL)) OR ((NOT ((state)::text = 'paid'::text)) AND (paid_at IS NULL) AND (utr IS NULL)))),
    CONSTRAINT transfer_account_number_is_masked CHECK (((account_number_masked)::text ~ '^(X{5,14}[0-9]{4})?$'::text)),
    CONSTRAINT transfer_amount_positive CHECK (((amount_paise > 0) OR ((state)::text = 'voided'::text)))
);

CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id integer NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);

ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.failed_sign_ins (
    id bigint NOT NULL,
    account character varying(64) NOT NULL,
    address inet,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);

ALTER TABLE public.failed_sign_ins ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.failed_sign_ins_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.huey_counter (
    queue text NOT NULL,
    key text NOT NULL,
    value bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.huey_kv (
    queue text NOT NULL,
    key text NOT NULL,
    value bytea NOT NULL
);

CREATE TABLE public.huey_schedule (
    id bigint NOT NULL,
    queue text NOT NULL,
    data bytea NOT NULL,
    "timestamp" double precision NOT NULL
);

CREATE SEQUENCE public.huey_schedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.huey_schedule_id_seq OWNED BY public.huey_schedule.id;

CREATE TABLE public.huey_task (
    id bigint NOT NULL,
    queue text NOT NULL,
    data bytea NOT NULL,
    priority double precision DEFAULT 0.0 NOT NULL
);

CREATE SEQUENCE public.huey_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.huey_task_id_seq OWNED BY public.huey_task.id;

CREATE TABLE public.idempotency_records (
    key uuid NOT NULL,
    answer text NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    merchant_id uuid NOT NULL,
    payout_id uuid NOT NULL
);

CREATE TABLE public.ledger_checkpoints (
    seq bigint NOT NULL,
    available_paise bigint NOT NULL,
    held_paise bigint NOT NULL,
    merchant_id uuid NOT NULL,
    CONSTRAINT checkpoint_not_negative CHECK (((available_paise >= 0) AND (held_paise >= 0)))
);

CREATE TABLE public.ledger_entries (
    id uuid NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    entry_type character varying(20) NOT NULL,
    amount_paise bigint NOT NULL,
    reference character varying(100),
    description character varying(500) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    merchant_id uuid NOT NULL,
    payout_id uuid,
    CONSTRAINT entry_sign_by_type CHECK (public.entry_has_the_sign_of_its_type((entry_type)::text, amount_paise)),
    CONSTRAINT payments_have_a_reference CHECK (public.entry_has_the_reference_of_its_type((entry_type)::text, (reference)::text)),
    CONSTRAINT payout_entries_name_their_payout CHECK (public.entry_names_its_payout((entry_type)::text, payout_id))
);

CREATE TABLE public.memberships (
    id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    merchant_id uuid NOT NULL,
    user_id integer NOT NULL
);

ALTER TABLE public.memberships ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.memberships_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.merchants (
    id uuid NOT NULL,
    name character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);

CREATE TABLE public.payout_attempts (
    id uuid NOT NULL,
    number integer NOT NULL,
    call character varying(10) NOT NULL,
    answer character varying(12) NOT NULL,
    reason character varying(300),
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    payout_id uuid NOT NULL,
    CONSTRAINT attempt_ends_after_its_start CHECK ((ended_at >= started_at)),
    CONSTRAINT attempt_number_positive CHECK ((number > 0))
);

CREATE TABLE public.sessions (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    person_id integer
);

CREATE TABLE public.trail_events (
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    actor_kind character varying(10) NOT NULL,
    actor_id character varying(64) NOT NULL,
    actor_name character varying(300) NOT NULL,
    action character varying(50) NOT NULL,
    merchant_id uuid,
    subject_id character varying(64) NOT NULL,
    request_id uuid,
    CONSTRAINT trail_action_form CHECK (((action)::text ~ '^[a-z_]+\.[a-z_]+$'::text)),
    CONSTRAINT trail_actor_kind CHECK (((actor_kind)::text ~ '^(open|key|person|command|system)$'::text))
);

ALTER TABLE ONLY public.huey_schedule ALTER COLUMN id SET DEFAULT nextval('public.huey_schedule_id_seq'::regclass);

ALTER TABLE ONLY public.huey_task ALTER COLUMN id SET DEFAULT nextval('public.huey_task_id_seq'::regclass);

INSERT INTO public.api_keys VALUES
	('01a21f58-d420-76d1-8520-3a89651c0735', 'shop', '{read,payouts}', 'Chcozg6YPTcf', '640a5596ca07c78c044ab3d57c923cc9591cd1034bdcc90aad90c4969c7a69ba', '2026-11-27 23:30:44.898228+00', 'system', NULL, NULL, NULL, NULL, '01a21f58-c61d-7744-a81b-1e054fdf0da1');

INSERT INTO public.auth_permission VALUES
	(1, 'Can add log entry', 1, 'add_logentry'),
	(2, 'Can change log entry', 1, 'change_logentry'),
	(3, 'Can delete log entry', 1, 'delete_logentry'),
	(4, 'Can view log entry', 1, 'view_logentry'),
	(5, 'Can add permission', 2, 'add_permission'),
	(6, 'Can change permission', 2, 'change_permission'),
	(7, 'Can delete permission', 2, 'delete_permission'),
	(8, 'Can view permission', 2, 'view_permission'),
	(9, 'Can add group', 3, 'add_group'),
	(10, 'Can change group', 3, 'change_group'),
	(11, 'Can delete group', 3, 'delete_group'),
	(12, 'Can view group', 3, 'view_group'),
	(13, 'Can add user', 4, 'add_user'),
	(14, 'Can change user', 4, 'change_user'),
	(15, 'Can delete user', 4, 'delete_user'),
	(16, 'Can view user', 4, 'view_user'),
	(17, 'Can add content type', 5, 'add_contenttype'),
	(18, 'Can change content type', 5, 'change_contenttype'),
	(19, 'Can delete content type', 5, 'delete_contenttype'),
	(20, 'Can view content type', 5, 'view_contenttype'),
	(21, 'Can add session', 6, 'add_session'),
	(22, 'Can change session', 6, 'change_session'),
	(23, 'Can delete session', 6, 'delete_session'),
	(24, 'Can view session', 6, 'view_session'),
	(25, 'Can add trail event', 7, 'add_trailevent'),
	(26, 'Can change trail event', 7, 'change_trailevent'),
	(27, 'Can delete trail event', 7, 'delete_trailevent'),
	(28, 'Can view trail event', 7, 'view_trailevent'),
	(29, 'Can add ledger checkpoint', 8, 'add_ledgercheckpoint'),
	(30, 'Can change ledger checkpoint', 8, 'change_ledgercheckpoint'),
	(31, 'Can delete ledger checkpoint', 8, 'delete_ledgercheckpoint'),
	(32, 'Can view ledger checkpoint', 8, 'view_ledgercheckpoint'),
	(33, 'Can add ledger entry', 9, 'add_ledgerentry'),
	(34, 'Can change ledger entry', 9, 'change_ledgerentry'),
	(35, 'Can delete ledger entry', 9, 'delete_ledgerentry'),
	(36, 'Can view ledger entry', 9, 'view_ledgerentry'),
	(37, 'Can add bank transfer', 10, 'add_banktransfer'),
	(38, 'Can change bank transfer', 10, 'change_banktransfer'),
	(39, 'Can delete bank transfer', 10, 'delete_banktransfer'),
	(40, 'Can view bank transfer', 10, 'view_banktransfer'),
	(41, 'Can add merchant', 11, 'add_merchant'),
	(42, 'Can change merchant', 11, 'change_merchant'),
	(43, 'Can delete merchant', 11, 'delete_merchant'),
	(44, 'Can view merchant', 11, 'view_merchant'),
	(45, 'Can add bank account', 12, 'add_bankaccount'),
	(46, 'Can change bank account', 12, 'change_bankaccount'),
	(47, 'Can delete bank account', 12, 'delete_bankaccount'),
	(48, 'Can view bank account', 12, 'view_bankaccount'),
	(49, 'Can add payout', 13, 'add_payout'),
	(50, 'Can change payout', 13, 'change_payout'),
	(51, 'Can delete payout', 13, 'delete_payout'),
	(52, 'Can view payout', 13, 'view_payout'),
	(53, 'Can add idempotency record', 14, 'add_idempotencyrecord'),
	(54, 'Can change idempotency record', 14, 'change_idempotencyrecord'),
	(55, 'Can delete idempotency record', 14, 'delete_idempotencyrecord'),
	(56, 'Can view idempotency record', 14, 'view_idempotencyrecord'),
	(57, 'Can add payout attempt', 15, 'add_payoutattempt'),
	(58, 'Can change payout attempt', 15, 'change_payoutattempt'),
	(59, 'Can delete payout attempt', 15, 'delete_payoutattempt'),
	(60, 'Can view payout attempt', 15, 'view_payoutattempt'),
	(61, 'Can add api key', 16, 'add_apikey'),
	(62, 'Can change api key', 16, 'change_apikey'),
	(63, 'Can delete api key', 16, 'delete_apikey'),
	(64, 'Can view api key', 16, 'view_apikey'),
	(65, 'Can add failed sign in', 17, 'add_failedsignin'),
	(66, 'Can change failed sign in', 17, 'change_failedsignin'),
	(67, 'Can delete failed sign in', 17, 'delete_failedsignin'),
	(68, 'Can view failed sign in', 17, 'view_failedsignin'),
	(69, 'Can add membership', 18, 'add_membership'),
	(70, 'Can change membership', 18, 'change_membership'),
	(71, 'Can delete membership', 18, 'delete_membership'),
	(72, 'Can view membership', 18, 'view_membership'),
	(73, 'Can add session', 19, 'add_session'),
	(74, 'Can change session', 19, 'change_session'),
	(75, 'Can delete session', 19, 'delete_session'),
	(76, 'Can view session', 19, 'view_session');

INSERT INTO public.auth_user VALUES
	(1, '!nqdR2Py5jQ90AJdjOOpln77ATK4bAeTlVC3rI1FY', NULL, false, 'finance@acme.example', '', '', '', false, true, '2026-11-27 23:30:44.908434+00');

INSERT INTO public.bank_accounts VALUES
	('01a21f58-c3c0-7227-939b-cda4fd772d5c', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, true, '2026-11-27 23:30:40.707631+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0001', '\x558d179e5cb3ed2d35b21c2af806b3ed803e9d4b1d17cf4303b64d6b3948324195de5a1bd90937edd7c2be7b', '\x67adda90611076cdfde070123bb43ed3a75ea379ca7399c6c3f42ca0cc6ac8eb'),
	('01a21f58-c3dd-71c1-b166-06c8accd5acb', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:40.73675+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0002', '\x558d179e4246749c4beb433036b4602557261fe1a62c8f9c2c7b6e0fbe1c61c4dd0f95a44c5a513353d676cd', '\x2955fce424104463c81ceea777a1adb1e6d1e6f16d270003dd8a28b15969942e'),
	('01a21f58-c41c-75dc-81f8-74ad29bc0a45', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:40.803405+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0003', '\x558d179ed892fadbfff271ee5117fa1d594cda817c487718bdf9f2149beff328ee6707024a68be202c980faf', '\x66f012d1d113346aa8f66123e0d2ff7f2f6d3d3099ededcfa33203039bb9508e'),
	('01a21f58-c46f-77b9-b95e-8776ed2ead16', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:40.887723+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0004', '\x558d179e9add739389c9489b2c9b47e90be4de4d783fe0632f0022286f8fdd682aa7b5c67babecd588d059d7', '\xa2debd9b1060ef4831481087a05de8211279b22f12a370cc3fa790c5016f349c'),
	('01a21f58-c4ec-7698-8036-7c5fe1a0fd5f', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.039955+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0005', '\x558d179eb7fc9045874b37242fee48174a7c11a1a339cb3c2805e4eb1673c33162330a5c72e706d891ab84a4', '\x4bb71a0da81b757c9b8020e742b50e0ea64ce4d369dabaca6b747ed3e4974ed1'),
	('01a21f58-c544-72f3-bdf4-1c6cdd934ed7', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.094098+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0006', '\x558d179e421a51d280042f5027ea3449fe031a4c4df86712b1f01ed3f2b58027d46256e36f6856111f321606', '\x7035b599409069e18e8883a48737796aedd0a3dcf55273064df20aea4a9cb0d0'),
	('01a21f58-c594-7230-836e-a0730436b04f', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.173848+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0007', '\x558d179e3b2e38336e5965b9fcd74e0388d9789efc9505b5e8e96361d86d771dbcc4277d1ebda212684b73a2', '\x44ee8352b1108c3989840e10789727ea3705f9226252212a1f1dd4d192f2b103'),
	('01a21f58-c5ad-74c7-b2f3-db92b7524e33', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.200619+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0008', '\x558d179eda6feada6d64a735be7f86e5c47831c71add45c198f4018b3be66b34d92c54d0619be4e63e447171', '\x87e11322b92ecb46d7fc4469be20a1b59e185608b9ba5123b3e937efa6ee285e'),
	('01a21f58-c5c6-76a2-b7b2-e6fb3acd2036', 'Kaveri Silks LLP', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.229674+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'XXXXXXXX0009', '\x558d179ef05dc6a783231028d23bb625e38ea166531c40f380655b20344e05d7b797979d318a2be678ddf849', '\x9e6e06539e2a1f944a80d625b39eaf0e0c38da7467345c434b4362541ae5b52a'),
	('01a21f58-c664-71a5-9507-0e9121c4b6bd', 'Acme Exports', 'HDFC0001234', 'current', false, true, '2026-11-27 23:30:41.381767+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0001', '\x558d179ecff32c93bc4b2e94b23e3cfd54b3953599213a29620d8a4e38511f5667e7b6eca19973a962a7fffc', '\xc3635dc859c4db9b12f8a91f556c9c079caf86aef055a73553d54f01cacb4693'),
	('01a21f58-c6aa-703e-889a-8988add77159', 'Acme Exports', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.451565+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0002', '\x558d179e82d9d2734dd3a653abd7d16bc9f992d70b712ff6644f28cba5bf108402029944729b4a5e31d42259', '\xf4aaf6f70c5185e63c73ad7d7e6d01f0ec20c49ca96f164e079b8bbfcfb481c8'),
	('01a21f58-c6f5-7628-8442-1121ed1554cf', 'Acme Exports', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.528986+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0003', '\x558d179e864bea8d69c96b27510e9ffceca5692d5a632a79f7b464976014b3e9172b3bef55dce5b7d600da3e', '\x0b87f64fe4abe5378258fa5ce9eba02615bd5e9616495175712aa18694d19fcc'),
	('01a21f58-c717-71e6-a639-b80c469b640d', 'Acme Exports', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.562819+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0004', '\x558d179e02fb66f87c95b15eb2cde8d8fdd4e6da902f2763f252a07ffb5b5a53d58d1bea3388fabbcb86ee1e', '\x66f278865bc46fe5fd4c6506305370c525b687003d95a2afa110c8c3f611c18a'),
	('01a21f58-c744-7494-99f8-8488190e7f54', 'Acme Exports', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.60613+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0005', '\x558d179ee2fbfe4c65f75dbe49c30b55bc5bfae6b93cb7b606c666ca11903a90ee5110764d9470523bd440ac', '\xa457a87b65dc02b656a1cff8ebf9f9e6e9819001c87999cd5e51d493f19e0160'),
	('01a21f58-c7c2-7128-ae05-e234abed8b8c', 'Acme Exports', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.731371+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0006', '\x558d179e45f5014d28bb790e02f6173f9a2e84b9978d787978a31e7397757a8ffe58592d4e09dc2742abfc02', '\x073ada0b50f28ae41679e512a1ded076e5c671d4d241b9d2a09a4fdfaa9f7cf2'),
	('01a21f58-c7f8-7019-b922-0be083927187', 'Acme Exports', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.785437+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0007', '\x558d179ea2780bde25b6625564fa2e353c846804617b224841045717cadbef36e8bfd11ec92fa5d14f6bf229', '\xc7b6dd0cfc44df45b801ae3cec7f10c71bc0880a66b99345866a66518013f27e'),
	('01a21f58-c826-7154-9446-f887f522ecc7', 'Acme Exports', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.831958+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0008', '\x558d179e5c89ffae98ba50f495c543d295bcba5bce49b4aca3cb61ee8371f2371f9aba6d98c41b48b4bc0ca1', '\x4759661c03c5013b927fdedb675cf36468f59a2003f384e25a4f2e6157b3d71b'),
	('01a21f58-c8a4-74aa-96c1-4b139bc99ab0', 'Acme Exports', 'HDFC0001234', 'current', false, false, '2026-11-27 23:30:41.976111+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'XXXXXXXX0009', '\x558d179e532325ea4d70278341f0bda041db544319e42a0bd407d8802fd9193203adbb737ad4d9ea53a8902c', '\xecc1ef38b6a071871326e381ada8cd1459ce3117d8d52ccf25dcfede5a2b3da5');

INSERT INTO public.bank_transfers VALUES
	('payout-01a21f58-c980-7180-b1c4-0f63b2c33d45', 'XXXXXXXX0001', 'HDFC0001234', 10000, 'paid', '', 'SIMB739487402254', 1, NULL, '2026-11-27 23:30:42.838257+00', '2026-11-27 23:30:42.837776+00'),
	('payout-01a21f58-ca6b-7169-99b4-9dc595358589', 'XXXXXXXX0001', 'HDFC0001234', 11050, 'paid', '', 'SIMB469562120683', 1, NULL, '2026-11-27 23:30:42.916606+00', '2026-11-27 23:30:42.916354+00'),
	('payout-01a21f58-ca7a-74e5-8788-3f68cc5ef2f6', 'XXXXXXXX0001', 'HDFC0001234', 12100, 'paid', '', 'SIMB380099282160', 1, NULL, '2026-11-27 23:30:42.941798+00', '2026-11-27 23:30:42.941543+00'),
	('payout-01a21f58-ca9a-7752-ba0d-4b3bb5e54cd6', 'XXXXXXXX0002', 'HDFC0001234', 10000, 'rejected', 'The beneficiary account is closed.', NULL, 1, NULL, '2026-11-27 23:30:42.980566+00', NULL),
	('payout-01a21f58-caae-7604-87fb-58182fe40bb6', 'XXXXXXXX0002', 'HDFC0001234', 11050, 'rejected', 'The beneficiary account is closed.', NULL, 1, NULL, '2026-11-27 23:30:43.00524+00', NULL),
	('payout-01a21f58-caf2-7084-b2f9-5b75bc5fa103', 'XXXXXXXX0004', 'HDFC0001234', 10000, 'paid', '', 'SIMB106414372787', 1, NULL, '2026-11-27 23:30:43.038342+00', '2026-11-27 23:30:43.038251+00'),
	('payout-01a21f58-cb52-748e-84c1-aab351c71b21', 'XXXXXXXX0001', 'HDFC0001234', 10000, 'paid', '', 'SIMB991872713726', 1, NULL, '2026-11-27 23:30:43.21732+00', '2026-11-27 23:30:43.217228+00'),
	('payout-01a21f58-cb63-73c4-8d21-1622b4315a18', 'XXXXXXXX0001', 'HDFC0001234', 11050, 'paid', '', 'SIMB807581322487', 1, NULL, '2026-11-27 23:30:43.284384+00', '2026-11-27 23:30:43.284334+00'),
	('payout-01a21f58-cb75-74b2-bd04-42075f0e03e3', 'XXXXXXXX0001', 'HDFC0001234', 12100, 'paid', '', 'SIMB575750544522', 1, NULL, '2026-11-27 23:30:43.296521+00', '2026-11-27 23:30:43.296499+00'),
	('payout-01a21f58-cb81-74a6-bd95-27fb6c80f6ea', 'XXXXXXXX0002', 'HDFC0001234', 10000, 'rejected', 'The beneficiary account is closed.', NULL, 1, NULL, '2026-11-27 23:30:43.311286+00', NULL),
	('payout-01a21f58-cbac-70e9-a9b4-0863f337ddc2', 'XXXXXXXX0002', 'HDFC0001234', 11050, 'rejected', 'The beneficiary account is closed.', NULL, 1, NULL, '2026-11-27 23:30:43.313956+00', NULL),
	('payout-01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c', 'XXXXXXXX0004', 'HDFC0001234', 10000, 'paid', '', 'SIMB928263226212', 1, NULL, '2026-11-27 23:30:43.330434+00', '2026-11-27 23:30:43.330421+00'),
	('payout-01a21f58-cb14-7211-a5de-effde7317c1e', 'XXXXXXXX0009', 'HDFC0001234', 10000, 'paid', '', 'SIMB431399320178', 2, NULL, '2026-11-27 23:30:43.203111+00', '2026-11-27 23:30:43.58607+00'),
	('payout-01a21f58-cbfe-773e-b445-318d22a14b85', 'XXXXXXXX0009', 'HDFC0001234', 10000, 'paid', '', 'SIMB151412976979', 2, NULL, '2026-11-27 23:30:43.426754+00', '2026-11-27 23:30:43.773204+00'),
	('payout-01a21f58-cac4-7409-be4f-5de57182a4c4', 'XXXXXXXX0003', 'HDFC0001234', 10000, 'paid', '', 'SIMB449318681163', 3, NULL, '2026-11-27 23:30:43.027992+00', '2026-11-27 23:30:43.805836+00'),
	('payout-01a21f58-cb02-7575-bcc0-8318251edb91', '', '', 0, 'voided', 'The bank did not confirm the transfer; it was voided.', NULL, 0, NULL, '2026-11-27 23:30:43.912166+00', NULL),
	('payout-01a21f58-cbc7-7320-a8a1-1b325b603775', 'XXXXXXXX0003', 'HDFC0001234', 10000, 'paid', '', 'SIMB647616981729', 3, NULL, '2026-11-27 23:30:43.325549+00', '2026-11-27 23:30:44.0892+00'),
	('payout-01a21f58-cbed-7220-8608-587765a04f1c', '', '', 0, 'voided', 'The bank did not confirm the transfer; it was voided.', NULL, 0, NULL, '2026-11-27 23:30:44.171875+00', NULL),
	('payout-01a21f58-d19c-72bd-8b61-04bc9da1acad', 'XXXXXXXX0007', 'HDFC0001234', 10000, 'accepted', '', NULL, 1, NULL, '2026-11-27 23:30:44.274761+00', NULL),
	('payout-01a21f58-d1a9-7068-8646-4cd6194e43af', 'XXXXXXXX0008', 'HDFC0001234', 10000, 'accepted', '', NULL, 1, NULL, '2026-11-27 23:30:44.330808+00', NULL),
	('payout-01a21f58-d22d-711f-a89f-8eb041eebce8', 'XXXXXXXX0003', 'HDFC0001234', 10000, 'refused', 'The beneficiary''s bank is not available at the moment.', NULL, 1, NULL, '2026-11-27 23:30:44.448777+00', NULL),
	('payout-01a21f58-d23b-73e1-bf43-a0551e6f9010', 'XXXXXXXX0003', 'HDFC0001234', 11050, 'refused', 'The beneficiary''s bank is not available at the moment.', NULL, 1, NULL, '2026-11-27 23:30:44.468137+00', NULL),
	('payout-01a21f58-d247-729f-8ecf-d2a9d1647048', 'XXXXXXXX0008', 'HDFC0001234', 10000, 'accepted', '', NULL, 1, NULL, '2026-11-27 23:30:44.482758+00', NULL),
	('payout-01a21f58-d255-7222-95bc-425989354eb4', 'XXXXXXXX0007', 'HDFC0001234', 10000, 'accepted', '', NULL, 1, NULL, '2026-11-27 23:30:44.506114+00', NULL),
	('payout-01a21f58-d30b-7297-a536-9e7239e5d8fb', 'XXXXXXXX0001', 'HDFC0001234', 11050, 'paid', '', 'SIMB157187408103', 1, NULL, '2026-11-27 23:30:44.684397+00', '2026-11-27 23:30:44.684365+00'),
	('payout-01a21f58-d341-76f1-a1ea-f10a3fd50741', 'XXXXXXXX0001', 'HDFC0001234', 13150, 'paid', '', 'SIMB080546257542', 1, NULL, '2026-11-27 23:30:44.707861+00', '2026-11-27 23:30:44.707836+00');

INSERT INTO public.django_content_type VALUES
	(1, 'admin', 'logentry'),
	(2, 'auth', 'permission'),
	(3, 'auth', 'group'),
	(4, 'auth', 'user'),
	(5, 'contenttypes', 'contenttype'),
	(6, 'sessions', 'session'),
	(7, 'trail', 'trailevent'),
	(8, 'ledger', 'ledgercheckpoint'),
	(9, 'ledger', 'ledgerentry'),
	(10, 'bank', 'banktransfer'),
	(11, 'merchants', 'merchant'),
	(12, 'merchants', 'bankaccount'),
	(13, 'payouts', 'payout'),
	(14, 'payouts', 'idempotencyrecord'),
	(15, 'payouts', 'payoutattempt'),
	(16, 'access', 'apikey'),
	(17, 'access', 'failedsignin'),
	(18, 'access', 'membership'),
	(19, 'access', 'session');

INSERT INTO public.django_migrations VALUES
	(1, 'contenttypes', '0001_initial', '2026-11-27 23:11:24.610707+00'),
	(2, 'auth', '0001_initial', '2026-11-27 23:11:24.721688+00'),
	(3, 'merchants', '0001_initial', '2026-11-27 23:11:24.75764+00'),
	(4, 'merchants', '0002_guards', '2026-11-27 23:11:24.762532+00'),
	(5, 'payouts', '0001_initial', '2026-11-27 23:11:24.915339+00'),
	(6, 'ledger', '0001_initial', '2026-11-27 23:11:24.986664+00'),
	(7, 'ledger', '0002_guards', '2026-11-27 23:11:24.997429+00'),
	(8, 'access', '0001_initial', '2026-11-27 23:11:25.060956+00'),
	(9, 'access', '0002_people', '2026-11-27 23:11:25.151034+00'),
	(10, 'access', '0003_sessions', '2026-11-27 23:11:25.194192+00'),
	(11, 'admin', '0001_initial', '2026-11-27 23:11:25.244066+00'),
	(12, 'admin', '0002_logentry_remove_auto_add', '2026-11-27 23:11:25.273618+00'),
	(13, 'admin', '0003_logentry_add_action_flag_choices', '2026-11-27 23:11:25.295732+00'),
	(14, 'contenttypes', '0002_remove_content_type_name', '2026-11-27 23:11:25.354661+00'),
	(15, 'auth', '0002_alter_permission_name_max_length', '2026-11-27 23:11:25.384934+00'),
	(16, 'auth', '0003_alter_user_email_max_length', '2026-11-27 23:11:25.410476+00'),
	(17, 'auth', '0004_alter_user_username_opts', '2026-11-27 23:11:25.419988+00'),
	(18, 'auth', '0005_alter_user_last_login_null', '2026-11-27 23:11:25.431928+00'),
	(19, 'auth', '0006_require_contenttypes_0002', '2026-11-27 23:11:25.432834+00'),
	(20, 'auth', '0007_alter_validators_add_error_messages', '2026-11-27 23:11:25.448523+00'),
	(21, 'auth', '0008_alter_user_username_max_length', '2026-11-27 23:11:25.475397+00'),
	(22, 'auth', '0009_alter_user_last_name_max_length', '2026-11-27 23:11:25.493926+00'),
	(23, 'auth', '0010_alter_group_name_max_length', '2026-11-27 23:11:25.519594+00'),
	(24, 'auth', '0011_update_proxy_permissions', '2026-11-27 23:11:25.531593+00'),
	(25, 'auth', '0012_alter_user_first_name_max_length', '2026-11-27 23:11:25.550051+00'),
	(26, 'bank', '0001_initial', '2026-11-27 23:11:25.565917+00'),
	(27, 'bank', '0002_guards', '2026-11-27 23:11:25.568017+00'),
	(28, 'bank', '0003_masked_account_numbers', '2026-11-27 23:11:25.577014+00'),
	(29, 'bank', '0004_rewrite_the_book', '2026-11-27 23:11:25.580909+00'),
	(30, 'bank', '0005_no_pattern_indexes', '2026-11-27 23:11:25.584886+00'),
	(31, 'trail', '0001_initial', '2026-11-27 23:11:25.618007+00'),
	(32, 'payouts', '0002_guards', '2026-11-27 23:11:25.625448+00'),
	(33, 'payouts', '0003_attempts', '2026-11-27 23:11:25.659735+00'),
	(34, 'payouts', '0004_attempts_guard', '2026-11-27 23:11:25.661691+00'),
	(35, 'payouts', '0005_review', '2026-11-27 23:11:25.785801+00'),
	(36, 'merchants', '0003_merchant_guard', '2026-11-27 23:11:25.788973+00'),
	(37, 'merchants', '0004_seal_account_numbers', '2026-11-27 23:11:25.909024+00'),
	(38, 'merchants', '0005_drop_clear_account_numbers', '2026-11-27 23:11:26.067869+00'),
	(39, 'payouts', '0006_due_index', '2026-11-27 23:11:26.098169+00'),
	(40, 'ledger', '0003_balance_at', '2026-11-27 23:11:26.101001+00'),
	(41, 'ledger', '0004_balance_at_bounds', '2026-11-27 23:11:26.103693+00'),
	(42, 'payouts', '0007_create_payouts', '2026-11-27 23:11:26.107374+00'),
	(43, 'ledger', '0005_statement_guards', '2026-11-27 23:11:26.110256+00'),
	(44, 'payouts', '0008_statement_guards', '2026-11-27 23:11:26.115965+00'),
	(45, 'payouts', '0009_outcome', '2026-11-27 23:11:26.117771+00'),
	(46, 'payouts', '0010_claim', '2026-11-27 23:11:26.11907+00'),
	(47, 'payouts', '0011_revision', '2026-11-27 23:11:26.121543+00'),
	(48, 'payouts', '0012_checks', '2026-11-27 23:11:26.37522+00'),
	(49, 'payouts', '0013_references', '2026-11-27 23:11:26.541756+00'),
	(50, 'ledger', '0006_checks', '2026-11-27 23:11:26.662976+00'),
	(51, 'ledger', '0007_references', '2026-11-27 23:11:26.736705+00'),
	(52, 'ops', '0001_queue', '2026-11-27 23:11:26.746+00'),
	(53, 'ops', '0002_policies', '2026-11-27 23:11:26.75051+00'),
	(54, 'payouts', '0014_create_payout', '2026-11-27 23:11:26.752539+00'),
	(55, 'payouts', '0015_due_by_its_times', '2026-11-27 23:11:26.786671+00'),
	(56, 'sessions', '0001_initial', '2026-11-27 23:11:26.800837+00'),
	(57, 'trail', '0002_checks', '2026-11-27 23:11:26.812576+00');

INSERT INTO public.idempotency_records VALUES
	('6fcc465a-0547-4b04-bd92-69112ae5740a', '{"id": "01a21f58-c980-7180-b1c4-0f63b2c33d45", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "6fcc465a-0547-4b04-bd92-69112ae5740a", "created_at": "2026-11-27T23:30:42.183018+00:00"}', '2026-11-27 23:30:42.183018+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c980-7180-b1c4-0f63b2c33d45'),
	('4306e31a-afe9-4086-89d4-ce9b1ba50dbb', '{"id": "01a21f58-ca6b-7169-99b4-9dc595358589", "status": "pending", "amount_paise": 11050, "amount_inr": "₹110.50", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "4306e31a-afe9-4086-89d4-ce9b1ba50dbb", "created_at": "2026-11-27T23:30:42.413490+00:00"}', '2026-11-27 23:30:42.41349+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca6b-7169-99b4-9dc595358589'),
	('0cf84773-c1c5-49a6-b81d-70717604299d', '{"id": "01a21f58-ca7a-74e5-8788-3f68cc5ef2f6", "status": "pending", "amount_paise": 12100, "amount_inr": "₹121.00", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "0cf84773-c1c5-49a6-b81d-70717604299d", "created_at": "2026-11-27T23:30:42.433096+00:00"}', '2026-11-27 23:30:42.433096+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca7a-74e5-8788-3f68cc5ef2f6'),
	('504a6050-b40e-427d-bd27-919915f1283f', '{"id": "01a21f58-ca9a-7752-ba0d-4b3bb5e54cd6", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c3dd-71c1-b166-06c8accd5acb", "bank_account": {"id": "01a21f58-c3dd-71c1-b166-06c8accd5acb", "account_number_masked": "XXXXXXXX0002", "ifsc_code": "HDFC0001234"}, "idempotency_key": "504a6050-b40e-427d-bd27-919915f1283f", "created_at": "2026-11-27T23:30:42.459337+00:00"}', '2026-11-27 23:30:42.459337+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca9a-7752-ba0d-4b3bb5e54cd6'),
	('a0e983d6-472a-49eb-811e-f8d7ca09b8c1', '{"id": "01a21f58-caae-7604-87fb-58182fe40bb6", "status": "pending", "amount_paise": 11050, "amount_inr": "₹110.50", "bank_account_id": "01a21f58-c3dd-71c1-b166-06c8accd5acb", "bank_account": {"id": "01a21f58-c3dd-71c1-b166-06c8accd5acb", "account_number_masked": "XXXXXXXX0002", "ifsc_code": "HDFC0001234"}, "idempotency_key": "a0e983d6-472a-49eb-811e-f8d7ca09b8c1", "created_at": "2026-11-27T23:30:42.479624+00:00"}', '2026-11-27 23:30:42.479624+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caae-7604-87fb-58182fe40bb6'),
	('b600b971-b8e8-42e3-bea9-bf3b27ad7932', '{"id": "01a21f58-cac4-7409-be4f-5de57182a4c4", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c41c-75dc-81f8-74ad29bc0a45", "bank_account": {"id": "01a21f58-c41c-75dc-81f8-74ad29bc0a45", "account_number_masked": "XXXXXXXX0003", "ifsc_code": "HDFC0001234"}, "idempotency_key": "b600b971-b8e8-42e3-bea9-bf3b27ad7932", "created_at": "2026-11-27T23:30:42.503745+00:00"}', '2026-11-27 23:30:42.503745+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('c0d9ffcd-d35f-4c07-af1d-4f0e0c0a5be8', '{"id": "01a21f58-caf2-7084-b2f9-5b75bc5fa103", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c46f-77b9-b95e-8776ed2ead16", "bank_account": {"id": "01a21f58-c46f-77b9-b95e-8776ed2ead16", "account_number_masked": "XXXXXXXX0004", "ifsc_code": "HDFC0001234"}, "idempotency_key": "c0d9ffcd-d35f-4c07-af1d-4f0e0c0a5be8", "created_at": "2026-11-27T23:30:42.549818+00:00"}', '2026-11-27 23:30:42.549818+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caf2-7084-b2f9-5b75bc5fa103'),
	('8ec544db-2c7c-41a2-aa01-2d58e9cb149d', '{"id": "01a21f58-cb02-7575-bcc0-8318251edb91", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c4ec-7698-8036-7c5fe1a0fd5f", "bank_account": {"id": "01a21f58-c4ec-7698-8036-7c5fe1a0fd5f", "account_number_masked": "XXXXXXXX0005", "ifsc_code": "HDFC0001234"}, "idempotency_key": "8ec544db-2c7c-41a2-aa01-2d58e9cb149d", "created_at": "2026-11-27T23:30:42.566458+00:00"}', '2026-11-27 23:30:42.566458+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('114862c6-4b29-4d65-831e-6bd53eafb4db', '{"id": "01a21f58-cb14-7211-a5de-effde7317c1e", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c5c6-76a2-b7b2-e6fb3acd2036", "bank_account": {"id": "01a21f58-c5c6-76a2-b7b2-e6fb3acd2036", "account_number_masked": "XXXXXXXX0009", "ifsc_code": "HDFC0001234"}, "idempotency_key": "114862c6-4b29-4d65-831e-6bd53eafb4db", "created_at": "2026-11-27T23:30:42.633028+00:00"}', '2026-11-27 23:30:42.633028+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb14-7211-a5de-effde7317c1e'),
	('f3cd7f3b-1413-4450-a1b4-846e1d14cd2a', '{"id": "01a21f58-cb52-748e-84c1-aab351c71b21", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "f3cd7f3b-1413-4450-a1b4-846e1d14cd2a", "created_at": "2026-11-27T23:30:42.643466+00:00"}', '2026-11-27 23:30:42.643466+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb52-748e-84c1-aab351c71b21'),
	('9843d5b8-43c5-4fdd-9b11-ec7c747b4ca0', '{"id": "01a21f58-cb63-73c4-8d21-1622b4315a18", "status": "pending", "amount_paise": 11050, "amount_inr": "₹110.50", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "9843d5b8-43c5-4fdd-9b11-ec7c747b4ca0", "created_at": "2026-11-27T23:30:42.660539+00:00"}', '2026-11-27 23:30:42.660539+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb63-73c4-8d21-1622b4315a18'),
	('9570f0e6-3e28-4ce5-9ea2-aafa67397026', '{"id": "01a21f58-cb75-74b2-bd04-42075f0e03e3", "status": "pending", "amount_paise": 12100, "amount_inr": "₹121.00", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "9570f0e6-3e28-4ce5-9ea2-aafa67397026", "created_at": "2026-11-27T23:30:42.677982+00:00"}', '2026-11-27 23:30:42.677982+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb75-74b2-bd04-42075f0e03e3'),
	('1a125e3f-6601-44bb-8921-90b9a660ece9', '{"id": "01a21f58-cb81-74a6-bd95-27fb6c80f6ea", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c6aa-703e-889a-8988add77159", "bank_account": {"id": "01a21f58-c6aa-703e-889a-8988add77159", "account_number_masked": "XXXXXXXX0002", "ifsc_code": "HDFC0001234"}, "idempotency_key": "1a125e3f-6601-44bb-8921-90b9a660ece9", "created_at": "2026-11-27T23:30:42.691771+00:00"}', '2026-11-27 23:30:42.691771+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb81-74a6-bd95-27fb6c80f6ea'),
	('b18f9325-8836-4b1c-93a5-5995752a68b3', '{"id": "01a21f58-cbac-70e9-a9b4-0863f337ddc2", "status": "pending", "amount_paise": 11050, "amount_inr": "₹110.50", "bank_account_id": "01a21f58-c6aa-703e-889a-8988add77159", "bank_account": {"id": "01a21f58-c6aa-703e-889a-8988add77159", "account_number_masked": "XXXXXXXX0002", "ifsc_code": "HDFC0001234"}, "idempotency_key": "b18f9325-8836-4b1c-93a5-5995752a68b3", "created_at": "2026-11-27T23:30:42.733105+00:00"}', '2026-11-27 23:30:42.733105+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbac-70e9-a9b4-0863f337ddc2'),
	('e75e0ac3-1161-4e60-a9bc-7e617bea9855', '{"id": "01a21f58-cbc7-7320-a8a1-1b325b603775", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c6f5-7628-8442-1121ed1554cf", "bank_account": {"id": "01a21f58-c6f5-7628-8442-1121ed1554cf", "account_number_masked": "XXXXXXXX0003", "ifsc_code": "HDFC0001234"}, "idempotency_key": "e75e0ac3-1161-4e60-a9bc-7e617bea9855", "created_at": "2026-11-27T23:30:42.760917+00:00"}', '2026-11-27 23:30:42.760917+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('85a5318c-daa2-444a-a29d-4be0d7ec51bf', '{"id": "01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c717-71e6-a639-b80c469b640d", "bank_account": {"id": "01a21f58-c717-71e6-a639-b80c469b640d", "account_number_masked": "XXXXXXXX0004", "ifsc_code": "HDFC0001234"}, "idempotency_key": "85a5318c-daa2-444a-a29d-4be0d7ec51bf", "created_at": "2026-11-27T23:30:42.775164+00:00"}', '2026-11-27 23:30:42.775164+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c'),
	('a9b637f5-221c-44c7-8d75-1c2fbfc9a27f', '{"id": "01a21f58-cbed-7220-8608-587765a04f1c", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c744-7494-99f8-8488190e7f54", "bank_account": {"id": "01a21f58-c744-7494-99f8-8488190e7f54", "account_number_masked": "XXXXXXXX0005", "ifsc_code": "HDFC0001234"}, "idempotency_key": "a9b637f5-221c-44c7-8d75-1c2fbfc9a27f", "created_at": "2026-11-27T23:30:42.800021+00:00"}', '2026-11-27 23:30:42.800021+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('6b31b178-ad31-4375-864c-4efde40f9f96', '{"id": "01a21f58-cbfe-773e-b445-318d22a14b85", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c8a4-74aa-96c1-4b139bc99ab0", "bank_account": {"id": "01a21f58-c8a4-74aa-96c1-4b139bc99ab0", "account_number_masked": "XXXXXXXX0009", "ifsc_code": "HDFC0001234"}, "idempotency_key": "6b31b178-ad31-4375-864c-4efde40f9f96", "created_at": "2026-11-27T23:30:42.814927+00:00"}', '2026-11-27 23:30:42.814927+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbfe-773e-b445-318d22a14b85'),
	('a03a3f24-381a-4180-acfc-1249ddb31cf1', '{"id": "01a21f58-d19c-72bd-8b61-04bc9da1acad", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c594-7230-836e-a0730436b04f", "bank_account": {"id": "01a21f58-c594-7230-836e-a0730436b04f", "account_number_masked": "XXXXXXXX0007", "ifsc_code": "HDFC0001234"}, "idempotency_key": "a03a3f24-381a-4180-acfc-1249ddb31cf1", "created_at": "2026-11-27T23:30:44.254600+00:00"}', '2026-11-27 23:30:44.2546+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d19c-72bd-8b61-04bc9da1acad'),
	('282ad2d8-5d99-44d1-9b60-103053929317', '{"id": "01a21f58-d1a9-7068-8646-4cd6194e43af", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c5ad-74c7-b2f3-db92b7524e33", "bank_account": {"id": "01a21f58-c5ad-74c7-b2f3-db92b7524e33", "account_number_masked": "XXXXXXXX0008", "ifsc_code": "HDFC0001234"}, "idempotency_key": "282ad2d8-5d99-44d1-9b60-103053929317", "created_at": "2026-11-27T23:30:44.266811+00:00"}', '2026-11-27 23:30:44.266811+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d1a9-7068-8646-4cd6194e43af'),
	('87d56e12-8292-4560-8525-edd5494b476f', '{"id": "01a21f58-d22d-711f-a89f-8eb041eebce8", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c41c-75dc-81f8-74ad29bc0a45", "bank_account": {"id": "01a21f58-c41c-75dc-81f8-74ad29bc0a45", "account_number_masked": "XXXXXXXX0003", "ifsc_code": "HDFC0001234"}, "idempotency_key": "87d56e12-8292-4560-8525-edd5494b476f", "created_at": "2026-11-27T23:30:44.397915+00:00"}', '2026-11-27 23:30:44.397915+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d22d-711f-a89f-8eb041eebce8'),
	('380767c6-bf64-4354-8745-6f35edcebe7f', '{"id": "01a21f58-d23b-73e1-bf43-a0551e6f9010", "status": "pending", "amount_paise": 11050, "amount_inr": "₹110.50", "bank_account_id": "01a21f58-c41c-75dc-81f8-74ad29bc0a45", "bank_account": {"id": "01a21f58-c41c-75dc-81f8-74ad29bc0a45", "account_number_masked": "XXXXXXXX0003", "ifsc_code": "HDFC0001234"}, "idempotency_key": "380767c6-bf64-4354-8745-6f35edcebe7f", "created_at": "2026-11-27T23:30:44.412558+00:00"}', '2026-11-27 23:30:44.412558+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d23b-73e1-bf43-a0551e6f9010'),
	('64cadd7d-d3da-48a5-adbf-ff3bd326b4f5', '{"id": "01a21f58-d247-729f-8ecf-d2a9d1647048", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c826-7154-9446-f887f522ecc7", "bank_account": {"id": "01a21f58-c826-7154-9446-f887f522ecc7", "account_number_masked": "XXXXXXXX0008", "ifsc_code": "HDFC0001234"}, "idempotency_key": "64cadd7d-d3da-48a5-adbf-ff3bd326b4f5", "created_at": "2026-11-27T23:30:44.424360+00:00"}', '2026-11-27 23:30:44.42436+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d247-729f-8ecf-d2a9d1647048'),
	('95081462-afc7-4a8c-b3dc-429055140039', '{"id": "01a21f58-d255-7222-95bc-425989354eb4", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c7f8-7019-b922-0be083927187", "bank_account": {"id": "01a21f58-c7f8-7019-b922-0be083927187", "account_number_masked": "XXXXXXXX0007", "ifsc_code": "HDFC0001234"}, "idempotency_key": "95081462-afc7-4a8c-b3dc-429055140039", "created_at": "2026-11-27T23:30:44.441189+00:00"}', '2026-11-27 23:30:44.441189+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d255-7222-95bc-425989354eb4'),
	('c0748668-e837-4054-8420-8ceab5e3267a', '{"id": "01a21f58-d2f3-77e1-95b0-5361fc87b562", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "c0748668-e837-4054-8420-8ceab5e3267a", "created_at": "2026-11-27T23:30:44.596532+00:00"}', '2026-11-27 23:30:44.596532+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d2f3-77e1-95b0-5361fc87b562'),
	('c672e00a-e47e-4540-86bb-50bfa6bde3ff', '{"id": "01a21f58-d30b-7297-a536-9e7239e5d8fb", "status": "pending", "amount_paise": 11050, "amount_inr": "₹110.50", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "c672e00a-e47e-4540-86bb-50bfa6bde3ff", "created_at": "2026-11-27T23:30:44.625529+00:00"}', '2026-11-27 23:30:44.625529+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d30b-7297-a536-9e7239e5d8fb'),
	('686df347-9d22-45a7-90ce-afe3475e9471', '{"id": "01a21f58-d32d-7285-af5d-53c3386abd50", "status": "pending", "amount_paise": 12100, "amount_inr": "₹121.00", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "686df347-9d22-45a7-90ce-afe3475e9471", "created_at": "2026-11-27T23:30:44.653918+00:00"}', '2026-11-27 23:30:44.653918+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d32d-7285-af5d-53c3386abd50'),
	('290b2aab-3831-45a8-a2d3-cba03f293340', '{"id": "01a21f58-d341-76f1-a1ea-f10a3fd50741", "status": "pending", "amount_paise": 13150, "amount_inr": "₹131.50", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "290b2aab-3831-45a8-a2d3-cba03f293340", "created_at": "2026-11-27T23:30:44.673984+00:00"}', '2026-11-27 23:30:44.673984+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d341-76f1-a1ea-f10a3fd50741'),
	('c2740205-04dd-46a8-9139-338afa726389', '{"id": "01a21f58-d36b-7682-b4a0-f28f17f28831", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "c2740205-04dd-46a8-9139-338afa726389", "created_at": "2026-11-27T23:30:44.717268+00:00"}', '2026-11-27 23:30:44.717268+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d36b-7682-b4a0-f28f17f28831'),
	('68e82be0-0068-4c39-84a8-db058ad7e7d2', '{"id": "01a21f58-d37b-72c9-a1db-ecf2b3dca745", "status": "pending", "amount_paise": 11050, "amount_inr": "₹110.50", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "68e82be0-0068-4c39-84a8-db058ad7e7d2", "created_at": "2026-11-27T23:30:44.734181+00:00"}', '2026-11-27 23:30:44.734181+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d37b-72c9-a1db-ecf2b3dca745'),
	('9e2ce9c9-44c1-4f6a-87d0-b0c0e07d6955', '{"id": "01a21f58-d386-74de-898e-635144633c3d", "status": "pending", "amount_paise": 12100, "amount_inr": "₹121.00", "bank_account_id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "bank_account": {"id": "01a21f58-c3c0-7227-939b-cda4fd772d5c", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "9e2ce9c9-44c1-4f6a-87d0-b0c0e07d6955", "created_at": "2026-11-27T23:30:44.743364+00:00"}', '2026-11-27 23:30:44.743364+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d386-74de-898e-635144633c3d'),
	('c5b907f5-a552-4c8d-9818-434c1f678e82', '{"id": "01a21f58-d397-7028-814f-3f1cbad53d9d", "status": "pending", "amount_paise": 10000, "amount_inr": "₹100.00", "bank_account_id": "01a21f58-c3dd-71c1-b166-06c8accd5acb", "bank_account": {"id": "01a21f58-c3dd-71c1-b166-06c8accd5acb", "account_number_masked": "XXXXXXXX0002", "ifsc_code": "HDFC0001234"}, "idempotency_key": "c5b907f5-a552-4c8d-9818-434c1f678e82", "created_at": "2026-11-27T23:30:44.762223+00:00"}', '2026-11-27 23:30:44.762223+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d397-7028-814f-3f1cbad53d9d'),
	('4327da38-9fa1-43c5-9438-d9d00cb89b9f', '{"id": "01a21f58-d3e5-722e-84b1-c0927890776b", "status": "pending", "amount_paise": 700, "amount_inr": "₹7.00", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "4327da38-9fa1-43c5-9438-d9d00cb89b9f", "created_at": "2026-11-27T23:30:44.857314+00:00"}', '2026-11-27 23:30:44.857314+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0927890776b'),
	('6d4ac8b4-718c-4a74-a8e7-763860ef871c', '{"id": "01a21f58-d3e5-722e-84b1-c093dabfaf6b", "status": "pending", "amount_paise": 701, "amount_inr": "₹7.01", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "6d4ac8b4-718c-4a74-a8e7-763860ef871c", "created_at": "2026-11-27T23:30:44.857469+00:00"}', '2026-11-27 23:30:44.857469+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c093dabfaf6b'),
	('b46c0f3a-77ea-412c-bf30-9c99ad2a1b70', '{"id": "01a21f58-d3e5-722e-84b1-c0940720950b", "status": "pending", "amount_paise": 702, "amount_inr": "₹7.02", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "b46c0f3a-77ea-412c-bf30-9c99ad2a1b70", "created_at": "2026-11-27T23:30:44.857498+00:00"}', '2026-11-27 23:30:44.857498+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0940720950b'),
	('313877cd-8472-4499-83e9-7b0d4a813f15', '{"id": "01a21f58-d3e5-722e-84b1-c095ec1170c5", "status": "pending", "amount_paise": 703, "amount_inr": "₹7.03", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "313877cd-8472-4499-83e9-7b0d4a813f15", "created_at": "2026-11-27T23:30:44.857520+00:00"}', '2026-11-27 23:30:44.85752+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c095ec1170c5'),
	('998f72a3-d595-4109-98c5-b5bc1f38984d', '{"id": "01a21f58-d3e5-722e-84b1-c096870a82e1", "status": "pending", "amount_paise": 704, "amount_inr": "₹7.04", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "998f72a3-d595-4109-98c5-b5bc1f38984d", "created_at": "2026-11-27T23:30:44.857540+00:00"}', '2026-11-27 23:30:44.85754+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c096870a82e1'),
	('396a3281-c605-4060-b81b-f44831a97804', '{"id": "01a21f58-d3e5-722e-84b1-c0972eba85b3", "status": "pending", "amount_paise": 705, "amount_inr": "₹7.05", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "396a3281-c605-4060-b81b-f44831a97804", "created_at": "2026-11-27T23:30:44.857557+00:00"}', '2026-11-27 23:30:44.857557+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0972eba85b3'),
	('f81733d9-c004-4d63-9094-6813d22acbc1', '{"id": "01a21f58-d3e5-722e-84b1-c098881b72f3", "status": "pending", "amount_paise": 706, "amount_inr": "₹7.06", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "f81733d9-c004-4d63-9094-6813d22acbc1", "created_at": "2026-11-27T23:30:44.858106+00:00"}', '2026-11-27 23:30:44.858106+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c098881b72f3'),
	('9ea59a55-18ec-4b58-995e-4b1fa5e66d3a', '{"id": "01a21f58-d3e5-722e-84b1-c09972ae1a95", "status": "pending", "amount_paise": 707, "amount_inr": "₹7.07", "bank_account_id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "bank_account": {"id": "01a21f58-c664-71a5-9507-0e9121c4b6bd", "account_number_masked": "XXXXXXXX0001", "ifsc_code": "HDFC0001234"}, "idempotency_key": "9ea59a55-18ec-4b58-995e-4b1fa5e66d3a", "created_at": "2026-11-27T23:30:44.858133+00:00"}', '2026-11-27 23:30:44.858133+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c09972ae1a95');

INSERT INTO public.ledger_checkpoints VALUES
	(25, 9936850, 0, '01a21f58-c34d-7722-9d8e-acd7c627806a'),
	(25, 9936850, 0, '01a21f58-c61d-7744-a81b-1e054fdf0da1');

INSERT INTO public.ledger_entries VALUES
	('01a21f58-c5fd-739a-8855-bf91353cd051', 1, 'payment_received', 10000000, 'OPENING', '', '2026-11-27 23:30:41.279991+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL),
	('01a21f58-c974-72a4-b73e-d6cb922d432f', 1, 'payment_received', 10000000, 'OPENING', '', '2026-11-27 23:30:42.166029+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL),
	('01a21f58-c980-7180-b1c4-0f64de223a24', 2, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.193414+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c980-7180-b1c4-0f63b2c33d45'),
	('01a21f58-ca6b-7169-99b4-9dc69099f3b5', 3, 'payout_hold', -11050, NULL, 'Held for a payout', '2026-11-27 23:30:42.413824+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca6b-7169-99b4-9dc595358589'),
	('01a21f58-ca7a-74e5-8788-3f69c3248802', 4, 'payout_hold', -12100, NULL, 'Held for a payout', '2026-11-27 23:30:42.433455+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca7a-74e5-8788-3f68cc5ef2f6'),
	('01a21f58-ca9a-7752-ba0d-4b3c6ea34601', 5, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.459691+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca9a-7752-ba0d-4b3bb5e54cd6'),
	('01a21f58-caae-7604-87fb-5819ef4b3ce7', 6, 'payout_hold', -11050, NULL, 'Held for a payout', '2026-11-27 23:30:42.480012+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caae-7604-87fb-58182fe40bb6'),
	('01a21f58-cac4-7409-be4f-5de62a077353', 7, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.504155+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('01a21f58-caf2-7084-b2f9-5b762bdf56f8', 8, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.550013+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caf2-7084-b2f9-5b75bc5fa103'),
	('01a21f58-cb02-7575-bcc0-8319b30acf00', 9, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.566659+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-cb14-7211-a5de-effe590f50fc', 10, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.633277+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb14-7211-a5de-effde7317c1e'),
	('01a21f58-cb52-748e-84c1-aab4c5941ec1', 2, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.643697+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb52-748e-84c1-aab351c71b21'),
	('01a21f58-cb63-73c4-8d21-16231c0e1081', 3, 'payout_hold', -11050, NULL, 'Held for a payout', '2026-11-27 23:30:42.660743+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb63-73c4-8d21-1622b4315a18'),
	('01a21f58-cb75-74b2-bd04-42080400222d', 4, 'payout_hold', -12100, NULL, 'Held for a payout', '2026-11-27 23:30:42.678185+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb75-74b2-bd04-42075f0e03e3'),
	('01a21f58-cb81-74a6-bd95-27fc2ef8970c', 5, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.691991+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb81-74a6-bd95-27fb6c80f6ea'),
	('01a21f58-cbac-70e9-a9b4-086485e2be53', 6, 'payout_hold', -11050, NULL, 'Held for a payout', '2026-11-27 23:30:42.744061+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbac-70e9-a9b4-0863f337ddc2'),
	('01a21f58-cbc7-7320-a8a1-1b33be51eff9', 7, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.761126+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('01a21f58-cbd5-71ad-8e11-5a4d72361c60', 8, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.775374+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c'),
	('01a21f58-cbed-7220-8608-58784e9d8d37', 9, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.800193+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-cbfe-773e-b445-318ee2081b59', 10, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:42.815091+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbfe-773e-b445-318d22a14b85'),
	('01a21f58-cc28-7155-8215-ad467c446a73', 11, 'payout_release', 10000, NULL, 'Payout settled, hold released', '2026-11-27 23:30:42.883647+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c980-7180-b1c4-0f63b2c33d45'),
	('01a21f58-cc28-7155-8215-ad4791646d35', 12, 'payout_completed', -10000, NULL, 'Paid by the bank, UTR SIMB739487402254', '2026-11-27 23:30:42.88376+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c980-7180-b1c4-0f63b2c33d45'),
	('01a21f58-cc6b-702e-b580-dc07b3d9016b', 13, 'payout_release', 11050, NULL, 'Payout settled, hold released', '2026-11-27 23:30:42.926106+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca6b-7169-99b4-9dc595358589'),
	('01a21f58-cc6b-702e-b580-dc08a7d6953a', 14, 'payout_completed', -11050, NULL, 'Paid by the bank, UTR SIMB469562120683', '2026-11-27 23:30:42.926201+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca6b-7169-99b4-9dc595358589'),
	('01a21f58-cc88-7151-806d-d8469d4a099c', 15, 'payout_release', 12100, NULL, 'Payout settled, hold released', '2026-11-27 23:30:42.958414+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca7a-74e5-8788-3f68cc5ef2f6'),
	('01a21f58-cc88-7151-806d-d84733e93b46', 16, 'payout_completed', -12100, NULL, 'Paid by the bank, UTR SIMB380099282160', '2026-11-27 23:30:42.958496+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca7a-74e5-8788-3f68cc5ef2f6'),
	('01a21f58-cca5-7302-b446-8552afb3631a', 17, 'payout_release', 10000, NULL, 'Payout failed, hold released', '2026-11-27 23:30:42.98397+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca9a-7752-ba0d-4b3bb5e54cd6'),
	('01a21f58-ccbf-743c-a33b-519598c59458', 18, 'payout_release', 11050, NULL, 'Payout failed, hold released', '2026-11-27 23:30:43.010021+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caae-7604-87fb-58182fe40bb6'),
	('01a21f58-cd34-7212-acb8-c20d8d6626a7', 19, 'payout_release', 10000, NULL, 'Payout settled, hold released', '2026-11-27 23:30:43.128525+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caf2-7084-b2f9-5b75bc5fa103'),
	('01a21f58-cd34-7212-acb8-c20e25f4dae6', 20, 'payout_completed', -10000, NULL, 'Paid by the bank, UTR SIMB106414372787', '2026-11-27 23:30:43.1286+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caf2-7084-b2f9-5b75bc5fa103'),
	('01a21f58-cdc0-72fc-86e4-56dd10d92da6', 11, 'payout_release', 10000, NULL, 'Payout settled, hold released', '2026-11-27 23:30:43.269253+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb52-748e-84c1-aab351c71b21'),
	('01a21f58-cdc0-72fc-86e4-56de9fddf388', 12, 'payout_completed', -10000, NULL, 'Paid by the bank, UTR SIMB991872713726', '2026-11-27 23:30:43.269333+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb52-748e-84c1-aab351c71b21'),
	('01a21f58-cdda-7350-8756-4d84aef746af', 13, 'payout_release', 11050, NULL, 'Payout settled, hold released', '2026-11-27 23:30:43.29152+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb63-73c4-8d21-1622b4315a18'),
	('01a21f58-cdda-7350-8756-4d85926f474f', 14, 'payout_completed', -11050, NULL, 'Paid by the bank, UTR SIMB807581322487', '2026-11-27 23:30:43.291598+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb63-73c4-8d21-1622b4315a18'),
	('01a21f58-cde6-77b7-a0f5-58de6f243721', 15, 'payout_release', 12100, NULL, 'Payout settled, hold released', '2026-11-27 23:30:43.309005+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb75-74b2-bd04-42075f0e03e3'),
	('01a21f58-cde6-77b7-a0f5-58dff688ba05', 16, 'payout_completed', -12100, NULL, 'Paid by the bank, UTR SIMB575750544522', '2026-11-27 23:30:43.309055+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb75-74b2-bd04-42075f0e03e3'),
	('01a21f58-cdef-77fc-9ae0-1c4dd1bbed39', 17, 'payout_release', 10000, NULL, 'Payout failed, hold released', '2026-11-27 23:30:43.312498+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb81-74a6-bd95-27fb6c80f6ea'),
	('01a21f58-cdf3-72b2-a0f5-8459b2d3c354', 18, 'payout_release', 11050, NULL, 'Payout failed, hold released', '2026-11-27 23:30:43.321465+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbac-70e9-a9b4-0863f337ddc2'),
	('01a21f58-ce1f-7771-8b16-1e79c086dd8f', 19, 'payout_release', 10000, NULL, 'Payout settled, hold released', '2026-11-27 23:30:43.361378+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c'),
	('01a21f58-ce1f-7771-8b16-1e7a5558629b', 20, 'payout_completed', -10000, NULL, 'Paid by the bank, UTR SIMB928263226212', '2026-11-27 23:30:43.36143+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c'),
	('01a21f58-cfe0-7436-9967-ece1693465ce', 21, 'payout_release', 10000, NULL, 'Payout settled, hold released', '2026-11-27 23:30:43.809973+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('01a21f58-cfe0-7436-9967-ece2a2acbceb', 22, 'payout_completed', -10000, NULL, 'Paid by the bank, UTR SIMB449318681163', '2026-11-27 23:30:43.810053+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('01a21f58-d05c-7579-b1de-ccdcbd80bf35', 23, 'payout_release', 10000, NULL, 'Payout failed, hold released', '2026-11-27 23:30:43.934437+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-d090-73b9-bd3d-5aeb0d209c7a', 24, 'payout_release', 10000, NULL, 'Payout settled, hold released', '2026-11-27 23:30:43.986414+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb14-7211-a5de-effde7317c1e'),
	('01a21f58-d090-73b9-bd3d-5aec2cbbf113', 25, 'payout_completed', -10000, NULL, 'Paid by the bank, UTR SIMB431399320178', '2026-11-27 23:30:43.986491+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb14-7211-a5de-effde7317c1e'),
	('01a21f58-d100-71cd-80b1-eca312189eca', 21, 'payout_release', 10000, NULL, 'Payout settled, hold released', '2026-11-27 23:30:44.098181+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('01a21f58-d100-71cd-80b1-eca466939627', 22, 'payout_completed', -10000, NULL, 'Paid by the bank, UTR SIMB647616981729', '2026-11-27 23:30:44.098253+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('01a21f58-d158-7420-a971-d11a0fe5ed05', 23, 'payout_release', 10000, NULL, 'Payout failed, hold released', '2026-11-27 23:30:44.186877+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-d16a-7798-93ff-ffc890691194', 24, 'payout_release', 10000, NULL, 'Payout settled, hold released', '2026-11-27 23:30:44.205005+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbfe-773e-b445-318d22a14b85'),
	('01a21f58-d16a-7798-93ff-ffc95e919e4b', 25, 'payout_completed', -10000, NULL, 'Paid by the bank, UTR SIMB151412976979', '2026-11-27 23:30:44.205079+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbfe-773e-b445-318d22a14b85'),
	('01a21f58-d19c-72bd-8b61-04bdea47e5d2', 26, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:44.254852+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d19c-72bd-8b61-04bc9da1acad'),
	('01a21f58-d1a9-7068-8646-4cd7a07007b6', 27, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:44.267112+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d1a9-7068-8646-4cd6194e43af'),
	('01a21f58-d22d-711f-a89f-8eb1478bb321', 28, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:44.398136+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d22d-711f-a89f-8eb041eebce8'),
	('01a21f58-d23b-73e1-bf43-a056fb60213d', 29, 'payout_hold', -11050, NULL, 'Held for a payout', '2026-11-27 23:30:44.412818+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d23b-73e1-bf43-a0551e6f9010'),
	('01a21f58-d247-729f-8ecf-d2aabb79ac4d', 26, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:44.424601+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d247-729f-8ecf-d2a9d1647048'),
	('01a21f58-d255-7222-95bc-425a12166ff8', 27, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:44.441431+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d255-7222-95bc-425989354eb4'),
	('01a21f58-d2f3-77e1-95b0-5362f3dde69b', 30, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:44.596786+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d2f3-77e1-95b0-5361fc87b562'),
	('01a21f58-d30b-7297-a536-9e7380a14914', 31, 'payout_hold', -11050, NULL, 'Held for a payout', '2026-11-27 23:30:44.625801+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d30b-7297-a536-9e7239e5d8fb'),
	('01a21f58-d32d-7285-af5d-53c46d24fc88', 32, 'payout_hold', -12100, NULL, 'Held for a payout', '2026-11-27 23:30:44.654164+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d32d-7285-af5d-53c3386abd50'),
	('01a21f58-d341-76f1-a1ea-f10b0ab3210f', 33, 'payout_hold', -13150, NULL, 'Held for a payout', '2026-11-27 23:30:44.674207+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d341-76f1-a1ea-f10a3fd50741'),
	('01a21f58-d36b-7682-b4a0-f29025054f2d', 34, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:44.717489+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d36b-7682-b4a0-f28f17f28831'),
	('01a21f58-d37b-72c9-a1db-ecf33027131d', 35, 'payout_hold', -11050, NULL, 'Held for a payout', '2026-11-27 23:30:44.734402+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d37b-72c9-a1db-ecf2b3dca745'),
	('01a21f58-d386-74de-898e-6352d6bdbe5f', 36, 'payout_hold', -12100, NULL, 'Held for a payout', '2026-11-27 23:30:44.743604+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d386-74de-898e-635144633c3d'),
	('01a21f58-d397-7028-814f-3f1d247aa16d', 37, 'payout_hold', -10000, NULL, 'Held for a payout', '2026-11-27 23:30:44.762465+00', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d397-7028-814f-3f1cbad53d9d'),
	('01a21f58-d3e5-722e-84b1-c09a17d8afa8', 28, 'payout_hold', -700, NULL, 'Held for a payout', '2026-11-27 23:30:44.858603+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0927890776b'),
	('01a21f58-d3e5-722e-84b1-c09b288cb888', 29, 'payout_hold', -701, NULL, 'Held for a payout', '2026-11-27 23:30:44.858697+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c093dabfaf6b'),
	('01a21f58-d3e5-722e-84b1-c09c346b0532', 30, 'payout_hold', -702, NULL, 'Held for a payout', '2026-11-27 23:30:44.858712+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0940720950b'),
	('01a21f58-d3e5-722e-84b1-c09d587241b1', 31, 'payout_hold', -703, NULL, 'Held for a payout', '2026-11-27 23:30:44.858722+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c095ec1170c5'),
	('01a21f58-d3e5-722e-84b1-c09eecf66dda', 32, 'payout_hold', -704, NULL, 'Held for a payout', '2026-11-27 23:30:44.858733+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c096870a82e1'),
	('01a21f58-d3e5-722e-84b1-c09fcca0ac82', 33, 'payout_hold', -705, NULL, 'Held for a payout', '2026-11-27 23:30:44.858742+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0972eba85b3'),
	('01a21f58-d3e5-722e-84b1-c0a07a7b5d6f', 34, 'payout_hold', -706, NULL, 'Held for a payout', '2026-11-27 23:30:44.858752+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c098881b72f3'),
	('01a21f58-d3e5-722e-84b1-c0a155497526', 35, 'payout_hold', -707, NULL, 'Held for a payout', '2026-11-27 23:30:44.858761+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c09972ae1a95');

INSERT INTO public.memberships VALUES
	(1, '2026-11-27 23:30:44.914892+00', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 1);

INSERT INTO public.merchants VALUES
	('01a21f58-c34d-7722-9d8e-acd7c627806a', 'Kaveri Silks LLP', 'k@kaveri.example', true, '2026-11-27 23:30:40.597326+00'),
	('01a21f58-c61d-7744-a81b-1e054fdf0da1', 'Acme Exports', 'a@acme.example', true, '2026-11-27 23:30:41.334617+00');

INSERT INTO public.payout_attempts VALUES
	('01a21f58-cc28-7155-8215-ad45ab76f30c', 1, 'submit', 'paid', NULL, '2026-11-27 23:30:42.844824+00', '2026-11-27 23:30:42.864346+00', '01a21f58-c980-7180-b1c4-0f63b2c33d45'),
	('01a21f58-cc6b-702e-b580-dc065031e92b', 1, 'submit', 'paid', NULL, '2026-11-27 23:30:42.906181+00', '2026-11-27 23:30:42.92433+00', '01a21f58-ca6b-7169-99b4-9dc595358589'),
	('01a21f58-cc88-7151-806d-d845e897d818', 1, 'submit', 'paid', NULL, '2026-11-27 23:30:42.944932+00', '2026-11-27 23:30:42.956453+00', '01a21f58-ca7a-74e5-8788-3f68cc5ef2f6'),
	('01a21f58-cca5-7302-b446-85517cd7a72a', 1, 'submit', 'rejected', 'The beneficiary account is closed.', '2026-11-27 23:30:42.975276+00', '2026-11-27 23:30:42.982372+00', '01a21f58-ca9a-7752-ba0d-4b3bb5e54cd6'),
	('01a21f58-ccbf-743c-a33b-5194ac896de2', 1, 'submit', 'rejected', 'The beneficiary account is closed.', '2026-11-27 23:30:42.999324+00', '2026-11-27 23:30:43.008343+00', '01a21f58-caae-7604-87fb-58182fe40bb6'),
	('01a21f58-ccd5-767e-8e21-02c215f54862', 1, 'submit', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.026218+00', '2026-11-27 23:30:43.029896+00', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('01a21f58-cd1b-71c1-8b2f-f29a1f0b9a89', 1, 'submit', 'no_answer', NULL, '2026-11-27 23:30:43.039105+00', '2026-11-27 23:30:43.101453+00', '01a21f58-caf2-7084-b2f9-5b75bc5fa103'),
	('01a21f58-cd34-7212-acb8-c20c37a99fb9', 1, 'ask', 'paid', NULL, '2026-11-27 23:30:43.105154+00', '2026-11-27 23:30:43.127131+00', '01a21f58-caf2-7084-b2f9-5b75bc5fa103'),
	('01a21f58-cd5a-7049-b791-91df9ba2655e', 1, 'submit', 'no_answer', NULL, '2026-11-27 23:30:43.146033+00', '2026-11-27 23:30:43.166498+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-cd78-704d-af69-a75bfc003f17', 1, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.17648+00', '2026-11-27 23:30:43.196353+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-cd84-721e-8a5b-b07089564859', 1, 'submit', 'in_progress', NULL, '2026-11-27 23:30:43.20402+00', '2026-11-27 23:30:43.206491+00', '01a21f58-cb14-7211-a5de-effde7317c1e'),
	('01a21f58-cdc0-72fc-86e4-56dc00e45244', 1, 'submit', 'paid', NULL, '2026-11-27 23:30:43.220163+00', '2026-11-27 23:30:43.268333+00', '01a21f58-cb52-748e-84c1-aab351c71b21'),
	('01a21f58-cdda-7350-8756-4d833fe94f83', 1, 'submit', 'paid', NULL, '2026-11-27 23:30:43.280115+00', '2026-11-27 23:30:43.290705+00', '01a21f58-cb63-73c4-8d21-1622b4315a18'),
	('01a21f58-cde6-77b7-a0f5-58dd6d20b26f', 1, 'submit', 'paid', NULL, '2026-11-27 23:30:43.301588+00', '2026-11-27 23:30:43.308332+00', '01a21f58-cb75-74b2-bd04-42075f0e03e3'),
	('01a21f58-cdef-77fc-9ae0-1c4c2d267bd1', 1, 'submit', 'rejected', 'The beneficiary account is closed.', '2026-11-27 23:30:43.311228+00', '2026-11-27 23:30:43.312064+00', '01a21f58-cb81-74a6-bd95-27fb6c80f6ea'),
	('01a21f58-cdf3-72b2-a0f5-84580725c91e', 1, 'submit', 'rejected', 'The beneficiary account is closed.', '2026-11-27 23:30:43.319183+00', '2026-11-27 23:30:43.320838+00', '01a21f58-cbac-70e9-a9b4-0863f337ddc2'),
	('01a21f58-cdfe-734c-a49c-dab91be8424a', 1, 'submit', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.327086+00', '2026-11-27 23:30:43.32824+00', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('01a21f58-ce17-75bd-8634-e9210350c4e2', 1, 'submit', 'no_answer', NULL, '2026-11-27 23:30:43.332215+00', '2026-11-27 23:30:43.353313+00', '01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c'),
	('01a21f58-ce1f-7771-8b16-1e7844066015', 1, 'ask', 'paid', NULL, '2026-11-27 23:30:43.35555+00', '2026-11-27 23:30:43.360712+00', '01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c'),
	('01a21f58-ce40-76d3-b8ad-2c05a5860056', 1, 'submit', 'no_answer', NULL, '2026-11-27 23:30:43.373214+00', '2026-11-27 23:30:43.393603+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-ce4c-7431-a587-03f17c7e542e', 1, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.399272+00', '2026-11-27 23:30:43.408345+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-ce6b-749f-8bc1-9ad1f1ff17a4', 1, 'submit', 'in_progress', NULL, '2026-11-27 23:30:43.426639+00', '2026-11-27 23:30:43.435634+00', '01a21f58-cbfe-773e-b445-318d22a14b85'),
	('01a21f58-ce7a-7009-be54-5730e0cca2b3', 1, 'ask', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.447176+00', '2026-11-27 23:30:43.450916+00', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('01a21f58-ce90-7062-8e21-6ce3f14cb0e1', 2, 'submit', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.451985+00', '2026-11-27 23:30:43.472993+00', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('01a21f58-ce9f-7762-bcd7-518357d8b403', 1, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.481176+00', '2026-11-27 23:30:43.488105+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-cebc-70e8-a071-ada8e3a16ca1', 2, 'submit', 'no_answer', NULL, '2026-11-27 23:30:43.495745+00', '2026-11-27 23:30:43.521566+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-ced0-72f3-8e08-de595d52101b', 2, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.529281+00', '2026-11-27 23:30:43.538278+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-cef0-7648-8c63-5a26a49f93fd', 1, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.544112+00', '2026-11-27 23:30:43.572339+00', '01a21f58-cb14-7211-a5de-effde7317c1e'),
	('01a21f58-cf09-72c4-9d7e-df793dbe2491', 2, 'submit', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.573863+00', '2026-11-27 23:30:43.593947+00', '01a21f58-cb14-7211-a5de-effde7317c1e'),
	('01a21f58-cf27-75eb-b39b-9245211feb65', 1, 'ask', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.6094+00', '2026-11-27 23:30:43.625423+00', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('01a21f58-cf3d-7178-aac5-7eed8d40bcbf', 2, 'submit', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.63363+00', '2026-11-27 23:30:43.646786+00', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('01a21f58-cf4a-74aa-ad5d-69d468228d87', 1, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.654238+00', '2026-11-27 23:30:43.658883+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-cf70-77ee-a371-7b0d6e890466', 2, 'submit', 'no_answer', NULL, '2026-11-27 23:30:43.663399+00', '2026-11-27 23:30:43.697515+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-cf79-7459-bd0b-faa31319e22a', 2, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.701328+00', '2026-11-27 23:30:43.707254+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-cfa6-7365-a1ea-f645105bf537', 1, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.717601+00', '2026-11-27 23:30:43.751221+00', '01a21f58-cbfe-773e-b445-318d22a14b85'),
	('01a21f58-cfc8-71e4-8bcb-ce8f8fc52ce5', 2, 'submit', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.757411+00', '2026-11-27 23:30:43.784501+00', '01a21f58-cbfe-773e-b445-318d22a14b85'),
	('01a21f58-cfcf-7508-a2c5-c40bf3490a7c', 2, 'ask', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:43.787108+00', '2026-11-27 23:30:43.791977+00', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('01a21f58-cfe0-7436-9967-ece0a1128db3', 3, 'submit', 'paid', NULL, '2026-11-27 23:30:43.793802+00', '2026-11-27 23:30:43.809146+00', '01a21f58-cac4-7409-be4f-5de57182a4c4'),
	('01a21f58-cfef-772e-9e6c-6aa004fd3274', 2, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.818451+00', '2026-11-27 23:30:43.824203+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-d00c-76c9-9fb4-e0a954c53744', 3, 'submit', 'no_answer', NULL, '2026-11-27 23:30:43.833926+00', '2026-11-27 23:30:43.859086+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-d02e-7176-ba41-e38a51af2c52', 3, 'ask', 'unheard', NULL, '2026-11-27 23:30:43.861912+00', '2026-11-27 23:30:43.886977+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-d05c-7579-b1de-ccdb7e3914da', 3, 'void', 'voided', 'The bank did not confirm the transfer; it was voided.', '2026-11-27 23:30:43.893509+00', '2026-11-27 23:30:43.933426+00', '01a21f58-cb02-7575-bcc0-8318251edb91'),
	('01a21f58-d090-73b9-bd3d-5aeaee799863', 2, 'ask', 'paid', NULL, '2026-11-27 23:30:43.966525+00', '2026-11-27 23:30:43.985363+00', '01a21f58-cb14-7211-a5de-effde7317c1e'),
	('01a21f58-d0b9-7587-b132-1b5572027d18', 2, 'ask', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:44.050384+00', '2026-11-27 23:30:44.061637+00', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('01a21f58-d100-71cd-80b1-eca23a64e5b1', 3, 'submit', 'paid', NULL, '2026-11-27 23:30:44.067773+00', '2026-11-27 23:30:44.097379+00', '01a21f58-cbc7-7320-a8a1-1b325b603775'),
	('01a21f58-d114-76b1-adc8-603af7723e44', 2, 'ask', 'unheard', NULL, '2026-11-27 23:30:44.106779+00', '2026-11-27 23:30:44.116975+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-d12e-7495-bd99-776235aecb7c', 3, 'submit', 'no_answer', NULL, '2026-11-27 23:30:44.123981+00', '2026-11-27 23:30:44.147857+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-d140-75e8-8b66-f4d2c6239b4e', 3, 'ask', 'unheard', NULL, '2026-11-27 23:30:44.14994+00', '2026-11-27 23:30:44.160968+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-d158-7420-a971-d119b0ce0c26', 3, 'void', 'voided', 'The bank did not confirm the transfer; it was voided.', '2026-11-27 23:30:44.164052+00', '2026-11-27 23:30:44.186076+00', '01a21f58-cbed-7220-8608-587765a04f1c'),
	('01a21f58-d16a-7798-93ff-ffc7baeb1428', 2, 'ask', 'paid', NULL, '2026-11-27 23:30:44.196667+00', '2026-11-27 23:30:44.204092+00', '01a21f58-cbfe-773e-b445-318d22a14b85'),
	('01a21f58-d1c8-736d-9ea6-e784fa813b09', 1, 'submit', 'no_answer', NULL, '2026-11-27 23:30:44.273653+00', '2026-11-27 23:30:44.296868+00', '01a21f58-d19c-72bd-8b61-04bc9da1acad'),
	('01a21f58-d1e3-713f-9ab2-ce9c948da3d1', 1, 'ask', 'no_answer', NULL, '2026-11-27 23:30:44.298808+00', '2026-11-27 23:30:44.323575+00', '01a21f58-d19c-72bd-8b61-04bc9da1acad'),
	('01a21f58-d1eb-7276-ac73-bd943cbb82b8', 1, 'submit', 'in_progress', NULL, '2026-11-27 23:30:44.330364+00', '2026-11-27 23:30:44.331488+00', '01a21f58-d1a9-7068-8646-4cd6194e43af'),
	('01a21f58-d20d-7464-a08b-c4573af580fb', 1, 'ask', 'no_answer', NULL, '2026-11-27 23:30:44.33454+00', '2026-11-27 23:30:44.365595+00', '01a21f58-d19c-72bd-8b61-04bc9da1acad'),
	('01a21f58-d221-7163-8b36-4eb9df77cd35', 1, 'ask', 'in_progress', NULL, '2026-11-27 23:30:44.373945+00', '2026-11-27 23:30:44.386188+00', '01a21f58-d1a9-7068-8646-4cd6194e43af'),
	('01a21f58-d261-7584-9603-2156db2887b7', 1, 'submit', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:44.447567+00', '2026-11-27 23:30:44.45053+00', '01a21f58-d22d-711f-a89f-8eb041eebce8'),
	('01a21f58-d277-75ce-a98d-2ab5ad4c2997', 1, 'submit', 'refused', 'The beneficiary''s bank is not available at the moment.', '2026-11-27 23:30:44.467497+00', '2026-11-27 23:30:44.471969+00', '01a21f58-d23b-73e1-bf43-a0551e6f9010'),
	('01a21f58-d284-7476-9faa-42e3ba5eb5d5', 1, 'submit', 'in_progress', NULL, '2026-11-27 23:30:44.482642+00', '2026-11-27 23:30:44.487049+00', '01a21f58-d247-729f-8ecf-d2a9d1647048'),
	('01a21f58-d2b5-71bc-9eda-07fda92c765c', 1, 'submit', 'no_answer', NULL, '2026-11-27 23:30:44.50143+00', '2026-11-27 23:30:44.534202+00', '01a21f58-d255-7222-95bc-425989354eb4'),
	('01a21f58-d2ea-713c-9597-665eb5aeb466', 1, 'ask', 'no_answer', NULL, '2026-11-27 23:30:44.535876+00', '2026-11-27 23:30:44.586744+00', '01a21f58-d255-7222-95bc-425989354eb4');

INSERT INTO public.payouts VALUES
	('01a21f58-c980-7180-b1c4-0f63b2c33d45', 10000, '6fcc465a-0547-4b04-bd92-69112ae5740a', 'completed', 1, NULL, 'SIMB739487402254', NULL, NULL, NULL, '2026-11-27 23:30:42.183018+00', '2026-11-27 23:30:42.86601+00', '2026-11-27 23:30:42.818173+00', '2026-11-27 23:30:42.86543+00', NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'paid', false, NULL),
	('01a21f58-ca6b-7169-99b4-9dc595358589', 11050, '4306e31a-afe9-4086-89d4-ce9b1ba50dbb', 'completed', 1, NULL, 'SIMB469562120683', NULL, NULL, NULL, '2026-11-27 23:30:42.41349+00', '2026-11-27 23:30:42.925217+00', '2026-11-27 23:30:42.900916+00', '2026-11-27 23:30:42.92485+00', NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'paid', false, NULL),
	('01a21f58-ca7a-74e5-8788-3f68cc5ef2f6', 12100, '0cf84773-c1c5-49a6-b81d-70717604299d', 'completed', 1, NULL, 'SIMB380099282160', NULL, NULL, NULL, '2026-11-27 23:30:42.433096+00', '2026-11-27 23:30:42.957446+00', '2026-11-27 23:30:42.936604+00', '2026-11-27 23:30:42.957085+00', NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'paid', false, NULL),
	('01a21f58-ca9a-7752-ba0d-4b3bb5e54cd6', 10000, '504a6050-b40e-427d-bd27-919915f1283f', 'failed', 1, 'The beneficiary account is closed.', NULL, NULL, NULL, NULL, '2026-11-27 23:30:42.459337+00', '2026-11-27 23:30:42.983091+00', '2026-11-27 23:30:42.972331+00', NULL, '2026-11-27 23:30:42.982719+00', '01a21f58-c3dd-71c1-b166-06c8accd5acb', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'rejected', false, NULL),
	('01a21f58-caae-7604-87fb-58182fe40bb6', 11050, 'a0e983d6-472a-49eb-811e-f8d7ca09b8c1', 'failed', 1, 'The beneficiary account is closed.', NULL, NULL, NULL, NULL, '2026-11-27 23:30:42.479624+00', '2026-11-27 23:30:43.00916+00', '2026-11-27 23:30:42.995929+00', NULL, '2026-11-27 23:30:43.008794+00', '01a21f58-c3dd-71c1-b166-06c8accd5acb', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'rejected', false, NULL),
	('01a21f58-caf2-7084-b2f9-5b75bc5fa103', 10000, 'c0d9ffcd-d35f-4c07-af1d-4f0e0c0a5be8', 'completed', 1, NULL, 'SIMB106414372787', NULL, NULL, NULL, '2026-11-27 23:30:42.549818+00', '2026-11-27 23:30:43.127763+00', '2026-11-27 23:30:43.034013+00', '2026-11-27 23:30:43.127625+00', NULL, '01a21f58-c46f-77b9-b95e-8776ed2ead16', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'paid', false, NULL),
	('01a21f58-cb52-748e-84c1-aab351c71b21', 10000, 'f3cd7f3b-1413-4450-a1b4-846e1d14cd2a', 'completed', 1, NULL, 'SIMB991872713726', NULL, NULL, NULL, '2026-11-27 23:30:42.643466+00', '2026-11-27 23:30:43.268832+00', '2026-11-27 23:30:43.215298+00', '2026-11-27 23:30:43.268683+00', NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'paid', false, NULL),
	('01a21f58-cb63-73c4-8d21-1622b4315a18', 11050, '9843d5b8-43c5-4fdd-9b11-ec7c747b4ca0', 'completed', 1, NULL, 'SIMB807581322487', NULL, NULL, NULL, '2026-11-27 23:30:42.660539+00', '2026-11-27 23:30:43.291126+00', '2026-11-27 23:30:43.275137+00', '2026-11-27 23:30:43.290995+00', NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'paid', false, NULL),
	('01a21f58-cb75-74b2-bd04-42075f0e03e3', 12100, '9570f0e6-3e28-4ce5-9ea2-aafa67397026', 'completed', 1, NULL, 'SIMB575750544522', NULL, NULL, NULL, '2026-11-27 23:30:42.677982+00', '2026-11-27 23:30:43.308689+00', '2026-11-27 23:30:43.294465+00', '2026-11-27 23:30:43.308576+00', NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'paid', false, NULL),
	('01a21f58-cb81-74a6-bd95-27fb6c80f6ea', 10000, '1a125e3f-6601-44bb-8921-90b9a660ece9', 'failed', 1, 'The beneficiary account is closed.', NULL, NULL, NULL, NULL, '2026-11-27 23:30:42.691771+00', '2026-11-27 23:30:43.312214+00', '2026-11-27 23:30:43.310036+00', NULL, '2026-11-27 23:30:43.312149+00', '01a21f58-c6aa-703e-889a-8988add77159', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'rejected', false, NULL),
	('01a21f58-cbac-70e9-a9b4-0863f337ddc2', 11050, 'b18f9325-8836-4b1c-93a5-5995752a68b3', 'failed', 1, 'The beneficiary account is closed.', NULL, NULL, NULL, NULL, '2026-11-27 23:30:42.733105+00', '2026-11-27 23:30:43.321128+00', '2026-11-27 23:30:43.313071+00', NULL, '2026-11-27 23:30:43.321031+00', '01a21f58-c6aa-703e-889a-8988add77159', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'rejected', false, NULL),
	('01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c', 10000, '85a5318c-daa2-444a-a29d-4be0d7ec51bf', 'completed', 1, NULL, 'SIMB928263226212', NULL, NULL, NULL, '2026-11-27 23:30:42.775164+00', '2026-11-27 23:30:43.361042+00', '2026-11-27 23:30:43.329296+00', '2026-11-27 23:30:43.360928+00', NULL, '01a21f58-c717-71e6-a639-b80c469b640d', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'paid', false, NULL),
	('01a21f58-cac4-7409-be4f-5de57182a4c4', 10000, 'b600b971-b8e8-42e3-bea9-bf3b27ad7932', 'completed', 3, NULL, 'SIMB449318681163', NULL, NULL, NULL, '2026-11-27 23:30:42.503745+00', '2026-11-27 23:30:43.809499+00', '2026-11-27 23:30:43.023413+00', '2026-11-27 23:30:43.809359+00', NULL, '01a21f58-c41c-75dc-81f8-74ad29bc0a45', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'paid', false, NULL),
	('01a21f58-cb02-7575-bcc0-8318251edb91', 10000, '8ec544db-2c7c-41a2-aa01-2d58e9cb149d', 'failed', 3, 'The bank did not confirm the transfer; it was voided.', NULL, NULL, NULL, NULL, '2026-11-27 23:30:42.566458+00', '2026-11-27 23:30:43.933844+00', '2026-11-27 23:30:43.140332+00', NULL, '2026-11-27 23:30:43.933688+00', '01a21f58-c4ec-7698-8036-7c5fe1a0fd5f', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'voided', false, NULL),
	('01a21f58-cb14-7211-a5de-effde7317c1e', 10000, '114862c6-4b29-4d65-831e-6bd53eafb4db', 'completed', 2, NULL, 'SIMB431399320178', NULL, NULL, NULL, '2026-11-27 23:30:42.633028+00', '2026-11-27 23:30:43.985835+00', '2026-11-27 23:30:43.200958+00', '2026-11-27 23:30:43.985685+00', NULL, '01a21f58-c5c6-76a2-b7b2-e6fb3acd2036', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'paid', false, NULL),
	('01a21f58-cbc7-7320-a8a1-1b325b603775', 10000, 'e75e0ac3-1161-4e60-a9bc-7e617bea9855', 'completed', 3, NULL, 'SIMB647616981729', NULL, NULL, NULL, '2026-11-27 23:30:42.760917+00', '2026-11-27 23:30:44.097782+00', '2026-11-27 23:30:43.324306+00', '2026-11-27 23:30:44.097633+00', NULL, '01a21f58-c6f5-7628-8442-1121ed1554cf', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'paid', false, NULL),
	('01a21f58-cbed-7220-8608-587765a04f1c', 10000, 'a9b637f5-221c-44c7-8d75-1c2fbfc9a27f', 'failed', 3, 'The bank did not confirm the transfer; it was voided.', NULL, NULL, NULL, NULL, '2026-11-27 23:30:42.800021+00', '2026-11-27 23:30:44.186486+00', '2026-11-27 23:30:43.370679+00', NULL, '2026-11-27 23:30:44.186337+00', '01a21f58-c744-7494-99f8-8488190e7f54', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'voided', false, NULL),
	('01a21f58-cbfe-773e-b445-318d22a14b85', 10000, '6b31b178-ad31-4375-864c-4efde40f9f96', 'completed', 2, NULL, 'SIMB151412976979', NULL, NULL, NULL, '2026-11-27 23:30:42.814927+00', '2026-11-27 23:30:44.204587+00', '2026-11-27 23:30:43.42434+00', '2026-11-27 23:30:44.204427+00', NULL, '01a21f58-c8a4-74aa-96c1-4b139bc99ab0', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'paid', false, NULL),
	('01a21f58-d19c-72bd-8b61-04bc9da1acad', 10000, 'a03a3f24-381a-4180-acfc-1249ddb31cf1', 'processing', 1, NULL, NULL, NULL, NULL, '2026-11-28 00:30:44.365742+00', '2026-11-27 23:30:44.2546+00', '2026-11-27 23:30:44.365933+00', '2026-11-27 23:30:44.270074+00', NULL, NULL, '01a21f58-c594-7230-836e-a0730436b04f', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'no_answer', true, '2026-11-27 23:30:44.270074+00'),
	('01a21f58-d1a9-7068-8646-4cd6194e43af', 10000, '282ad2d8-5d99-44d1-9b60-103053929317', 'processing', 1, NULL, NULL, NULL, NULL, '2026-11-28 00:30:44.386291+00', '2026-11-27 23:30:44.266811+00', '2026-11-27 23:30:44.386457+00', '2026-11-27 23:30:44.328879+00', NULL, NULL, '01a21f58-c5ad-74c7-b2f3-db92b7524e33', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'in_progress', true, '2026-11-27 23:30:44.328879+00'),
	('01a21f58-d22d-711f-a89f-8eb041eebce8', 10000, '87d56e12-8292-4560-8525-edd5494b476f', 'processing', 1, NULL, NULL, NULL, NULL, '2026-11-28 00:30:44.451308+00', '2026-11-27 23:30:44.397915+00', '2026-11-27 23:30:44.451489+00', '2026-11-27 23:30:44.444422+00', NULL, NULL, '01a21f58-c41c-75dc-81f8-74ad29bc0a45', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'refused', false, NULL),
	('01a21f58-d23b-73e1-bf43-a0551e6f9010', 11050, '380767c6-bf64-4354-8745-6f35edcebe7f', 'processing', 1, NULL, NULL, NULL, NULL, '2026-11-28 00:30:44.472085+00', '2026-11-27 23:30:44.412558+00', '2026-11-27 23:30:44.472315+00', '2026-11-27 23:30:44.460342+00', NULL, NULL, '01a21f58-c41c-75dc-81f8-74ad29bc0a45', '01a21f58-c34d-7722-9d8e-acd7c627806a', 'refused', false, NULL),
	('01a21f58-d247-729f-8ecf-d2a9d1647048', 10000, '64cadd7d-d3da-48a5-adbf-ff3bd326b4f5', 'processing', 1, NULL, NULL, NULL, NULL, '2026-11-28 00:30:44.487177+00', '2026-11-27 23:30:44.42436+00', '2026-11-27 23:30:44.487374+00', '2026-11-27 23:30:44.478434+00', NULL, NULL, '01a21f58-c826-7154-9446-f887f522ecc7', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'in_progress', false, '2026-11-27 23:30:44.478434+00'),
	('01a21f58-d255-7222-95bc-425989354eb4', 10000, '95081462-afc7-4a8c-b3dc-429055140039', 'processing', 1, NULL, NULL, NULL, NULL, '2026-11-28 00:30:44.586932+00', '2026-11-27 23:30:44.441189+00', '2026-11-27 23:30:44.587176+00', '2026-11-27 23:30:44.49348+00', NULL, NULL, '01a21f58-c7f8-7019-b922-0be083927187', '01a21f58-c61d-7744-a81b-1e054fdf0da1', 'no_answer', false, '2026-11-27 23:30:44.49348+00'),
	('01a21f58-d2f3-77e1-95b0-5361fc87b562', 10000, 'c0748668-e837-4054-8420-8ceab5e3267a', 'processing', 1, NULL, NULL, '9235162b-e4dc-47e3-b2b9-d56a919bb8a4', '2026-11-27 23:31:14.679618+00', NULL, '2026-11-27 23:30:44.596532+00', '2026-11-27 23:30:44.680049+00', '2026-11-27 23:30:44.679618+00', NULL, NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL, false, '2026-11-27 23:30:44.679618+00'),
	('01a21f58-d30b-7297-a536-9e7239e5d8fb', 11050, 'c672e00a-e47e-4540-86bb-50bfa6bde3ff', 'processing', 1, NULL, NULL, '7974f888-7aff-4425-9723-50fd364ad32a', '2026-11-27 23:31:14.681498+00', NULL, '2026-11-27 23:30:44.625529+00', '2026-11-27 23:30:44.681812+00', '2026-11-27 23:30:44.681498+00', NULL, NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL, false, '2026-11-27 23:30:44.681498+00'),
	('01a21f58-d32d-7285-af5d-53c3386abd50', 12100, '686df347-9d22-45a7-90ce-afe3475e9471', 'processing', 1, NULL, NULL, '74e073fb-5fd1-4ccd-863e-aeb5650dea51', '2026-11-27 23:31:14.697305+00', NULL, '2026-11-27 23:30:44.653918+00', '2026-11-27 23:30:44.697733+00', '2026-11-27 23:30:44.697305+00', NULL, NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL, false, '2026-11-27 23:30:44.697305+00'),
	('01a21f58-d341-76f1-a1ea-f10a3fd50741', 13150, '290b2aab-3831-45a8-a2d3-cba03f293340', 'processing', 1, NULL, NULL, '4d05bbb8-0772-4154-a172-5561fc76f811', '2026-11-27 23:31:14.704337+00', NULL, '2026-11-27 23:30:44.673984+00', '2026-11-27 23:30:44.704752+00', '2026-11-27 23:30:44.704337+00', NULL, NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL, false, '2026-11-27 23:30:44.704337+00'),
	('01a21f58-d36b-7682-b4a0-f28f17f28831', 10000, 'c2740205-04dd-46a8-9139-338afa726389', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.717268+00', '2026-11-27 23:30:44.717268+00', '2026-11-27 23:30:44.717268+00', NULL, NULL, NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL, false, NULL),
	('01a21f58-d37b-72c9-a1db-ecf2b3dca745', 11050, '68e82be0-0068-4c39-84a8-db058ad7e7d2', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.734181+00', '2026-11-27 23:30:44.734181+00', '2026-11-27 23:30:44.734181+00', NULL, NULL, NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL, false, NULL),
	('01a21f58-d386-74de-898e-635144633c3d', 12100, '9e2ce9c9-44c1-4f6a-87d0-b0c0e07d6955', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.743364+00', '2026-11-27 23:30:44.743364+00', '2026-11-27 23:30:44.743364+00', NULL, NULL, NULL, '01a21f58-c3c0-7227-939b-cda4fd772d5c', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL, false, NULL),
	('01a21f58-d397-7028-814f-3f1cbad53d9d', 10000, 'c5b907f5-a552-4c8d-9818-434c1f678e82', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.762223+00', '2026-11-27 23:30:44.762223+00', '2026-11-27 23:30:44.762223+00', NULL, NULL, NULL, '01a21f58-c3dd-71c1-b166-06c8accd5acb', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL, false, NULL),
	('01a21f58-d3e5-722e-84b1-c0927890776b', 700, '4327da38-9fa1-43c5-9438-d9d00cb89b9f', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.857314+00', '2026-11-27 23:30:44.857314+00', '2026-11-27 23:30:44.857314+00', NULL, NULL, NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL, false, NULL),
	('01a21f58-d3e5-722e-84b1-c093dabfaf6b', 701, '6d4ac8b4-718c-4a74-a8e7-763860ef871c', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.857469+00', '2026-11-27 23:30:44.857469+00', '2026-11-27 23:30:44.857469+00', NULL, NULL, NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL, false, NULL),
	('01a21f58-d3e5-722e-84b1-c0940720950b', 702, 'b46c0f3a-77ea-412c-bf30-9c99ad2a1b70', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.857498+00', '2026-11-27 23:30:44.857498+00', '2026-11-27 23:30:44.857498+00', NULL, NULL, NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL, false, NULL),
	('01a21f58-d3e5-722e-84b1-c095ec1170c5', 703, '313877cd-8472-4499-83e9-7b0d4a813f15', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.85752+00', '2026-11-27 23:30:44.85752+00', '2026-11-27 23:30:44.85752+00', NULL, NULL, NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL, false, NULL),
	('01a21f58-d3e5-722e-84b1-c096870a82e1', 704, '998f72a3-d595-4109-98c5-b5bc1f38984d', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.85754+00', '2026-11-27 23:30:44.85754+00', '2026-11-27 23:30:44.85754+00', NULL, NULL, NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL, false, NULL),
	('01a21f58-d3e5-722e-84b1-c0972eba85b3', 705, '396a3281-c605-4060-b81b-f44831a97804', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.857557+00', '2026-11-27 23:30:44.857557+00', '2026-11-27 23:30:44.857557+00', NULL, NULL, NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL, false, NULL),
	('01a21f58-d3e5-722e-84b1-c098881b72f3', 706, 'f81733d9-c004-4d63-9094-6813d22acbc1', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.858106+00', '2026-11-27 23:30:44.858106+00', '2026-11-27 23:30:44.858106+00', NULL, NULL, NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL, false, NULL),
	('01a21f58-d3e5-722e-84b1-c09972ae1a95', 707, '9ea59a55-18ec-4b58-995e-4b1fa5e66d3a', 'pending', 0, NULL, NULL, NULL, NULL, '2026-11-27 23:30:44.858133+00', '2026-11-27 23:30:44.858133+00', '2026-11-27 23:30:44.858133+00', NULL, NULL, NULL, '01a21f58-c664-71a5-9507-0e9121c4b6bd', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL, false, NULL);

INSERT INTO public.trail_events VALUES
	('01a21f58-c356-72cc-9031-af086116a5c6', '2026-11-27 23:30:40.62034+00', 'system', '', '', 'merchant.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c34d-7722-9d8e-acd7c627806a', NULL),
	('01a21f58-c3c4-766d-b0ee-69371b2083dd', '2026-11-27 23:30:40.709574+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c3c0-7227-939b-cda4fd772d5c', NULL),
	('01a21f58-c3e2-7791-9fd4-01a9c1cb07c0', '2026-11-27 23:30:40.744346+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c3dd-71c1-b166-06c8accd5acb', NULL),
	('01a21f58-c42b-7490-b8a6-57d15c87a536', '2026-11-27 23:30:40.816689+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c41c-75dc-81f8-74ad29bc0a45', NULL),
	('01a21f58-c478-760a-844a-fa40b29dc369', '2026-11-27 23:30:40.890299+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c46f-77b9-b95e-8776ed2ead16', NULL),
	('01a21f58-c515-7179-9b44-3da2b33f5aab', '2026-11-27 23:30:41.046313+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c4ec-7698-8036-7c5fe1a0fd5f', NULL),
	('01a21f58-c548-718b-8a81-8545d78b3721', '2026-11-27 23:30:41.097639+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c544-72f3-bdf4-1c6cdd934ed7', NULL),
	('01a21f58-c596-7285-94d1-214a3dd932d3', '2026-11-27 23:30:41.175194+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c594-7230-836e-a0730436b04f', NULL),
	('01a21f58-c5b1-70c3-ab84-b1cdeaf39d39', '2026-11-27 23:30:41.202051+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c5ad-74c7-b2f3-db92b7524e33', NULL),
	('01a21f58-c5d0-7236-8a4c-efe5a8e99102', '2026-11-27 23:30:41.241992+00', 'system', '', '', 'bank_account.added', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c5c6-76a2-b7b2-e6fb3acd2036', NULL),
	('01a21f58-c613-7492-8a88-2f5814241001', '2026-11-27 23:30:41.301646+00', 'system', '', '', 'payment.recorded', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c5fd-739a-8855-bf91353cd051', NULL),
	('01a21f58-c63a-77bd-8a64-9128c84f8aab', '2026-11-27 23:30:41.338886+00', 'system', '', '', 'merchant.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c61d-7744-a81b-1e054fdf0da1', NULL),
	('01a21f58-c666-70e2-8fb6-6890af7a4f58', '2026-11-27 23:30:41.382814+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c664-71a5-9507-0e9121c4b6bd', NULL),
	('01a21f58-c6ad-712a-a59a-699fd2016057', '2026-11-27 23:30:41.493193+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c6aa-703e-889a-8988add77159', NULL),
	('01a21f58-c701-737c-9f3e-50c40dfad1c9', '2026-11-27 23:30:41.537952+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c6f5-7628-8442-1121ed1554cf', NULL),
	('01a21f58-c71c-71df-806e-0eb3186e858e', '2026-11-27 23:30:41.564884+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c717-71e6-a639-b80c469b640d', NULL),
	('01a21f58-c749-7059-848a-b2940853445f', '2026-11-27 23:30:41.609843+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c744-7494-99f8-8488190e7f54', NULL),
	('01a21f58-c7cc-71a5-8823-9502f5cf9ec4', '2026-11-27 23:30:41.741549+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c7c2-7128-ae05-e234abed8b8c', NULL),
	('01a21f58-c7f9-729b-9be7-ad3a28ada2bf', '2026-11-27 23:30:41.786376+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c7f8-7019-b922-0be083927187', NULL),
	('01a21f58-c82c-7189-ad1d-02eabdb9e467', '2026-11-27 23:30:41.84051+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c826-7154-9446-f887f522ecc7', NULL),
	('01a21f58-c8b8-717c-98ee-3137f0b43a09', '2026-11-27 23:30:41.984487+00', 'system', '', '', 'bank_account.added', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c8a4-74aa-96c1-4b139bc99ab0', NULL),
	('01a21f58-c977-731f-b4d8-3a94fee7e9e0', '2026-11-27 23:30:42.172486+00', 'system', '', '', 'payment.recorded', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-c974-72a4-b73e-d6cb922d432f', NULL),
	('01a21f58-c980-7180-b1c4-0f65424335c5', '2026-11-27 23:30:42.228386+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-c980-7180-b1c4-0f63b2c33d45', NULL),
	('01a21f58-ca6b-7169-99b4-9dc7e07b95c4', '2026-11-27 23:30:42.414361+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca6b-7169-99b4-9dc595358589', NULL),
	('01a21f58-ca7a-74e5-8788-3f6ae90ff84e', '2026-11-27 23:30:42.433952+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca7a-74e5-8788-3f68cc5ef2f6', NULL),
	('01a21f58-ca9a-7752-ba0d-4b3da15fc2d8', '2026-11-27 23:30:42.460247+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-ca9a-7752-ba0d-4b3bb5e54cd6', NULL),
	('01a21f58-caae-7604-87fb-581aef453dff', '2026-11-27 23:30:42.485934+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caae-7604-87fb-58182fe40bb6', NULL),
	('01a21f58-cac4-7409-be4f-5de7e9af6c7c', '2026-11-27 23:30:42.53588+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cac4-7409-be4f-5de57182a4c4', NULL),
	('01a21f58-caf2-7084-b2f9-5b7717bd922c', '2026-11-27 23:30:42.550337+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-caf2-7084-b2f9-5b75bc5fa103', NULL),
	('01a21f58-cb02-7575-bcc0-831af055caa6', '2026-11-27 23:30:42.567024+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb02-7575-bcc0-8318251edb91', NULL),
	('01a21f58-cb14-7211-a5de-efff9f994e81', '2026-11-27 23:30:42.633686+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-cb14-7211-a5de-effde7317c1e', NULL),
	('01a21f58-cb52-748e-84c1-aab59a4cccb3', '2026-11-27 23:30:42.644065+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb52-748e-84c1-aab351c71b21', NULL),
	('01a21f58-cb63-73c4-8d21-162413ac1472', '2026-11-27 23:30:42.661041+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb63-73c4-8d21-1622b4315a18', NULL),
	('01a21f58-cb75-74b2-bd04-42093b14226b', '2026-11-27 23:30:42.678491+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb75-74b2-bd04-42075f0e03e3', NULL),
	('01a21f58-cb81-74a6-bd95-27fd09b682b5', '2026-11-27 23:30:42.692365+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cb81-74a6-bd95-27fb6c80f6ea', NULL),
	('01a21f58-cbac-70e9-a9b4-0865a1d52813', '2026-11-27 23:30:42.744666+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbac-70e9-a9b4-0863f337ddc2', NULL),
	('01a21f58-cbc7-7320-a8a1-1b34372306e3', '2026-11-27 23:30:42.761432+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbc7-7320-a8a1-1b325b603775', NULL),
	('01a21f58-cbd5-71ad-8e11-5a4ed24d53cb', '2026-11-27 23:30:42.775694+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbd5-71ad-8e11-5a4ced7b6d5c', NULL),
	('01a21f58-cbed-7220-8608-5879da200e84', '2026-11-27 23:30:42.800491+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbed-7220-8608-587765a04f1c', NULL),
	('01a21f58-cbfe-773e-b445-318f1946f043', '2026-11-27 23:30:42.815337+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-cbfe-773e-b445-318d22a14b85', NULL),
	('01a21f58-d19c-72bd-8b61-04be1703224a', '2026-11-27 23:30:44.255281+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d19c-72bd-8b61-04bc9da1acad', NULL),
	('01a21f58-d1a9-7068-8646-4cd828ca81e1', '2026-11-27 23:30:44.267488+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d1a9-7068-8646-4cd6194e43af', NULL),
	('01a21f58-d22d-711f-a89f-8eb23d6bb192', '2026-11-27 23:30:44.399078+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d22d-711f-a89f-8eb041eebce8', NULL),
	('01a21f58-d23b-73e1-bf43-a057235e7ded', '2026-11-27 23:30:44.413244+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d23b-73e1-bf43-a0551e6f9010', NULL),
	('01a21f58-d247-729f-8ecf-d2abb4a11f64', '2026-11-27 23:30:44.425029+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d247-729f-8ecf-d2a9d1647048', NULL),
	('01a21f58-d255-7222-95bc-425b26413802', '2026-11-27 23:30:44.441821+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d255-7222-95bc-425989354eb4', NULL),
	('01a21f58-d2f3-77e1-95b0-536325ad4468', '2026-11-27 23:30:44.59731+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d2f3-77e1-95b0-5361fc87b562', NULL),
	('01a21f58-d30b-7297-a536-9e748418ee25', '2026-11-27 23:30:44.626197+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d30b-7297-a536-9e7239e5d8fb', NULL),
	('01a21f58-d32d-7285-af5d-53c5c1bae4e1', '2026-11-27 23:30:44.654559+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d32d-7285-af5d-53c3386abd50', NULL),
	('01a21f58-d341-76f1-a1ea-f10c5bf5ad93', '2026-11-27 23:30:44.674567+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d341-76f1-a1ea-f10a3fd50741', NULL),
	('01a21f58-d36b-7682-b4a0-f291a3b8f292', '2026-11-27 23:30:44.717823+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d36b-7682-b4a0-f28f17f28831', NULL),
	('01a21f58-d37b-72c9-a1db-ecf4e3640f74', '2026-11-27 23:30:44.734746+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d37b-72c9-a1db-ecf2b3dca745', NULL),
	('01a21f58-d386-74de-898e-6353ec65b551', '2026-11-27 23:30:44.743999+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d386-74de-898e-635144633c3d', NULL),
	('01a21f58-d397-7028-814f-3f1e333ed0d4', '2026-11-27 23:30:44.762816+00', 'system', '', '', 'payout.created', '01a21f58-c34d-7722-9d8e-acd7c627806a', '01a21f58-d397-7028-814f-3f1cbad53d9d', NULL),
	('01a21f58-d3e5-722e-84b1-c0a293be478a', '2026-11-27 23:30:44.859326+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0927890776b', NULL),
	('01a21f58-d3e5-722e-84b1-c0a34d7513fa', '2026-11-27 23:30:44.859385+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c093dabfaf6b', NULL),
	('01a21f58-d3e5-722e-84b1-c0a47a57af42', '2026-11-27 23:30:44.859404+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0940720950b', NULL),
	('01a21f58-d3e5-722e-84b1-c0a52198dbc9', '2026-11-27 23:30:44.859419+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c095ec1170c5', NULL),
	('01a21f58-d3e5-722e-84b1-c0a67b459920', '2026-11-27 23:30:44.859919+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c096870a82e1', NULL),
	('01a21f58-d3e5-722e-84b1-c0a74de4a197', '2026-11-27 23:30:44.85994+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c0972eba85b3', NULL),
	('01a21f58-d3e5-722e-84b1-c0a8b30fc4b1', '2026-11-27 23:30:44.859954+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c098881b72f3', NULL),
	('01a21f58-d3e5-722e-84b1-c0a90e36b086', '2026-11-27 23:30:44.859967+00', 'system', '', '', 'payout.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d3e5-722e-84b1-c09972ae1a95', NULL),
	('01a21f58-d426-7191-842a-bb9088d733b8', '2026-11-27 23:30:44.903746+00', 'system', '', '', 'api_key.created', '01a21f58-c61d-7744-a81b-1e054fdf0da1', '01a21f58-d420-76d1-8520-3a89651c0735', NULL);

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_permission_id_seq', 76, true);

SELECT pg_catalog.setval('public.auth_user_groups_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_user_id_seq', 1, true);

SELECT pg_catalog.setval('public.auth_user_user_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_content_type_id_seq', 19, true);

SELECT pg_catalog.setval('public.django_migrations_id_seq', 57, true);

SELECT pg_catalog.setval('public.failed_sign_ins_id_seq', 1, false);

SELECT pg_catalog.setval('public.huey_schedule_id_seq', 1, false);

SELECT pg_catalog.setval('public.huey_task_id_seq', 1, false);

SELECT pg_catalog.setval('public.memberships_id_seq', 1, true);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_prefix_key UNIQUE (prefix);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_group_id_94350c0c_uniq UNIQUE (user_id, group_id);

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_permission_id_14a6b632_uniq UNIQUE (user_id, permission_id);

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_username_key UNIQUE (username);

ALTER TABLE ONLY public.bank_accounts
    ADD CONSTRAINT bank_account_of_its_merchant UNIQUE (id, merchant_id);

ALTER TABLE ONLY public.bank_accounts
    ADD CONSTRAINT bank_account_once UNIQUE (account_number_fingerprint);

ALTER TABLE ONLY public.bank_accounts
    ADD CONSTRAINT bank_accounts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bank_transfers
    ADD CONSTRAINT bank_transfers_pkey PRIMARY KEY (reference);

ALTER TABLE ONLY public.bank_transfers
    ADD CONSTRAINT bank_transfers_utr_key UNIQUE (utr);

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.failed_sign_ins
    ADD CONSTRAINT failed_sign_ins_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.huey_counter
    ADD CONSTRAINT huey_counter_pkey PRIMARY KEY (queue, key);

ALTER TABLE ONLY public.huey_kv
    ADD CONSTRAINT huey_kv_pkey PRIMARY KEY (queue, key);

ALTER TABLE ONLY public.huey_schedule
    ADD CONSTRAINT huey_schedule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.huey_task
    ADD CONSTRAINT huey_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.idempotency_records
    ADD CONSTRAINT idempotency_records_pkey PRIMARY KEY (merchant_id, key);

ALTER TABLE ONLY public.ledger_checkpoints
    ADD CONSTRAINT ledger_checkpoints_pkey PRIMARY KEY (merchant_id, seq);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_seq_once UNIQUE (merchant_id, seq);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY public.merchants
    ADD CONSTRAINT merchants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payout_attempts
    ADD CONSTRAINT payout_attempts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT payout_entry_once UNIQUE (payout_id, entry_type);

ALTER TABLE ONLY public.payouts
    ADD CONSTRAINT payouts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.trail_events
    ADD CONSTRAINT trail_events_pkey PRIMARY KEY (id);

CREATE INDEX api_keys_merchant_id_738bd5cc ON public.api_keys USING btree (merchant_id);

CREATE INDEX api_keys_prefix_8bd1f38a_like ON public.api_keys USING btree (prefix varchar_pattern_ops);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX auth_user_groups_group_id_97559544 ON public.auth_user_groups USING btree (group_id);

CREATE INDEX auth_user_groups_user_id_6a12ed8b ON public.auth_user_groups USING btree (user_id);

CREATE INDEX auth_user_user_permissions_permission_id_1fbb5f2c ON public.auth_user_user_permissions USING btree (permission_id);

CREATE INDEX auth_user_user_permissions_user_id_a95ead1b ON public.auth_user_user_permissions USING btree (user_id);

CREATE INDEX auth_user_username_6821ab7c_like ON public.auth_user USING btree (username varchar_pattern_ops);

CREATE INDEX bank_accounts_merchant_id_61ea960c ON public.bank_accounts USING btree (merchant_id);

CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);

CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX failed_sign_ins_at_5d81338c ON public.failed_sign_ins USING btree (at);

CREATE INDEX failed_sign_ins_by_account ON public.failed_sign_ins USING btree (account, at DESC);

CREATE INDEX failed_sign_ins_by_address ON public.failed_sign_ins USING btree (address, at DESC);

CREATE INDEX huey_schedule_queue_timestamp ON public.huey_schedule USING btree (queue, "timestamp");

CREATE INDEX huey_task_queue_priority_id ON public.huey_task USING btree (queue, priority DESC, id);

CREATE INDEX idempotency_records_created_at_71722cda ON public.idempotency_records USING btree (created_at);

CREATE INDEX memberships_merchant_id_fe6ca275 ON public.memberships USING btree (merchant_id);

CREATE UNIQUE INDEX merchant_email_once ON public.merchants USING btree (lower((email)::text));

CREATE UNIQUE INDEX one_primary_account ON public.bank_accounts USING btree (merchant_id) WHERE is_primary;

CREATE UNIQUE INDEX payment_reference_once ON public.ledger_entries USING btree (merchant_id, reference) WHERE (reference IS NOT NULL);

CREATE INDEX payout_attempts_payout_id_c68d5245 ON public.payout_attempts USING btree (payout_id);

CREATE INDEX payouts_by_status ON public.payouts USING btree (merchant_id, status, created_at DESC, id DESC);

CREATE INDEX payouts_due ON public.payouts USING btree ((
CASE
    WHEN (lease_expires_at IS NOT NULL) THEN lease_expires_at
    ELSE next_attempt_at
END)) WHERE ((lease_expires_at IS NOT NULL) OR (next_attempt_at IS NOT NULL));

CREATE INDEX payouts_newest_first ON public.payouts USING btree (merchant_id, created_at DESC, id DESC);

CREATE INDEX payouts_to_review ON public.payouts USING btree (merchant_id, created_at DESC, id DESC) WHERE needs_review;

CREATE INDEX sessions_expire_date_16e4c444 ON public.sessions USING btree (expire_date);

CREATE INDEX sessions_person_id_a693a23e ON public.sessions USING btree (person_id);

CREATE INDEX sessions_session_key_58f9471b_like ON public.sessions USING btree (session_key varchar_pattern_ops);

CREATE INDEX trail_by_actor ON public.trail_events USING btree (actor_id, id);

CREATE INDEX trail_by_merchant ON public.trail_events USING btree (merchant_id, id);

CREATE INDEX trail_by_request ON public.trail_events USING btree (request_id);

CREATE INDEX trail_by_subject ON public.trail_events USING btree (subject_id);

CREATE TRIGGER api_key_guard BEFORE UPDATE ON public.api_keys FOR EACH ROW EXECUTE FUNCTION public.api_key_guard();

CREATE TRIGGER api_keys_kept BEFORE DELETE OR TRUNCATE ON public.api_keys FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER bank_account_guard BEFORE UPDATE ON public.bank_accounts FOR EACH ROW EXECUTE FUNCTION public.bank_account_guard();

CREATE TRIGGER bank_accounts_kept BEFORE DELETE OR TRUNCATE ON public.bank_accounts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER bank_transfer_guard BEFORE UPDATE ON public.bank_transfers FOR EACH ROW EXECUTE FUNCTION public.bank_transfer_guard();

CREATE TRIGGER bank_transfers_kept BEFORE DELETE OR TRUNCATE ON public.bank_transfers FOR EACH STATEMENT EXECUTE FUNCTION public.bank_transfers_kept();

CREATE TRIGGER idempotency_record_guard BEFORE INSERT OR UPDATE ON public.idempotency_records FOR EACH ROW EXECUTE FUNCTION public.idempotency_record_guard();

CREATE TRIGGER idempotency_records_kept BEFORE TRUNCATE ON public.idempotency_records FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_admit_entry BEFORE INSERT ON public.ledger_entries FOR EACH ROW EXECUTE FUNCTION public.ledger_admit_entry();

CREATE TRIGGER ledger_admit_statement AFTER INSERT ON public.ledger_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_admit_statement();

CREATE TRIGGER ledger_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_checkpoints_immutable BEFORE UPDATE ON public.ledger_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_fill_checkpoint BEFORE INSERT ON public.ledger_checkpoints FOR EACH ROW EXECUTE FUNCTION public.ledger_fill_checkpoint();

CREATE TRIGGER membership_guard BEFORE INSERT OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION public.membership_guard();

CREATE TRIGGER merchant_guard BEFORE UPDATE ON public.merchants FOR EACH ROW EXECUTE FUNCTION public.merchant_guard();

CREATE TRIGGER merchants_kept BEFORE DELETE OR TRUNCATE ON public.merchants FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER operator_guard AFTER UPDATE OF is_staff, is_superuser ON public.auth_user FOR EACH ROW WHEN ((new.is_staff OR new.is_superuser)) EXECUTE FUNCTION public.operator_guard();

CREATE TRIGGER payout_attempts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.payout_attempts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE CONSTRAINT TRIGGER payout_entries_have_their_state AFTER INSERT ON public.ledger_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.payout_id IS NOT NULL) AND ((new.entry_type)::text <> 'payout_hold'::text))) EXECUTE FUNCTION public.payout_agrees_with_ledger();

CREATE TRIGGER payout_guard BEFORE INSERT OR UPDATE ON public.payouts FOR EACH ROW EXECUTE FUNCTION public.payout_guard();

CREATE TRIGGER payout_outcome_guard BEFORE UPDATE ON public.payouts FOR EACH ROW WHEN ((((old.status)::text = 'processing'::text) AND ((new.status)::text = ANY ((ARRAY['completed'::character varying, 'failed'::character varying])::text[])))) EXECUTE FUNCTION public.payout_outcome_guard();

CREATE CONSTRAINT TRIGGER payout_state_has_its_entries AFTER INSERT OR UPDATE OF status ON public.payouts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.payout_agrees_with_ledger();

CREATE TRIGGER payouts_kept BEFORE DELETE OR TRUNCATE ON public.payouts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER trail_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.trail_events FOR EACH STATEMENT EXECUTE FUNCTION public.trail_kept();

CREATE TRIGGER trail_stamp BEFORE INSERT ON public.trail_events FOR EACH ROW EXECUTE FUNCTION public.trail_stamp();

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_merchant_id_738bd5cc_fk_merchants_id FOREIGN KEY (merchant_id) REFERENCES public.merchants(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_group_id_97559544_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_6a12ed8b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bank_accounts
    ADD CONSTRAINT bank_accounts_merchant_id_61ea960c_fk_merchants_id FOREIGN KEY (merchant_id) REFERENCES public.merchants(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_checkpoints
    ADD CONSTRAINT checkpoint_of_an_entry FOREIGN KEY (merchant_id, seq) REFERENCES public.ledger_entries(merchant_id, seq);

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ledger_checkpoints
    ADD CONSTRAINT ledger_checkpoints_merchant_id_e31bcc42_fk_merchants_id FOREIGN KEY (merchant_id) REFERENCES public.merchants(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_merchant_id_fe6ca275_fk_merchants_id FOREIGN KEY (merchant_id) REFERENCES public.merchants(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_user_id_5a99f855_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payout_attempts
    ADD CONSTRAINT payout_attempts_payout_id_c68d5245_fk_payouts_id FOREIGN KEY (payout_id) REFERENCES public.payouts(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payouts
    ADD CONSTRAINT payout_to_an_account_of_its_merchant FOREIGN KEY (bank_account_id, merchant_id) REFERENCES public.bank_accounts(id, merchant_id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_person_id_a693a23e_fk_auth_user_id FOREIGN KEY (person_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE public.bank_accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency_records ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_checkpoints ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.merchants ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_the_seen_merchant ON public.bank_accounts USING ((( SELECT public.sees_every_merchant() AS sees_every_merchant) OR (merchant_id = ( SELECT public.seen_merchant() AS seen_merchant))));

CREATE POLICY of_the_seen_merchant ON public.idempotency_records USING ((( SELECT public.sees_every_merchant() AS sees_every_merchant) OR (merchant_id = ( SELECT public.seen_merchant() AS seen_merchant))));

CREATE POLICY of_the_seen_merchant ON public.ledger_checkpoints USING ((( SELECT public.sees_every_merchant() AS sees_every_merchant) OR (merchant_id = ( SELECT public.seen_merchant() AS seen_merchant))));

CREATE POLICY of_the_seen_merchant ON public.ledger_entries USING ((( SELECT public.sees_every_merchant() AS sees_every_merchant) OR (merchant_id = ( SELECT public.seen_merchant() AS seen_merchant))));

CREATE POLICY of_the_seen_merchant ON public.merchants USING ((( SELECT public.sees_every_merchant() AS sees_every_merchant) OR (id = ( SELECT public.seen_merchant() AS seen_merchant))));

CREATE POLICY of_the_seen_merchant ON public.payout_attempts USING ((( SELECT public.sees_every_merchant() AS sees_every_merchant) OR (( SELECT p.merchant_id
   FROM public.payouts p
  WHERE (p.id = payout_attempts.payout_id)) = ( SELECT public.seen_merchant() AS seen_merchant))));

CREATE POLICY of_the_seen_merchant ON public.payouts USING ((( SELECT public.sees_every_merchant() AS sees_every_merchant) OR (merchant_id = ( SELECT public.seen_merchant() AS seen_merchant))));

ALTER TABLE public.payout_attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payouts ENABLE ROW LEVEL SECURITY;

