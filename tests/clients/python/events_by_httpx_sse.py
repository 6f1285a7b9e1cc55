"""Prints each event's position, for ever."""

import json
import os
import time

import httpx
from httpx_sse import connect_sse

position = os.environ["AFTER"]
headers = {"Authorization": f"Bearer {os.environ['API_KEY']}"}
while True:
    try:
        with (
            httpx.Client(base_url=os.environ["API_URL"], headers=headers) as api,  # its usual time-out: 5 s
            connect_sse(api, "GET", "/api/v1/events/", params={"after": position}) as stream,
        ):
            stream.response.raise_for_status()
            for sent in stream.iter_sse():
                if sent.event != "ERROR":
                    print(sent.event, json.loads(sent.data)["position"], flush=True)
                position = sent.id or position
    except httpx.TransportError:
        pass
    time.sleep(0.2)
