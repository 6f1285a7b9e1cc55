-- The bodies of ledger_entries' CHECK constraints (ledger/models.py). They are functions because PostgreSQL parses a
-- CHECK's text for every statement (see payouts/sql/checks.sql).
-- They are part of the table: IMMUTABLE, created before it by the initial migration, and changed by a migration alone
-- (server/database/operations.py, ApplyChecks). `migrate` then compares them and never replaces them, since the old
-- text admitted the existing rows.
-- Locks, raises: nothing.

-- A credit is 1 to 2^53 - 1 paise, a debit the negative of that; an unknown type is refused.
CREATE OR REPLACE FUNCTION entry_has_the_sign_of_its_type(entry_type text, amount_paise bigint)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE
        WHEN entry_type IN ('payment_reversed', 'payout_hold', 'payout_completed', 'fee_debit', 'fee_tax_debit',
                            'adjustment_debit')
        THEN amount_paise BETWEEN -9007199254740991 AND -1
        WHEN entry_type IN ('payment_received', 'payout_release', 'payout_returned', 'fee_refund', 'fee_tax_refund',
                            'adjustment_credit')
        THEN amount_paise BETWEEN 1 AND 9007199254740991
        ELSE false
    END;
END $$;

-- A payout's own three entries name it. A return, a fee and a payment's reversal are owned by their facts instead
-- (payouts/sql/payout_returns.sql, fees/sql/fee_charges.sql, inward_payments/sql/inward_reversals.sql).
CREATE OR REPLACE FUNCTION entry_names_its_payout(entry_type text, payout_id uuid)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (entry_type IN ('payout_hold', 'payout_release', 'payout_completed')) = (payout_id IS NOT NULL);
END $$;

CREATE OR REPLACE FUNCTION entry_has_the_reference_of_its_type(entry_type text, reference text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE entry_type WHEN 'payment_received' THEN coalesce(reference, '') <> '' ELSE reference IS NULL END;
END $$;
