"""An event as JSON: the same at every address, for ever."""

import json
from typing import Any

from server.events.as_json import event_object
from server.events.reading import Event, Page


def event_json(event: Event) -> str:
    """In ASCII: a client that reads UTF-8 as Latin-1, or takes U+2028 for the end of a line, would cut it in two."""
    return json.dumps(event_object(event))


def page_object(page: Page) -> dict[str, Any]:
    return {"events": [event_object(event) for event in page.events], "next": str(page.next), "more": page.more}
