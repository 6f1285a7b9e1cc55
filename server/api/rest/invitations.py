"""Using an invitation, in a browser that is not signed in. Its token is in the body, as addresses are logged."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

from server.access import joining, signing_in
from server.access.invitation_model import Invitation
from server.access.password_check import LONGEST_PASSWORD
from server.access.users import caller_for
from server.api.http import rate_limits
from server.api.http.parsing import read_json_object
from server.errors import NotFound

from .routing import json_response, needs
from .sessions import read_text, signed_in_body

LONGEST_TOKEN, LONGEST_NAME = 100, 150


@needs(None)
@sensitive_variables("body", "token")
def show_invitation(request: HttpRequest) -> HttpResponse:
    """Whose it is, before it is used."""
    body = read_json_object(request)
    invitation = _find(request, read_text(body, "token", LONGEST_TOKEN))
    return json_response(
        {
            "merchant": invitation.merchant.name,
            "email": invitation.email,
            "role": invitation.role,
            "expires_at": invitation.expires_at,
        }
    )


@needs(None)
@sensitive_variables("body", "token", "password")
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Makes the account, or joins with the one that there is, and signs in: as `POST /session/` answers."""
    body = read_json_object(request)
    token = read_text(body, "token", LONGEST_TOKEN)
    name = read_text(body, "name", LONGEST_NAME) if body.get("name") else ""
    password = read_text(body, "password", LONGEST_PASSWORD)
    user = joining.join(_find(request, token), name, password, request)
    step = signing_in.begin(request, user)
    return signed_in_body(None if step else caller_for(user), step)


def _find(request: HttpRequest, token: str) -> Invitation:
    try:
        return joining.find_invitation(token, request)
    except NotFound:
        rate_limits.count_stranger(request)
        raise
