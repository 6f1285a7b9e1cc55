"""The second factor, and whose sessions and passwords a user may change."""

from .removal import Removal

FACTOR = "server/access/second_factor.py"
CODES = "server/access/one_time_codes.py"
STEPS = "server/access/signing_in.py"

SIGNING_IN = [
    Removal("the code is asked for", STEPS, "        return Step.CODE\n", "        return None\n"),
    Removal(
        "who needs a second factor sets it up first",
        STEPS,
        "Step.ENROLMENT if is_required(is_operator=user.is_staff) else None",
        "None",
    ),
    Removal("a half-session ends with the password", STEPS, "if not any(", "if False and any("),
    Removal(
        "a half-session ends by itself",
        STEPS,
        "        request.session.set_expiry(timezone.now() + HALF_LIFE)\n",
    ),
    Removal(
        "the second step gets a session of its own",
        STEPS,
        "        _leave_session(request)\n        auth",
        "        auth",
    ),
    Removal(
        "a session counts for the factor that it was begun with",
        "server/access/second_factor_rule.py",
        "return bool(session.get(SHOWN) == str(factor_id))",
        "return True",
    ),
    Removal(
        "a session without a factor does not count for who needs one",
        "server/access/second_factor_rule.py",
        "return not is_required(is_operator=is_operator)",
        "return True",
    ),
    Removal(
        "the admin is no way around the second factor",
        "server/admin/site.py",
        " and is_admitted(request)",
    ),
    Removal("a code counts once", CODES, "if step > after), None)", "), None)"),
    Removal(
        "of two sign-ins with one code one succeeds",
        FACTOR,
        "factor = SecondFactor.objects.select_for_update(no_key=True).filter(",
        "factor = SecondFactor.objects.filter(",
    ),
    Removal(
        "a recovery code counts once",
        FACTOR,
        "left = [each for each in factor.recovery_hashes if each != used]",
        "left = factor.recovery_hashes",
    ),
    Removal(
        "a right password buys no guesses at the code",
        FACTOR,
        'login_throttle.begin_attempt(f"\\0second factor of {user.pk}", address)',
        "login_throttle.begin_attempt(user.get_username(), address)",
    ),
    Removal("a user has one second factor", FACTOR, "    _refuse_a_second(user)\n    try", "    try"),
    Removal(
        "an enrolment is for the user who began it",
        FACTOR,
        'return f"enrolment of user {user.pk}".encode()',
        'return b"enrolment"',
    ),
    Removal(
        "turning the factor off takes the password",
        "server/access/own_second_factor.py",
        "    password_check.require(user, password, request)\n",
        occurrence=1,
    ),
    Removal(
        "turning the factor on takes the password in a session",
        "server/access/own_second_factor.py",
        "        password_check.require(user, password, request)\n",
        "        pass\n",
    ),
    Removal(
        "the admin sets no own password without the old one",
        "server/admin/users.py",
        "        if self.get_object(request, unquote(id)) == request.user:",
        "        if False:",
    ),
    Removal(
        "a half-session ends with the factor whose code was due",
        STEPS,
        '    if half.get("factor") and not',
        "    if False and not",
    ),
    Removal(
        "a half-session ends with the sessions",
        "server/access/session_ends.py",
        "        end_half_sessions(user)\n",
    ),
    Removal(
        "a session ends when its user's rights change",
        "server/access/users.py",
        "        if _rights(user, merchant_id) != rights_before:",
        "        if False:",
    ),
    Removal(
        "a session that ends is recorded",
        "server/access/session_ends.py",
        '            (record_own if by_itself else record_about)(user, "session.ended")\n',
    ),
    Removal(
        "a session keeps its beginning under another key",
        "server/access/sessions.py",
        "if not key or not Session",
        "if True or not Session",
    ),
    Removal(
        "a code that nobody could check has not failed",
        FACTOR,
        "        login_throttle.withdraw(attempt)\n        logger",
        "        logger",
    ),
    Removal(
        "adjustments on the command line take the code",
        "server/ops/management/commands/adjustment.py",
        "    if second_factor.factor_of(user):",
        "    if False:",
    ),
    Removal(
        "turning the factor on ends the sessions without it",
        "server/access/own_second_factor.py",
        "    end_other_sessions(user, request.session.session_key)\n",
    ),
    Removal(
        "a half-session for the enrolment does nothing else",
        "server/api/rest/account.py",
        "None if caller or not may_enrol else",
        "None if caller else",
    ),
    Removal(
        "changing the password takes the old one",
        "server/access/own_password.py",
        '    password_check.require(user, old, request, "old_password")\n',
    ),
    Removal(
        "a user ends the own sessions alone",
        "server/access/session_ends.py",
        "filter(session_key=key, user=user)",
        "filter(session_key=key)",
    ),
]
