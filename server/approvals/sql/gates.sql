-- A payout that needs approval has a gate from its creation on: a row that says how many people, by which policy, until when
-- and who made it. Until the gate is opened the payout is in no queue, so no worker sees it; a gate ends once.
-- Fires for: write_payouts.sql; approvals_apply (approvals.sql), payout_cancellation_apply (payouts/sql/cancellations.sql).
-- Called by: payout_guard (approval_gate_may_open); both of these (approval_gate_end).
-- Locks: nothing of its own; whoever makes a payout or decides about it holds the merchant's lock.
-- Raises: check_violation (no new payout with a gate, another version than the one in force, fewer people than it asks for, a gate without its payout's row
-- or the other way round); restrict_violation (a change of what is fixed, a gate that ends twice, a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: nobody else may change a gate.

-- A digest of what is approved: of facts that never change, so that an approver can say what they have looked at.
CREATE OR REPLACE FUNCTION approval_subject(of_payout uuid) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(concat_ws('|', p.id, p.amount_paise, a.id, a.account_number_masked, a.ifsc_code,
           coalesce((SELECT d.rail FROM payout_details d WHERE d.payout_id = p.id), ''),
           coalesce(extract(epoch FROM p.not_before)::text, '')), 'UTF8')), 'hex')
    FROM payouts p JOIN bank_accounts a ON a.id = p.bank_account_id WHERE p.id = of_payout
$$;

-- The person who made something: of a key, whoever made the key, directly or by other keys.
CREATE OR REPLACE FUNCTION approval_person_behind(maker_kind text, maker_id text) RETURNS integer LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
BEGIN
    FOR step IN 1..20 LOOP
        IF maker_kind = 'person' THEN
            RETURN maker_id::integer;
        ELSIF maker_kind IS DISTINCT FROM 'key' THEN
            RETURN NULL;
        END IF;
        SELECT CASE WHEN k.user_id IS NULL THEN e.actor_kind ELSE 'person' END, coalesce(k.user_id::text, e.actor_id)
        INTO maker_kind, maker_id FROM api_keys k
        LEFT JOIN trail_events e ON e.subject_id = k.id::text AND e.action = 'api_key.created'
        WHERE k.id = maker_id::uuid LIMIT 1;
    END LOOP;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION approval_gate_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    payout record;
    least_people integer;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT p.created_at, p.amount_paise INTO payout FROM public.payouts p
        WHERE p.id = NEW.payout_id AND p.merchant_id = NEW.merchant_id AND p.status = 'pending' AND p.gate IS NOT NULL
          AND p.cancel_requested_at IS NULL;
        SELECT max(b.people) INTO least_people FROM public.approval_bands b
        WHERE b.merchant_id = NEW.merchant_id AND b.version = NEW.policy_version AND b.from_paise <= NEW.sum_paise;
        IF payout.created_at IS NULL OR NEW.sum_paise < payout.amount_paise THEN
            RAISE 'approvals: merchant % has no new payout % with a gate', NEW.merchant_id, NEW.payout_id
                USING ERRCODE = 'check_violation';
        END IF;
        -- Whoever makes payouts has the merchant's lock, and so has whoever sets a policy.
        IF NEW.policy_version IS DISTINCT FROM (
            SELECT max(p.version) FROM public.approval_policies p WHERE p.merchant_id = NEW.merchant_id
        ) THEN
            RAISE 'approvals: version % is not the one in force', NEW.policy_version USING ERRCODE = 'check_violation';
        END IF;
        IF least_people IS NULL OR NEW.people < least_people THEN
            RAISE 'approvals: payout % needs more people than %', NEW.payout_id, NEW.people USING ERRCODE = 'check_violation';
        END IF;
        NEW.created_at := payout.created_at;
        NEW.expires_at := payout.created_at + (
            SELECT make_interval(hours => p.expires_after_hours) FROM public.approval_policies p
            WHERE p.merchant_id = NEW.merchant_id AND p.version = NEW.policy_version);
        NEW.maker_person_id := public.approval_person_behind(NEW.made_by_kind, NEW.made_by_id);
        NEW.subject := public.approval_subject(NEW.payout_id);
        NEW.approved := 0;
        NEW.ended_at := NULL;
        NEW.ending := NULL;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - ARRAY['approved', 'ended_at', 'ending'] <> to_jsonb(OLD) - ARRAY['approved', 'ended_at', 'ending']
       OR OLD.ended_at IS NOT NULL OR NEW.approved < OLD.approved THEN
        RAISE 'approvals: the gate of payout % ends once, and nothing else of it changes', OLD.payout_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approval_gate_guard BEFORE INSERT OR UPDATE ON approval_gates
    FOR EACH ROW EXECUTE FUNCTION approval_gate_guard();

CREATE TRIGGER approval_gates_kept BEFORE DELETE OR TRUNCATE ON approval_gates
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The merchant is told in the same transaction, after the payout's own event.
CREATE OR REPLACE FUNCTION approval_gate_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body) VALUES (
        NEW.merchant_id, 'PAYOUT_APPROVAL_NEEDED', NEW.payout_id, jsonb_build_object(
            'people', NEW.people,
            'expires_at', to_char(NEW.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'))
    );
    RETURN NULL;
END $$;

CREATE TRIGGER approval_gate_told AFTER INSERT ON approval_gates FOR EACH ROW EXECUTE FUNCTION approval_gate_told();

-- At COMMIT a new payout with a gate has the gate's row.
CREATE OR REPLACE FUNCTION payout_gate_has_its_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.approval_gates g WHERE g.payout_id = NEW.id) THEN
        RAISE 'approvals: payout % has a gate that nobody can open', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER payout_gate_has_its_row AFTER INSERT ON payouts DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.gate IS NOT NULL) EXECUTE FUNCTION payout_gate_has_its_row();

-- Enough people have approved, none of them its maker, and nobody has rejected it.
CREATE OR REPLACE FUNCTION approval_gate_may_open(of_payout uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce((
        SELECT count(*) FILTER (WHERE a.decision = 'approve' AND a.person_id IS DISTINCT FROM g.maker_person_id) >= g.people
               AND count(*) FILTER (WHERE a.decision = 'reject') = 0
        FROM approval_gates g LEFT JOIN approvals a ON a.payout_id = g.payout_id
        WHERE g.payout_id = of_payout GROUP BY g.people
    ), false)
$$;

CREATE OR REPLACE FUNCTION approval_gate_end(of_payout uuid, how text) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE approval_gates SET ended_at = clock_timestamp(), ending = how WHERE payout_id = of_payout AND ended_at IS NULL;
END $$;
