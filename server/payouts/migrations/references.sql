-- What a payout, an entry and an answer refer to is proved once and not twice. A foreign key looks for one column, and locks
-- what it finds; the guards here look for more at the same place, and what they found never goes: rows that are referred to
-- are neither deleted (below) nor given another id (payout_guard, merchant_guard, bank_account_guard).

-- A payout's merchant: payout_to_an_account_of_its_merchant. An entry's merchant and payout: ledger_admit_statement. An
-- answer's: idempotency_record_guard.
CREATE TRIGGER merchants_kept BEFORE DELETE OR TRUNCATE ON merchants
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER bank_accounts_kept BEFORE DELETE OR TRUNCATE ON bank_accounts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
