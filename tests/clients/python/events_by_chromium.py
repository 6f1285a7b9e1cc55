"""Prints each event's position, for ever: by the browser's own EventSource, with a session's cookie."""

import json
import os
import sys

from playwright.sync_api import sync_playwright

OPEN = """({ address, types }) => {
  const source = new EventSource(address);
  for (const type of types) source.addEventListener(type, ({ data }) => told(type, data));
  source.onmessage = ({ data }) => told("message", data);
}"""
api, (name, value) = os.environ["API_URL"], os.environ["COOKIE"].split("=")
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=sys.argv[1:])
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": value, "url": api}])
    page = context.new_page()
    page.expose_function("told", lambda kind, data: print(kind, json.loads(data)["position"], flush=True))
    page.goto(f"{api}/docs/")
    given = {"address": f"/api/v1/events/?after={os.environ['AFTER']}", "types": os.environ["TYPES"].split(",")}
    page.evaluate(OPEN, given)
    page.wait_for_timeout(10**9)
