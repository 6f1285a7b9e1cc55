-- In functions, since PostgreSQL reads a CHECK's text for every statement (see payouts/migrations/checks.sql).

-- Credits are above zero, debits below, by 2^53 - 1 at most; a type that is neither has no sign.
CREATE FUNCTION entry_has_the_sign_of_its_type(entry_type text, amount_paise bigint)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE
        WHEN entry_type IN ('payout_hold', 'payout_completed', 'fee_debit', 'adjustment_debit')
        THEN amount_paise BETWEEN -9007199254740991 AND -1
        WHEN entry_type IN ('payment_received', 'payout_release', 'adjustment_credit')
        THEN amount_paise BETWEEN 1 AND 9007199254740991
        ELSE false
    END;
END $$;

CREATE FUNCTION entry_names_its_payout(entry_type text, payout_id uuid)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (entry_type IN ('payout_hold', 'payout_release', 'payout_completed')) = (payout_id IS NOT NULL);
END $$;

CREATE FUNCTION entry_has_the_reference_of_its_type(entry_type text, reference text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE entry_type WHEN 'payment_received' THEN coalesce(reference, '') <> '' ELSE reference IS NULL END;
END $$;
