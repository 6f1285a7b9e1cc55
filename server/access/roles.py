"""The one table of what a merchant's user may do, by role. Both APIs, the dashboard (by the viewer's scopes) and the
commands follow it.

A person has one role. An approver makes no payouts: who has to do both is an owner, and even an owner never approves
what they made themselves.
"""

from .callers import Role, Scope

SCOPES: dict[Role, frozenset[Scope]] = {
    Role.OWNER: frozenset(Scope) - {Scope.OPERATE},
    Role.MAKER: frozenset({Scope.READ, Scope.PAYOUTS, Scope.BENEFICIARIES}),
    Role.APPROVER: frozenset({Scope.READ, Scope.APPROVALS}),
    Role.VIEWER: frozenset({Scope.READ}),
    Role.DEVELOPER: frozenset({Scope.READ, Scope.WEBHOOKS, Scope.KEYS}),
}
# In words, for `manage.py user` and the admin.
MAY: dict[Role, str] = {
    Role.OWNER: "everything, the team too",
    Role.MAKER: "makes payouts, batches and beneficiaries",
    Role.APPROVER: "approves payouts, and makes none",
    Role.VIEWER: "reads",
    Role.DEVELOPER: "keys and webhooks, no payouts",
}


def roles_with(*scopes: Scope) -> list[Role]:
    return [role for role in Role if SCOPES[role].issuperset(scopes)]
