"""Prints each event's position, for ever: by a library that runs in a page of the browser, with a key."""

import json
import os
import sys

from playwright.sync_api import sync_playwright

LISTEN = "(given) => client.listen(given, told)"
api, (library, *flags) = os.environ["API_URL"], sys.argv[1:]
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=flags)
    page = browser.new_context(bypass_csp=True).new_page()  # the script is not one of the page's own
    page.expose_function("told", lambda kind, data: print(kind, json.loads(data)["position"], flush=True))
    page.goto(f"{api}/docs/")
    page.add_script_tag(path=library)
    address = f"/api/v1/events/?after={os.environ['AFTER']}"
    page.evaluate(LISTEN, {"address": address, "key": os.environ["API_KEY"], "types": os.environ["TYPES"].split(",")})
    page.wait_for_timeout(10**9)
