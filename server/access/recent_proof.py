"""A person who has lately shown who they are: an open page, or a stolen session, is not enough for some acts.

The sign-in counts for a quarter of an hour, and so does the code of the second factor (or, for whoever has none, the
password) that is given again in the session (own_proof.py). Keys and open access are no persons: nobody asks them.
"""

from server.errors import ProofDue, SecondFactorNeeded

from .callers import Caller

# In a query over `sessions s`.
PROVED_RECENTLY = "s.proved_at > now() - interval '15 minutes'"


def has_proved(caller: Caller) -> bool:
    """True also of a caller that is no person."""
    return caller.kind != "person" or caller.proof.is_recent


def require_proof(caller: Caller) -> None:
    """Before an act that outlives the session, or that gives others rights. Raises ProofDue."""
    if not has_proved(caller):
        raise ProofDue("code" if caller.proof.has_factor else "password")


def require_second_factor(caller: Caller) -> None:
    """Before a person moves what others would have to: the password alone is not enough. Raises SecondFactorNeeded for
    a person who has none, and ProofDue for one who has not shown it lately."""
    if caller.kind == "person" and not caller.proof.has_factor:
        raise SecondFactorNeeded
    require_proof(caller)
