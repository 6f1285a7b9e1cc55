"""Prints each event's position, for ever. The client connects again by itself after an end, and not after a cut."""

import asyncio
import json
import os

import aiohttp
from aiohttp_sse_client.client import EventSource


async def main() -> None:
    position = os.environ["AFTER"]
    headers = {"Authorization": f"Bearer {os.environ['API_KEY']}"}
    while True:
        # The position stands in the address: the client adds a Last-Event-ID of its own to one that it was given.
        address = f"{os.environ['API_URL']}/api/v1/events/?after={position}"
        try:
            async with EventSource(address, headers=dict(headers)) as source:
                async for sent in source:
                    if sent.type != "ERROR":
                        print(sent.type, json.loads(sent.data)["position"], flush=True)
                    position = sent.last_event_id or position
        except (aiohttp.ClientError, ConnectionError):
            pass
        await asyncio.sleep(0.2)


asyncio.run(main())
