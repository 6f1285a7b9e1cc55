-- Sets which of a merchant's waiting orders comes next.
-- Called by: payout_orders/policy.py, which holds the merchant's row.
-- Locks: the book's row.
-- Raises: nothing of its own.
-- SECURITY DEFINER: nobody else may write to a book. Who may not see the merchant sets nothing.

CREATE OR REPLACE FUNCTION payout_order_set_policy(merchant uuid, becomes text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF sees_merchant(merchant) IS NOT TRUE THEN
        RETURN;
    END IF;
    INSERT INTO payout_order_books (merchant_id, last_seq, waiting, waiting_paise, policy) VALUES (merchant, 0, 0, 0, becomes)
    ON CONFLICT (merchant_id) DO UPDATE SET policy = becomes;
END $$;
