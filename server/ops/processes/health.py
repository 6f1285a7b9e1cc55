"""Asks a web server of this machine whether it is healthy.

For processes that have not read the settings too: nothing in here does so before it is called.
"""

import http.client

from django.conf import settings


def is_healthy(port: int) -> bool:
    """True if the web server on this port of this machine answers /healthz with 200 within 2 seconds."""
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name), "localhost").lstrip(".")
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        server.request("GET", "/healthz", headers={"Host": host})
        return server.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        server.close()
