"""What callers may know, and what a browser may send."""

from .removal import Removal

TOLD = [
    Removal(
        "a refusal tells no balance to a caller who may not read",
        "server/api/http/errors.py",
        "return refusal if Scope.READ in caller.scopes else refusal.without_state()",
        "return refusal",
    ),
    Removal(
        "a batch's refusals tell no balance to a caller who may not read",
        "server/api/http/batch_items.py",
        "as_told(result, caller) if isinstance(result, Refusal) else result",
        "result",
    ),
    Removal(
        "a mutation tells a caller who may not read what was sent",
        "server/api/graphql/permissions.py",
        'if Scope.READ not in caller.scopes and self._asks_for_more(info, arguments.get("input")):',
        "if False:",
    ),
    Removal(
        "a recorded payment's replay tells no others' words",
        "server/api/graphql/payments.py",
        "if not is_as_sent and TEXTS & fields_of_created(info._raw_info):",
        "if False:",
    ),
    Removal(
        "a change in REST tells a caller who may not read what was sent",
        "server/api/rest/merchant_changes.py",
        "if Scope.READ in call.caller.scopes:",
        "if True:",
    ),
    Removal(
        "of two session cookies neither counts",
        "server/api/http/middleware.py",
        "            drop_ambiguous(request)",
        "            pass",
    ),
    Removal(
        "the admin's lists answer no question about other columns",
        "server/admin/lookups.py",
        'return lookup in allowed or not self._is_column(lookup.partition("__")[0])',
        "return True",
    ),
    Removal(
        "the admin offers the choices of its own forms alone",
        "server/admin/lookups.py",
        "if asked not in set(self._offered(request)):",
        "if False:",
    ),
    Removal(
        "a charset of a Content-Type decodes nothing",
        "server/api/http/utf8_request.py",
        "except (LookupError, ValueError):",
        "except ZeroDivisionError:",
    ),
]
