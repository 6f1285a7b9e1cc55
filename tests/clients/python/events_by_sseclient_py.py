"""Prints each event's position, for ever."""

import json
import os
import time

import requests
import sseclient

position = os.environ["AFTER"]
while True:
    headers = {
        "Authorization": f"Bearer {os.environ['API_KEY']}",
        "Accept": "text/event-stream",
        "Last-Event-ID": position,
    }
    try:
        with requests.get(f"{os.environ['API_URL']}/api/v1/events/", headers=headers, stream=True, timeout=5) as answer:
            answer.raise_for_status()
            for sent in sseclient.SSEClient(answer).events():
                if sent.event != "ERROR":
                    print(sent.event, json.loads(sent.data)["position"], flush=True)
                position = sent.id or position
    except requests.RequestException:
        pass
    time.sleep(0.2)
