"""Passwords, who may sign in, and keys of those who are out."""

from .removal import Removal

THROTTLE = "server/access/login_throttle.py"
PASSWORD_CHECK = "server/access/password_check.py"
HASHING = "server/access/password_hashing.py"
API_KEYS = "server/access/api_keys.py"
KEYS_IN_GRAPHQL = "server/api/graphql/api_keys.py"

ACCESS = [
    Removal("no password is compared without the throttle", HASHING, "if not _is_checking.get():", "if False:"),
    Removal("passwords are hashed in turn", HASHING, "if not HASHING.acquire(timeout=WAIT_SECONDS):", "if False:"),
    Removal("who got no turn has not failed", PASSWORD_CHECK, "        login_throttle.withdraw(attempt)\n"),
    Removal("a disabled user's password is none", PASSWORD_CHECK, " or not known.is_active"),
    Removal(
        "an account's guesses by all of its names are counted",
        PASSWORD_CHECK,
        "known = user if user and attempt.counts else None",
        "known = user",
    ),
    Removal(
        "a name counts in one spelling",
        THROTTLE,
        'one_spelling(name).encode("utf-8", "surrogatepass")',
        'name.encode("utf-8", "surrogatepass")',
    ),
    Removal(
        "a success clears the failures of its own address alone",
        THROTTLE,
        "(mine, address=attempt.row.address)",
        "(mine)",
    ),
    Removal("a rollback forgets no attempt", THROTTLE, "transaction.atomic(durable=True)", "transaction.atomic()"),
    Removal("a session alone makes no key", PASSWORD_CHECK, '    if caller.kind != "person":', "    if True:"),
    Removal(
        "making a key asks for the password",
        KEYS_IN_GRAPHQL,
        "        confirm(info.context.caller, input.password or None, info.context.request)\n",
    ),
    Removal(
        "rotating a key asks for the password",
        KEYS_IN_GRAPHQL,
        "        confirm(info.context.caller, input.password or None, info.context.request)\n",
        occurrence=1,
    ),
    Removal(
        "no message repeats a password",
        "server/api/graphql/schema.py",
        "        hide_values(self._schema, text, result.errors or [])\n",
    ),
    Removal(
        "who is disabled loses the keys",
        "server/access/users.py",
        "return live_keys_made_by(user) if keep_keys else revoke_keys_made_by(user)",
        "return live_keys_made_by(user)",
        occurrence=1,
    ),
    Removal(
        "who operates no more loses the keys",
        "server/access/users.py",
        "return live_keys_made_by(user) if keep_keys else revoke_keys_made_by(user)",
        "return live_keys_made_by(user)",
    ),
    Removal("nobody makes a key while being shut out", API_KEYS, "        _lock_maker(merchant_id, scopes)\n"),
    Removal(
        "an operators' key ends",
        API_KEYS,
        "return None if never_expires or merchant_id is not None else _database_now() + OPERATORS_LIFE",
        "return None",
    ),
    Removal(
        "an operators' key outlives not the key that made it",
        API_KEYS,
        "    if actor.kind is not ActorKind.KEY:\n        return expires_at\n    makers_end",
        "    if True:\n        return expires_at\n    makers_end",
    ),
    Removal(
        "what a stolen key made is revoked with it",
        "server/access/key_makers.py",
        "return _revoke_all(lambda: live_keys_made_by_key(key_id))",
        "return live_keys_made_by_key(key_id)",
    ),
    Removal(
        "a key that is made while others are revoked is revoked too",
        "server/access/key_makers.py",
        "while keys := find():",
        "if keys := find():",
    ),
    Removal(
        "sign-ins are counted at the door",
        "server/api/http/middleware.py",
        "if is_sign_in(request.method, request.path):",
        "if False:",
    ),
    Removal(
        "forged calls are counted",
        "server/api/http/middleware.py",
        "if not is_sign_in(request.method, request.path):",
        "if False:",
    ),
    Removal(
        "strangers who sign in leave half of the threads to others",
        "server/asgi/fair_queue.py",
        "job.group is None or self._busy_groups.get(job.group, 0) < self.share",
        "True",
    ),
    Removal(
        "strangers cannot fill the audit log",
        "server/audit_log/refusals.py",
        "WHERE minute.has_room OR %(actor_kind)s <> 'stranger'",
        "WHERE true",
    ),
]
