"""Group commit, and which requests may take the short way to it."""

from .removal import Removal

TOGETHER = "server/payouts/sql/create_payouts_together.sql"
DECIDING = "server/short_way/deciding.py"
REQUEST = "server/short_way/request.py"

SHORT_WAY = [
    Removal(
        "the locks before payouts are made, in a group",
        TOGETHER,
        "FOR NO KEY UPDATE SKIP LOCKED",
        "",
    ),
    Removal(
        "the lock before payouts are made, in the lane", TOGETHER, "ORDER BY m.id FOR NO KEY UPDATE", "ORDER BY m.id"
    ),
    Removal(
        "a group waits for nobody's lock (SKIP LOCKED)",
        TOGETHER,
        "FOR NO KEY UPDATE SKIP LOCKED",
        "FOR NO KEY UPDATE",
    ),
    Removal(
        "the lane waits for its lock, for so long",
        TOGETHER,
        "PERFORM set_config('lock_timeout', patience_ms || 'ms', true);",
        "",
    ),
    Removal(
        "what was available to the items before is not available again, in a group",
        TOGETHER,
        "available := available - item.paise;",
        "",
    ),
    Removal(
        "a group's statement is bound to its merchants",
        "server/database/row_security.py",
        "set_config('payout.merchant', %s, true), ',')",
        "set_config('payout.merchant', left(%s, 0) || '*', true), ',')",
    ),
    Removal(
        "a creation in a group runs in no transaction",
        "server/payouts/together.py",
        "if connection.in_atomic_block:",
        "if False:",
    ),
    Removal(
        "a key comes once for a merchant in a group",
        DECIDING,
        "free.setdefault((payout.merchant_id, payout.request.idempotency_key), place)",
        "free[payout.merchant_id, new_id()] = place",
    ),
    Removal(
        "the scope, on the short way",
        DECIDING,
        "if Scope.PAYOUTS not in caller.scopes:",
        "if False:",
    ),
    Removal(
        "a key's merchant pays, on the short way",
        DECIDING,
        "if caller.merchant_id and creation.named_merchant not in {None, caller.merchant_id}:",
        "if False:",
    ),
    Removal(
        "the rate limit, on the short way",
        DECIDING,
        'if caller.kind == "open":',
        "if True:",
    ),
    Removal(
        "a creation that leaves the short way is not counted again",
        "server/short_way/way.py",
        "if asked.is_counted:",
        "if False:",
    ),
    Removal(
        "a header that may mean something leads the long way",
        REQUEST,
        "and environ.keys() <= KNOWN",
        "",
    ),
    Removal(
        "a retry leads the long way",
        REQUEST,
        'and environ.get("HTTP_IDEMPOTENCY_RETRY", "false") == "false"',
        "",
    ),
    Removal(
        "without a key the long way, where access is closed",
        REQUEST,
        'and ("HTTP_AUTHORIZATION" in environ or settings.PAYOUT_OPEN_ACCESS)',
        "",
    ),
]
