"""Prints each event's position, for ever. The client connects again by itself, as far as it knows how."""

import json
import os
import time

import requests
from requests_sse import EventSource, InvalidStatusCodeError

position = os.environ["AFTER"]
while True:
    headers = {"Authorization": f"Bearer {os.environ['API_KEY']}", "Last-Event-ID": position}
    try:
        with EventSource(f"{os.environ['API_URL']}/api/v1/events/", headers=headers, timeout=10) as source:
            for sent in source:
                if sent.type != "ERROR":
                    print(sent.type, json.loads(sent.data)["position"], flush=True)
                position = sent.last_event_id or position
    except (requests.RequestException, ConnectionError, InvalidStatusCodeError):
        pass
    time.sleep(0.2)
