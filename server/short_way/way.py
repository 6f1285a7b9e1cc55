"""The short way, as the ASGI server takes it."""

from collections.abc import Awaitable, Callable, Hashable

from server.api.http.rate_limits import COUNTED, SPENT
from server.asgi.wsgi_bridge import Environ, WsgiResponse

from .deciding import Accepted, Asked, decide, decide_in_lane
from .gathering import Gathering
from .request import creation_in
from .response import LearnedHeaders, connection_of
from .turns import Turns

LongWay = Callable[[], Awaitable[WsgiResponse]]


class ShortWay:
    def __init__(self, turns: Turns | None = None) -> None:
        self._headers = LearnedHeaders()
        self._gathering: Gathering[Asked, Accepted] = Gathering(
            lambda group: decide(group, self._gathering.is_in_lane), decide_in_lane, turns
        )

    async def respond(self, environ: Environ, body: bytes, caller: Hashable | None, long_way: LongWay) -> WsgiResponse:
        """`caller` is whose share of a group it uses. `long_way` responds to whatever does not end here."""
        creation = creation_in(environ, body)
        if creation is None:
            return await long_way()
        connection = connection_of(environ)
        if not self._headers.knows(connection):
            response = await long_way()
            self._headers.learn(connection, response)
            return response
        asked = Asked(creation, environ["REMOTE_ADDR"])
        accepted = await self._gathering.decide(caller, asked)
        if accepted is None:
            if asked.is_counted:
                environ |= {COUNTED: True, SPENT: asked.spent}
            return await long_way()
        return self._headers.respond(connection, accepted.acceptance, str(accepted.request_id), asked.spent)
