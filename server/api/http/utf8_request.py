"""Requests are in UTF-8, whatever else a Content-Type says.

Django decodes the query string and forms by the charset that a header names. Some of Python's codecs decode no text
(`hex`), or yield half surrogates that nothing can store (`utf-7`), and unknown ones end the request before any
middleware sees it.
"""

from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        """Takes over no charset. A header that cannot be read counts as none."""
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):
            self.content_type, self.content_params = "", {}

    def _load_post_and_files(self) -> None:
        """Raises BadRequest also where a header within a multipart form cannot be read."""
        try:
            super()._load_post_and_files()
        except LookupError as error:
            self._mark_post_parse_error()  # type: ignore[attr-defined]  # Django's own, for the same
            raise BadRequest("The form has a header that cannot be read.") from error


class Utf8Handler(WSGIHandler):
    request_class = Utf8Request
