"""Prints each event's position, for ever. The client connects again by itself, as far as it knows how."""

import contextlib
import http.client
import importlib.metadata
import importlib.util
import json
import os
import sys
import time

# sseclient-py has a package of the same name, which hides this module.
where = importlib.metadata.distribution("sseclient").locate_file("sseclient.py")
spec = importlib.util.spec_from_file_location("sseclient_alone", where)
sseclient = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sseclient)

position = os.environ["AFTER"]
while True:
    headers = {"Authorization": f"Bearer {os.environ['API_KEY']}"}
    try:
        with contextlib.redirect_stdout(sys.stderr):  # it prints what it reconnects for
            events = sseclient.SSEClient(
                f"{os.environ['API_URL']}/api/v1/events/", last_id=position, headers=headers, timeout=10
            )
            for sent in events:
                # The end of a stream is told as an event without data.
                if sent.data and sent.event != "ERROR":
                    print(sent.event, json.loads(sent.data)["position"], file=sys.__stdout__, flush=True)
                position = sent.id or position
    except (OSError, http.client.HTTPException):
        pass
    time.sleep(0.2)
