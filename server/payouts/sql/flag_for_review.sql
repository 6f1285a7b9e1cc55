-- Flags a payout whose outcome stays unknown, if the worker still holds its lease.
-- Called by: payouts/leases.py.
-- Locks: the merchant's row (FOR NO KEY UPDATE), then the payout's. So a claim, which takes no merchant's lock, cannot
-- flag by itself.
-- Raises: nothing of its own; payouts' guards raise theirs.

CREATE OR REPLACE FUNCTION payout_flag_for_review(of_merchant uuid, of_payout uuid, held_lease uuid)
RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM merchants WHERE id = of_merchant FOR NO KEY UPDATE;
    UPDATE payouts SET needs_review = true
    WHERE id = of_payout AND lease = held_lease AND unresolved_since IS NOT NULL AND NOT needs_review;
END $$;
