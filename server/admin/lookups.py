"""Lists and searches of the admin: which columns an address may ask about, and how an unusable question ends."""

import logging
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.text import smart_split
from psycopg.errors import QueryCanceled

from server.errors import Unavailable

RETRY_SOON = {"Retry-After": "1"}  # seconds
FILTERS = ("", "__exact", "__in", "__isnull")  # a list's own links have no other
MOST_WORDS = 32  # each is a condition on every searched column, and PostgreSQL takes 65,535 parameters

NO_SUCH_VALUE = "Nothing can be looked up by the values in this address."
TOO_SLOW = "This takes too long. Search for an id, or filter the list."

logger = logging.getLogger(__name__)


class NamedLookups:
    """A list is filtered by what `list_filter` names and searched in what `search_fields` names: no other column can be
    asked about, or a hidden one could be found out letter by letter."""

    opts: Any
    get_list_filter: Callable[[HttpRequest | None], Any]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:  # noqa: ARG002
        allowed = {f"{name}{how}" for name in self.get_list_filter(request) for how in FILTERS}
        return lookup in allowed or not self._is_column(lookup.partition("__")[0])

    def _is_column(self, name: str) -> bool:
        """Django ignores other names, and says `?e=1`."""
        try:
            self.opts.get_field(name)
        except FieldDoesNotExist:
            return name == "pk"
        return True

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """`_to_field=` names no field: Django looks for one without a name."""
        return super().get_object(request, object_id, from_field or None)  # type: ignore[misc]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Raises IncorrectLookupParameters also for a value that Django finds unusable only when it asks for it."""
        try:
            return super().get_changelist_instance(request)  # type: ignore[misc]
        except ValueError as error:
            raise IncorrectLookupParameters from error

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Raises IncorrectLookupParameters for a search of too many words."""
        if sum(1 for _ in smart_split(search_term)) > MOST_WORDS:
            raise IncorrectLookupParameters
        found: tuple[Any, bool] = super().get_search_results(request, queryset, search_term)  # type: ignore[misc]
        return found


class Choices(AutocompleteJsonView):
    """The rows that a form's field offers. Only fields of our own forms are served: Django's view would answer for any
    field of any model, and fails at those that lead back."""

    admin_site: AdminSite

    def process_request(self, request: HttpRequest) -> Any:
        asked = tuple(request.GET.get(name, "") for name in ("app_label", "model_name", "field_name"))
        if asked not in set(self._offered(request)):
            raise PermissionDenied
        return super().process_request(request)

    def _offered(self, request: HttpRequest) -> Any:
        for model_admin in self.admin_site._registry.values():
            for form in (model_admin, *model_admin.get_inline_instances(request)):
                for field in form.get_autocomplete_fields(request):
                    yield form.opts.app_label, form.opts.model_name, field

    def get_queryset(self) -> Any:
        """In the order of the model's list, so that no page repeats or skips a row."""
        rows = super().get_queryset()
        return rows if rows.ordered else rows.order_by("-pk")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except (DataError, IncorrectLookupParameters):
            return JsonResponse({"results": [], "pagination": {"more": False}})


class ChoiceSelect(AutocompleteSelect):
    """The field that shows those choices. A form that was sent with no key is shown again without it: Django's widget
    would look it up."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, [each for each in value if self._is_key(each)], attr)

    def _is_key(self, value: Any) -> bool:
        try:
            self.field.target_field.to_python(value)
        except ValidationError:
            return False
        return True


def answering_bad_values(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view. A value that the database cannot read (a NUL, say) ends it as Django ends a bad filter: with `?e=1`; so
    does a question that takes too long. Put it around the rendering too, which still asks the database."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (DataError, UnicodeEncodeError, IncorrectLookupParameters):
            return _without_the_values(request, NO_SUCH_VALUE)
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled) and request.GET:
                return _without_the_values(request, TOO_SLOW)
            logger.warning("request %s: the database did not answer: %s", request.META.get("HTTP_X_REQUEST_ID"), error)
            return HttpResponse(Unavailable().message, status=503, content_type="text/plain", headers=RETRY_SOON)

    return answered


def _without_the_values(request: HttpRequest, message: str) -> HttpResponse:
    if request.method not in {"GET", "HEAD"} or ERROR_FLAG in request.GET or not request.GET:
        raise Http404(message)
    messages.error(request, message)
    return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
