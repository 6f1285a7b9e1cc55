"""What keeps one caller's request from costing everybody's time."""

from .removal import Removal

RUNTIME = "server/api/graphql/runtime"

EXPENSE = [
    Removal(
        "fields of one name are counted before they are compared pair by pair",
        f"{RUNTIME}/complexity.py",
        "if repeated := first_of_too_many(document, measurement.fragments):",
        "if repeated := None:",
    ),
    Removal(
        "fragments that merge in ever new combinations end the count",
        f"{RUNTIME}/same_names.py",
        " or self._steps > MOST_STEPS",
    ),
    Removal(
        "no alias is longer than each row may repeat",
        f"{RUNTIME}/complexity.py",
        "if node.alias and len(node.alias.value) > LONGEST_ALIAS:",
        "if False:",
    ),
    Removal(
        "no document has more line ends than each error may count",
        f"{RUNTIME}/document_cache.py",
        'if max(text.count("\\n"), text.count("\\r")) > MOST_LINES:',
        "if False:",
    ),
    Removal("errors are few", f"{RUNTIME}/document_cache.py", "                max_errors=MOST_ERRORS,\n"),
    Removal(
        "a closed engine suggests no names in a document",
        f"{RUNTIME}/document_cache.py",
        "                hide_suggestions=not self._introspection,\n",
    ),
    Removal(
        "a closed engine suggests no names in variables",
        "server/api/graphql/schema.py",
        "            hide_suggestions=not settings.PAYOUT_PLAYGROUND,\n",
    ),
    Removal(
        "a message repeats little of its caller's words",
        "server/api/graphql/errors.py",
        "error.message = shortened(error.message)",
        "pass",
    ),
    Removal(
        "a refusal repeats little of an Origin",
        "server/api/http/errors.py",
        "{shortened(reason)}",
        "{reason}",
    ),
    Removal(
        "a document is paid for before it is validated",
        "server/api/graphql/schema.py",
        "            spend(document.cost(operation, variables or {}))\n            if document.errors:\n"
        "                return ExecutionResult(data=None, errors=list(document.errors))\n",
        "            if document.errors:\n"
        "                return ExecutionResult(data=None, errors=list(document.errors))\n"
        "            spend(document.cost(operation, variables or {}))\n",
    ),
    Removal(
        "a batch is paid for by its items",
        f"{RUNTIME}/document_cache.py",
        ", items=items_in(variables)",
    ),
    Removal(
        "what is no document costs a call",
        "server/api/graphql/view.py",
        "        if not bill.is_paid:\n            bill.pay()",
        "        pass",
    ),
    Removal(
        "a refused call costs one",
        "server/api/http/rate_limits.py",
        "0 if counted or cost == 1 or counter.limit(rate, key, 1).limited else 1",
        "0",
    ),
    Removal(
        "a call that no wait makes possible is not told to wait",
        "server/api/http/rate_limits.py",
        "    if result is None:\n        raise CostAboveLimit(kind, rate, cost)\n",
        "    if result is None:\n        raise RateLimited(kind, rate, 1)\n",
    ),
    Removal(
        "only variables make a body larger than a document may be",
        "server/api/graphql/view.py",
        "or bytes_of_others > usual",
    ),
    Removal(
        "no statement of a query begins after its time",
        f"{RUNTIME}/deadline.py",
        "        if self._left <= 0:\n            raise TimedOut\n",
    ),
    Removal(
        "a mutation tells its result whatever it took",
        "server/api/graphql/schema.py",
        "with nullcontext() if kind is OperationType.MUTATION else sql_deadline():",
        "with sql_deadline():",
    ),
    Removal(
        "whose requests a killed worker was answering is said",
        "server/ops/processes/heartbeats.py",
        ' Under way: {cut_off}."',
        '"',
    ),
]
