"""Members of a body that mean one of ours and are written otherwise.

Unknown members are ignored, as callers of the documented surface expect. One that is ours but for capitals and
underscores is refused: a payout whose `notBefore` was ignored would be paid at once.
"""

from collections.abc import Collection, Iterable, Mapping

from server.errors import InvalidInput

OF_A_PAYOUT = {
    "notbefore": (
        "not_before must stand with each payout, or with a stored batch as a whole: no row of one is scheduled.",
        "not_before",
    ),
    "clientreference": (
        "client_reference must stand with a payout: no order, no batch and no row of one has one.",
        "client_reference",
    ),
    "rail": ("rail must stand with each payout: neither a batch nor a row of one has one.", "rail"),
}


def refuse_misspelt(body: Iterable[str], known: Collection[str]) -> None:
    """Raises InvalidInput, by the name of the member that was meant."""
    for name in body:
        if ours := meant(name, known):
            raise InvalidInput(f"{ours} must be written like this, not {name}.", ours)


def meant(name: str, known: Collection[str]) -> str | None:
    """Which of ours `name` is in another spelling."""
    if name in known:
        return None
    return next((ours for ours in known if _plain(ours) == _plain(name)), None)


def refuse_schedule(body: object, known: Collection[str] = ()) -> None:
    """What a payout of its own can have, and a batch or its row cannot. Raises InvalidInput."""
    for name in body if isinstance(body, Mapping) else ():
        if name not in known and (words := OF_A_PAYOUT.get(_plain(name))):
            raise InvalidInput(*words)


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
