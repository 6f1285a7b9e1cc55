"""What every answer tells a browser: load nothing that is not ours, show it in nobody's frame, guess no types.

Pages get what they need and no more: files of our own, and calls to us. No inline script, no inline style, no eval, no
other host, no `data:`; every other answer may load nothing at all. Django's own middleware sends the older headers.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

FOR_ALL = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action "
FOR_PAGES = f"{FOR_ALL}'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
FOR_THE_REST = f"{FOR_ALL}'none'"
UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        response["Content-Security-Policy"] = FOR_PAGES if is_page else FOR_THE_REST
        response["Permissions-Policy"] = ", ".join(f"{feature}=()" for feature in UNUSED)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return middleware
