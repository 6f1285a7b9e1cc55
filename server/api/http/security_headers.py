"""What every answer tells a browser: load nothing that is not ours, show it in nobody's frame, guess no types.

Pages get what they need and no more: files of our own, and calls to us. No inline script, no inline style, no eval, no
other host, no `data:`; every other answer may load nothing at all. Django's own middleware sends the older headers.
"""

from django.http import HttpResponse
from django.http.response import ResponseHeaders

FOR_ALL = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action "
FOR_PAGES = f"{FOR_ALL}'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
FOR_THE_REST = f"{FOR_ALL}'none'"
UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")


def _with_policy(policy: str) -> dict[str, tuple[str, str]]:
    headers = {
        "Content-Security-Policy": policy,
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    # Checked and converted here once, which Django would do for every header of every answer.
    return ResponseHeaders(headers)._store


PAGES, THE_REST = _with_policy(FOR_PAGES), _with_policy(FOR_THE_REST)


def guard(response: HttpResponse) -> None:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    response.headers._store.update(PAGES if is_page else THE_REST)
