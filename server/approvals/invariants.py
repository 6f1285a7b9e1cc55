"""Invariants between payouts, their gates and what people decided."""

from server.database.invariant import Invariant, Severity

INVARIANTS = [
    Invariant(
        "approval.gate-never-opened",
        Severity.MONEY,
        "no payout whose gate was never opened was ever submitted, or is in the queue but to be voided",
        "payouts WHERE gate IS NOT NULL",
        """SELECT p.id AS payout, p.merchant_id, p.status, p.gate FROM payouts p
           WHERE p.gate IS NOT NULL AND (
               (p.cancel_requested_at IS NULL AND (p.status <> 'pending' OR p.next_attempt_at IS NOT NULL))
               OR p.status = 'completed'
               OR EXISTS (SELECT FROM payout_attempts a WHERE a.payout_id = p.id AND a.call = 'submit'))""",
    ),
    Invariant(
        "approval.opened-by-enough",
        Severity.MONEY,
        "every gate that is open was opened by enough people, none of them its payout's maker, and rejected by nobody",
        "approval_gates",
        """SELECT g.payout_id AS payout, g.merchant_id, g.people, g.ending, p.gate FROM approval_gates g
           LEFT JOIN payouts p ON p.id = g.payout_id
           CROSS JOIN LATERAL (
               SELECT count(*) FILTER (WHERE a.decision = 'approve'
                          AND a.person_id IS DISTINCT FROM g.maker_person_id) AS approved,
                      count(*) FILTER (WHERE a.decision = 'reject') AS rejected
               FROM approvals a WHERE a.payout_id = g.payout_id
           ) said
           WHERE p.merchant_id IS DISTINCT FROM g.merchant_id
              OR (p.gate IS NULL) <> (g.ending IS NOT DISTINCT FROM 'opened')
              OR g.approved <> said.approved
              OR (p.gate IS NULL AND (said.approved < g.people OR said.rejected > 0))""",
    ),
    Invariant(
        "approval.gates",
        Severity.ORDER,
        "every payout with a gate has its row, which has ended if and only if the gate is open or the payout cancelled",
        "payouts WHERE gate IS NOT NULL",
        """SELECT coalesce(p.id, g.payout_id) AS payout, coalesce(p.merchant_id, g.merchant_id) AS merchant_id, g.ending
           FROM (SELECT * FROM payouts WHERE gate IS NOT NULL) p
           FULL JOIN (SELECT * FROM approval_gates WHERE ending IS DISTINCT FROM 'opened') g ON g.payout_id = p.id
           WHERE p.id IS NULL OR g.payout_id IS NULL
              OR (p.cancel_requested_at IS NULL) <> (g.ended_at IS NULL)
              OR g.ending IS DISTINCT FROM (
                  SELECT CASE c.kind WHEN 'asked' THEN 'cancelled' ELSE split_part(c.kind, '_', 2) END
                  FROM payout_cancellations c WHERE c.payout_id = p.id)""",
    ),
    Invariant(
        "approval.decisions",
        Severity.ORDER,
        "every decision is about a payout of its merchant that needs approval, and came while its gate was there",
        "approvals",
        """SELECT a.payout_id AS payout, a.merchant_id, a.person_id, a.decision FROM approvals a
           LEFT JOIN approval_gates g ON g.payout_id = a.payout_id
           WHERE a.merchant_id IS DISTINCT FROM g.merchant_id OR a.person_id IS NOT DISTINCT FROM g.maker_person_id
              OR a.decided_at > g.expires_at OR a.decided_at > g.ended_at
              OR (a.decision = 'reject' AND NOT EXISTS (
                  SELECT FROM payout_cancellations c
                  WHERE c.payout_id = a.payout_id AND c.kind = 'approval_rejected'))""",
    ),
    Invariant(
        "approval.policies",
        Severity.ORDER,
        "every gate asks for the people that its policy asks for from its sum on, and until when",
        "approval_gates",
        """SELECT g.payout_id AS payout, g.merchant_id, g.policy_version, g.people, g.sum_paise FROM approval_gates g
           LEFT JOIN approval_policies p ON p.merchant_id = g.merchant_id AND p.version = g.policy_version
           WHERE g.people IS DISTINCT FROM (
               SELECT max(b.people) FROM approval_bands b
               WHERE b.merchant_id = g.merchant_id AND b.version = g.policy_version AND b.from_paise <= g.sum_paise)
              OR g.expires_at IS DISTINCT FROM g.created_at + make_interval(hours => p.expires_after_hours)""",
    ),
]
