"""A payout's own facts in a request's body."""

from collections.abc import Mapping

from server.api.http.parsing import read_uuid
from server.payouts.details import GivenDetails, read_details


def read_given(body: Mapping[str, object]) -> GivenDetails | None:
    """Raises InvalidInput."""
    named = body.get("retry_of")
    retry_of = None if named is None else read_uuid(named, "retry_of")
    return read_details(body.get("reference"), body.get("narration"), body.get("purpose"), retry_of)
