"""An address refuses query parameters that it does not know: whoever misspells a filter must not get everything."""

from collections.abc import Collection
from difflib import get_close_matches

from django.http import HttpRequest

from server.errors import InvalidInput

OF_EVERY_CALLER = "merchant_id"  # names the merchant, at every address that authenticates its callers
ANY = "*"  # of the health check and the API's description, where a parameter filters nothing
LONGEST_ECHO = 50  # characters of a name that the caller made up


def refuse_unknown_parameters(request: HttpRequest, known: Collection[str]) -> None:
    """Raises InvalidInput, for a parameter that is given twice too."""
    if ANY in known or not request.META.get("QUERY_STRING"):
        return
    for name, values in request.GET.lists():
        if name not in known:
            raise InvalidInput(_unknown(name, known), name[:LONGEST_ECHO])
        if len(values) > 1:
            raise InvalidInput(f"{name} is given more than once.", name)


def _unknown(name: str, known: Collection[str]) -> str:
    [*near] = get_close_matches(name[:LONGEST_ECHO], known, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    taken = f"takes {', '.join(sorted(known))}" if known else "takes none"
    return f'"{name[:LONGEST_ECHO]}" is not a query parameter of this address, which {taken}.{hint}'
