-- Which payouts that are about to be made need approval, by the newest version of their merchant's policy. The band is found
-- by the sum of a payout and every one that was made to the same account number within a day, whatever row of
-- bank_accounts names it, so that splitting a payment does not evade the policy. A batch counts as one sum as well.
-- Called by: create_payouts.sql, under the merchant's lock; payout_guard (payouts.sql) and payout_details_guard (details.sql),
-- which say the same a second time.
-- Locks, raises: nothing.

-- What was paid to this account number within a day, or is being paid. It reads an account's newest 1,000 payouts: if
-- there are more, it is more than any band begins with.
CREATE OR REPLACE FUNCTION approval_sum_of_a_day(of_merchant uuid, account uuid) RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    found record;
BEGIN
    SELECT count(*) AS payouts, coalesce(sum(p.amount_paise) FILTER (WHERE p.status <> 'failed'), 0) AS paise INTO found
    FROM (
        SELECT account AS id
        UNION
        SELECT other.id FROM bank_accounts own
        JOIN bank_accounts other ON other.account_number_digest = own.account_number_digest
        WHERE own.id = account AND other.merchant_id = of_merchant
    ) a CROSS JOIN LATERAL (
        SELECT q.amount_paise, q.status FROM payouts q
        WHERE q.merchant_id = of_merchant AND q.bank_account_id = a.id AND q.created_at > clock_timestamp() - interval '1 day'
        ORDER BY q.created_at DESC, q.id DESC LIMIT 1001
    ) p;
    RETURN CASE WHEN found.payouts > 1000 THEN 9007199254740991 ELSE least(found.paise, 9007199254740991) END;
END $$;

-- A row for each item that needs approval: its place in the lists, the policy's version, by how many people, and the sum.
-- `batches`: the batch of an item, or NULL.
CREATE OR REPLACE FUNCTION approvals_needed(of_merchant uuid, accounts uuid[], amounts bigint[], batches uuid[])
RETURNS TABLE (place bigint, policy integer, people integer, sum_paise bigint) LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp SET enable_hashjoin = on SET enable_mergejoin = on AS $$
#variable_conflict use_column
DECLARE
    newest integer;
BEGIN
    SELECT max(p.version) INTO newest FROM approval_policies p WHERE p.merchant_id = of_merchant;
    IF newest IS NULL OR NOT EXISTS (
        SELECT FROM approval_bands b WHERE b.merchant_id = of_merchant AND b.version = newest
    ) THEN
        RETURN;
    END IF;
    RETURN QUERY
        WITH items AS MATERIALIZED (
            SELECT i.place, i.account, i.paise, i.batch, a.account_number_digest AS digest,
                   CASE WHEN a.account_number_digest IS NULL THEN a.id END AS undigested
            FROM unnest(accounts, amounts, batches) WITH ORDINALITY AS i (account, paise, batch, place)
            JOIN bank_accounts a ON a.id = i.account
        ), receivers AS MATERIALIZED (
            SELECT r.digest, r.undigested, approval_sum_of_a_day(of_merchant, (array_agg(r.account))[1]) AS paise
            FROM items r GROUP BY r.digest, r.undigested
        ), made AS (
            SELECT each.place, greatest(
                r.paise + sum(each.paise) OVER (PARTITION BY each.digest, each.undigested ORDER BY each.place),
                (SELECT b.total_paise FROM payout_batches b WHERE b.id = each.batch AND b.merchant_id = of_merchant)
            )::bigint AS paise
            FROM items each JOIN receivers r
                ON r.digest IS NOT DISTINCT FROM each.digest AND r.undigested IS NOT DISTINCT FROM each.undigested
        )
        SELECT made.place, newest, band.people, made.paise FROM made CROSS JOIN LATERAL (
            SELECT b.people FROM approval_bands b
            WHERE b.merchant_id = of_merchant AND b.version = newest AND b.from_paise <= made.paise
            ORDER BY b.from_paise DESC LIMIT 1
        ) band;
END $$;
