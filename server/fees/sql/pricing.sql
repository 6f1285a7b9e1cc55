-- What a payout costs by a plan, and GST on it: tax.py and bands.py say it a first time.
-- Called by: fee_charges.sql, fees/invariants.py.
-- Locks, raises: nothing.

-- NULL if the plan does not name the rail.
CREATE OR REPLACE FUNCTION fee_by_bands(bands jsonb, by_rail text, amount bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT b.fee_paise FROM jsonb_to_recordset(bands) b (rail text, up_to_paise bigint, fee_paise bigint)
    WHERE b.rail = by_rail AND (b.up_to_paise IS NULL OR amount <= b.up_to_paise)
    ORDER BY b.up_to_paise NULLS LAST LIMIT 1
$$;

-- Half up, on the paisa. Inside a state two taxes, each rounded.
CREATE OR REPLACE FUNCTION fee_taxes(fee bigint, gst_bp integer, supplier_state text, place text,
    OUT igst bigint, OUT cgst bigint, OUT sgst bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN supplier_state = place THEN 0 ELSE (fee * gst_bp + 5000) / 10000 END,
           CASE WHEN supplier_state = place THEN (fee * gst_bp + 10000) / 20000 ELSE 0 END,
           CASE WHEN supplier_state = place THEN (fee * gst_bp + 10000) / 20000 ELSE 0 END
$$;

-- The plan by which a merchant's payouts are charged now: the newest one, if it charges anything.
CREATE OR REPLACE FUNCTION fee_plan_in_force(merchant uuid) RETURNS fee_plans LANGUAGE sql STABLE AS $$
    SELECT p FROM public.fee_plans p
    WHERE p.merchant_id = merchant AND p.bands <> '[]'
      AND p.version = (SELECT max(n.version) FROM public.fee_plans n WHERE n.merchant_id = merchant)
$$;

-- Where our fees are supplied: the state of the merchant's newest tax profile, or else our own, as the law has it for a
-- recipient of whom no address is known (IGST Act, section 12(2)(b)).
CREATE OR REPLACE FUNCTION fee_place_of_supply(merchant uuid, supplier_state text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT t.state_code FROM public.merchant_tax_profiles t WHERE t.merchant_id = merchant
                     ORDER BY t.version DESC LIMIT 1), supplier_state)
$$;
