-- The bodies of inward_payments' CHECK constraints (inward_payments/models.py). IMMUTABLE, and changed by a migration
-- alone (server/database/operations.py, ApplyChecks).
-- Locks, raises: nothing.

-- Rupees for one unit of the currency, times its units, is the gross amount, or one paisa beside it: banks round the
-- rate that they print.
CREATE OR REPLACE FUNCTION inward_rate_explains(minor bigint, exponent smallint, rate numeric, gross_paise bigint)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN abs(round(minor * rate * 100 / (10::numeric ^ exponent)) - gross_paise) <= 1;
END $$;
