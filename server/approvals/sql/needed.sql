-- Which payouts that are about to be made need approval, by the newest version of their merchant's policy. The band is found
-- by the sum of a payout and every one that was made to the same account number within a day, whatever row of
-- bank_accounts names it, so that splitting a payment does not evade the policy. A batch counts as one sum as well.
-- Called by: write_payouts.sql, under the merchant's lock; payout_guard (payouts.sql), which says the same a second time, and
-- payout_details_guard (details.sql), which does so of a batch's sum; payouts/planning.py.
-- Locks, raises: nothing.

-- By how many people, from this sum on; NULL: by none.
CREATE OR REPLACE FUNCTION approval_people_from(of_merchant uuid, paise bigint) RETURNS integer LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT b.people FROM approval_bands b
    WHERE b.merchant_id = of_merchant AND b.from_paise <= paise
      AND b.version = (SELECT max(p.version) FROM approval_policies p WHERE p.merchant_id = of_merchant)
    ORDER BY b.from_paise DESC LIMIT 1
$$;

-- What was paid to this account number within a day, or is being paid, in how many payouts. It reads an account's newest
-- 1,000 payouts: whoever adds to more takes it for more than any band begins with.
CREATE OR REPLACE FUNCTION approval_paid_in_a_day(of_merchant uuid, account uuid, OUT payouts bigint, OUT paise bigint)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    SELECT count(*), coalesce(sum(p.amount_paise) FILTER (WHERE p.status <> 'failed'), 0) INTO payouts, paise
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
            SELECT r.digest, r.undigested, day.payouts, day.paise
            FROM (SELECT i.digest, i.undigested, (array_agg(i.account))[1] AS account FROM items i GROUP BY 1, 2) r,
                 LATERAL approval_paid_in_a_day(of_merchant, r.account) day
        ), made AS (
            -- Each counts those before it in the lists, as if they were made by now.
            SELECT each.place, CASE WHEN r.payouts + row_number() OVER receiver > 1001 THEN 9007199254740991 ELSE least(greatest(
                r.paise + sum(each.paise) OVER receiver,
                (SELECT b.total_paise FROM payout_batches b WHERE b.id = each.batch AND b.merchant_id = of_merchant)
            ), 9007199254740991)::bigint END AS paise
            FROM items each JOIN receivers r
                ON r.digest IS NOT DISTINCT FROM each.digest AND r.undigested IS NOT DISTINCT FROM each.undigested
            WINDOW receiver AS (PARTITION BY each.digest, each.undigested ORDER BY each.place)
        )
        SELECT made.place, newest, band.people, made.paise FROM made CROSS JOIN LATERAL (
            SELECT b.people FROM approval_bands b
            WHERE b.merchant_id = of_merchant AND b.version = newest AND b.from_paise <= made.paise
            ORDER BY b.from_paise DESC LIMIT 1
        ) band;
END $$;
