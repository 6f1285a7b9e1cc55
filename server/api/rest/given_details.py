"""A payout's own facts in a request's body."""

from collections.abc import Mapping

from server.api.http.misspelt import refuse_misspelt
from server.api.http.parsing import read_time, read_uuid
from server.payouts.details import DETAILS, GivenDetails, read_details


def read_given(body: Mapping[str, object]) -> GivenDetails | None:
    """Raises InvalidInput."""
    refuse_misspelt(body, DETAILS)
    named = body.get("retry_of")
    retry_of = None if named is None else read_uuid(named, "retry_of")
    moment = body.get("not_before")
    not_before = None if moment is None else read_time(moment, "not_before")
    words = (body.get("reference"), body.get("narration"), body.get("purpose"))
    own = {name: body.get(name) for name in ("rail", "client_reference")}
    return read_details(*words, retry_of, not_before, **own)
