-- An order is placed under its merchant's lock, which gives it the next number, and ends once: funded, expired, cancelled
-- or refused. Its key has made no payout before, and makes none but the order's own (create_payouts.sql looks). The
-- merchant's book is written here alone, and each end is told to the merchant's feed in the same transaction.
-- Fires for: payout_orders/ordering.py, funding.py, ending.py; write_payouts.sql, which funds an order.
-- Locks: the merchant's row (FOR NO KEY UPDATE).
-- Raises: check_violation (an order of a suspended merchant, to an account that is not its own or is retired, with the key
-- of a payout, for a time that cannot be, or above what a merchant's orders may promise; an end that is none, or that
-- does not fit); restrict_violation (a change of what was ordered, or after the end; a deletion).
-- Names carry their schema (see ledger/sql/balances.sql). SECURITY DEFINER: a guard sees every row.

CREATE OR REPLACE FUNCTION payout_order_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    may_pay boolean;
    paid record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- Lock and look are two statements: one alone would look with a snapshot from before the lock.
        SELECT m.is_active INTO may_pay FROM public.merchants m WHERE m.id = NEW.merchant_id FOR NO KEY UPDATE;
        IF may_pay IS NOT TRUE THEN
            RAISE 'payout orders: merchant % is suspended, or there is none', NEW.merchant_id USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (SELECT FROM public.bank_accounts a WHERE a.id = NEW.bank_account_id
                       AND a.merchant_id = NEW.merchant_id AND a.retired_at IS NULL) THEN
            RAISE 'payout orders: bank account % is retired, or not of merchant %', NEW.bank_account_id, NEW.merchant_id
                USING ERRCODE = 'check_violation';
        END IF;
        IF public.payout_key_is_used(NEW.merchant_id, NEW.idempotency_key) THEN
            RAISE 'payout orders: key % has made a payout', NEW.idempotency_key USING ERRCODE = 'check_violation';
        END IF;
        NEW.created_at := clock_timestamp();
        -- A moment that was to come when the caller was judged (payout_orders/ordering.py) may have come since.
        IF least(NEW.not_before, NEW.expires_at) < NEW.created_at - interval '1 minute' OR NEW.expires_at <= NEW.not_before
           OR greatest(NEW.not_before, NEW.expires_at) > NEW.created_at + interval '93 days' THEN
            RAISE 'payout orders: an order cannot wait from % to %', NEW.not_before, NEW.expires_at
                USING ERRCODE = 'check_violation';
        END IF;
        NEW.state := 'waiting';
        NEW.payout_id := NULL;
        NEW.refused_because := NULL;
        NEW.ended_at := NULL;
        INSERT INTO public.payout_order_books AS b (merchant_id, last_seq, waiting, waiting_paise)
        VALUES (NEW.merchant_id, 1, 1, NEW.amount_paise)
        ON CONFLICT (merchant_id) DO UPDATE SET last_seq = b.last_seq + 1, waiting = b.waiting + 1,
            waiting_paise = b.waiting_paise + NEW.amount_paise
        RETURNING b.last_seq INTO NEW.seq;
        RETURN NEW;
    END IF;

    IF to_jsonb(NEW) - ARRAY['state', 'payout_id', 'refused_because', 'ended_at']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'payout_id', 'refused_because', 'ended_at'] THEN
        RAISE 'payout orders: what % was placed with cannot change', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'waiting' OR NEW.state = 'waiting' THEN
        RAISE 'payout orders: % is %, which it stays', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM 1 FROM public.merchants m WHERE m.id = OLD.merchant_id FOR NO KEY UPDATE;
    NEW.ended_at := greatest(clock_timestamp(), OLD.created_at);
    IF NEW.state = 'funded' THEN
        SELECT p.merchant_id, p.bank_account_id, p.amount_paise, p.idempotency_key, p.created_at INTO paid
        FROM public.payouts p WHERE p.id = NEW.payout_id;
        IF (paid.merchant_id, paid.bank_account_id, paid.amount_paise, paid.idempotency_key)
           IS DISTINCT FROM (OLD.merchant_id, OLD.bank_account_id, OLD.amount_paise, OLD.idempotency_key) THEN
            RAISE 'payout orders: payout % is not what % ordered', NEW.payout_id, OLD.id USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.not_before > clock_timestamp() OR OLD.expires_at <= clock_timestamp() THEN
            RAISE 'payout orders: it is not the time of %', OLD.id USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.state = 'expired' AND OLD.expires_at > clock_timestamp() THEN
        RAISE 'payout orders: % waits until %', OLD.id, OLD.expires_at USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER payout_order_guard BEFORE INSERT OR UPDATE ON payout_orders
    FOR EACH ROW EXECUTE FUNCTION payout_order_guard();

CREATE TRIGGER payout_orders_kept BEFORE DELETE OR TRUNCATE ON payout_orders
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION payout_order_tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        UPDATE public.payout_order_books SET waiting = waiting - 1, waiting_paise = waiting_paise - NEW.amount_paise
        WHERE merchant_id = NEW.merchant_id;
    END IF;
    INSERT INTO public.merchant_events (merchant_id, kind, subject_id, body) VALUES (
        NEW.merchant_id, CASE NEW.state WHEN 'waiting' THEN 'PAYOUT_ORDER_PLACED' ELSE 'PAYOUT_ORDER_' || upper(NEW.state) END,
        NEW.id, jsonb_strip_nulls(jsonb_build_object(
            'amount_paise', NEW.amount_paise, 'bank_account_id', NEW.bank_account_id, 'idempotency_key', NEW.idempotency_key,
            'payout_id', NEW.payout_id, 'refused_because', NEW.refused_because))
    );
    RETURN NULL;
END $$;

CREATE TRIGGER payout_order_tell AFTER INSERT OR UPDATE ON payout_orders
    FOR EACH ROW EXECUTE FUNCTION payout_order_tell();

-- A merchant who has orders has terms from then on: a creation's key may be an order's, which is remembered for ever.
CREATE TRIGGER payout_order_book_begins AFTER INSERT ON payout_order_books
    FOR EACH ROW EXECUTE FUNCTION merchant_terms_changed();

CREATE TRIGGER payout_order_books_kept BEFORE DELETE OR TRUNCATE ON payout_order_books
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
