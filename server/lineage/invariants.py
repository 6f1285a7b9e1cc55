"""The rules of lineage that `verify_ledger` proves, at a hundred random entries of each merchant: nothing is stored, so
what is read is compared with a sum from the first entry."""

from server.database.invariant import Invariant, Severity

MOST_SLICES = 1_000  # of a payment from abroad

_RUN = """run AS MATERIALIZED (
               SELECT merchant_id, seq, amount_paise > 0 AS is_in, abs(amount_paise) AS paise,
                      (sum(abs(amount_paise)) OVER way - abs(amount_paise))::bigint AS before
               FROM ledger_entries WHERE entry_type NOT IN ('payout_hold', 'payout_release')
               WINDOW way AS (PARTITION BY merchant_id, amount_paise > 0 ORDER BY seq)
           )"""
_PICKED = f"""WITH {_RUN}, picked AS (
               SELECT run.* FROM (
                   SELECT DISTINCT e.merchant_id, 1 + floor(random() * e.last)::bigint AS seq
                   FROM (SELECT merchant_id, max(seq) AS last FROM ledger_entries GROUP BY merchant_id) e,
                        generate_series(1, 100)
                   UNION SELECT merchant_id, max(seq) FROM run GROUP BY merchant_id
               ) n JOIN run USING (merchant_id, seq)
           )"""

INVARIANTS = [
    Invariant(
        "lineage.places",
        Severity.MONEY,
        "what came in or went out lies at the place that the entries before it leave, whichever way it is looked up",
        "merchants",
        f"""{_PICKED}
           SELECT p.seq AS entry, p.merchant_id, p.before AS from_the_first FROM picked p
           CROSS JOIN LATERAL lineage_sums(p.merchant_id, p.seq - 1) s
           LEFT JOIN LATERAL (
               SELECT array_agg((f.seq, f.before)) AS found
               FROM lineage_flow(p.merchant_id, p.is_in, p.before, p.before + p.paise, 2) f
           ) f ON true
           WHERE CASE WHEN p.is_in THEN s.came_in ELSE s.gone END <> p.before
              OR f.found IS DISTINCT FROM ARRAY[(p.seq, p.before)]""",
    ),
    Invariant(
        "lineage.slices",
        Severity.MONEY,
        "the slices of what went out add up to it and had come in before; those of a payment from abroad add up to its"
        " foreign amount",
        "merchants",
        f"""{_PICKED}
           SELECT p.seq AS entry, p.merchant_id, p.paise, sum(cut.paise) AS of_slices FROM picked p
           LEFT JOIN LATERAL lineage_flow(p.merchant_id, true, p.before, p.before + p.paise, 2000000000) f ON true
           LEFT JOIN run ON (run.merchant_id, run.seq, run.is_in, run.before, run.paise)
                            = (p.merchant_id, f.seq, true, f.before, f.paise)
           CROSS JOIN LATERAL (
               SELECT least(run.before + run.paise, p.before + p.paise) - greatest(run.before, p.before) AS paise
           ) cut
           WHERE NOT p.is_in GROUP BY p.seq, p.merchant_id, p.paise
           HAVING sum(cut.paise) IS DISTINCT FROM p.paise OR bool_or(cut.paise <= 0 OR f.seq > p.seq)
           UNION ALL
           SELECT i.seq, i.merchant_id, i.foreign_minor, sum(share.minor) FROM inward_payments i
           JOIN run r ON r.merchant_id = i.merchant_id AND r.seq = i.seq
           CROSS JOIN LATERAL (
               SELECT greatest(f.before, r.before) - r.before AS since,
                      least(f.before + f.paise, r.before + r.paise) - r.before AS until
               FROM lineage_flow(i.merchant_id, false, r.before, r.before + r.paise, {MOST_SLICES}) f
           ) cut
           CROSS JOIN LATERAL (
               SELECT div(i.foreign_minor::numeric * cut.until, r.paise)
                      - div(i.foreign_minor::numeric * cut.since, r.paise) AS minor
           ) share
           GROUP BY i.seq, i.merchant_id, i.foreign_minor, r.paise
           HAVING sum(share.minor) <> div(i.foreign_minor::numeric * max(cut.until), r.paise)""",
    ),
]
