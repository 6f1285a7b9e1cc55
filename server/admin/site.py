"""The site at `/admin/`, for operators. Operators see every merchant's rows; throttled sign-ins get 429."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from server.database import row_security
from server.errors import TooManyAttempts

from .india import in_indian_time
from .lookups import Choices, answering_bad_values

# The labels stay, since tables, migrations and addresses are named after them.
APP_NAMES = {"access": "Access", "admin": "Administration", "auth": "Users", "trail": "Audit log"}


class ThrottledForm(AdminAuthenticationForm):
    throttled: TooManyAttempts | None = None

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except TooManyAttempts as error:
            self.throttled = error
            raise ValidationError(error.message) from None


class OperatorsSite(AdminSite):
    site_header = site_title = "Payout engine"
    index_title = "Read-only records"
    login_form = ThrottledForm

    def has_permission(self, request: HttpRequest) -> bool:
        permitted = super().has_permission(request)
        if permitted:
            row_security.bind(None)
        return permitted

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(answering_bad_values(in_indian_time(view)), cacheable)

    def get_urls(self) -> list[Any]:
        """Without the shortcuts to records' own pages: none has one, and malformed keys make that view fail."""
        return [each for each in super().get_urls() if getattr(each, "name", None) != "view_on_site"]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Choices.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = APP_NAMES.get(app["app_label"], app["name"])
        return apps

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().login(request, extra_context)
        form = (
            response.context_data and response.context_data["form"] if isinstance(response, TemplateResponse) else None
        )
        if isinstance(form, ThrottledForm) and form.throttled:
            response.status_code = 429
            response["Retry-After"] = str(form.throttled.retry_after_seconds)
        return response
